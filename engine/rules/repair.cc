#include "engine/rules/repair.h"

#include <algorithm>

#include "engine/rules/effect.h"
#include "engine/rules/terms.h"
#include "fmt/format.h"

namespace liancheng::rules {
namespace {

using model::RepairNeed;
using State = RepairCondition::State;

model::Date ActDay(const Act& act) {
  return act.listing.act_on.value_or(act.listing.decided_on);
}

// Whether the act is on a list of dishonesty; a red list or a grade is none.
bool IsNegative(const World& world, const Act& act) {
  if (act.is_demand || !model::IsDecided(act.listing)) return false;
  const auto place = world.plan.FindList(act.listing.list);
  if (!place) return true;
  return place->list->kind != model::ListKind::kRed && place->list->kind != model::ListKind::kGrade;
}

// Whether the act was withdrawn as wrong, or replaced by another listing that counts in its place,
// by the day.
bool IsWithdrawn(const Act& act, model::Date day) {
  return std::any_of(act.endings.begin(), act.endings.end(), [day](const Ending& ending) {
    return ending.how != model::EndingHow::kRepaired && ending.on <= day;
  });
}

// The severity of the act. Black lists are for serious conduct, so an entry on one without a stated
// severity counts as serious.
model::Severity SeverityOf(const World& world, const Act& act) {
  if (act.listing.severity != model::Severity::kUnspecified) return act.listing.severity;
  const auto place = world.plan.FindList(act.listing.list);
  const bool black = place && (place->list->kind == model::ListKind::kBlack ||
                               place->list->kind == model::ListKind::kCourt);
  return black ? model::Severity::kSerious : model::Severity::kUnspecified;
}

class Evaluation {
 public:
  Evaluation(const World& world, const Act& act, model::Date day)
      : world_(world), act_(act), day_(day) {}

  RepairResult Run() {
    FindRule();
    if (result_.repair == nullptr) {
      result_.notes.push_back("no asked rulebook sets up repair for this list");
      return std::move(result_);
    }
    Validity();
    Way();
    for (const RepairNeed& need : result_.repair->needs) Need(need, need.id);
    for (const RepairNeed& bar : result_.repair->bars) Bar(bar);
    Conclude();
    return std::move(result_);
  }

 private:
  void FindRule() {
    for (const model::Rulebook* book : world_.plan.books()) {
      for (const model::Repair& repair : book->repairs) {
        if (!model::Contains(repair.lists, act_.listing.list)) continue;
        result_.repair = &repair;
        result_.book = book;
        return;
      }
    }
  }

  // Checks that the application comes while the information may still be used.
  void Validity() {
    const model::DateRange effect = EffectOf(world_.plan, act_).range;
    valid_to_ = effect.to;
    if (!result_.repair->within_validity) return;
    RepairCondition condition{result_.repair->id, "within the time of use", State::kMet,
                              effect.from};
    if (!effect.Contains(day_)) condition.state = State::kUnmet;
    Add(std::move(condition));
  }

  // Visits the other listings of the same subject that count as dishonesty on the asked day.
  template <typename Visit>
  void ForOthers(Visit visit) const {
    for (const uint32_t index : world_.records.ActsOf(act_.answerable)) {
      const Act& other = world_.records.acts()[index];
      if (&other == &act_ || !IsNegative(world_, other)) continue;
      if (other.listing.decided_on <= day_ && !IsWithdrawn(other, day_)) visit(other);
    }
  }

  void Way() {
    bool repeat = false;
    ForOthers([&](const Act& other) {
      if (model::Contains(result_.repair->lists, other.listing.list) &&
          other.listing.decided_on < act_.listing.decided_on) {
        repeat = true;
      }
    });
    for (const model::RepairWay& way : result_.repair->ways) {
      using For = model::RepairWay::For;
      if (way.listing == For::kFirst && repeat) continue;
      if (way.listing == For::kRepeat && !repeat) continue;
      for (const RepairNeed& need : way.needs) Need(need, way.id);
    }
  }

  void Add(RepairCondition condition) { result_.conditions.push_back(std::move(condition)); }

  bool Fits(const Act& other, const RepairNeed& need) const {
    const auto& severities = need.severities;
    if (!severities.empty() && std::find(severities.begin(), severities.end(),
                                         SeverityOf(world_, other)) == severities.end()) {
      return false;
    }
    return !need.same_ground || other.listing.ground == act_.listing.ground;
  }

  bool Found(const RepairNeed& need) const {
    return std::any_of(act_.confirmations.begin(), act_.confirmations.end(),
                       [&](const Confirmation& confirmation) {
                         return confirmation.provision == need.id &&
                                confirmation.party == act_.answerable &&
                                confirmation.decided_on <= day_;
                       });
  }

