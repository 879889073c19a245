#include "engine/rules/record_book.h"

#include <algorithm>
#include <utility>

#include "engine/rules/record_tables.h"

namespace liancheng::rules {

namespace {

template <typename Map>
auto Lookup(const Map& map, uint32_t key)
    -> std::span<const typename Map::mapped_type::value_type> {
  const auto found = map.find(key);
  if (found == map.end()) return {};
  return found->second;
}

// Collects all facts first, because records that belong to an act may come before it.
class RecordBookBuilder {
 public:
  explicit RecordBookBuilder(const graph::GraphSnapshot& snapshot)
      : snapshot_(snapshot), tables_(std::make_shared<RecordTables>()) {}

  absl::Status Add(const model::Fact& fact) {
    switch (fact.kind()) {
      case model::FactKind::kListing:
      case model::FactKind::kDemand:
        return AddAct(fact);
      case model::FactKind::kPenalty: {
        const auto& penalty = std::get<model::PenaltyFact>(fact.statement);
        return AddTo(tables_->penalties, penalty.subject, penalty.id, Penalty{penalty});
      }
      case model::FactKind::kGrade: {
        const auto& grade = std::get<model::GradeFact>(fact.statement);
        return AddTo(tables_->grades, grade.subject, grade.id, GradeOf(grade));
      }
      case model::FactKind::kHonour: {
        const auto& honour = std::get<model::HonourFact>(fact.statement);
        return AddTo(tables_->honours, honour.subject, honour.id, HonourOf(honour));
      }
      case model::FactKind::kAttribution:
      case model::FactKind::kConfirmation:
      case model::FactKind::kEnding:
      case model::FactKind::kObjection:
      case model::FactKind::kNotice:
      case model::FactKind::kStep:
      case model::FactKind::kFeedback:
        dependents_.push_back(fact);
        return absl::OkStatus();
      case model::FactKind::kEntity:
      case model::FactKind::kRelation:
      case model::FactKind::kRetraction:
        return absl::OkStatus();
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::shared_ptr<const RecordBook>> Finish() {
    // A listing and a demand may have the same id; the listing comes first, so that endings apply
    // to it.
    std::sort(tables_->acts.begin(), tables_->acts.end(), ActBefore);
    for (const model::Fact& fact : dependents_) {
      if (absl::Status status = Attach(fact); !status.ok()) return status;
    }
    for (Act& act : tables_->acts) SortHanging(act);
    for (auto& [vertex, penalties] : tables_->penalties) SortPenalties(penalties);
    for (auto& [vertex, grades] : tables_->grades) SortGrades(grades);
    for (auto& [vertex, honours] : tables_->honours) SortHonours(honours);
    IndexActs(*tables_);
    return std::make_shared<const RecordBook>(std::move(tables_));
  }

 private:
  absl::Status AddAct(const model::Fact& fact) {
    auto act = ActOf(fact, snapshot_);
    if (!act.ok()) return act.status();
    tables_->acts.push_back(*std::move(act));
    return absl::OkStatus();
  }

  template <typename T>
  absl::Status AddTo(RecordTables::ByVertex<T>& of, const model::EntityRef& subject,
                     const std::string& id, T record) {
    const auto vertex = VertexOf(subject, id, snapshot_);
    if (!vertex.ok()) return vertex.status();
    of[vertex->value].push_back(std::move(record));
    return absl::OkStatus();
  }

  absl::Status Attach(const model::Fact& fact) {
    const std::string& parent = *model::ParentRecord(fact.statement);
    const auto found =
        std::lower_bound(tables_->acts.begin(), tables_->acts.end(), parent,
                         [](const Act& act, const std::string& id) { return act.id < id; });
    if (found != tables_->acts.end() && found->id == parent) return Hang(fact, snapshot_, *found);
    // It belongs to a penalty and has no consequence by itself.
    Act& waiting = tables_->unattached[parent];
    waiting.id = parent;
    return Hang(fact, snapshot_, waiting);
  }

  const graph::GraphSnapshot& snapshot_;
  std::shared_ptr<RecordTables> tables_;
  std::vector<model::Fact> dependents_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<const RecordBook>> RecordBook::Build(
    model::FactSource& facts, const graph::GraphSnapshot& snapshot) {
  RecordBookBuilder builder(snapshot);
  while (true) {
    const auto batch = facts.Next();
    if (!batch.ok()) return batch.status();
    if (batch->empty()) break;
    for (const model::Fact& fact : *batch) {
      if (absl::Status status = builder.Add(fact); !status.ok()) return status;
    }
  }
  return builder.Finish();
}

RecordBook::RecordBook(std::shared_ptr<const RecordTables> tables) : tables_(std::move(tables)) {}

const Act& RecordBook::ActList::operator[](uint32_t index) const {
  if (book_.overlay_ != nullptr) {
    const auto* state = book_.overlay_->acts.Find(index);
    if (state != nullptr && *state != nullptr) return (*state)->act;
  }
  return book_.tables_->acts[index];
}

size_t RecordBook::ActList::size() const {
  if (book_.overlay_ == nullptr) return book_.tables_->acts.size();
  return book_.overlay_->act_count - book_.overlay_->gone_count;
}

std::vector<const Act*> RecordBook::ActsInOrder() const {
  std::vector<const Act*> all;
  const uint32_t count =
      overlay_ != nullptr ? overlay_->act_count : static_cast<uint32_t>(tables_->acts.size());
  for (uint32_t i = 0; i < count; ++i) {
    const auto* state = overlay_ != nullptr ? overlay_->acts.Find(i) : nullptr;
    const bool changed = state != nullptr && *state != nullptr;
    if (changed && (*state)->gone) continue;
    all.push_back(changed ? &(*state)->act : &tables_->acts[i]);
  }
  if (overlay_ != nullptr) {
    std::sort(all.begin(), all.end(), [](const Act* a, const Act* b) { return ActBefore(*a, *b); });
  }
  return all;
}

const Act* RecordBook::FindAct(std::string_view id) const {
  const std::vector<Act>& acts = tables_->acts;
  auto found = std::lower_bound(acts.begin(), acts.end(), id,
                                [](const Act& act, std::string_view key) { return act.id < key; });
  if (overlay_ == nullptr) return found != acts.end() && found->id == id ? &*found : nullptr;
  const Act* best = nullptr;
  const auto consider = [&](uint32_t index) {
    const auto* state = overlay_->acts.Find(index);
    const bool changed = state != nullptr && *state != nullptr;
    if (changed && (*state)->gone) return;
    const Act& act = changed ? (*state)->act : acts[index];
    if (act.id == id && (best == nullptr || ActBefore(act, *best))) best = &act;
  };
  for (; found != acts.end() && found->id == id; ++found) {
    consider(static_cast<uint32_t>(found - acts.begin()));
  }
  if (const auto* added = overlay_->new_acts.Find(ShortHash(id))) {
    for (const uint32_t index : *added) consider(index);
  }
  return best;
}

namespace {

const PartyRecords* ChangedParty(const RecordOverlay* overlay, graph::VertexIndex v) {
  if (overlay == nullptr) return nullptr;
  const auto* state = overlay->parties.Find(v.value);
  return state == nullptr ? nullptr : state->get();
}

}  // namespace

std::span<const uint32_t> RecordBook::ActsOf(graph::VertexIndex v) const {
  if (const PartyRecords* changed = ChangedParty(overlay_.get(), v)) return changed->acts;
  return Lookup(tables_->acts_of, v.value);
}

std::span<const uint32_t> RecordBook::ActsAttributedTo(graph::VertexIndex person) const {
  if (const PartyRecords* changed = ChangedParty(overlay_.get(), person)) {
    return changed->attributed;
  }
  return Lookup(tables_->attributed, person.value);
}

std::span<const Penalty> RecordBook::PenaltiesOf(graph::VertexIndex v) const {
  if (const PartyRecords* changed = ChangedParty(overlay_.get(), v)) return changed->penalties;
  return Lookup(tables_->penalties, v.value);
}

std::span<const Grade> RecordBook::GradesOf(graph::VertexIndex v) const {
  if (const PartyRecords* changed = ChangedParty(overlay_.get(), v)) return changed->grades;
  return Lookup(tables_->grades, v.value);
}

std::span<const Honour> RecordBook::HonoursOf(graph::VertexIndex v) const {
  if (const PartyRecords* changed = ChangedParty(overlay_.get(), v)) return changed->honours;
  return Lookup(tables_->honours, v.value);
}

}  // namespace liancheng::rules
