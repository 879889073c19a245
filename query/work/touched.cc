#include "query/work/touched.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "engine/rules/effect.h"
#include "engine/rules/measures.h"
#include "engine/rules/walk_rule.h"
#include "fmt/format.h"

namespace liancheng::query {
namespace {

using graph::VertexIndex;
using model::Date;

// The relations by which rulebooks define 关联企业.
constexpr model::RelationSet kHoldings =
    model::SetOf(model::Relation::kShareholder) | model::SetOf(model::Relation::kActualController);

// The days after `low` up to `high`: a comparison with the asked day changes its result only on
// these.
struct Window {
  Date low;
  Date high;
  bool Crossed(Date date) const { return low < date && date <= high; }
  bool Crossed(model::DateRange range) const { return Crossed(range.from) || Crossed(range.to); }
  bool Empty() const { return low == high; }
};

auto ListingKey(const model::ListingFact& f) {
  return std::tie(f.list, f.ground, f.severity, f.decider, f.document, f.basis, f.decided_on,
                  f.proposed_on, f.published_on, f.valid_to, f.act_on, f.corrected_on);
}

// An act as text, with its parties by their numbers in the store.
std::string TextOf(const rules::Act& act, const graph::GraphSnapshot& graph) {
  const auto number = [&graph](VertexIndex v) { return graph.entity(v).value; };
  std::string text = fmt::format("{} {} {} {}", number(act.party), number(act.answerable),
                                 act.demanded_on.days, act.cooperated);
  for (const auto& one : act.endings) {
    text += fmt::format("|e{} {}", static_cast<int>(one.how), one.on.days);
  }
  for (const auto& one : act.objections) {
    const auto answered = rules::AnsweredOn(act, one);
    text += fmt::format("|o{} {}", one.on.days, answered ? answered->days : -1);
  }
  for (const auto& one : act.attributions) {
    text += fmt::format("|a{} {} {}", number(one.person), static_cast<int>(one.role),
                        one.decided_on.days);
  }
  for (const auto& one : act.confirmations) {
    text += fmt::format("|c{} {} {}", one.provision, number(one.party), one.decided_on.days);
  }
  for (const auto& one : act.notices) {
    text += fmt::format("|n{} {}", one.kind, one.delivered_on.days);
  }
  for (const auto& one : act.steps) {
    text += fmt::format("|s{} {}", static_cast<int>(one.to), one.on.days);
  }
  return text;
}

bool UsesOverdue(const std::vector<model::Condition>& conditions) {
  return std::any_of(conditions.begin(), conditions.end(), [](const model::Condition& one) {
    return one.kind == model::Condition::Kind::kOverdue;
  });
}

bool WaitsForATerm(const model::Rule& rule) {
  const auto& bases = rule.give.bases;
  return UsesOverdue(rule.guards) ||
         std::any_of(bases.begin(), bases.end(),
                     [](const model::BasisUse& use) { return UsesOverdue(use.needs); });
}

bool AsksForAffiliates(const model::Rule& rule) {
  return std::any_of(rule.walk.begin(), rule.walk.end(), [](const model::WalkStep& step) {
    return step.kind == model::WalkStep::Kind::kAffiliated;
  });
}

std::string StepKey(const model::WalkStep& step) {
  std::string key =
      fmt::format("{} {} {} {} {} {}", static_cast<int>(step.kind), step.relations, step.outward,
                  static_cast<int>(step.at), step.definition, step.meets_operator);
  for (const model::EntityType type : step.types) key += fmt::format(" t{}", Name(type));
  for (const auto role : step.roles) key += fmt::format(" r{}", Name(role));
  return key;
}

// All beginnings of walks, each once.
std::vector<model::Rule> WalkBeginnings(const rules::Plan& plan) {
  std::map<std::string, model::Rule> found;
  for (const model::Rulebook* book : plan.books()) {
    for (const model::Rule& rule : book->rules) {
      std::string key;
      for (size_t steps = 1; steps <= rule.walk.size(); ++steps) {
        key += StepKey(rule.walk[steps - 1]) + ";";
        const auto [place, fresh] = found.try_emplace(key);
        if (!fresh) continue;
        place->second.seed = rule.seed;
        place->second.walk.assign(rule.walk.begin(),
                                  rule.walk.begin() + static_cast<ptrdiff_t>(steps));
      }
    }
  }
  std::vector<model::Rule> walks;
  for (auto& [key, rule] : found) walks.push_back(std::move(rule));
  return walks;
}

// The terms of rules in years.
std::set<int> RuleTerms(const rules::Plan& plan) {
  std::set<std::string> ids;
  for (const model::Rulebook* book : plan.books()) {
    for (const model::Rule& rule : book->rules) {
      if (!rule.give.term.empty()) ids.insert(rule.give.term);
    }
  }
  std::set<int> years;
  for (const model::Rulebook& book : plan.library().books) {
    for (const model::Parameter& parameter : book.parameters) {
      if (!ids.contains(parameter.id)) continue;
      for (const model::ParameterValue& value : parameter.values) {
        int read = 0;
        std::from_chars(value.value.data(), value.value.data() + value.value.size(), read);
        years.insert(read);
      }
    }
  }
  return years;
}

// Whether the rules themselves change within the window.
bool RulesTurn(const rules::Plan& plan, Window window) {
  for (const model::Rulebook& book : plan.library().books) {
    if (book.ended && window.Crossed(*book.ended)) return true;
    for (const model::Parameter& parameter : book.parameters) {
      for (const model::ParameterValue& value : parameter.values) {
        if (window.Crossed(value.during)) return true;
      }
    }
    for (const model::Exception& exception : book.exceptions) {
      if (!window.Empty() && UsesOverdue(exception.when)) return true;
    }
  }
  for (const model::Basis& basis : plan.library().bases) {
    for (const model::BasisVersion& version : basis.versions) {
      if (window.Crossed(version.during)) return true;
    }
  }
  return false;
}

class Comparison {
 public:
  Comparison(const Workspace& before, const Workspace& now)
      : before_(before),
        now_(now),
        window_{std::min(before.as_of(), now.as_of()), std::max(before.as_of(), now.as_of())},
        terms_(RuleTerms(now.plan())) {}

