#include "engine/rules/evaluate.h"

#include <algorithm>
#include <map>

#include "engine/rules/conditions.h"
#include "engine/rules/effect.h"
#include "engine/rules/force.h"
#include "engine/rules/scope.h"
#include "engine/rules/terms.h"
#include "engine/rules/walk_rule.h"
#include "fmt/format.h"

namespace liancheng::rules {
namespace {

using Otherwise = model::Condition::Otherwise;

// Whether the condition is about the party that was reached; a confirmation always is.
bool SpeaksOfTarget(const model::Condition& condition) {
  return condition.on == model::Condition::On::kTarget ||
         condition.kind == model::Condition::Kind::kConfirmed;
}

class ActEvaluation {
 public:
  ActEvaluation(const World& world, const Act& act, model::Date day,
                std::optional<graph::VertexIndex> only_target, Outcome* outcome)
      : world_(world), act_(act), day_(day), only_target_(only_target), outcome_(*outcome) {}

  void Run() {
    effect_ = EffectOf(world_.plan, act_);
    if (!effect_.range.Contains(day_)) return StopAtParty(NoEffectReason());
    if (act_.is_demand) {
      for (const model::Rulebook* book : world_.plan.books()) RunBook(*book, nullptr);
      return;
    }
    const auto place = world_.plan.FindList(act_.listing.list);
    if (!place || !world_.plan.Asks(*place->book)) {
      return StopAtParty(
          fmt::format("no rulebook asked here gives effect to list {}", act_.listing.list));
    }
    RunBook(*place->book, place->list);
  }

 private:
  std::string NoEffectReason() const {
    const bool undecided = !act_.is_demand && !model::IsDecided(act_.listing);
    if (!undecided && day_ < effect_.range.from) {
      return effect_.range.from == model::kOpenEnd
                 ? std::string("not published, and its effect runs from publication")
                 : fmt::format("its effect begins on {}", model::FormatDate(effect_.range.from));
    }
    for (const Ending& ending : act_.endings) {
      if (ending.on <= day_) {
        return fmt::format("ended on {}: {}", model::FormatDate(ending.on), Name(ending.how));
      }
    }
    if (undecided) return "proposed, not decided yet";
    return fmt::format("expired on {}", model::FormatDate(effect_.range.to));
  }

  void StopAtParty(std::string why) {
    outcome_.stops.push_back({world_.graph.entity(act_.answerable), {}, std::move(why)});
  }

  void RunBook(const model::Rulebook& book, const model::ListDefinition* list) {
    book_ = &book;
    const bool speaks = std::any_of(book.rules.begin(), book.rules.end(),
                                    [this](const model::Rule& rule) { return SeedFits(rule); });
    if (!speaks) return;
    if (book.ended && *book.ended <= day_) {
      return StopAtParty(fmt::format("{} ended on {}", book.id, model::FormatDate(*book.ended)));
    }
    scope_ = CheckScope(world_, book, list, act_);
    if (!scope_.inside) return StopAtParty(scope_.why);
    for (const model::Rule& rule : book.rules) {
      if (SeedFits(rule) && ReadingStands(rule)) RunRule(rule);
    }
  }

  bool SeedFits(const model::Rule& rule) const {
    const model::Seed& seed = rule.seed;
    if (seed.demand != act_.is_demand) return false;
    const model::EntityType type = world_.graph.type(act_.answerable);
    const bool type_fits = seed.subject_types.empty() ||
                           std::find(seed.subject_types.begin(), seed.subject_types.end(), type) !=
                               seed.subject_types.end();
    if (!type_fits) return false;
    if (act_.is_demand) return true;
    const model::ListingFact& listing = act_.listing;
    const bool severity_fits =
        seed.severities.empty() || std::find(seed.severities.begin(), seed.severities.end(),
                                             listing.severity) != seed.severities.end();
    return model::Contains(seed.lists, listing.list) && severity_fits &&
           (seed.grounds.empty() || model::Contains(seed.grounds, listing.ground));
  }

  // A reading is chosen by the parameter's value on the day from which the act counts, so that a
  // later change has no effect on earlier acts.
  bool ReadingStands(const model::Rule& rule) const {
    if (rule.reading_parameter.empty()) return true;
    return world_.plan.Parameter(rule.reading_parameter, effect_.range.from) == rule.reading_value;
  }

  bool ExceptionNames(const model::Exception& exception, const model::Rule& rule) const {
    return model::Contains(exception.excepts, rule.label) ||
           model::Contains(exception.excepts, "*") ||
           (rule.give.incentive && model::Contains(exception.excepts, "incentives"));
  }

