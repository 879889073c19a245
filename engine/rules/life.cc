#include "engine/rules/life.h"

#include <algorithm>

#include "engine/rules/conditions.h"
#include "engine/rules/effect.h"
#include "fmt/format.h"

namespace liancheng::rules {
namespace {

using model::ListingState;

constexpr char kPreNoticeParameter[] = "N.pre_notice";
constexpr char kLifeRow[] = "1.12";

// States that come when time passes; no statement can cause or delay them.
bool ComesByTime(ListingState state) {
  return state == ListingState::kExpired || state == ListingState::kOverdue;
}

// States that only a step can report. The decision, publication, correction and end have days of
// their own, from which measures begin and end; a step beside them only says who acted.
bool ToldByStep(ListingState state) {
  using enum ListingState;
  constexpr ListingState kTold[] = {kClue,          kProposed,     kPreNotice, kRepairApplied,
                                    kRepairOpinion, kRepairNotice, kContested};
  return std::find(std::begin(kTold), std::end(kTold), state) != std::end(kTold);
}

ListingState StateOf(model::EndingHow how) {
  switch (how) {
    case model::EndingHow::kRepaired:
      return ListingState::kRepaired;
    case model::EndingHow::kSuperseded:
      return ListingState::kSuperseded;
    case model::EndingHow::kRevoked:
    case model::EndingHow::kUpheldObjection:
      return ListingState::kRevoked;
  }
  return ListingState::kRevoked;
}

// Of two states on one day the later in the order of life counts; an ending takes precedence over
// the expiry that EffectOf gives for the same day.
bool Before(const LifeEntry& a, const LifeEntry& b) {
  if (a.on != b.on) return a.on < b.on;
  const auto rank = [](ListingState state) {
    return state == ListingState::kExpired ? 100 : static_cast<int>(state);
  };
  return rank(a.state) < rank(b.state);
}

// Collects entries; a state stated twice for one day becomes one entry.
class Entries {
 public:
  void Add(std::optional<model::Date> on, ListingState state, const std::string& record) {
    if (on && Find(*on, state) == nullptr) entries_.push_back({*on, state, record, ""});
  }

  void Add(const Step& step) {
    if (ToldByStep(step.to) || IsReturn(step)) Add(step.on, step.to, step.id);
    LifeEntry* told = Find(step.on, step.to);
    if (told == nullptr || step.actor.empty()) return;
    told->actor += (told->actor.empty() ? "" : "、") + step.actor;
  }

  std::vector<LifeEntry> Take() { return std::move(entries_); }

 private:
  // Whether the step returns from contested to a state of an earlier day, as a review does that
  // upholds a grade (TQ-6).
  bool IsReturn(const Step& step) const {
    if (Ends(step.to)) return false;
    const LifeEntry* last = nullptr;
    bool was_so = false;
    for (const LifeEntry& entry : entries_) {
      if (step.on <= entry.on) continue;
      was_so = was_so || entry.state == step.to;
      if (last == nullptr || !Before(entry, *last)) last = &entry;
    }
    return was_so && last->state == ListingState::kContested;
  }

  LifeEntry* Find(model::Date on, ListingState state) {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const LifeEntry& entry) {
      return entry.on == on && entry.state == state;
    });
    return found == entries_.end() ? nullptr : &*found;
  }

  std::vector<LifeEntry> entries_;
};

// A missed deadline to correct: the listing is overdue from the next day until the correction.
void AddOverdue(const World& world, const Act& act, model::Date day, Entries* entries) {
  for (const TermResult& term : TermsOf(world, act, day)) {
    if (term.timer->answered_by != model::TermEvent::kCorrected || !term.end) continue;
    if (!term.overdue && !term.late) continue;
    entries->Add(model::AddDays(term.end->day, 1), ListingState::kOverdue, "");
  }
}

std::vector<LifeEntry> AllEntries(const World& world, const Act& act, model::Date day) {
  Entries entries;
  const model::ListingFact& listing = act.listing;
  entries.Add(listing.proposed_on, ListingState::kProposed, listing.id);
  if (model::IsDecided(listing)) {
    entries.Add(listing.decided_on, ListingState::kDecided, listing.id);
  }
  entries.Add(listing.published_on, ListingState::kPublished, listing.id);
  for (const Notice& notice : act.notices) {
    if (notice.kind == "rectification") {
      entries.Add(notice.delivered_on, ListingState::kRectifying, notice.id);
    }
  }
  entries.Add(listing.corrected_on, ListingState::kRectified, listing.id);
  for (const Ending& ending : act.endings) entries.Add(ending.on, StateOf(ending.how), ending.id);
  // Steps come after everything that has a day of its own, and before what comes by time.
  for (const Step& step : act.steps) entries.Add(step);
  AddOverdue(world, act, day, &entries);
  const Effect effect = EffectOf(world.plan, act);
  if (effect.range.to != model::kOpenEnd) {
    entries.Add(effect.range.to, ListingState::kExpired, "");
  }
  return entries.Take();
}

class StepCheck {
 public:
  StepCheck(const World& world, const Act& act, ListingState to, model::Date on)
      : world_(world), act_(act), to_(to), on_(on) {}

  std::vector<Refusal> Run() {
    Collect();
    if (ComesByTime(to_)) {
      Refuse(steps_.empty() ? kLifeRow : steps_.front()->id,
             fmt::format("a listing becomes {} by time, not by a step", Name(to_)));
      return std::move(refusals_);
    }
    Order();
    Excluded();
    PreNotice();
    for (const model::LifeStep* step : steps_) Timer(*step);
    Repair();
    return std::move(refusals_);
  }

  // Checks a listing that arrives as already decided elsewhere: its earlier steps are not known
  // here.
  std::vector<Refusal> Entry() {
    Collect();
    Excluded();
    return std::move(refusals_);
  }

