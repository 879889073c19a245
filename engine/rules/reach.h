// engine/rules/reach.h: forward from one act: whom it reaches, and where it stops.
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

// Findings as EvaluateAct gives them, then a stop for every party that is tied to the listed one or
// to a reached one on that day and is not reached itself (at most `stops_max`), with the reason.
struct ReachAnswer {
  std::vector<model::Finding> findings;
  std::vector<model::Stop> stops;
  bool stops_complete = true;
};

ReachAnswer Reach(const World& world, const Act& act, model::Date day, size_t stops_max);

// Why a consequence was not carried along a tie.
enum class TieStop : uint8_t { kNotYet, kEnded, kClue, kNotNamed, kNotMoved };
inline constexpr int kTieStopCount = 5;

// In words; `day` is that of a beginning or an end.
std::string TieStopText(TieStop kind, model::Relation relation, std::string_view day);

// The ties at which Reach stops, counted instead of told.
struct TieStopCounts {
  std::array<std::array<uint64_t, model::kRelationCount>, kTieStopCount> ties{};
  uint64_t crowded = 0;  // reached parties with more than `degree_max` ties: not looked around
};

// Memory of a search around the reached parties, kept from act to act.
struct StopScratch {
  absl::flat_hash_map<uint32_t, const std::vector<model::PathEdge>*> reached;
  absl::flat_hash_set<uint32_t> on_path;
  absl::flat_hash_set<uint32_t> stopped;
  std::vector<graph::VertexIndex> order;
};

// `outcome` is that of EvaluateAct for the act on the day, whoever the target.
TieStopCounts CountTieStops(const World& world, const Act& act, model::Date day,
                            const Outcome& outcome, size_t degree_max, StopScratch* scratch);

}  // namespace liancheng::rules