  void Need(const RepairNeed& given, const std::string& row) {
    RepairNeed need = given;
    if (need.id.empty()) need.id = row;
    RepairCondition condition{row, "", State::kUnmet, std::nullopt};
    const auto event = EventDay(world_, act_, need.event, day_);
    switch (need.kind) {
      case RepairNeed::Kind::kCorrected:
        condition.what = "duties done or correction complete";
        condition.from = act_.listing.corrected_on;
        break;
      case RepairNeed::Kind::kMonthsSince:
        condition.what = fmt::format("{} months since {}", need.months, Name(need.event));
        if (event) condition.from = model::AddMonths(*event, need.months);
        break;
      case RepairNeed::Kind::kClean:
        condition.what = fmt::format("{} months after {} without another such record", need.months,
                                     Name(need.event));
        if (event && CleanAfter(*event, need)) {
          condition.from = model::AddMonths(*event, need.months);
        }
        break;
      case RepairNeed::Kind::kFound:
        condition.what = need.what;
        condition.state = Found(need) ? State::kMet : State::kToFind;
        return Add(std::move(condition));
      case RepairNeed::Kind::kRecords:
      case RepairNeed::Kind::kRepaired:
      case RepairNeed::Kind::kAttribute:
        condition.what = WhatOf(need);
        condition.state = HoldsNow(need) ? State::kMet : State::kUnmet;
        return Add(std::move(condition));
    }
    if (condition.from && *condition.from <= day_) condition.state = State::kMet;
    Add(std::move(condition));
  }

  // Whether there is none of the acts that `need` describes in the months after the event (其后).
  bool CleanAfter(model::Date event, const RepairNeed& need) const {
    const model::Date end = model::AddMonths(event, need.months);
    bool clean = true;
    ForOthers([&](const Act& other) {
      const model::Date on = ActDay(other);
      if (event < on && on <= end && on <= day_ && Fits(other, need)) clean = false;
    });
    return clean;
  }

  int CountRecords(const RepairNeed& need) const {
    const model::Date start = model::AddMonths(day_, -need.months);
    int count = 0;
    ForOthers([&](const Act& other) {
      const model::Date on = ActDay(other);
      if (start < on && on <= day_ && Fits(other, need)) ++count;
    });
    return count;
  }

  // The days on which other listings of the subject, on lists of this book, were repaired.
  std::vector<model::Date> Repairs(const RepairNeed& need) const {
    std::vector<model::Date> days;
    ForOthers([&](const Act& other) {
      if (!model::Contains(result_.repair->lists, other.listing.list)) return;
      if (need.same_ground && other.listing.ground != act_.listing.ground) return;
      for (const Ending& ending : other.endings) {
        if (ending.how == model::EndingHow::kRepaired && ending.on <= day_) {
          days.push_back(ending.on);
        }
      }
    });
    std::sort(days.begin(), days.end());
    return days;
  }

  static std::string WhatOf(const RepairNeed& need) {
    if (need.kind == RepairNeed::Kind::kAttribute) return need.name;
    return fmt::format("{} or more {}{} within {} months", need.minimum,
                       need.same_ground ? "of the same class " : "",
                       need.kind == RepairNeed::Kind::kRecords ? "other records" : "repairs",
                       need.months);
  }

  bool HoldsNow(const RepairNeed& need) const {
    switch (need.kind) {
      case RepairNeed::Kind::kRecords:
        return CountRecords(need) >= need.minimum;
      case RepairNeed::Kind::kRepaired: {
        const model::Date start = model::AddMonths(day_, -need.months);
        const auto days = Repairs(need);
        const auto within =
            std::count_if(days.begin(), days.end(), [start](model::Date on) { return start < on; });
        return within >= need.minimum;
      }
      case RepairNeed::Kind::kAttribute:
        return model::Contains(need.words, world_.graph.attribute(act_.answerable, need.name));
      case RepairNeed::Kind::kFound:
        return Found(need);
      default:
        return false;
    }
  }

  // The day from which the bar no longer applies, because enough repairs have left its window.
  std::optional<model::Date> BarFallsOn(const RepairNeed& bar) const {
    if (bar.kind != RepairNeed::Kind::kRepaired) return std::nullopt;
    const auto days = Repairs(bar);
    const auto place = days.size() - static_cast<size_t>(bar.minimum);
    return model::AddMonths(days[place], bar.months);
  }

  void Bar(const RepairNeed& bar) {
    RepairCondition condition{bar.id, bar.kind == RepairNeed::Kind::kFound ? bar.what : WhatOf(bar),
                              State::kMet, std::nullopt};
    condition.what = "not: " + condition.what;
    if (HoldsNow(bar)) {
      const bool warns = bar.warning_from && *bar.warning_from <= day_;
      condition.state = warns ? State::kWarns : State::kUnmet;
      condition.from = BarFallsOn(bar);
      if (warns) {
        result_.notes.push_back(fmt::format("{} only warns from {} (G37)", bar.id,
                                            model::FormatDate(*bar.warning_from)));
      }
    }
    Add(std::move(condition));
  }

  void Conclude() {
    model::Date earliest = act_.listing.decided_on;
    bool known = true;
    for (const RepairCondition& condition : result_.conditions) {
      if (condition.state == State::kUnmet && !model::Contains(result_.bars, condition.row)) {
        result_.bars.push_back(condition.row);
      }
      if (condition.from) earliest = std::max(earliest, *condition.from);
      if (condition.state == State::kUnmet && !condition.from) known = false;
    }
    result_.allowed = result_.bars.empty();
    if (known) result_.earliest = earliest;
    // G03: a record of one year can hardly be clean for a year before it expires.
    if (known && !result_.allowed && valid_to_ <= earliest) {
      result_.notes.push_back(
          fmt::format("expires on {} before it can be repaired", model::FormatDate(valid_to_)));
    }
  }

  const World& world_;
  const Act& act_;
  model::Date day_;
  model::Date valid_to_ = model::kOpenEnd;
  RepairResult result_;
};

}  // namespace

RepairResult EvaluateRepair(const World& world, const Act& act, model::Date day) {
  return Evaluation(world, act, day).Run();
}

}  // namespace liancheng::rules
