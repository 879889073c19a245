#include "engine/rules/record_book.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"

namespace liancheng::rules {

namespace {

template <typename Map>
auto Lookup(const Map& map, uint32_t key)
    -> std::span<const typename Map::mapped_type::value_type> {
  const auto found = map.find(key);
  if (found == map.end()) return {};
  return found->second;
}

}  // namespace

std::optional<model::Date> AnsweredOn(const Act& act, const Objection& objection) {
  std::optional<model::Date> answered = objection.answered_on;
  for (const Ending& ending : act.endings) {
    const bool answers =
        ending.how == model::EndingHow::kUpheldObjection && objection.on <= ending.on;
    if (answers) answered = std::min(answered.value_or(ending.on), ending.on);
  }
  return answered;
}

bool IsRunning(const Act& act, const Objection& objection, model::Date day) {
  const auto answered = AnsweredOn(act, objection);
  return objection.on <= day && !(answered && *answered <= day);
}

// Collects the facts first: records that hang on an act may come in any order.
class RecordBookBuilder {
 public:
  explicit RecordBookBuilder(const graph::GraphSnapshot& snapshot)
      : snapshot_(snapshot), book_(new RecordBook()) {}

  absl::Status Add(const model::Fact& fact) {
    switch (fact.kind()) {
      case model::FactKind::kListing:
        return AddListing(std::get<model::ListingFact>(fact.statement));
      case model::FactKind::kDemand:
        return AddDemand(std::get<model::DemandFact>(fact.statement));
      case model::FactKind::kPenalty:
        return AddPenalty(std::get<model::PenaltyFact>(fact.statement));
      case model::FactKind::kGrade:
        return AddGrade(std::get<model::GradeFact>(fact.statement));
      case model::FactKind::kHonour:
        return AddHonour(std::get<model::HonourFact>(fact.statement));
      case model::FactKind::kAttribution:
      case model::FactKind::kConfirmation:
      case model::FactKind::kEnding:
      case model::FactKind::kObjection:
      case model::FactKind::kNotice:
      case model::FactKind::kStep:
        dependents_.push_back(fact);
        return absl::OkStatus();
      case model::FactKind::kEntity:
      case model::FactKind::kRelation:
      case model::FactKind::kFeedback:
      case model::FactKind::kRetraction:
        return absl::OkStatus();
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::shared_ptr<const RecordBook>> Finish() {
    SortActs();
    for (const model::Fact& fact : dependents_) {
      if (absl::Status status = Attach(fact); !status.ok()) return status;
    }
    SortRecords();
    return std::shared_ptr<const RecordBook>(std::move(book_));
  }

 private:
  absl::StatusOr<graph::VertexIndex> Vertex(const model::EntityRef& ref,
                                            const std::string& record) {
    const std::optional<graph::VertexIndex> found = snapshot_.Find(ref.id);
    if (!found) {
      return absl::DataLossError(fmt::format(
          "record {} names party {} which the graph does not have", record, ref.id.value));
    }
    return *found;
  }

  absl::Status AddListing(const model::ListingFact& fact) {
    const auto subject = Vertex(fact.subject, fact.id);
    if (!subject.ok()) return subject.status();
    Act act;
    act.id = fact.id;
    act.party = act.answerable = *subject;
    act.listing = fact;
    book_->acts_.push_back(std::move(act));
    return absl::OkStatus();
  }

  absl::Status AddDemand(const model::DemandFact& fact) {
    const auto merchant = Vertex(fact.merchant, fact.id);
    if (!merchant.ok()) return merchant.status();
    const auto addressee = Vertex(fact.operator_party, fact.id);
    if (!addressee.ok()) return addressee.status();
    Act act;
    act.id = fact.id;
    act.is_demand = true;
    act.party = *merchant;
    act.answerable = *addressee;
    act.demanded_on = fact.on;
    act.cooperated = fact.cooperated;
    book_->acts_.push_back(std::move(act));
    return absl::OkStatus();
  }

  absl::Status AddPenalty(const model::PenaltyFact& fact) {
    const auto subject = Vertex(fact.subject, fact.id);
    if (!subject.ok()) return subject.status();
    book_->penalties_[subject->value].push_back({fact});
    return absl::OkStatus();
  }

  absl::Status AddGrade(const model::GradeFact& fact) {
    const auto subject = Vertex(fact.subject, fact.id);
    if (!subject.ok()) return subject.status();
    book_->grades_[subject->value].push_back({fact.value, fact.decided_on});
    return absl::OkStatus();
  }

  absl::Status AddHonour(const model::HonourFact& fact) {
    const auto subject = Vertex(fact.subject, fact.id);
    if (!subject.ok()) return subject.status();
    book_->honours_[subject->value].push_back(
        {fact.name, {fact.decided_on, fact.valid_to.value_or(model::kOpenEnd)}});
    return absl::OkStatus();
  }

  // One id may name a listing and a demand; listings come first so that endings find them.
  void SortActs() {
    std::sort(book_->acts_.begin(), book_->acts_.end(), [](const Act& a, const Act& b) {
      return std::tie(a.id, a.is_demand) < std::tie(b.id, b.is_demand);
    });
    for (uint32_t i = 0; i < book_->acts_.size(); ++i) {
      const Act& act = book_->acts_[i];
      book_->acts_of_[act.party.value].push_back(i);
      if (act.answerable != act.party) book_->acts_of_[act.answerable.value].push_back(i);
    }
  }

  absl::Status Attach(const model::Fact& fact) {
    const std::string& parent = *model::ParentRecord(fact.statement);
    const Act* found = book_->FindAct(parent);
    if (found == nullptr) return absl::OkStatus();  // hangs on a penalty: moves nothing by itself
    Act& act = book_->acts_[static_cast<size_t>(found - book_->acts_.data())];
    if (const auto* ending = std::get_if<model::EndingFact>(&fact.statement)) {
      act.endings.push_back({ending->id, ending->how, ending->on});
    } else if (const auto* objection = std::get_if<model::ObjectionFact>(&fact.statement)) {
      act.objections.push_back(
          {objection->id, objection->on, objection->result, objection->answered_on});
    } else if (const auto* attribution = std::get_if<model::AttributionFact>(&fact.statement)) {
      const auto person = Vertex(attribution->person, attribution->id);
      if (!person.ok()) return person.status();
      act.attributions.push_back(
          {attribution->id, *person, attribution->role, attribution->decided_on});
      book_->attributed_[person->value].push_back(
          static_cast<uint32_t>(found - book_->acts_.data()));
    } else if (const auto* confirmation = std::get_if<model::ConfirmationFact>(&fact.statement)) {
      const auto party = Vertex(confirmation->party, confirmation->id);
      if (!party.ok()) return party.status();
      act.confirmations.push_back(
          {confirmation->id, confirmation->provision, *party, confirmation->decided_on});
    } else if (const auto* notice = std::get_if<model::NoticeFact>(&fact.statement)) {
      act.notices.push_back({notice->id, notice->kind, notice->delivered_on});
    } else if (const auto* step = std::get_if<model::StepFact>(&fact.statement)) {
      act.steps.push_back({step->id, step->to, step->on, step->actor});
    }
    return absl::OkStatus();
  }

  void SortRecords() {
    const auto by_date_and_id = [](const auto& a, const auto& b) {
      return std::tie(a.on, a.id) < std::tie(b.on, b.id);
    };
    for (Act& act : book_->acts_) {
      std::sort(act.endings.begin(), act.endings.end(), by_date_and_id);
      std::sort(act.objections.begin(), act.objections.end(), by_date_and_id);
      std::sort(act.steps.begin(), act.steps.end(), by_date_and_id);
      std::sort(act.notices.begin(), act.notices.end(), [](const Notice& a, const Notice& b) {
        return std::tie(a.delivered_on, a.id) < std::tie(b.delivered_on, b.id);
      });
      std::sort(act.attributions.begin(), act.attributions.end(),
                [](const Attribution& a, const Attribution& b) { return a.id < b.id; });
      std::sort(act.confirmations.begin(), act.confirmations.end(),
                [](const Confirmation& a, const Confirmation& b) { return a.id < b.id; });
    }
    for (auto& [vertex, penalties] : book_->penalties_) {
      std::sort(penalties.begin(), penalties.end(), [](const Penalty& a, const Penalty& b) {
        return std::tie(a.fact.decided_on, a.fact.id) < std::tie(b.fact.decided_on, b.fact.id);
      });
    }
    for (auto& [vertex, acts] : book_->attributed_) {
      std::sort(acts.begin(), acts.end());
      acts.erase(std::unique(acts.begin(), acts.end()), acts.end());
    }
  }

  const graph::GraphSnapshot& snapshot_;
  std::shared_ptr<RecordBook> book_;
  std::vector<model::Fact> dependents_;
};

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

const Act* RecordBook::FindAct(std::string_view id) const {
  const auto found =
      std::lower_bound(acts_.begin(), acts_.end(), id,
                       [](const Act& act, std::string_view key) { return act.id < key; });
  return found != acts_.end() && found->id == id ? &*found : nullptr;
}

std::span<const uint32_t> RecordBook::ActsOf(graph::VertexIndex v) const {
  return Lookup(acts_of_, v.value);
}

std::span<const uint32_t> RecordBook::ActsAttributedTo(graph::VertexIndex person) const {
  return Lookup(attributed_, person.value);
}

std::span<const Penalty> RecordBook::PenaltiesOf(graph::VertexIndex v) const {
  return Lookup(penalties_, v.value);
}

std::span<const Grade> RecordBook::GradesOf(graph::VertexIndex v) const {
  return Lookup(grades_, v.value);
}

std::span<const Honour> RecordBook::HonoursOf(graph::VertexIndex v) const {
  return Lookup(honours_, v.value);
}

}  // namespace liancheng::rules
