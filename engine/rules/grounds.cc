#include "engine/rules/grounds.h"

#include <algorithm>
#include <set>

#include "fmt/format.h"

namespace liancheng::rules {
namespace {

using Way = model::GroundWay;
using Penalties = std::vector<const model::PenaltyFact*>;

bool AuthorityCounts(const model::Rulebook& book, const std::string& authority) {
  if (book.counted_authorities.empty()) return true;
  return std::any_of(
      book.counted_authorities.begin(), book.counted_authorities.end(),
      [&](const std::string& word) { return authority.find(word) != std::string::npos; });
}

struct Window {
  Penalties counted;
  model::Date end;
};

// The earliest window that meets the ground; it ends on the day of the penalty that completes it.
std::optional<Window> FirstFullWindow(const Penalties& penalties, const Way& way) {
  for (const model::PenaltyFact* last : penalties) {
    const model::Date end = last->decided_on;
    const model::Date start = model::AddMonths(end, -way.window_months);
    Window window{{}, end};
    std::set<std::string_view> items;
    for (const model::PenaltyFact* penalty : penalties) {
      if (penalty->decided_on <= start || end < penalty->decided_on) continue;
      window.counted.push_back(penalty);
      items.insert(penalty->ground);
    }
    if (window.counted.size() >= static_cast<size_t>(way.minimum) &&
        items.size() >= static_cast<size_t>(way.distinct_minimum)) {
      return window;
    }
  }
  return std::nullopt;
}

class GroundEvaluation {
 public:
  GroundEvaluation(const model::Rulebook& book, const model::Ground& ground,
                   const Penalties& penalties)
      : book_(book), ground_(ground), penalties_(penalties) {
    result_.rulebook = book.id;
    result_.ground = ground.id;
    result_.name = ground.name;
    result_.lists = ground.lists;
  }

  GroundResult Run() {
    for (const Way& way : ground_.ways) {
      if (way.kind == Way::Kind::kSingle) TrySingle();
      if (way.kind == Way::Kind::kCount) TryCount(way);
      if (way.kind == Way::Kind::kAmount) TryAmount(way);
    }
    return std::move(result_);
  }

 private:
  void Meet(model::Date on, const Penalties& by) {
    if (result_.met == Met::kYes && *result_.met_on <= on) return;
    result_.met = Met::kYes;
    result_.met_on = on;
    result_.missing.clear();
    result_.records.clear();
    for (const model::PenaltyFact* penalty : by) result_.records.push_back(penalty->id);
  }

  void TrySingle() {
    for (const model::PenaltyFact* penalty : penalties_) {
      if (penalty->ground == ground_.id) return Meet(penalty->decided_on, {penalty});
    }
  }

  void TryAmount(const Way& way) {
    for (const model::PenaltyFact* penalty : penalties_) {
      if (penalty->ground != ground_.id) continue;
      const auto& amount = way.field == "sales" ? penalty->sales : penalty->illegal_gain;
      if (amount && way.at_least <= *amount) return Meet(penalty->decided_on, {penalty});
    }
  }

  Penalties Counted(const Way& way, bool with_unknown_procedure) const {
    Penalties counted;
    for (const model::PenaltyFact* penalty : penalties_) {
      const bool procedure_fits =
          std::find(way.procedures.begin(), way.procedures.end(), penalty->procedure) !=
              way.procedures.end() ||
          (with_unknown_procedure && penalty->procedure == model::Procedure::kUnknown);
      if (procedure_fits && model::Contains(way.grounds, penalty->ground) &&
          AuthorityCounts(book_, penalty->authority)) {
        counted.push_back(penalty);
      }
    }
    return counted;
  }

  void TryCount(const Way& way) {
    const Penalties counted = Counted(way, false);
    if (const auto window = FirstFullWindow(counted, way))
      return Meet(window->end, window->counted);
    if (result_.met == Met::kYes) return;
    for (const model::PenaltyFact* penalty : counted) result_.records.push_back(penalty->id);
    if (FirstFullWindow(Counted(way, true), way)) {
      result_.met = Met::kUndetermined;
      result_.missing.push_back("procedure: some records do not say whether they are penalties");
    }
  }

  const model::Rulebook& book_;
  const model::Ground& ground_;
  const Penalties& penalties_;
  GroundResult result_;
};

}  // namespace

std::vector<GroundResult> EvaluateGrounds(const World& world, graph::VertexIndex party,
                                          model::Date day) {
  Penalties known;
  for (const Penalty& penalty : world.records.PenaltiesOf(party)) {
    if (penalty.fact.decided_on <= day) known.push_back(&penalty.fact);
  }
  std::vector<GroundResult> results;
  for (const model::Rulebook* book : world.plan.books()) {
    for (const model::Ground& ground : book->grounds) {
      if (ground.ways.empty()) continue;
      results.push_back(GroundEvaluation(*book, ground, known).Run());
    }
  }
  return results;
}

}  // namespace liancheng::rules
