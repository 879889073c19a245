#include "engine/graph/snapshot_builder.h"

#include <algorithm>
#include <iterator>
#include <new>
#include <numeric>
#include <tuple>
#include <utility>

#include "engine/graph/parallel.h"
#include "fmt/format.h"

namespace liancheng::graph {
namespace {

template <typename Vector>
void Permute(Vector& values, const std::vector<uint32_t>& order) {
  Vector sorted;
  sorted.reserve(values.size());
  for (const uint32_t at : order) sorted.push_back(std::move(values[at]));
  values = std::move(sorted);
}

// Appends `more` to `all`. In the usual case of one source of entities nothing is copied.
template <typename Vector>
void Append(Vector& all, Vector& more) {
  if (all.empty()) {
    all = std::move(more);
  } else {
    all.insert(all.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
  }
  more = Vector();
}

// The index of an entity in a sorted array.
std::optional<uint32_t> FindIn(const HugeVector<model::EntityId>& entities, uint64_t id) {
  if (entities.empty() || id < entities.front().value) return std::nullopt;
  // When the ids have no gaps, its index is the distance of its id from the first id.
  const uint64_t furthest = id - entities.front().value;
  if (furthest < entities.size() && entities[furthest].value == id) {
    return static_cast<uint32_t>(furthest);
  }
  const auto end =
      entities.begin() + static_cast<std::ptrdiff_t>(std::min<uint64_t>(furthest, entities.size()));
  const auto found = std::lower_bound(entities.begin(), end, model::EntityId{id});
  if (found == end || found->value != id) return std::nullopt;
  return static_cast<uint32_t>(found - entities.begin());
}

}  // namespace

SnapshotBuilder::SnapshotBuilder(SnapshotLimits limits, unsigned threads)
    : limits_(limits), threads_(threads), arrays_(std::make_shared<OwnedArrays>()) {}

absl::Status SnapshotBuilder::Read(std::span<model::FactSource* const> facts) {
  intakes_.assign(facts.size(), SnapshotIntake(limits_));
  std::vector<absl::Status> read(facts.size());
  InThreads(static_cast<unsigned>(facts.size()),
            [&](unsigned i) { read[i] = intakes_[i].Read(*facts[i]); });
  for (const absl::Status& one : read) {
    if (!one.ok()) return one;
  }
  return CheckWhole();
}

// Each source is within the limits; their total must be too.
absl::Status SnapshotBuilder::CheckWhole() const {
  uint64_t vertices = 0;
  uint64_t edges = 0;
  for (const SnapshotIntake& intake : intakes_) {
    vertices += intake.entities.size();
    edges += intake.edges;
  }
  if (vertices > limits_.vertices_max || edges > limits_.edges_max) {
    return absl::ResourceExhaustedError(
        fmt::format("the graph has {} entities and {} relations, more than {} or {}", vertices,
                    edges, limits_.vertices_max, limits_.edges_max));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const GraphSnapshot>> SnapshotBuilder::Finish(model::Revision at) {
  JoinEntities();
  if (absl::Status sorted = SortVertices(); !sorted.ok()) return sorted;
  PlaceAttributes();
  SortSources();
  if (absl::Status resolved = ResolveEnds(); !resolved.ok()) return resolved;
  PlaceOutArcs();
  PlaceInArcs();
  return std::make_shared<const GraphSnapshot>(at, arrays_->View(), arrays_);
}

void SnapshotBuilder::JoinEntities() {
  OwnedArrays& g = *arrays_;
  for (SnapshotIntake& intake : intakes_) {
    const auto before = static_cast<uint32_t>(g.entities.size());
    for (RawAttribute& row : intake.attributes) row.vertex += before;
    Append(attributes_, intake.attributes);
    Append(g.entities, intake.entities);
    Append(g.types, intake.types);
    Append(g.regions, intake.regions);
    Append(g.lives, intake.lives);
    Append(g.stable, intake.stable);
    edges_ += intake.edges;
  }
}

absl::Status SnapshotBuilder::SortVertices() {
  OwnedArrays& g = *arrays_;
  // A store gives entities in order of id, so only a shuffled source pays for sorting.
  if (!std::is_sorted(g.entities.begin(), g.entities.end())) {
    std::vector<uint32_t> order(g.entities.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&g](uint32_t a, uint32_t b) { return g.entities[a] < g.entities[b]; });
    std::vector<uint32_t> vertex_of(order.size());
    for (uint32_t v = 0; v < order.size(); ++v) vertex_of[order[v]] = v;
    for (RawAttribute& row : attributes_) row.vertex = vertex_of[row.vertex];
    Permute(g.entities, order);
    Permute(g.types, order);
    Permute(g.regions, order);
    Permute(g.lives, order);
    Permute(g.stable, order);
  }
  const auto twice = std::adjacent_find(g.entities.begin(), g.entities.end());
  if (twice != g.entities.end()) {
    return absl::DataLossError(fmt::format("entity number {} is stated twice", twice->value));
  }
  return absl::OkStatus();
}

void SnapshotBuilder::PlaceAttributes() {
  std::sort(attributes_.begin(), attributes_.end(),
            [](const RawAttribute& a, const RawAttribute& b) {
              return std::tuple(a.vertex, a.name) < std::tuple(b.vertex, b.name);
            });
  for (const RawAttribute& row : attributes_) {
    const auto value = static_cast<uint32_t>(arrays_->attributes.size());
    arrays_->attributes.push_back({row.vertex, row.name, 0, value});
    arrays_->values.Add(row.value);
  }
  attributes_ = {};
}

// Numbers sources in the order of their text, so that comparing numbers compares texts.
void SnapshotBuilder::SortSources() {
  std::vector<std::string_view> texts;
  for (const SnapshotIntake& intake : intakes_) {
    texts.insert(texts.end(), intake.sources.begin(), intake.sources.end());
  }
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  for (const std::string_view text : texts) arrays_->sources.Add(text);
  for (SnapshotIntake& intake : intakes_) {
    std::vector<uint32_t> number;
    for (const std::string& text : intake.sources) {
      number.push_back(static_cast<uint32_t>(std::lower_bound(texts.begin(), texts.end(), text) -
                                             texts.begin()));
    }
    for (std::vector<RawEdge>& chunk : intake.chunks) {
      for (RawEdge& edge : chunk) edge.source = number[edge.source];
    }
  }
}

absl::Status SnapshotBuilder::ResolveEnds() {
  OwnedArrays& g = *arrays_;
  g.offsets.assign(size_t{2} * g.entities.size() + 1, 0);
  for (SnapshotIntake& intake : intakes_) {
    for (std::vector<RawEdge>& chunk : intake.chunks) {
      for (RawEdge& edge : chunk) {
        const std::optional<uint32_t> from = FindIn(g.entities, edge.from);
        const std::optional<uint32_t> to = FindIn(g.entities, edge.to);
        if (!from || !to) {
          return absl::DataLossError(fmt::format(
              "relation number {} ({} from entity {} to {}) names entity {}, which is not stated",
              edge.number.value, model::Name(edge.relation), edge.from, edge.to,
              from ? edge.to : edge.from));
        }
        edge.from = *from;
        edge.to = *to;
        ++g.offsets[size_t{2} * *from];
        ++g.offsets[size_t{2} * *to + 1];
      }
    }
  }
  uint32_t begin = 0;
  for (uint32_t& slot : g.offsets) begin += std::exchange(slot, begin);
  return absl::OkStatus();
}

std::span<const Arc> SnapshotBuilder::ArcsOf(uint32_t vertex, Direction direction) const {
  const size_t slot = size_t{2} * vertex + static_cast<size_t>(direction);
  return {arrays_->arcs.data() + arrays_->offsets[slot],
          arrays_->offsets[slot + 1] - arrays_->offsets[slot]};
}

void SnapshotBuilder::PlaceOutArcs() {
  OwnedArrays& g = *arrays_;
  const auto vertices = static_cast<uint32_t>(g.entities.size());
  g.arcs.resize(2 * edges_);
  g.rows.resize(edges_);
  HugeVector<uint32_t> next(size_t{vertices} + 1);  // edge number
  for (uint32_t v = 0; v < vertices; ++v) {
    next[v + 1] = next[v] + static_cast<uint32_t>(ArcsOf(v, Direction::kOut).size());
  }
  const HugeVector<uint32_t> first = next;
  for (SnapshotIntake& intake : intakes_) {
    for (std::vector<RawEdge>& chunk : intake.chunks) {
      for (const RawEdge& raw : chunk) {
        const auto from = static_cast<uint32_t>(raw.from);
        const uint32_t edge = next[from]++;
        g.rows[edge] = {raw.number, from, raw.lo_ppm, raw.hi_ppm, raw.source};
        g.arcs[g.offsets[size_t{2} * from] + (edge - first[from])] = {
            .neighbour = static_cast<uint32_t>(raw.to),
            .from = raw.valid_from,
            .to = raw.valid_to,
            .edge = edge,
            .relation = raw.relation};
      }
      std::vector<RawEdge>().swap(chunk);
    }
  }
  InRanges(vertices, threads_, [this](uint32_t begin, uint32_t end) {
    Scratch scratch;
    for (uint32_t v = begin; v < end; ++v) SortOutArcs(v, scratch);
  });
}

void SnapshotBuilder::PlaceInArcs() {
  InRanges(static_cast<uint32_t>(arrays_->entities.size()), threads_,
           [this](uint32_t begin, uint32_t end) { PlaceInArcsOf(begin, end); });
}

// Places the in arcs of the vertices in [begin, end): every thread reads all out arcs and takes
// those that lead to its vertices.
void SnapshotBuilder::PlaceInArcsOf(uint32_t begin, uint32_t end) {
  OwnedArrays& g = *arrays_;
  HugeVector<uint32_t> next(end - begin);
  for (uint32_t v = begin; v < end; ++v) next[v - begin] = g.offsets[size_t{2} * v + 1];
  for (uint32_t v = 0; v < g.entities.size(); ++v) {
    for (const Arc& out : ArcsOf(v, Direction::kOut)) {
      if (out.neighbour < begin || out.neighbour >= end) continue;
      Arc& in = g.arcs[next[out.neighbour - begin]++];
      in = out;
      in.neighbour = v;
    }
  }
  Scratch scratch;
  for (uint32_t v = begin; v < end; ++v) SortInArcs(v, scratch);
}

// Must give the same order as GraphSnapshot::ArcLess does for finished arcs.
bool SnapshotBuilder::Before(const Keyed& a, const Keyed& b) {
  if (a.arc.relation != b.arc.relation) return a.arc.relation < b.arc.relation;
  if (a.hash != b.hash) return a.hash < b.hash;
  // Two neighbours with one hash are ordered by index, so that the arcs of each stay together.
  if (a.arc.neighbour != b.arc.neighbour) return a.arc.neighbour < b.arc.neighbour;
  if (a.arc.from != b.arc.from) return a.arc.from < b.arc.from;
  if (a.arc.to != b.arc.to) return a.arc.to < b.arc.to;
  return std::tuple(a.row->lo_ppm, a.row->hi_ppm, a.row->source, a.row->number) <
         std::tuple(b.row->lo_ppm, b.row->hi_ppm, b.row->source, b.row->number);
}

void SnapshotBuilder::GatherKeys(std::span<const Arc> arcs, Scratch& scratch) const {
  scratch.keys.clear();
  for (const Arc& arc : arcs) {
    scratch.keys.push_back({arrays_->stable[arc.neighbour], arc, &arrays_->rows[arc.edge]});
  }
}

void SnapshotBuilder::SortOutArcs(uint32_t vertex, Scratch& scratch) {
  OwnedArrays& g = *arrays_;
  const std::span<const Arc> arcs = ArcsOf(vertex, Direction::kOut);
  if (arcs.size() < 2) return;
  // The rows move with their arcs, so copies are sorted.
  const uint32_t first = arcs.front().edge;
  const auto rows = g.rows.begin() + first;
  scratch.rows.assign(rows, rows + static_cast<std::ptrdiff_t>(arcs.size()));
  GatherKeys(arcs, scratch);
  for (Keyed& key : scratch.keys) key.row = &scratch.rows[key.arc.edge - first];
  std::sort(scratch.keys.begin(), scratch.keys.end(), Before);
  Arc* out = g.arcs.data() + g.offsets[size_t{2} * vertex];
  for (uint32_t i = 0; i < scratch.keys.size(); ++i) {
    out[i] = scratch.keys[i].arc;
    out[i].edge = first + i;
    g.rows[first + i] = *scratch.keys[i].row;
  }
}

void SnapshotBuilder::SortInArcs(uint32_t vertex, Scratch& scratch) {
  const std::span<const Arc> arcs = ArcsOf(vertex, Direction::kIn);
  if (arcs.size() < 2) return;
  GatherKeys(arcs, scratch);
  std::sort(scratch.keys.begin(), scratch.keys.end(), Before);
  Arc* in = arrays_->arcs.data() + arrays_->offsets[size_t{2} * vertex + 1];
  for (const Keyed& key : scratch.keys) *in++ = key.arc;
}

absl::StatusOr<std::shared_ptr<const GraphSnapshot>> GraphSnapshot::Build(model::FactSource& facts,
                                                                          model::Revision at) {
  model::FactSource* const source = &facts;
  return Build({&source, 1}, at, 1);
}

absl::StatusOr<std::shared_ptr<const GraphSnapshot>> GraphSnapshot::Build(
    std::span<model::FactSource* const> facts, model::Revision at, unsigned threads) {
  try {
    SnapshotBuilder builder(kSnapshotLimits, threads);
    if (absl::Status read = builder.Read(facts); !read.ok()) return read;
    return builder.Finish(at);
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("no memory for the association graph");
  }
}

}  // namespace liancheng::graph
