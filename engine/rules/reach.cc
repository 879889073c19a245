#include "engine/rules/reach.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "fmt/format.h"

namespace liancheng::rules {
namespace {

class StopFinder {
 public:
  StopFinder(const World& world, const Act& act, model::Date day, size_t stops_max,
             ReachAnswer* answer)
      : world_(world), act_(act), day_(day), stops_max_(stops_max), answer_(*answer) {}

  void Run() {
    reached_.try_emplace(act_.answerable.value);
    reached_.try_emplace(act_.party.value);
    for (const model::Finding& finding : answer_.findings) {
      const auto target = world_.graph.Find(finding.subject);
      reached_.try_emplace(target->value, finding.path);
      for (const model::PathEdge& edge : finding.path) {
        on_path_.insert(world_.graph.Find(edge.from)->value);
        on_path_.insert(world_.graph.Find(edge.to)->value);
      }
    }
    for (const model::Stop& stop : answer_.stops) {
      stopped_.insert(world_.graph.Find(stop.party)->value);
    }
    LookAround(act_.party, {});
    for (const graph::VertexIndex v : InStableOrder()) {
      if (v != act_.party) LookAround(v, reached_.at(v.value));
    }
  }

 private:
  std::vector<graph::VertexIndex> InStableOrder() const {
    std::vector<graph::VertexIndex> order;
    for (const auto& [vertex, path] : reached_) order.push_back({vertex});
    std::sort(order.begin(), order.end(), [this](graph::VertexIndex a, graph::VertexIndex b) {
      return std::make_pair(world_.graph.stable(a), a.value) <
             std::make_pair(world_.graph.stable(b), b.value);
    });
    return order;
  }

  void LookAround(graph::VertexIndex v, const std::vector<model::PathEdge>& path) {
    for (const auto direction : {graph::Direction::kOut, graph::Direction::kIn}) {
      for (const graph::Arc& arc : world_.graph.Arcs(v, direction)) {
        const uint32_t next = arc.neighbour;
        if (world_.graph.type({next}) == model::EntityType::kValue) continue;
        if (reached_.contains(next) || on_path_.contains(next) || stopped_.contains(next)) continue;
        if (answer_.stops.size() >= stops_max_) {
          answer_.stops_complete = false;
          return;
        }
        stopped_.insert(next);
        model::Stop stop{world_.graph.entity({next}), path, Why(v, arc)};
        stop.path.push_back(world_.graph.Evidence(arc.edge));
        answer_.stops.push_back(std::move(stop));
      }
    }
  }

  std::string Why(graph::VertexIndex v, const graph::Arc& arc) const {
    if (day_.days < arc.from) {
      return fmt::format("the relation begins on {}", model::FormatDate({arc.from}));
    }
    if (day_.days >= arc.to) {
      return fmt::format("the relation ended on {}", model::FormatDate({arc.to}));
    }
    if ((model::SetOf(arc.relation) & model::kClueRelations) != 0) {
      return fmt::format("{} is a clue (T3): no provision moves a consequence along it alone",
                         Name(arc.relation));
    }
    if (v == act_.party || v == act_.answerable) {
      return fmt::format("no provision of this list's document names {} here", Name(arc.relation));
    }
    return "a consequence is not a listing: what reached the party before does not move on";
  }

  const World& world_;
  const Act& act_;
  const model::Date day_;
  const size_t stops_max_;
  ReachAnswer& answer_;
  absl::flat_hash_map<uint32_t, std::vector<model::PathEdge>> reached_;
  absl::flat_hash_set<uint32_t> on_path_;
  absl::flat_hash_set<uint32_t> stopped_;
};

}  // namespace

ReachAnswer Reach(const World& world, const Act& act, model::Date day, size_t stops_max) {
  Outcome outcome;
  EvaluateAct(world, act, day, std::nullopt, &outcome);
  ReachAnswer answer{std::move(outcome.findings), std::move(outcome.stops), true};
  StopFinder(world, act, day, stops_max, &answer).Run();
  return answer;
}

}  // namespace liancheng::rules
