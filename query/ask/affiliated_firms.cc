#include <algorithm>

#include "query/ask/questions.h"
#include "query/names/resolve.h"

namespace liancheng::query {
namespace {

// 企业 in the wide sense of the documents: whoever trades under a name of its own.
const std::vector<model::EntityType> kFirms = {
    model::EntityType::kEnterprise, model::EntityType::kIndividualBusiness,
    model::EntityType::kBranch, model::EntityType::kInstitution, model::EntityType::kOrganization};

std::string Words(const rules::AffiliationDefinition& definition) {
  std::string words;
  const auto add = [&words](const std::string& word) {
    words += (words.empty() ? "" : " + ") + word;
  };
  if (definition.control) {
    add("control above " + model::FormatPercent(definition.control_ppm) + " %");
  }
  if (definition.chain) {
    add("chain of holdings of at least " + model::FormatPercent(definition.chain_ppm) + " %");
  }
  if (definition.legal_representative) add("same legal representative");
  return words;
}

}  // namespace

absl::StatusOr<AffiliatedFirmsAnswer> AskAffiliatedFirms(
    const Workspace& workspace, const std::string& subject,
    const rules::AffiliationDefinition& definition) {
  const auto party = ResolveSubject(workspace, subject);
  if (!party.ok()) return party.status();
  const graph::GraphSnapshot& graph = workspace.graph();
  AffiliatedFirmsAnswer answer;
  answer.subject = graph.entity(*party);
  answer.definition = Words(definition);
  answer.parties.Want(answer.subject);
  for (const rules::Affiliate& affiliate :
       rules::AffiliatesOf(graph, *party, definition, kFirms, workspace.as_of())) {
    AffiliatedFirm firm;
    firm.party = graph.entity(affiliate.firm);
    for (const uint32_t edge : affiliate.stakes) firm.evidence.push_back(graph.Evidence(edge));
    answer.parties.Want(firm.party);
    answer.parties.Want(firm.evidence);
    answer.firms.push_back(std::move(firm));
  }
  if (absl::Status status = answer.parties.Fetch(workspace.directory()); !status.ok()) {
    return status;
  }
  std::sort(answer.firms.begin(), answer.firms.end(), [&](const auto& a, const auto& b) {
    return answer.parties[a.party].key < answer.parties[b.party].key;
  });
  return answer;
}

}  // namespace liancheng::query
