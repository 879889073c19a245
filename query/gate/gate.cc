#include "query/gate/gate.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "engine/rules/measures.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "query/answers/finding_order.h"
#include "query/gate/match.h"
#include "query/work/worklist.h"

namespace liancheng::query {
namespace {

// The one matter in which the person applies for a role.
constexpr std::string_view kAppointment = "appointment";

bool Contains(const std::vector<std::string>& list, std::string_view one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

bool Orders(model::Modality modality) {
  return modality == model::Modality::kMust || modality == model::Modality::kByLaw;
}

// Whether the consequence is for the party itself, and not a duty or a notice about another party.
bool Concerns(const model::Finding& finding) {
  using model::Standing;
  return finding.tier != model::Tier::kT3 &&
         (finding.standing == Standing::kListed || finding.standing == Standing::kExtended ||
          finding.standing == Standing::kSupervised);
}

class PartyCheck {
 public:
  PartyCheck(const Workspace& workspace, const CheckRequest& request, bool is_role,
             CheckedParty* checked)
      : workspace_(workspace), request_(request), is_role_(is_role), checked_(*checked) {}

  void Run(const std::string& party_key) {
    const auto vertex = workspace_.graph().Find(*checked_.party);
    rules::Outcome outcome = rules::Measures(workspace_.world(), *vertex, workspace_.as_of());
    checked_.choices = ChooseMilder(workspace_.plan(), outcome.findings);
    for (model::Finding& finding : outcome.findings) {
      if (Concerns(finding)) Sort(std::move(finding), party_key);
    }
    const auto order = [](const CheckItem& a, const CheckItem& b) {
      return std::tie(a.finding.listing, a.finding.provision, a.finding.name, a.id) <
             std::tie(b.finding.listing, b.finding.provision, b.finding.name, b.id);
    };
    std::sort(checked_.items.begin(), checked_.items.end(), order);
    std::sort(checked_.incentives.begin(), checked_.incentives.end(), order);
  }

 private:
  void Sort(model::Finding finding, const std::string& party_key) {
    const bool speaks = finding.matters.empty() || Contains(finding.matters, request_.matter);
    CheckItem item = Describe(std::move(finding), party_key);
    if (!speaks || (item.finding.matters.empty() && !CarriesOut(item.remit))) {
      ++checked_.other_matters;
      return;
    }
    if (item.finding.incentive) {
      if (item.finding.force == model::Force::kSuspended) {
        ++checked_.incentives_suspended;
      } else {
        item.weight = Decision::kPass;
        item.why = "an incentive";
        checked_.incentives.push_back(std::move(item));
      }
      return;
    }
    Weigh(&item);
    checked_.items.push_back(std::move(item));
  }

  // A measure without a matter is shown to those who carry it out; when the text names nobody,
  // these are the departments.
  bool CarriesOut(Remit remit) const {
    if (remit == Remit::kUnnamed) return request_.unit.kind == UnitKind::kDepartment;
    return Within(remit);
  }

  CheckItem Describe(model::Finding finding, const std::string& party_key) const {
    CheckItem item;
    const rules::Act* act = workspace_.records().FindAct(finding.listing);
    if (act != nullptr && !act->is_demand) {
      item.decider = act->listing.decider;
      item.decided_on = act->listing.decided_on;
      item.severity = act->listing.severity;
    }
    const RemitMatch match =
        MatchRemit(workspace_.plan(), request_.unit, {finding, item.decider, party_key});
    item.remit = match.remit;
    item.id = WorkItemId(finding, party_key, match.executor);
    item.finding = std::move(finding);
    NoteBodies(workspace_, &item.finding);
    return item;
  }

  // The reason why this is no hold; empty when it is one.
  std::string WhyNoHold(const CheckItem& item) const {
    const model::Finding& finding = item.finding;
    if (finding.force != model::Force::kEffective) {
      return fmt::format("its force is {} {}, not effective", Name(finding.force),
                         ChineseName(finding.force));
    }
    if (finding.tier != model::Tier::kT1) return "supervision or a notice (T2), not a consequence";
    if (!Orders(finding.modality)) {
      return fmt::format("the provision says {} {}: it orders nothing", Name(finding.modality),
                         ChineseName(finding.modality));
    }
    if (finding.matters.empty()) return "the provision ties it to no matter";
    if (!Within(item.remit)) {
      return fmt::format("it lies with others: {}", fmt::join(finding.executors, "、"));
    }
    if (item.remit == Remit::kAlias) {
      return "it lies with this unit only by a later name that no source confirms (G35)";
    }
    if (checked_.match != MatchGrade::kExactNumber) {
      return "the party was found by a legacy code only";
    }
    if (is_role_ && request_.matter != kAppointment) {
      return "it falls on the holder of the role, not on the applicant";
    }
    return "";
  }

  void Weigh(CheckItem* item) const {
    item->why = WhyNoHold(*item);
    item->weight = item->why.empty() ? Decision::kHold : Decision::kPrompt;
    if (item->why.empty()) item->why = "effective, ordered, in this matter and remit";
  }

  const Workspace& workspace_;
  const CheckRequest& request_;
  const bool is_role_;
  CheckedParty& checked_;
};

bool IsOpen(const CheckItem& item) {
  return item.finding.force == model::Force::kUndetermined ||
         item.finding.force == model::Force::kAwaitingConfirmation;
}

void Explain(const CheckedParty& party, std::vector<std::string>* said) {
  const std::string who = party.asked.role.empty() ? "subject" : party.asked.role;
  switch (party.match) {
    case MatchGrade::kNotFound:
      said->push_back(who + ": not found in the register; this clears nobody");
      return;
    case MatchGrade::kNameOnly:
      said->push_back(
          fmt::format("{}: no number matched; parties of exactly this name: {}. A name is no hit: "
                      "ask for a number before deciding anything by it",
                      who, party.candidates));
      return;
    case MatchGrade::kLegacyCode:
    case MatchGrade::kExactNumber:
      break;
  }
  for (const std::string& doubt : party.doubts) said->push_back(who + ": " + doubt);
  for (const CheckItem& item : party.items) {
    said->push_back(fmt::format("{}: {} under {}, {} {}: {}: {}", who, Name(item.weight),
                                item.finding.provision, item.finding.measure, item.finding.name,
                                item.finding.listing, item.why));
  }
  if (party.items.empty()) {
    said->push_back(who + ": nothing on record speaks in this matter; this is not a clearance");
  }
  if (!party.incentives.empty()) {
    said->push_back(
        fmt::format("{}: {} incentive(s) apply in this matter", who, party.incentives.size()));
  }
  if (party.incentives_suspended > 0) {
    said->push_back(
        fmt::format("{}: {} incentive(s) are suspended", who, party.incentives_suspended));
  }
  if (party.other_matters > 0) {
    said->push_back(fmt::format("{}: {} consequence(s) speak in other matters or lie with others",
                                who, party.other_matters));
  }
}

void Conclude(CheckAnswer* answer) {
  for (const CheckedParty& party : answer->parties_checked) {
    for (const CheckItem& item : party.items) {
      answer->decision = std::max(answer->decision, item.weight);
      answer->review_required |= IsOpen(item);
    }
    answer->review_required |= !party.doubts.empty() || party.candidates > 0;
  }
  switch (answer->decision) {
    case Decision::kHold:
      answer->review_required = true;
      answer->explanation.emplace_back(
          "hold 暂缓: a person decides, tells the party why, and hears it; nothing is refused by "
          "this answer (G34)");
      break;
    case Decision::kPrompt:
      answer->explanation.emplace_back(
          "prompt 提示: take the measures shown, or give a reason for each that is not taken");
      break;
    case Decision::kPass:
      answer->explanation.emplace_back("pass 通过: no record prevents the matter");
      break;
  }
  for (const CheckedParty& party : answer->parties_checked) Explain(party, &answer->explanation);
}

absl::Status RequirePurpose(const CheckRequest& request) {
  if (request.purpose.empty()) {
    return absl::FailedPreconditionError(
        "purpose: a natural person's data are asked for; say for what (HX-21, HX-33)");
  }
  if (request.ground.empty() && request.consent_id.empty()) {
    return absl::FailedPreconditionError(
        "ground: a natural person's data are asked for; give the legal ground or the person's "
        "consent (HX-21, HX-33)");
  }
  return absl::OkStatus();
}

}  // namespace

bool IsHit(const CheckAnswer& answer) {
  return std::any_of(answer.parties_checked.begin(), answer.parties_checked.end(),
                     [](const CheckedParty& party) {
                       return party.match == MatchGrade::kExactNumber && !party.items.empty();
                     });
}

std::vector<std::string> MattersOf(const rules::Plan& plan) {
  std::set<std::string> matters;
  for (const model::Rulebook& book : plan.library().books) {
    for (const model::Rule& rule : book.rules) {
      matters.insert(rule.give.matters.begin(), rule.give.matters.end());
    }
  }
  return {matters.begin(), matters.end()};
}

absl::StatusOr<CheckAnswer> AskCheck(const Workspace& workspace, const CheckRequest& request,
                                     uint64_t ties_max) {
  if (absl::Status status = CheckRequestFields(workspace, request); !status.ok()) return status;
  CheckAnswer answer;
  answer.request = request;
  std::vector<const CheckParty*> asked = {&request.subject};
  for (const CheckParty& role : request.roles) asked.push_back(&role);
  for (const CheckParty* one : asked) {
    auto checked = MatchParty(workspace, *one);
    if (!checked.ok()) return checked.status();
    if (AsksOfPerson(workspace, *checked)) {
      if (absl::Status status = RequirePurpose(request); !status.ok()) return status;
    }
    if (checked->party) {
      const auto vertex = workspace.graph().Find(*checked->party);
      if (workspace.graph().ArcsBothWays(*vertex).size() > ties_max) {
        return absl::ResourceExhaustedError("a party has more ties than there is time for");
      }
      answer.parties.Want(*checked->party);
    }
    answer.parties_checked.push_back(*std::move(checked));
  }
  // Keys are fetched first, because the id of an item contains them.
  if (absl::Status status = answer.parties.Fetch(workspace.directory()); !status.ok()) {
    return status;
  }
  for (size_t i = 0; i < answer.parties_checked.size(); ++i) {
    CheckedParty& checked = answer.parties_checked[i];
    if (!checked.party) continue;
    PartyCheck(workspace, request, i > 0, &checked).Run(answer.parties[*checked.party].key);
  }
  for (const CheckedParty& checked : answer.parties_checked) {
    for (const auto* items : {&checked.items, &checked.incentives}) {
      for (const CheckItem& item : *items) answer.parties.Want(item.finding.path);
    }
  }
  if (absl::Status status = answer.parties.Fetch(workspace.directory()); !status.ok()) {
    return status;
  }
  Conclude(&answer);
  return answer;
}

}  // namespace liancheng::query