  std::optional<ActIds> Run() {
    if (&before_.plan() != &now_.plan() || RulesTurn(now_.plan(), window_)) return std::nullopt;
    const bool same_graph = &before_.graph() == &now_.graph();
    const bool same_records = &before_.records() == &now_.records();
    if (!same_graph) CompareParties();
    if (all_) return std::nullopt;
    if (!same_records) CompareActs();
    if (!same_graph || !same_records) CompareHonours();
    if (!window_.Empty()) {
      CrossDates(before_);
      CrossDates(now_);
    }
    AddWholeRules();
    Follow(before_);
    Follow(now_);
    return std::move(ids_);
  }

 private:
  void Touch(const Workspace& workspace, VertexIndex v) {
    touched_.insert(workspace.graph().entity(v));
  }

  void TouchAct(const Workspace& workspace, const rules::Act& act) {
    ids_.insert(act.id);
    Touch(workspace, act.party);
    Touch(workspace, act.answerable);
    for (const auto& attribution : act.attributions) Touch(workspace, attribution.person);
  }

  using ArcKey = std::tuple<uint64_t, model::Relation, int32_t, int32_t, uint32_t, uint32_t>;
  static std::vector<ArcKey> OutArcs(const graph::GraphSnapshot& graph, VertexIndex v) {
    std::vector<ArcKey> keys;
    for (const graph::Arc& arc : graph.Arcs(v, graph::Direction::kOut)) {
      const auto share = graph.Evidence(arc.edge).share;
      keys.emplace_back(graph.entity({arc.neighbour}).value, arc.relation, arc.from, arc.to,
                        share ? share->lo_ppm + 1 : 0, share ? share->hi_ppm + 1 : 0);
    }
    std::sort(keys.begin(), keys.end());
    return keys;
  }

  bool SameParty(VertexIndex was, VertexIndex is) const {
    const auto& a = before_.graph();
    const auto& b = now_.graph();
    if (a.stable(was) != b.stable(is) || a.region(was) != b.region(is)) return false;
    return std::all_of(
        std::begin(model::kRuleAttributes), std::end(model::kRuleAttributes),
        [&](std::string_view name) { return a.attribute(was, name) == b.attribute(is, name); });
  }

  // Marks both ends of every tie that is in only one of two sorted lists.
  void TouchDifference(model::EntityId holder, const std::vector<ArcKey>& a,
                       const std::vector<ArcKey>& b) {
    std::vector<ArcKey> differ;
    std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(),
                                  std::back_inserter(differ));
    for (const ArcKey& arc : differ) {
      touched_.insert(holder);
      touched_.insert({std::get<0>(arc)});
      holdings_ |= (model::SetOf(std::get<1>(arc)) & kHoldings) != 0;
    }
  }

  void CompareParties() {
    const auto& was = before_.graph();
    const auto& is = now_.graph();
    for (uint32_t v = 0; v < was.vertex_count(); ++v) {
      if (was.IsGone({v})) continue;
      const model::EntityId id = was.entity({v});
      const auto other = is.Find(id);
      if (!other) {
        TouchDifference(id, OutArcs(was, {v}), {});
        touched_.insert(id);
        continue;
      }
      // Rules also read the type of a neighbour. A change of type is rare, so then all acts are
      // taken.
      if (was.type({v}) != is.type(*other)) all_ = true;
      if (!SameParty({v}, *other)) touched_.insert(id);
      TouchDifference(id, OutArcs(was, {v}), OutArcs(is, *other));
    }
    for (uint32_t v = 0; v < is.vertex_count(); ++v) {
      if (is.IsGone({v}) || was.Find(is.entity({v}))) continue;
      touched_.insert(is.entity({v}));
      TouchDifference(is.entity({v}), {}, OutArcs(is, {v}));
    }
  }

  static std::pair<std::string, bool> KeyOf(const rules::Act& act) {
    return {act.id, act.is_demand};
  }

