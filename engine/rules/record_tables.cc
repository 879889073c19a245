#include "engine/rules/record_tables.h"

#include <algorithm>

#include "fmt/format.h"

namespace liancheng::rules {

uint32_t ShortHash(std::string_view id) {
  const uint64_t hash = graph::StableHash(id);
  return static_cast<uint32_t>(hash ^ (hash >> 32));
}

bool AnythingHangsOn(const Act& act) {
  return !act.endings.empty() || !act.objections.empty() || !act.attributions.empty() ||
         !act.confirmations.empty() || !act.notices.empty() || !act.steps.empty() ||
         !act.feedback.empty();
}

void SortHanging(Act& act) {
  const auto by_date_and_id = [](const auto& a, const auto& b) {
    return std::tie(a.on, a.id) < std::tie(b.on, b.id);
  };
  std::sort(act.endings.begin(), act.endings.end(), by_date_and_id);
  std::sort(act.objections.begin(), act.objections.end(), by_date_and_id);
  std::sort(act.steps.begin(), act.steps.end(), by_date_and_id);
  std::sort(act.feedback.begin(), act.feedback.end(), by_date_and_id);
  std::sort(act.notices.begin(), act.notices.end(), [](const Notice& a, const Notice& b) {
    return std::tie(a.delivered_on, a.id) < std::tie(b.delivered_on, b.id);
  });
  std::sort(act.attributions.begin(), act.attributions.end(),
            [](const Attribution& a, const Attribution& b) { return a.id < b.id; });
  std::sort(act.confirmations.begin(), act.confirmations.end(),
            [](const Confirmation& a, const Confirmation& b) { return a.id < b.id; });
}

void SortPenalties(std::vector<Penalty>& penalties) {
  std::sort(penalties.begin(), penalties.end(), [](const Penalty& a, const Penalty& b) {
    return std::tie(a.fact.decided_on, a.fact.id) < std::tie(b.fact.decided_on, b.fact.id);
  });
}

void SortGrades(std::vector<Grade>& grades) {
  std::sort(grades.begin(), grades.end(), [](const Grade& a, const Grade& b) {
    return std::tie(b.decided_on, a.id) < std::tie(a.decided_on, b.id);
  });
}

void SortHonours(std::vector<Honour>& honours) {
  std::sort(honours.begin(), honours.end(), [](const Honour& a, const Honour& b) {
    return std::tie(b.during.from, a.id) < std::tie(a.during.from, b.id);
  });
}

absl::StatusOr<graph::VertexIndex> VertexOf(const model::EntityRef& party,
                                            const std::string& record,
                                            const graph::GraphSnapshot& snapshot) {
  const std::optional<graph::VertexIndex> found = snapshot.Find(party.id);
  if (!found) {
    return absl::DataLossError(fmt::format("record {} names party {} which the graph does not have",
                                           record, party.id.value));
  }
  return *found;
}

absl::StatusOr<Act> ActOf(const model::Fact& fact, const graph::GraphSnapshot& snapshot) {
  Act act;
  if (const auto* listing = std::get_if<model::ListingFact>(&fact.statement)) {
    const auto subject = VertexOf(listing->subject, listing->id, snapshot);
    if (!subject.ok()) return subject.status();
    act.id = listing->id;
    act.party = act.answerable = *subject;
    act.listing = *listing;
    return act;
  }
  const auto& demand = std::get<model::DemandFact>(fact.statement);
  const auto merchant = VertexOf(demand.merchant, demand.id, snapshot);
  if (!merchant.ok()) return merchant.status();
  const auto addressee = VertexOf(demand.operator_party, demand.id, snapshot);
  if (!addressee.ok()) return addressee.status();
  act.id = demand.id;
  act.is_demand = true;
  act.party = *merchant;
  act.answerable = *addressee;
  act.demanded_on = demand.on;
  act.cooperated = demand.cooperated;
  return act;
}

absl::Status Hang(const model::Fact& fact, const graph::GraphSnapshot& snapshot, Act& act) {
  if (const auto* ending = std::get_if<model::EndingFact>(&fact.statement)) {
    act.endings.push_back({ending->id, ending->how, ending->on});
  } else if (const auto* objection = std::get_if<model::ObjectionFact>(&fact.statement)) {
    act.objections.push_back(
        {objection->id, objection->on, objection->result, objection->answered_on});
  } else if (const auto* attribution = std::get_if<model::AttributionFact>(&fact.statement)) {
    const auto person = VertexOf(attribution->person, attribution->id, snapshot);
    if (!person.ok()) return person.status();
    act.attributions.push_back(
        {attribution->id, *person, attribution->role, attribution->decided_on});
  } else if (const auto* confirmation = std::get_if<model::ConfirmationFact>(&fact.statement)) {
    const auto party = VertexOf(confirmation->party, confirmation->id, snapshot);
    if (!party.ok()) return party.status();
    act.confirmations.push_back(
        {confirmation->id, confirmation->provision, *party, confirmation->decided_on});
  } else if (const auto* notice = std::get_if<model::NoticeFact>(&fact.statement)) {
    act.notices.push_back({notice->id, notice->kind, notice->delivered_on});
  } else if (const auto* step = std::get_if<model::StepFact>(&fact.statement)) {
    act.steps.push_back({step->id, step->to, step->on, step->actor});
  } else if (const auto* feedback = std::get_if<model::FeedbackFact>(&fact.statement)) {
    const auto party = VertexOf(feedback->party, feedback->id, snapshot);
    if (!party.ok()) return party.status();
    act.feedback.push_back({feedback->id, feedback->measure, *party, feedback->executor,
                            feedback->executed, feedback->reason, feedback->on});
  }
  return absl::OkStatus();
}

Grade GradeOf(const model::GradeFact& fact) {
  return {fact.id, fact.value, fact.decided_on};
}

Honour HonourOf(const model::HonourFact& fact) {
  return {fact.id, fact.name, {fact.decided_on, fact.valid_to.value_or(model::kOpenEnd)}};
}

void IndexActs(RecordTables& tables) {
  for (uint32_t i = 0; i < tables.acts.size(); ++i) {
    const Act& act = tables.acts[i];
    tables.acts_of[act.party.value].push_back(i);
    if (act.answerable != act.party) tables.acts_of[act.answerable.value].push_back(i);
    for (const Attribution& attribution : act.attributions) {
      std::vector<uint32_t>& acts = tables.attributed[attribution.person.value];
      if (acts.empty() || acts.back() != i) acts.push_back(i);
    }
  }
}

}  // namespace liancheng::rules
