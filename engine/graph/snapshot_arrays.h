// engine/graph/snapshot_arrays.h: the arrays of a complete snapshot, in owned memory or in a mapped
// file.
// Shape:   entities, types, regions, lives, stable: one entry a vertex, in order of entity id.
//          offsets[2V+1] of arcs: slot 2v = out of v, 2v+1 = in of v. rows: one entry an edge.
//          Every type here has the same bytes in the file as in memory; docs/storage_format.md.
// Memory:  a vertex 37 bytes (id 8, hash 8, offsets 8, life 8, region 4, type 1), an edge 64 (two
//          arcs of 20, row 24), and the texts; counted from the types, not measured.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/graph/huge_pages.h"
#include "engine/model/date.h"
#include "engine/model/ids.h"
#include "engine/model/vocabulary.h"

namespace liancheng::graph {

// One edge as seen from a vertex: only what a walk needs.
struct Arc {
  uint32_t neighbour;  // VertexIndex
  int32_t from;        // first day, half-open with `to`
  int32_t to;
  uint32_t edge;  // index for EdgeAt()
  model::Relation relation;
  std::array<uint8_t, 3> zero = {};  // padding, so that equal arcs have equal bytes

  bool HoldsOn(model::Date day) const { return from <= day.days && day.days < to; }
};
static_assert(sizeof(Arc) == 20);

inline constexpr uint32_t kShareUnknown = 0xFFFFFFFF;

// The fields of an edge that its out arc does not hold.
struct EdgeRow {
  model::RelationId number;
  uint32_t from;
  uint32_t lo_ppm;  // kShareUnknown in both fields = unknown
  uint32_t hi_ppm;
  uint32_t source;  // index of a text
};
static_assert(sizeof(EdgeRow) == 24);

struct AttributeRow {
  uint32_t vertex;
  uint16_t name;  // index in model::kRuleAttributes
  uint16_t zero;
  uint32_t value;  // index of a text
};
static_assert(sizeof(AttributeRow) == 12);

static_assert(sizeof(model::EntityId) == 8 && sizeof(model::EntityType) == 1 &&
              sizeof(model::RegionCode) == 4 && sizeof(model::DateRange) == 8 &&
              std::is_trivially_copyable_v<model::DateRange>);

// Texts one after the other: text i is bytes[ends[i - 1], ends[i]).
struct TextSpans {
  std::span<const uint64_t> ends;
  std::span<const char> bytes;

  size_t size() const { return ends.size(); }
  std::string_view operator[](size_t i) const {
    const uint64_t begin = i == 0 ? 0 : ends[i - 1];
    return {bytes.data() + begin, static_cast<size_t>(ends[i] - begin)};
  }
};

struct SnapshotArrays {
  std::span<const model::EntityId> entities;
  std::span<const model::EntityType> types;
  std::span<const model::RegionCode> regions;
  std::span<const model::DateRange> lives;
  std::span<const uint64_t> stable;
  std::span<const uint32_t> offsets;
  std::span<const Arc> arcs;
  std::span<const EdgeRow> rows;
  std::span<const AttributeRow> attributes;  // sorted by vertex, name
  TextSpans values;                          // of attributes
  TextSpans sources;                         // sorted, each once
};

struct OwnedTexts {
  HugeVector<uint64_t> ends;
  HugeVector<char> bytes;

  void Add(std::string_view text) {
    bytes.insert(bytes.end(), text.begin(), text.end());
    ends.push_back(bytes.size());
  }
  TextSpans View() const { return {ends, bytes}; }
};

struct OwnedArrays {
  HugeVector<model::EntityId> entities;
  HugeVector<model::EntityType> types;
  HugeVector<model::RegionCode> regions;
  HugeVector<model::DateRange> lives;
  HugeVector<uint64_t> stable;
  HugeVector<uint32_t> offsets;
  HugeVector<Arc> arcs;
  HugeVector<EdgeRow> rows;
  HugeVector<AttributeRow> attributes;
  OwnedTexts values;
  OwnedTexts sources;

  SnapshotArrays View() const {
    return {entities, types, regions,    lives,         stable,        offsets,
            arcs,     rows,  attributes, values.View(), sources.View()};
  }
};

}  // namespace liancheng::graph