  void CompareActs() {
    std::map<std::pair<std::string, bool>, const rules::Act*> were;
    for (const rules::Act* act : before_.records().ActsInOrder()) were.emplace(KeyOf(*act), act);
    for (const rules::Act* act : now_.records().ActsInOrder()) {
      const auto found = were.find(KeyOf(*act));
      if (found == were.end()) {
        TouchAct(now_, *act);
        continue;
      }
      const rules::Act& was = *found->second;
      const bool same = ListingKey(was.listing) == ListingKey(act->listing) &&
                        TextOf(was, before_.graph()) == TextOf(*act, now_.graph());
      if (!same) {
        TouchAct(before_, was);
        TouchAct(now_, *act);
      }
      were.erase(found);
    }
    for (const auto& [key, act] : were) TouchAct(before_, *act);
  }

  static std::string MarksOf(const Workspace& workspace, VertexIndex v) {
    std::string text;
    for (const rules::Grade& grade : workspace.records().GradesOf(v)) {
      text += fmt::format("g{} ", grade.decided_on.days);
    }
    for (const rules::Honour& honour : workspace.records().HonoursOf(v)) {
      text += fmt::format("h{} {} ", honour.during.from.days, honour.during.to.days);
    }
    return text;
  }

  void CompareHonours() {
    const auto& is = now_.graph();
    for (uint32_t v = 0; v < is.vertex_count(); ++v) {
      if (is.IsGone({v})) continue;
      const auto was = before_.graph().Find(is.entity({v}));
      if (was && MarksOf(before_, *was) != MarksOf(now_, {v})) Touch(now_, {v});
    }
  }

  bool ActCrosses(const rules::Act& act) const {
    const model::DateRange range = rules::EffectOf(now_.plan(), act).range;
    if (window_.Crossed(range)) return true;
    for (const int years : terms_) {
      if (window_.Crossed(model::AddYears(range.from, years))) return true;
    }
    const auto crossed = [this](Date date) { return window_.Crossed(date); };
    return std::any_of(act.attributions.begin(), act.attributions.end(),
                       [&](const auto& one) { return crossed(one.decided_on); }) ||
           std::any_of(act.confirmations.begin(), act.confirmations.end(),
                       [&](const auto& one) { return crossed(one.decided_on); }) ||
           std::any_of(act.objections.begin(), act.objections.end(), [&](const auto& one) {
             const auto answered = rules::AnsweredOn(act, one);
             return crossed(one.on) || (answered && crossed(*answered));
           });
  }

  void CrossDates(const Workspace& workspace) {
    for (const rules::Act* act : workspace.records().ActsInOrder()) {
      if (ActCrosses(*act)) TouchAct(workspace, *act);
    }
    const graph::GraphSnapshot& graph = workspace.graph();
    for (uint32_t v = 0; v < graph.vertex_count(); ++v) {
      if (graph.IsGone({v})) continue;
      for (const graph::Arc& arc : graph.Arcs({v}, graph::Direction::kOut)) {
        if (!window_.Crossed(Date{arc.from}) && !window_.Crossed(Date{arc.to})) continue;
        Touch(workspace, {v});
        Touch(workspace, {arc.neighbour});
        holdings_ |= (model::SetOf(arc.relation) & kHoldings) != 0;
      }
      for (const rules::Honour& honour : workspace.records().HonoursOf({v})) {
        if (window_.Crossed(honour.during)) Touch(workspace, {v});
      }
    }
  }

  void AddWholeRules() {
    std::set<std::string> lists;
    bool demands = false;
    for (const model::Rulebook* book : now_.plan().books()) {
      for (const model::Rule& rule : book->rules) {
        const bool whole =
            (!window_.Empty() && WaitsForATerm(rule)) || (holdings_ && AsksForAffiliates(rule));
        if (!whole) continue;
        lists.insert(rule.seed.lists.begin(), rule.seed.lists.end());
        demands |= rule.seed.demand;
      }
    }
    for (const Workspace* workspace : {&before_, &now_}) {
      for (const rules::Act* act : workspace->records().ActsInOrder()) {
        if (act->is_demand ? demands : lists.contains(act->listing.list)) ids_.insert(act->id);
      }
    }
  }

  void Follow(const Workspace& workspace) {
    const std::vector<model::Rule> walks = WalkBeginnings(workspace.plan());
    std::vector<uint32_t> acts;
    for (const model::EntityId id : touched_) {
      const auto v = workspace.graph().Find(id);
      if (!v) continue;
      const auto own = workspace.records().ActsOf(*v);
      acts.insert(acts.end(), own.begin(), own.end());
      for (const model::Rule& walk : walks) {
        rules::CollectActsThatMayReach(workspace.world(), walk, *v, workspace.as_of(), &acts);
      }
    }
    for (const uint32_t index : acts) ids_.insert(workspace.records().acts()[index].id);
  }

  const Workspace& before_;
  const Workspace& now_;
  const Window window_;
  const std::set<int> terms_;
  std::set<model::EntityId> touched_;
  ActIds ids_;
  bool all_ = false;
  bool holdings_ = false;
};

}  // namespace

std::optional<ActIds> ActsTouched(const Workspace& before, const Workspace& now) {
  return Comparison(before, now).Run();
}

}  // namespace liancheng::query
