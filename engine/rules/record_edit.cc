#include "engine/rules/record_edit.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"

namespace liancheng::rules {
namespace {

using model::FactKind;

// Estimated memory of a changed act or party, including the tree nodes above it.
constexpr uint64_t kStateBytes = 1500;

std::shared_ptr<RecordOverlay> Above(const RecordBook& from) {
  auto above = from.overlay() != nullptr ? std::make_shared<RecordOverlay>(*from.overlay())
                                         : std::make_shared<RecordOverlay>();
  if (from.overlay() == nullptr)
    above->act_count = static_cast<uint32_t>(from.tables().acts.size());
  ++above->edit;
  return above;
}

absl::Status NotThere(const std::string& id) {
  return absl::DataLossError(fmt::format("record {} is retracted but does not exist", id));
}

template <typename T, typename IdOf>
absl::Status RemoveById(std::vector<T>& records, const std::string& id, IdOf id_of) {
  const auto found = std::find_if(records.begin(), records.end(),
                                  [&](const T& record) { return id_of(record) == id; });
  if (found == records.end()) return NotThere(id);
  records.erase(found);
  return absl::OkStatus();
}

template <typename T>
absl::Status RemoveById(std::vector<T>& records, const std::string& id) {
  return RemoveById(records, id, [](const T& record) -> const std::string& { return record.id; });
}

// Moves the records that belong to one act to another.
void MoveHanging(Act& from, Act& to) {
  to.endings = std::move(from.endings);
  to.objections = std::move(from.objections);
  to.attributions = std::move(from.attributions);
  to.confirmations = std::move(from.confirmations);
  to.notices = std::move(from.notices);
  to.steps = std::move(from.steps);
  to.feedback = std::move(from.feedback);
  from.endings.clear();
  from.objections.clear();
  from.attributions.clear();
  from.confirmations.clear();
  from.notices.clear();
  from.steps.clear();
  from.feedback.clear();
}

}  // namespace

RecordEdit::RecordEdit(std::shared_ptr<const RecordBook> from, const graph::GraphSnapshot& before,
                       const graph::GraphSnapshot& after)
    : from_(std::move(from)),
      before_(before),
      after_(after),
      overlay_(Above(*from_)),
      next_(std::make_shared<RecordBook>(*from_)) {
  next_->overlay_ = overlay_;
}

RecordEdit::Group& RecordEdit::GroupOf(const std::string& id) {
  std::unique_ptr<Group>& group = groups_[id];
  if (group != nullptr) return *group;
  group = std::make_unique<Group>();
  const auto take = [&](uint32_t index) {
    const auto* state = overlay_->acts.Find(index);
    if (state != nullptr && *state != nullptr && (*state)->gone) return;
    const Act& act = from_->acts()[index];
    if (act.id != id) return;
    group->index[act.is_demand] = index;
    group->act[act.is_demand] = act;
  };
  const std::vector<Act>& acts = from_->tables().acts;
  auto found =
      std::lower_bound(acts.begin(), acts.end(), id,
                       [](const Act& act, const std::string& key) { return act.id < key; });
  for (; found != acts.end() && found->id == id; ++found) {
    take(static_cast<uint32_t>(found - acts.begin()));
  }
  if (const auto* added = overlay_->new_acts.Find(ShortHash(id))) {
    for (const uint32_t index : *added) take(index);
  }
  // Records that belong to an id are kept with the first act of that id.
  for (std::optional<Act>& act : group->act) {
    if (act && AnythingHangsOn(*act)) MoveHanging(*act, group->hanging);
  }
  if (!group->act[0] && !group->act[1]) {
    const auto known = from_->tables().unattached.find(id);
    if (known != from_->tables().unattached.end()) group->hanging = known->second;
    if (const auto* changed = overlay_->unattached.Find(ShortHash(id))) {
      for (const std::shared_ptr<const Act>& one : *changed) {
        if (one->id == id) group->hanging = *one;
      }
    }
  }
  group->waited = !group->act[0] && !group->act[1] && AnythingHangsOn(group->hanging);
  group->hanging.id = id;
  return *group;
}

PartyRecords& RecordEdit::Party(graph::VertexIndex v) {
  std::unique_ptr<PartyRecords>& party = parties_[v.value];
  if (party != nullptr) return *party;
  party = std::make_unique<PartyRecords>();
  const auto copy = [](auto& to, auto from) { to.assign(from.begin(), from.end()); };
  copy(party->acts, from_->ActsOf(v));
  copy(party->attributed, from_->ActsAttributedTo(v));
  copy(party->penalties, from_->PenaltiesOf(v));
  copy(party->grades, from_->GradesOf(v));
  copy(party->honours, from_->HonoursOf(v));
  return *party;
}

absl::Status RecordEdit::RemoveHanging(const model::Fact& fact, Act& act) {
  switch (fact.kind()) {
    case FactKind::kEnding:
      return RemoveById(act.endings, std::get<model::EndingFact>(fact.statement).id);
    case FactKind::kObjection:
      return RemoveById(act.objections, std::get<model::ObjectionFact>(fact.statement).id);
    case FactKind::kAttribution:
      return RemoveById(act.attributions, std::get<model::AttributionFact>(fact.statement).id);
    case FactKind::kConfirmation:
      return RemoveById(act.confirmations, std::get<model::ConfirmationFact>(fact.statement).id);
    case FactKind::kNotice:
      return RemoveById(act.notices, std::get<model::NoticeFact>(fact.statement).id);
    case FactKind::kStep:
      return RemoveById(act.steps, std::get<model::StepFact>(fact.statement).id);
    case FactKind::kFeedback:
      return RemoveById(act.feedback, std::get<model::FeedbackFact>(fact.statement).id);
    default:
      return absl::OkStatus();
  }
}

absl::Status RecordEdit::Remove(const model::Fact& fact) {
  const auto party = [&](const model::EntityRef& subject,
                         const std::string& id) -> absl::StatusOr<PartyRecords*> {
    const auto v = VertexOf(subject, id, before_);
    if (!v.ok()) return v.status();
    return &Party(*v);
  };
  if (const auto* listing = std::get_if<model::ListingFact>(&fact.statement)) {
    if (!GroupOf(listing->id).act[0]) return NotThere(listing->id);
    GroupOf(listing->id).act[0].reset();
    return absl::OkStatus();
  }
  if (const auto* demand = std::get_if<model::DemandFact>(&fact.statement)) {
    if (!GroupOf(demand->id).act[1]) return NotThere(demand->id);
    GroupOf(demand->id).act[1].reset();
    return absl::OkStatus();
  }
  if (const auto* penalty = std::get_if<model::PenaltyFact>(&fact.statement)) {
    const auto of = party(penalty->subject, penalty->id);
    if (!of.ok()) return of.status();
    return RemoveById((*of)->penalties, penalty->id,
                      [](const Penalty& one) -> const std::string& { return one.fact.id; });
  }
  if (const auto* grade = std::get_if<model::GradeFact>(&fact.statement)) {
    const auto of = party(grade->subject, grade->id);
    return of.ok() ? RemoveById((*of)->grades, grade->id) : of.status();
  }
  if (const auto* honour = std::get_if<model::HonourFact>(&fact.statement)) {
    const auto of = party(honour->subject, honour->id);
    return of.ok() ? RemoveById((*of)->honours, honour->id) : of.status();
  }
  const std::string* parent = model::ParentRecord(fact.statement);
  if (parent == nullptr) return absl::OkStatus();
  return RemoveHanging(fact, GroupOf(*parent).hanging);
}

absl::Status RecordEdit::Add(const model::Fact& fact) {
  const auto add = [this](auto PartyRecords::*list, const model::EntityRef& subject,
                          const std::string& id, auto record) {
    const auto v = VertexOf(subject, id, after_);
    if (!v.ok()) return v.status();
    (Party(*v).*list).push_back(std::move(record));
    return absl::OkStatus();
  };
  if (fact.kind() == FactKind::kListing || fact.kind() == FactKind::kDemand) {
    auto act = ActOf(fact, after_);
    if (!act.ok()) return act.status();
    GroupOf(act->id).act[act->is_demand] = *act;
    return absl::OkStatus();
  }
  if (const auto* penalty = std::get_if<model::PenaltyFact>(&fact.statement)) {
    return add(&PartyRecords::penalties, penalty->subject, penalty->id, Penalty{*penalty});
  }
  if (const auto* grade = std::get_if<model::GradeFact>(&fact.statement)) {
    return add(&PartyRecords::grades, grade->subject, grade->id, GradeOf(*grade));
  }
  if (const auto* honour = std::get_if<model::HonourFact>(&fact.statement)) {
    return add(&PartyRecords::honours, honour->subject, honour->id, HonourOf(*honour));
  }
  const std::string* parent = model::ParentRecord(fact.statement);
  if (parent == nullptr) return absl::OkStatus();
  return Hang(fact, after_, GroupOf(*parent).hanging);
}

void RecordEdit::Unindex(uint32_t index) {
  const Act& act = from_->acts()[index];
  std::erase(Party(act.party).acts, index);
  std::erase(Party(act.answerable).acts, index);
  for (const Attribution& attribution : act.attributions) {
    std::erase(Party(attribution.person).attributed, index);
  }
}

void RecordEdit::Index(uint32_t index, const Act& act) {
  Party(act.party).acts.push_back(index);
  if (act.answerable != act.party) Party(act.answerable).acts.push_back(index);
  for (const Attribution& attribution : act.attributions) {
    std::vector<uint32_t>& acts = Party(attribution.person).attributed;
    if (std::find(acts.begin(), acts.end(), index) == acts.end()) acts.push_back(index);
  }
}

void RecordEdit::PlaceUnattached(const std::string& id, Act hanging) {
  auto& same = overlay_->unattached.Edit(ShortHash(id), overlay_->edit);
  std::erase_if(same, [&id](const auto& one) { return one->id == id; });
  same.push_back(std::make_shared<const Act>(std::move(hanging)));
}

void RecordEdit::PublishGroup(const std::string& id, Group& group) {
  SortHanging(group.hanging);
  const bool attached = group.act[0] || group.act[1];
  if (group.waited || (!attached && AnythingHangsOn(group.hanging))) {
    Act waiting;
    waiting.id = id;
    if (!attached) waiting = group.hanging;
    PlaceUnattached(id, std::move(waiting));
  }
  if (attached) MoveHanging(group.hanging, group.act[0] ? *group.act[0] : *group.act[1]);
  for (const int kind : {0, 1}) {
    if (group.index[kind]) Unindex(*group.index[kind]);
    if (!group.act[kind] && !group.index[kind]) continue;
    auto state = std::make_shared<ActState>();
    uint32_t index = 0;
    if (group.index[kind]) {
      index = *group.index[kind];
    } else {
      index = overlay_->act_count++;
      overlay_->new_acts.Edit(ShortHash(id), overlay_->edit).push_back(index);
    }
    state->gone = !group.act[kind];
    if (state->gone) {
      state->act.id = id;
      ++overlay_->gone_count;
    } else {
      state->act = *std::move(group.act[kind]);
      Index(index, state->act);
    }
    overlay_->acts.Edit(index, overlay_->edit) = std::move(state);
    overlay_->bytes += kStateBytes;
  }
}

void RecordEdit::PublishParty(uint32_t vertex, PartyRecords& party) {
  const auto before = [this](uint32_t a, uint32_t b) {
    return ActBefore(next_->acts()[a], next_->acts()[b]);
  };
  std::sort(party.acts.begin(), party.acts.end(), before);
  std::sort(party.attributed.begin(), party.attributed.end(), before);
  SortPenalties(party.penalties);
  SortGrades(party.grades);
  SortHonours(party.honours);
  overlay_->parties.Edit(vertex, overlay_->edit) =
      std::make_shared<const PartyRecords>(std::move(party));
  overlay_->bytes += kStateBytes;
}

std::shared_ptr<const RecordBook> RecordEdit::Publish() {
  if (groups_.empty() && parties_.empty()) return from_;
  for (auto& [id, group] : groups_) PublishGroup(id, *group);
  for (auto& [vertex, party] : parties_) PublishParty(vertex, *party);
  return std::move(next_);
}

std::shared_ptr<const RecordBook> Fold(const RecordBook& book,
                                       const std::vector<uint32_t>& vertex_of) {
  auto tables = std::make_shared<RecordTables>();
  const auto move = [&vertex_of](graph::VertexIndex& v) { v.value = vertex_of[v.value]; };
  const auto moved = [&](Act act) {
    move(act.party);
    move(act.answerable);
    for (Attribution& attribution : act.attributions) move(attribution.person);
    for (Confirmation& confirmation : act.confirmations) move(confirmation.party);
    for (Feedback& feedback : act.feedback) move(feedback.party);
    return act;
  };
  for (const Act* act : book.ActsInOrder()) tables->acts.push_back(moved(*act));
  IndexActs(*tables);
  const RecordOverlay* overlay = book.overlay();
  const auto take = [&](uint32_t v) {
    const auto copy = [&](auto& to, auto from) {
      if (!from.empty()) to[vertex_of[v]].assign(from.begin(), from.end());
    };
    copy(tables->penalties, book.PenaltiesOf({v}));
    copy(tables->grades, book.GradesOf({v}));
    copy(tables->honours, book.HonoursOf({v}));
  };
  for (const auto& [v, records] : book.tables().penalties) take(v);
  for (const auto& [v, records] : book.tables().grades) take(v);
  for (const auto& [v, records] : book.tables().honours) take(v);
  absl::flat_hash_map<std::string, Act> unattached = book.tables().unattached;
  if (overlay != nullptr) {
    overlay->parties.ForEach([&](uint32_t v, const std::shared_ptr<const PartyRecords>& party) {
      if (party != nullptr) take(v);
    });
    overlay->unattached.ForEach([&](uint32_t, const auto& same) {
      for (const auto& one : same) unattached.insert_or_assign(one->id, *one);
    });
  }
  for (auto& [id, act] : unattached) {
    if (!AnythingHangsOn(act)) continue;
    for (Attribution& attribution : act.attributions) move(attribution.person);
    for (Confirmation& confirmation : act.confirmations) move(confirmation.party);
    for (Feedback& feedback : act.feedback) move(feedback.party);
    tables->unattached.emplace(id, std::move(act));
  }
  return std::make_shared<const RecordBook>(std::move(tables));
}

}  // namespace liancheng::rules