 private:
  void Refuse(std::string row, std::string why) {
    refusals_.push_back({std::move(row), std::move(why)});
  }

  // Collects the steps of the list's own book if it defines any, else the steps that hold for every
  // list.
  void Collect() {
    std::vector<const model::LifeStep*> general;
    for (const model::Rulebook& book : world_.plan.library().books) {
      for (const model::LifeStep& step : book.steps) {
        if (step.to != to_) continue;
        if (model::Contains(step.lists, act_.listing.list)) steps_.push_back(&step);
        if (step.lists.empty()) general.push_back(&step);
      }
    }
    if (steps_.empty()) steps_ = std::move(general);
  }

  void Order() {
    const Life life = LifeOf(world_, act_, on_);
    const std::string now = life.state ? std::string(Name(*life.state)) : "not begun";
    if (steps_.empty()) {
      return Refuse("", fmt::format("no provision sets up a step to {}", Name(to_)));
    }
    std::vector<std::string_view> after;
    for (const model::LifeStep* step : steps_) {
      for (const ListingState state : step->after) {
        if (life.state == state) return;
        after.push_back(Name(state));
      }
    }
    Refuse(steps_.front()->id,
           fmt::format("the listing is {}; {} may follow {}", now, Name(to_),
                       after.empty() ? "nothing" : fmt::format("{}", fmt::join(after, ", "))));
  }

  void Excluded() {
    for (const model::LifeStep* step : steps_) {
      if (step->unless_on.empty() || !IsOnList(world_, act_.answerable, step->unless_on, on_)) {
        continue;
      }
      Refuse(step->id,
             fmt::format("the party is on {} on that day", fmt::join(step->unless_on, ", ")));
    }
  }

  // The notice before a decision concerns only these lists: courts and registers have procedures of
  // their own, and nobody needs a hearing before an honour.
  bool IsDishonestyFoundByAnAuthority() const {
    const auto place = world_.plan.FindList(act_.listing.list);
    if (!place) return true;
    const model::ListKind kind = place->list->kind;
    return kind == model::ListKind::kBlack || kind == model::ListKind::kWatch ||
           kind == model::ListKind::kRecord;
  }

  // A party must be told reasons, basis and its rights before a listing is decided. None of the
  // eight documents says so; the rule is national, and a parameter can switch it off because its
  // text is not verified (1.12).
  void PreNotice() {
    if (to_ != ListingState::kDecided || !IsDishonestyFoundByAnAuthority()) return;
    const auto on = world_.plan.Parameter(kPreNoticeParameter, on_);
    if (!on || *on != "on") return;
    const bool told = std::any_of(act_.steps.begin(), act_.steps.end(), [this](const Step& step) {
      return step.to == ListingState::kPreNotice && step.on <= on_;
    });
    if (!told) Refuse(kLifeRow, "the party was not told of reasons, basis and rights before");
  }

  // A notice must have been public for its full time before the next step.
  void Timer(const model::LifeStep& step) {
    if (step.timer.empty()) return;
    const auto place = FindTimer(world_.plan, step.timer);
    if (!place || place->timer->kind == model::Timer::Kind::kDeadline) return;
    const TermResult term = RunTerm(world_, *place, act_, on_);
    if (!term.end) return;
    const bool over = place->timer->kind == model::Timer::Kind::kWaiting ? term.end->day <= on_
                                                                         : term.end->day < on_;
    if (!over) {
      Refuse(place->timer->id,
             fmt::format("{} runs to {}", place->timer->name, model::FormatDate(term.end->day)));
    }
  }

  void Repair() {
    if (to_ != ListingState::kRepaired && to_ != ListingState::kRepairApplied) return;
    const auto applied = EventDay(world_, act_, model::TermEvent::kRepairApplied, on_);
    const bool later = to_ == ListingState::kRepaired && applied.has_value();
    const RepairResult result = EvaluateRepair(world_, act_, later ? *applied : on_);
    for (const RepairCondition& condition : result.conditions) {
      if (condition.state == RepairCondition::State::kUnmet) Refuse(condition.row, condition.what);
      // An application may come before a person's finding; the end of the listing may not.
      if (condition.state == RepairCondition::State::kToFind && to_ == ListingState::kRepaired) {
        Refuse(condition.row, fmt::format("nobody has found yet: {}", condition.what));
      }
    }
  }

  const World& world_;
  const Act& act_;
  ListingState to_;
  model::Date on_;
  std::vector<const model::LifeStep*> steps_;
  std::vector<Refusal> refusals_;
};

}  // namespace

Life LifeOf(const World& world, const Act& act, model::Date day) {
  std::vector<LifeEntry> entries = AllEntries(world, act, day);
  std::stable_sort(entries.begin(), entries.end(), Before);
  Life life;
  for (LifeEntry& entry : entries) {
    if (day < entry.on) break;
    if (life.state && Ends(*life.state)) break;  // no state follows a final one
    life.state = entry.state;
    life.entries.push_back(std::move(entry));
  }
  for (const Objection& objection : act.objections) {
    if (!IsRunning(act, objection, day)) continue;
    life.annotations.push_back(
        fmt::format("objection {} since {}: the listing is annotated while "
                    "it runs",
                    objection.id, model::FormatDate(objection.on)));
  }
  return life;
}

std::vector<Refusal> CheckEntry(const World& world, const Act& entry) {
  return StepCheck(world, entry, ListingState::kDecided, entry.listing.decided_on).Entry();
}

std::vector<Refusal> CheckStep(const World& world, const Act& act, ListingState to,
                               model::Date on) {
  return StepCheck(world, act, to, on).Run();
}

}  // namespace liancheng::rules