  // False when an exception drops the rule: for the listed party before the walk, or for the party
  // that `path` reached when a condition is about that party.
  bool ApplyExceptions(const model::Rule& rule, const WalkedPath* path,
                       Reservations* reservations) {
    const graph::VertexIndex party = path == nullptr ? act_.answerable : path->target();
    for (const model::Exception& exception : book_->exceptions) {
      if (!ExceptionNames(exception, rule)) continue;
      const auto& when = exception.when;
      const bool of_target = std::any_of(when.begin(), when.end(), SpeaksOfTarget);
      if (of_target != (path != nullptr)) continue;
      const ConditionContext context{world_, &rule, act_, day_};
      const bool applies = std::all_of(
          when.begin(), when.end(),
          [&](const model::Condition& condition) { return Holds(condition, context, party); });
      if (!applies) continue;
      const std::string why = fmt::format("{}: {}", exception.label, exception.why);
      if (exception.effect == model::Exception::Effect::kDrop) {
        StopOnce({world_.graph.entity(party),
                  path == nullptr ? std::vector<model::PathEdge>() : path->edges, why});
        return false;
      }
      reservations->suspended = true;
      reservations->missing.push_back(why);
    }
    return true;
  }

  void StopOnce(model::Stop stop) {
    for (const model::Stop& said : outcome_.stops) {
      if (said.party == stop.party && said.why == stop.why) return;
    }
    outcome_.stops.push_back(std::move(stop));
  }

  // False when a guard that does not hold drops the finding.
  bool ApplyGuards(const model::Rule& rule, model::Condition::On on, graph::VertexIndex target,
                   Reservations* reservations) const {
    const ConditionContext context{world_, &rule, act_, day_};
    for (const model::Condition& guard : rule.guards) {
      if (guard.on != on || Holds(guard, context, target)) continue;
      if (guard.otherwise == Otherwise::kDrop) return false;
      reservations->undetermined |= guard.otherwise == Otherwise::kUndetermined;
      reservations->suspended |= guard.otherwise == Otherwise::kSuspended;
      reservations->awaiting |= guard.otherwise == Otherwise::kAwaitConfirmation;
      if (!guard.missing.empty()) reservations->missing.push_back(guard.missing);
    }
    return true;
  }

  void RunRule(const model::Rule& rule) {
    Reservations reservations;
    reservations.missing = effect_.missing;
    if (scope_.region_unknown) {
      reservations.undetermined = true;
      reservations.missing.push_back(
          fmt::format("region: unknown; {} covers {}", book_->id, book_->scope.region.value));
    }
    if (!ApplyExceptions(rule, nullptr, &reservations)) return;
    std::vector<WalkedPath> paths = WalkRule(world_, {rule, act_, day_, only_target_});
    if (paths.empty()) return GiveToOperatorWithoutPath(rule, reservations);
    for (const WalkedPath& path : BestPerTarget(std::move(paths))) {
      GiveTo(rule, path, reservations);
    }
  }

  std::vector<WalkedPath> BestPerTarget(std::vector<WalkedPath> paths) const {
    // The key begins with the stable hash, so that the order of loading has no effect on the order
    // of parties.
    std::map<std::pair<uint64_t, uint32_t>, WalkedPath> best;
    for (WalkedPath& path : paths) {
      const graph::VertexIndex target = path.target();
      const auto [place, fresh] =
          best.try_emplace({world_.graph.stable(target), target.value}, path);
      if (!fresh && ShownBefore(world_.graph, path, place->second)) place->second = std::move(path);
    }
    std::vector<WalkedPath> chosen;
    for (auto& [rank, path] : best) chosen.push_back(std::move(path));
    return chosen;
  }

  // A demand names the operator itself, so there is a finding even when no relation says that the
  // merchant trades on its platform.
  void GiveToOperatorWithoutPath(const model::Rule& rule, Reservations reservations) {
    const bool meets = std::any_of(rule.walk.begin(), rule.walk.end(),
                                   [](const model::WalkStep& step) { return step.meets_operator; });
    const bool wanted = !only_target_ || *only_target_ == act_.answerable;
    if (!act_.is_demand || !meets || !wanted) return;
    reservations.undetermined = true;
    reservations.missing.push_back(
        "tie: no record that the merchant trades on the operator's platform");
    GiveTo(rule, {{act_.answerable}, {}, {}}, reservations);
  }

  void GiveTo(const model::Rule& rule, const WalkedPath& path, Reservations reservations) {
    const graph::VertexIndex target = path.target();
    if (!ApplyExceptions(rule, &path, &reservations)) return;
    if (!ApplyGuards(rule, model::Condition::On::kSeed, target, &reservations)) return;
    if (!ApplyGuards(rule, model::Condition::On::kTarget, target, &reservations)) return;
    if (rule.give.needs_attribution && !IsAttributed(target)) {
      outcome_.stops.push_back(
          {world_.graph.entity(target), path.edges,
           fmt::format("{}: the deciding department has not found this party responsible; holding "
                       "the office is not enough",
                       rule.id)});
      return;
    }
    model::Finding finding;
    finding.effect = model::Intersect(EffectUnder(rule), path.validity);
    for (const model::Condition& guard : rule.guards) {
      if (guard.kind == model::Condition::Kind::kOverdue) StartAfterTerm(guard, &finding);
    }
    if (!finding.effect.Contains(day_)) return;
    Describe(rule, target, path, &finding);
    DecideForce({world_, &rule, act_, day_}, target, reservations, &finding);
    outcome_.findings.push_back(std::move(finding));
  }

