// Checks that the arrays of a snapshot are consistent. This is done even when the checksums of a
// file are right: checksums find accidents, not a program that wrote wrong arrays.
#include <atomic>
#include <iterator>
#include <limits>

#include "engine/graph/parallel.h"
#include "engine/graph/snapshot_form.h"
#include "fmt/format.h"

namespace liancheng::graph {
namespace {

absl::Status Unfit(std::string_view what) {
  return absl::DataLossError(fmt::format("the snapshot file does not fit together: {}", what));
}

bool Ascends(const TextSpans& texts) {
  uint64_t last = 0;
  for (const uint64_t end : texts.ends) {
    if (end < last) return false;
    last = end;
  }
  return last == texts.bytes.size();
}

absl::Status CheckSizes(const SnapshotArrays& g) {
  constexpr size_t kMost = std::numeric_limits<uint32_t>::max();
  const size_t vertices = g.entities.size();
  if (vertices > kMost || g.types.size() != vertices || g.regions.size() != vertices ||
      g.lives.size() != vertices || g.stable.size() != vertices ||
      g.offsets.size() != 2 * vertices + 1) {
    return Unfit("the number of entities");
  }
  if (g.arcs.size() > kMost || g.arcs.size() != 2 * g.rows.size() || g.offsets.front() != 0 ||
      g.offsets.back() != g.arcs.size()) {
    return Unfit("the number of relations");
  }
  if (!Ascends(g.values) || !Ascends(g.sources)) return Unfit("the texts");
  for (const AttributeRow& row : g.attributes) {
    if (row.vertex >= vertices || row.name >= std::size(model::kRuleAttributes) ||
        row.value >= g.values.size()) {
      return Unfit("the attributes");
    }
  }
  return absl::OkStatus();
}

// Checks the vertices in [begin, end): they are in order, their arcs are within bounds, and the out
// arcs agree with the rows. Returns the number of their out arcs, or kUnfit, which exceeds every
// possible sum.
constexpr uint64_t kUnfit = uint64_t{1} << 48;

uint64_t CheckVertices(const SnapshotArrays& g, uint32_t begin, uint32_t end) {
  uint64_t outs = 0;
  bool fit = true;
  for (uint32_t v = begin; v < end; ++v) {
    const size_t slot = size_t{2} * v;
    if (g.offsets[slot] > g.offsets[slot + 1] || g.offsets[slot + 1] > g.offsets[slot + 2] ||
        g.offsets[slot + 2] > g.arcs.size()) {
      return kUnfit;
    }
    fit &= v == 0 || g.entities[v - 1] < g.entities[v];
    fit &= static_cast<int>(g.types[v]) < model::kEntityTypeCount;
    const std::span<const Arc> out =
        g.arcs.subspan(g.offsets[slot], g.offsets[slot + 1] - g.offsets[slot]);
    for (size_t i = 0; i < out.size(); ++i) {
      if (out[i].edge >= g.rows.size()) return kUnfit;
      fit &= out[i].edge == out[0].edge + i && g.rows[out[i].edge].from == v;
    }
    outs += out.size();
  }
  return fit ? outs : kUnfit;
}

bool CheckArcs(const SnapshotArrays& g, uint32_t begin, uint32_t end) {
  bool fit = true;
  for (const Arc& arc : g.arcs.subspan(begin, end - begin)) {
    // Has no branches, because it reads two arcs for every edge.
    fit &= arc.neighbour < g.entities.size();
    fit &= arc.edge < g.rows.size();
    fit &= static_cast<int>(arc.relation) < model::kRelationCount;
  }
  return fit;
}

bool CheckRows(const SnapshotArrays& g, uint32_t begin, uint32_t end) {
  bool fit = true;
  for (const EdgeRow& row : g.rows.subspan(begin, end - begin)) {
    fit &= row.from < g.entities.size();
    fit &= row.source < g.sources.size();
  }
  return fit;
}

}  // namespace

absl::Status CheckArrays(const SnapshotArrays& arrays, unsigned threads) {
  if (absl::Status sizes = CheckSizes(arrays); !sizes.ok()) return sizes;
  std::atomic<uint64_t> outs = 0;
  InRanges(static_cast<uint32_t>(arrays.entities.size()), threads,
           [&](uint32_t begin, uint32_t end) { outs += CheckVertices(arrays, begin, end); });
  std::atomic<bool> fit = true;
  InRanges(static_cast<uint32_t>(arrays.arcs.size()), threads, [&](uint32_t begin, uint32_t end) {
    if (!CheckArcs(arrays, begin, end)) fit = false;
  });
  InRanges(static_cast<uint32_t>(arrays.rows.size()), threads, [&](uint32_t begin, uint32_t end) {
    if (!CheckRows(arrays, begin, end)) fit = false;
  });
  // There are as many out arcs as rows, and each has a row that names its vertex, so each row has
  // exactly one arc.
  if (outs != arrays.rows.size()) return Unfit("the relations of each entity");
  if (!fit) return Unfit("the ends of a relation");
  return absl::OkStatus();
}

}  // namespace liancheng::graph
