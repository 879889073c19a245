// tests/graph/world.h: small worlds stated by key, given as facts in any order with any ids. The
// plain oracles of these tests read a World, never a GraphSnapshot.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/graph/snapshot.h"
#include "engine/graph/walk.h"
#include "engine/model/fact.h"

namespace liancheng::graph {

inline constexpr int32_t kEver = model::kOpenStart.days;
inline constexpr int32_t kForever = model::kOpenEnd.days;

struct Tie {
  std::string from = {};
  model::Relation relation = model::Relation::kShareholder;
  std::string to = {};
  std::optional<uint32_t> share_ppm = std::nullopt;
  int32_t start = kEver;
  int32_t end = kForever;
  std::string source = "register";
};

struct World {
  std::vector<std::string> parties;
  std::vector<Tie> ties;
};

std::ostream& operator<<(std::ostream& out, const Tie& tie);
std::ostream& operator<<(std::ostream& out, const World& world);

// Layout 0: ids 1, 2, 3... in the order stated. Any other: ids with gaps, given out at random, and
// entities and relations each in random order; the number is the seed. Relation i of the world has
// the number i + 1 in every layout.
std::vector<model::Fact> FactsOf(const World& world, uint32_t layout = 0);

// A world as a snapshot, asked by key.
class Scene {
 public:
  explicit Scene(const World& world, uint32_t layout = 0);

  const GraphSnapshot& graph() const { return *graph_; }
  VertexIndex at(const std::string& key) const;
  const std::string& key(VertexIndex v) const;
  std::vector<std::string> keys(const std::vector<VertexIndex>& vertices) const;
  // Index in World::ties.
  size_t tie(uint32_t edge) const { return graph_->EdgeAt(edge).number.value - 1; }
  std::vector<size_t> ties(const std::vector<uint32_t>& edges) const;

 private:
  std::map<std::string, model::EntityId> ids_;
  std::map<model::EntityId, std::string> keys_;
  std::shared_ptr<const GraphSnapshot> graph_;
};

// Used by the oracles: whether the filter admits this tie.
bool Admits(const EdgeFilter& filter, const Tie& tie);

// Every world of `parties` parties in which each pair is in one of the states below, one after the
// other: untied; i shareholder of j; j legal representative of i; i shareholder of j until day 10.
// `number` runs from 0 to PairWorldCount(parties) - 1.
uint32_t PairWorldCount(uint32_t parties);
World PairWorld(uint32_t parties, uint32_t number);

// Limits so large that they cut nothing.
inline constexpr Limits kNoLimits{
    .hops_max = 100, .vertices_max = 1000000, .degree_max = 1000000, .paths_max = 1000000};

inline EdgeFilter On(int32_t day, model::RelationSet relations = model::kAllRelations) {
  return {.relations = relations, .as_of = {day}};
}

}  // namespace liancheng::graph