  // A finding that waits for a missed deadline begins the day after it.
  void StartAfterTerm(const model::Condition& guard, model::Finding* finding) const {
    const auto place = FindTimer(world_.plan, guard.name);
    if (!place) return;
    const TermResult term = RunTerm(world_, *place, act_, day_);
    if (!term.overdue) return;
    finding->effect.from = std::max(finding->effect.from, model::AddDays(term.end->day, 1));
  }

  bool IsAttributed(graph::VertexIndex target) const {
    if (world_.graph.type(target) != model::EntityType::kPerson) return false;
    return std::any_of(act_.attributions.begin(), act_.attributions.end(),
                       [&](const Attribution& attribution) {
                         return attribution.person == target && attribution.decided_on <= day_;
                       });
  }

  model::DateRange EffectUnder(const model::Rule& rule) const {
    model::DateRange range = effect_.range;
    if (const auto years = TermYears(world_.plan, rule.give.term, range.from)) {
      range.to = std::min(range.to, model::AddYears(range.from, *years));
    }
    if (book_->ended) range.to = std::min(range.to, *book_->ended);
    return range;
  }

  void Describe(const model::Rule& rule, graph::VertexIndex target, const WalkedPath& path,
                model::Finding* finding) const {
    const model::Give& give = rule.give;
    finding->subject = world_.graph.entity(target);
    finding->measure = give.measure;
    finding->name = give.name;
    finding->standing = give.standing;
    finding->modality = give.modality;
    finding->kind = give.kind;
    finding->incentive = give.incentive;
    finding->executors = give.executors;
    finding->matters = give.matters;
    finding->listing = act_.id;
    finding->list = act_.is_demand ? "" : act_.listing.list;
    finding->rulebook = book_->id;
    finding->provision = rule.id;
    finding->movement = rule.movement;
    finding->path = path.edges;
    NoteDates(rule, target, path, finding);
    for (const std::string& flag : rule.flags) {
      if (flag.starts_with("interpretation")) finding->notes.push_back(flag);
    }
    for (const Objection& objection : act_.objections) {
      if (IsRunning(act_, objection, day_)) {
        finding->notes.push_back(fmt::format("objection {} of {} is running", objection.id,
                                             model::FormatDate(objection.on)));
      }
    }
  }

  // G33: when a relation was valid on the day of the act and not on the asked day, or the other way
  // round, the note gives both days.
  void NoteDates(const model::Rule& rule, graph::VertexIndex target, const WalkedPath& path,
                 model::Finding* finding) const {
    for (const model::PathEdge& edge : path.edges) {
      const bool attribution = edge.relation == model::Relation::kResponsibleFor;
      if (attribution || edge.valid.Contains(day_)) continue;
      finding->notes.push_back(fmt::format(
          "{}: taken on the day that the provision means; not in force on {} (valid {} to {})",
          Name(edge.relation), model::FormatDate(day_), model::FormatDate(edge.valid.from),
          model::FormatDate(edge.valid.to)));
    }
    const bool by_attribution =
        !rule.walk.empty() && rule.walk.front().kind == model::WalkStep::Kind::kAttributed;
    if (!by_attribution || act_.is_demand) return;
    const model::Date act_day = act_.listing.act_on.value_or(act_.listing.decided_on);
    for (const graph::Arc& arc : world_.graph.Arcs(target, graph::Direction::kOut)) {
      const bool office = (model::SetOf(arc.relation) & model::kOffices) != 0;
      if (!office || arc.neighbour != act_.party.value) continue;
      const bool then = arc.HoldsOn(act_day);
      if (then == arc.HoldsOn(day_)) continue;
      finding->notes.push_back(fmt::format("{}: {} on the day of the act {}, {} on {}",
                                           Name(arc.relation), then ? "held" : "not held",
                                           model::FormatDate(act_day), then ? "no longer" : "held",
                                           model::FormatDate(day_)));
    }
  }

  const World& world_;
  const Act& act_;
  const model::Date day_;
  const std::optional<graph::VertexIndex> only_target_;
  Outcome& outcome_;
  Effect effect_;
  ScopeResult scope_;
  const model::Rulebook* book_ = nullptr;
};

}  // namespace

void EvaluateAct(const World& world, const Act& act, model::Date day,
                 std::optional<graph::VertexIndex> only_target, Outcome* outcome) {
  ActEvaluation(world, act, day, only_target, outcome).Run();
}

}  // namespace liancheng::rules
