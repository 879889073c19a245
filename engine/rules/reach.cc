#include "engine/rules/reach.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "fmt/format.h"

namespace liancheng::rules {
namespace {

// Calls tell(kind, path, arc) for every tie at which the act's consequences stop, in an order that
// does not depend on the order of loading. `path` leads to the party from which the tie starts; it
// is null when that is the act's own party. When tell returns false, the other ties of that party
// are skipped.
template <typename Tell>
class StopFinder {
 public:
  StopFinder(const World& world, const Act& act, model::Date day, size_t degree_max,
             StopScratch* scratch, Tell tell)
      : world_(world),
        act_(act),
        day_(day),
        degree_max_(degree_max),
        found_(*scratch),
        tell_(std::move(tell)) {}

  // Returns the number of hubs, whose ties were not looked at.
  uint64_t Run(const std::vector<model::Finding>& findings, const std::vector<model::Stop>& stops) {
    found_.reached.clear();
    found_.on_path.clear();
    found_.stopped.clear();
    found_.reached.try_emplace(act_.answerable.value, nullptr);
    found_.reached.try_emplace(act_.party.value, nullptr);
    for (const model::Finding& finding : findings) {
      found_.reached.try_emplace(Place(finding.subject), &finding.path);
      for (const model::PathEdge& edge : finding.path) {
        found_.on_path.insert(Place(edge.from));
        found_.on_path.insert(Place(edge.to));
      }
    }
    for (const model::Stop& stop : stops) found_.stopped.insert(Place(stop.party));
    found_.order.clear();
    for (const auto& [vertex, path] : found_.reached) found_.order.push_back({vertex});
    std::sort(found_.order.begin(), found_.order.end(),
              [this](graph::VertexIndex a, graph::VertexIndex b) {
                return std::make_pair(world_.graph.stable(a), a.value) <
                       std::make_pair(world_.graph.stable(b), b.value);
              });
    LookAround(act_.party, nullptr);
    for (const graph::VertexIndex v : found_.order) {
      if (v != act_.party) LookAround(v, found_.reached.at(v.value));
    }
    return crowded_;
  }

 private:
  uint32_t Place(model::EntityId party) const { return world_.graph.Find(party)->value; }

  void LookAround(graph::VertexIndex v, const std::vector<model::PathEdge>* path) {
    if (world_.graph.ArcsBothWays(v).size() > degree_max_) {
      ++crowded_;
      return;
    }
    for (const graph::Arc& arc : world_.graph.ArcsBothWays(v)) {
      const uint32_t next = arc.neighbour;
      if (world_.graph.type({next}) == model::EntityType::kValue) continue;
      if (found_.reached.contains(next) || found_.on_path.contains(next)) continue;
      if (found_.stopped.contains(next)) continue;
      if (!tell_(KindOf(v, arc), path, arc)) return;
      found_.stopped.insert(next);
    }
  }

  TieStop KindOf(graph::VertexIndex v, const graph::Arc& arc) const {
    if (day_.days < arc.from) return TieStop::kNotYet;
    if (day_.days >= arc.to) return TieStop::kEnded;
    if ((model::SetOf(arc.relation) & model::kClueRelations) != 0) return TieStop::kClue;
    return v == act_.party || v == act_.answerable ? TieStop::kNotNamed : TieStop::kNotMoved;
  }

  const World& world_;
  const Act& act_;
  const model::Date day_;
  const size_t degree_max_;
  StopScratch& found_;
  Tell tell_;
  uint64_t crowded_ = 0;
};

}  // namespace

std::string TieStopText(TieStop kind, model::Relation relation, std::string_view day) {
  switch (kind) {
    case TieStop::kNotYet:
      return fmt::format("the relation begins on {}", day);
    case TieStop::kEnded:
      return fmt::format("the relation ended on {}", day);
    case TieStop::kClue:
      return fmt::format("{} is a clue (T3): no provision moves a consequence along it alone",
                         Name(relation));
    case TieStop::kNotNamed:
      return fmt::format("no provision of this list's document names {} here", Name(relation));
    case TieStop::kNotMoved:
      break;
  }
  return "a consequence is not a listing: what reached the party before does not move on";
}

ReachAnswer Reach(const World& world, const Act& act, model::Date day, size_t stops_max) {
  Outcome outcome;
  EvaluateAct(world, act, day, std::nullopt, &outcome);
  ReachAnswer answer{std::move(outcome.findings), std::move(outcome.stops), true};
  const std::vector<model::Stop> before = answer.stops;
  const auto tell = [&](TieStop kind, const std::vector<model::PathEdge>* path,
                        const graph::Arc& arc) {
    if (answer.stops.size() >= stops_max) {
      answer.stops_complete = false;
      return false;
    }
    const model::Date turn{kind == TieStop::kNotYet ? arc.from : arc.to};
    model::Stop stop{world.graph.entity({arc.neighbour}),
                     path == nullptr ? std::vector<model::PathEdge>() : *path,
                     TieStopText(kind, arc.relation, model::FormatDate(turn))};
    stop.path.push_back(world.graph.Evidence(arc.edge));
    answer.stops.push_back(std::move(stop));
    return true;
  };
  StopScratch scratch;
  StopFinder(world, act, day, std::numeric_limits<size_t>::max(), &scratch, tell)
      .Run(answer.findings, before);
  return answer;
}

TieStopCounts CountTieStops(const World& world, const Act& act, model::Date day,
                            const Outcome& outcome, size_t degree_max, StopScratch* scratch) {
  TieStopCounts counts;
  const auto tell = [&counts](TieStop kind, const std::vector<model::PathEdge>*,
                              const graph::Arc& arc) {
    ++counts.ties[static_cast<size_t>(kind)][static_cast<size_t>(arc.relation)];
    return true;
  };
  counts.crowded =
      StopFinder(world, act, day, degree_max, scratch, tell).Run(outcome.findings, outcome.stops);
  return counts;
}

}  // namespace liancheng::rules
