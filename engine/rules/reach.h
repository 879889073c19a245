// engine/rules/reach.h: evaluates forward from one act: whom it reaches, and where it stops.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "engine/rules/evaluate.h"

namespace liancheng::rules {

// The findings of EvaluateAct, then a stop with its reason for every party that is tied on that day
// to the listed party or to a reached one and is not reached itself (at most `stops_max`).
struct ReachAnswer {
  std::vector<model::Finding> findings;
  std::vector<model::Stop> stops;
  bool stops_complete = true;
};

ReachAnswer Reach(const World& world, const Act& act, model::Date day, size_t stops_max);

// Why a consequence does not go on along a tie.
enum class TieStop : uint8_t { kNotYet, kEnded, kClue, kNotNamed, kNotMoved };
inline constexpr int kTieStopCount = 5;

// The reason in words; `day` is the day on which the tie begins or ends.
std::string TieStopText(TieStop kind, model::Relation relation, std::string_view day);

// Counts of the ties at which Reach stops, for reports that do not list them.
struct TieStopCounts {
  std::array<std::array<uint64_t, model::kRelationCount>, kTieStopCount> ties{};
  // reached parties with more than `degree_max` ties, which were not looked at
  uint64_t crowded = 0;
};

// Buffers for the search around reached parties, reused for the next act.
struct StopScratch {
  absl::flat_hash_map<uint32_t, const std::vector<model::PathEdge>*> reached;
  absl::flat_hash_set<uint32_t> on_path;
  absl::flat_hash_set<uint32_t> stopped;
  std::vector<graph::VertexIndex> order;
};

// `outcome` is the result of EvaluateAct for the act on the day, without `only_target`.
TieStopCounts CountTieStops(const World& world, const Act& act, model::Date day,
                            const Outcome& outcome, size_t degree_max, StopScratch* scratch);

}  // namespace liancheng::rules
