#include "query/gate/match.h"

#include <algorithm>
#include <set>

#include "engine/model/codes.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace liancheng::query {
namespace {

constexpr uint32_t kCandidatesMax = 1000;

// An error about a field; `where` is "subject" or "roles/1".
absl::Status Wrong(const std::string& where, std::string_view field, std::string_view what) {
  return absl::InvalidArgumentError(fmt::format("{}.{}: {}", where, field, what));
}

absl::Status CheckNumbers(const CheckParty& asked, const std::string& where) {
  using model::CodeStatus;
  if (!asked.uscc.empty()) {
    const model::CodeCheck check = model::CheckUscc(asked.uscc);
    if (check.status == CodeStatus::kInvalid) return Wrong(where, "uscc", check.problem);
  }
  if (!asked.org_code.empty()) {
    const model::CodeCheck check = model::CheckOrganisationCode(asked.org_code);
    if (check.status == CodeStatus::kInvalid) return Wrong(where, "org_code", check.problem);
  }
  if (!asked.id_number.empty() && !model::CanonicalIdNumber(asked.id_number)) {
    return Wrong(where, "id_number", "no number of a citizen (GB 11643): its form or check");
  }
  return absl::OkStatus();
}

absl::Status CheckPartyFields(const CheckParty& asked, const std::string& where) {
  const bool findable = !asked.source_id.empty() || !asked.uscc.empty() ||
                        !asked.org_code.empty() || !asked.id_number.empty() || !asked.name.empty();
  if (!findable) return Wrong(where, "uscc", "give a code, an id, an ID number or at least a name");
  return CheckNumbers(asked, where);
}

bool IsMatter(const rules::Plan& plan, const std::string& matter) {
  for (const model::Rulebook& book : plan.library().books) {
    for (const model::Rule& rule : book.rules) {
      const auto& matters = rule.give.matters;
      if (std::find(matters.begin(), matters.end(), matter) != matters.end()) return true;
    }
  }
  return false;
}

// The register keeps organisation codes without the dash before the check character.
std::string WithoutDash(std::string code) {
  std::erase(code, '-');
  return code;
}

struct NumberFound {
  model::EntityId id;
  bool legacy = false;
};

// Looks up every number; all of them must belong to one party.
class NumberSearch {
 public:
  NumberSearch(const Workspace& workspace, const CheckParty& asked)
      : workspace_(workspace), asked_(asked) {}

