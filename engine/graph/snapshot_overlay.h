// engine/graph/snapshot_overlay.h: the changes above the arrays of a snapshot: changed and new
// vertices, new edges. Versions share what they have in common.
// Shape:   a changed vertex has all its arcs here, including unchanged ones, so that a walk reads
//          one stretch of memory. New vertices and edges have indexes after those of the arrays. A
//          vertex whose entity was retracted is `gone`: it keeps its index, has no arcs and is
//          never found. A dropped edge keeps its number and is in no vertex's arcs.
// Memory:  a vertex 100 bytes and 20 for each arc, an edge 48; nodes of PersistentArray about as
//          much.
// Threads: const once published. Marks are set before the version that needs them is published; a
//          mark that is not needed only costs a look-up.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/graph/persistent_array.h"
#include "engine/graph/snapshot_arrays.h"

namespace liancheng::graph {

struct VertexState {
  model::EntityId entity;
  uint64_t stable = 0;
  model::DateRange life;
  model::RegionCode region;
  model::EntityType type = model::EntityType::kEnterprise;
  bool gone = false;
  // each with its index in kRuleAttributes
  std::vector<std::pair<uint16_t, std::string>> attributes;
  std::vector<Arc> arcs;  // out, then in
  uint32_t outs = 0;
};

struct EdgeState {
  EdgeRow row;
  Arc arc;  // the edge's out arc
};

// One bit for each vertex of the arrays, shared by all versions above them.
class ChangedMarks {
 public:
  explicit ChangedMarks(uint32_t vertices) : words_((size_t{vertices} + 63) / 64) {}
  bool Test(uint32_t vertex) const {
    return (words_[vertex >> 6].load(std::memory_order_relaxed) >> (vertex & 63) & 1) != 0;
  }
  void Set(uint32_t vertex) {
    words_[vertex >> 6].fetch_or(uint64_t{1} << (vertex & 63), std::memory_order_relaxed);
  }

 private:
  std::vector<std::atomic<uint64_t>> words_;
};

struct SnapshotOverlay {
  uint64_t edit = 0;  // number of the last edit
  uint32_t base_vertices = 0;
  uint32_t base_edges = 0;
  std::shared_ptr<ChangedMarks> marks;
  PersistentArray<std::shared_ptr<const VertexState>> vertices;  // by vertex
  PersistentArray<EdgeState> edges;                              // by edge - base_edges
  PersistentArray<std::string> sources;                          // by source - base's
  PersistentArray<std::vector<uint32_t>> sources_by_hash;
  uint32_t source_count = 0;  // including those of the arrays
  uint32_t gone_count = 0;    // vertices
  uint64_t bytes = 0;         // estimated memory; decides when to fold

  // Null when `vertex` did not change since the arrays were made.
  const VertexState* Changed(uint32_t vertex) const {
    if (vertex < base_vertices && !marks->Test(vertex)) return nullptr;
    const std::shared_ptr<const VertexState>* state = vertices.Find(vertex);
    return state == nullptr ? nullptr : state->get();
  }
};

}  // namespace liancheng::graph
