// engine/graph/snapshot_intake.h: collects the entities and relations of one source.
// Errors:  as GraphSnapshot::Build.
// Memory:  48 bytes an edge, in chunks that the builder frees one by one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "engine/graph/huge_pages.h"
#include "engine/model/fact_source.h"

namespace liancheng::graph {

struct SnapshotLimits {
  uint64_t vertices_max;
  uint64_t edges_max;
};

// An edge as it was read. Its ends are entity ids at first, vertices once all entities are known.
struct RawEdge {
  uint64_t from;
  uint64_t to;
  model::RelationId number;
  int32_t valid_from;
  int32_t valid_to;
  uint32_t lo_ppm;
  uint32_t hi_ppm;
  uint32_t source;
  model::Relation relation;
};

struct RawAttribute {
  uint32_t vertex;
  uint16_t name;
  std::string value;
};

struct SnapshotIntake {
  explicit SnapshotIntake(SnapshotLimits within) : limits(within) {}
  absl::Status Read(model::FactSource& facts);

  SnapshotLimits limits;
  HugeVector<model::EntityId> entities;
  HugeVector<model::EntityType> types;
  HugeVector<model::RegionCode> regions;
  HugeVector<model::DateRange> lives;
  HugeVector<uint64_t> stable;
  std::vector<RawAttribute> attributes;
  std::vector<std::string> sources;
  std::vector<std::vector<RawEdge>> chunks;
  uint64_t edges = 0;

 private:
  absl::Status AddEntity(const model::EntityFact& fact);
  absl::Status AddRelation(const model::RelationFact& fact, const std::string& source);
  uint32_t SourceNumber(const std::string& text);

  absl::flat_hash_map<std::string, uint32_t> source_numbers_;
  std::string last_source_;  // consecutive facts mostly have the same source
  uint32_t last_source_number_ = 0;
};

// StableHash of an entity's key, or of its id as text when it has no key.
uint64_t StableOf(const model::EntityRef& entity);

}  // namespace liancheng::graph