  absl::Status Run() {
    const bool pilot =
        !asked_.uscc.empty() && model::CheckUscc(asked_.uscc).status != model::CodeStatus::kValid;
    const std::pair<std::string_view, std::string> numbers[] = {
        {"source", asked_.source_id},
        {"uscc", asked_.uscc},
        {"id_number", model::CanonicalIdNumber(asked_.id_number).value_or("")},
        {"org_code", WithoutDash(asked_.org_code)}};
    for (const auto& [scheme, value] : numbers) {
      if (value.empty()) continue;
      const bool legacy = scheme == "org_code" || (scheme == "uscc" && pilot);
      if (absl::Status status = LookUp(scheme, value, legacy); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

  std::optional<NumberFound> found;
  std::vector<std::string> unknown;  // schemes of numbers that no party has

 private:
  absl::Status LookUp(std::string_view scheme, const std::string& value, bool legacy) {
    const auto id = workspace_.directory().FindByIdentifier(scheme, value);
    if (!id.ok()) return id.status();
    if (!*id || !workspace_.graph().Find(**id)) {
      unknown.emplace_back(scheme);
      return absl::OkStatus();
    }
    if (found && found->id != **id) {
      return absl::FailedPreconditionError(
          fmt::format("{}: the numbers given mean different parties; none is chosen", scheme));
    }
    const bool exact_before = found && !found->legacy;
    found = NumberFound{**id, legacy && !exact_before};
    return absl::OkStatus();
  }

  const Workspace& workspace_;
  const CheckParty& asked_;
};

absl::StatusOr<size_t> CountNamesakes(const Workspace& workspace, const std::string& name) {
  if (name.empty()) return 0;
  const auto hits = workspace.directory().FindByName(name, false, kCandidatesMax);
  if (!hits.ok()) return hits.status();
  std::set<model::EntityId> ids;
  for (const NameHit& hit : *hits) {
    if (workspace.graph().Find(hit.id)) ids.insert(hit.id);
  }
  return ids.size();
}

// Notes where the request differs from the register. A doubt does not repeat what the register
// says.
absl::Status NoteDoubts(const Workspace& workspace, const CheckParty& asked,
                        const NumberSearch& search, CheckedParty* checked) {
  if (checked->match == MatchGrade::kLegacyCode) {
    checked->doubts.emplace_back(
        "found by a legacy code only: a person confirms that it is this party");
  }
  for (const std::string& scheme : search.unknown) {
    checked->doubts.push_back(fmt::format("{}: nobody in the register has it", scheme));
  }
  const auto vertex = workspace.graph().Find(*checked->party);
  if (asked.type && workspace.graph().type(*vertex) != *asked.type) {
    checked->doubts.emplace_back("type: the register has another");
  }
  if (asked.name.empty()) return absl::OkStatus();
  const model::EntityId ids[] = {*checked->party};
  const auto files = workspace.directory().Describe(ids);
  if (!files.ok()) return files.status();
  const model::EntityFact& fact = files->front().fact;
  const bool known = fact.name == asked.name ||
                     std::find(fact.former_names.begin(), fact.former_names.end(), asked.name) !=
                         fact.former_names.end();
  if (!known) checked->doubts.emplace_back("name: the register has another for this number");
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckRequestFields(const Workspace& workspace, const CheckRequest& request) {
  if (request.unit.name.empty()) {
    return absl::InvalidArgumentError("unit: who asks is required");
  }
  if (!IsMatter(workspace.plan(), request.matter)) {
    return absl::InvalidArgumentError(fmt::format("matter: \"{}\" is none; known are {}",
                                                  request.matter,
                                                  fmt::join(MattersOf(workspace.plan()), ", ")));
  }
  if (absl::Status status = CheckPartyFields(request.subject, "subject"); !status.ok()) {
    return status;
  }
  for (size_t i = 0; i < request.roles.size(); ++i) {
    const std::string where = fmt::format("roles/{}", i);
    if (request.roles[i].role.empty()) return Wrong(where, "role", "say which role it is");
    if (absl::Status status = CheckPartyFields(request.roles[i], where); !status.ok()) {
      return status;
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<CheckedParty> MatchParty(const Workspace& workspace, const CheckParty& asked) {
  CheckedParty checked;
  checked.asked = asked;
  NumberSearch search(workspace, asked);
  if (absl::Status status = search.Run(); !status.ok()) return status;
  if (search.found) {
    checked.party = search.found->id;
    checked.match = search.found->legacy ? MatchGrade::kLegacyCode : MatchGrade::kExactNumber;
    const absl::Status noted = NoteDoubts(workspace, asked, search, &checked);
    if (!noted.ok()) return noted;
    return checked;
  }
  const auto namesakes = CountNamesakes(workspace, asked.name);
  if (!namesakes.ok()) return namesakes.status();
  checked.candidates = *namesakes;
  if (checked.candidates > 0) checked.match = MatchGrade::kNameOnly;
  return checked;
}

bool AsksOfPerson(const Workspace& workspace, const CheckedParty& party) {
  if (!party.asked.id_number.empty()) return true;
  if (party.asked.type == model::EntityType::kPerson) return true;
  if (!party.party) return false;
  const auto vertex = workspace.graph().Find(*party.party);
  return workspace.graph().type(*vertex) == model::EntityType::kPerson;
}

}  // namespace liancheng::query
