#include "engine/graph/snapshot_builder.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>
#include <variant>

#include "fmt/format.h"

namespace liancheng::graph {
namespace {

constexpr size_t kChunkEdges = size_t{1} << 16;

template <typename Vector>
void Permute(Vector& values, const std::vector<uint32_t>& order) {
  Vector sorted;
  sorted.reserve(values.size());
  for (const uint32_t at : order) sorted.push_back(std::move(values[at]));
  values = std::move(sorted);
}

// How messages name a relation: by the caller's id, or by the store's number.
std::string NameOf(const model::RelationFact& fact) {
  return fact.id.empty() ? fmt::format("relation number {}", fact.number.value)
                         : fmt::format("relation \"{}\"", fact.id);
}

}  // namespace

SnapshotBuilder::SnapshotBuilder(SnapshotLimits limits)
    : limits_(limits), snapshot_(new GraphSnapshot()) {}

absl::Status SnapshotBuilder::Read(model::FactSource& facts) {
  for (;;) {
    const absl::StatusOr<std::span<const model::Fact>> batch = facts.Next();
    if (!batch.ok()) return batch.status();
    if (batch->empty()) return absl::OkStatus();
    for (const model::Fact& fact : *batch) {
      absl::Status added;
      if (const auto* entity = std::get_if<model::EntityFact>(&fact.statement)) {
        added = AddEntity(*entity);
      } else if (const auto* relation = std::get_if<model::RelationFact>(&fact.statement)) {
        added = AddRelation(*relation, fact.provenance.source);
      }
      if (!added.ok()) return added;
    }
  }
}

absl::Status SnapshotBuilder::AddEntity(const model::EntityFact& fact) {
  GraphSnapshot& g = *snapshot_;
  const model::EntityId id = fact.entity.id;
  if (id.value == 0) {
    return absl::DataLossError(fmt::format("entity \"{}\" has no id", fact.entity.key));
  }
  if (g.entities_.size() >= limits_.vertices_max) {
    return absl::ResourceExhaustedError(fmt::format(
        "the graph has more than {} entities (at \"{}\")", limits_.vertices_max, fact.entity.key));
  }
  // The row number as read; SortVertices brings it in line with the vertices.
  const auto row = static_cast<uint32_t>(g.entities_.size());
  g.entities_.push_back(id);
  g.types_.push_back(fact.type);
  g.regions_.push_back(fact.region);
  g.lives_.push_back(fact.life);
  g.stable_.push_back(
      StableHash(fact.entity.key.empty() ? std::to_string(id.value) : fact.entity.key));
  if (fact.attributes.empty()) return absl::OkStatus();
  for (uint16_t name = 0; name < std::size(model::kRuleAttributes); ++name) {
    const auto found = fact.attributes.find(std::string(model::kRuleAttributes[name]));
    if (found != fact.attributes.end()) g.attributes_.push_back({row, name, found->second});
  }
  return absl::OkStatus();
}

uint32_t SnapshotBuilder::SourceNumber(const std::string& text) {
  if (!source_numbers_.empty() && text == last_source_) return last_source_number_;
  const auto [entry, added] =
      source_numbers_.try_emplace(text, static_cast<uint32_t>(source_numbers_.size()));
  if (added) snapshot_->sources_.push_back(text);
  last_source_ = text;
  last_source_number_ = entry->second;
  return last_source_number_;
}

absl::Status SnapshotBuilder::AddRelation(const model::RelationFact& fact,
                                          const std::string& source) {
  if (edges_ >= limits_.edges_max) {
    return absl::ResourceExhaustedError(fmt::format("the graph has more than {} relations (at {})",
                                                    limits_.edges_max, NameOf(fact)));
  }
  if (fact.from.id.value == 0 || fact.to.id.value == 0) {
    return absl::DataLossError(fmt::format("{} names \"{}\" and \"{}\", of which one has no id",
                                           NameOf(fact), fact.from.key, fact.to.key));
  }
  if (chunks_.empty() || chunks_.back().size() == kChunkEdges) {
    chunks_.emplace_back().reserve(kChunkEdges);
  }
  const bool known = fact.share.has_value();
  chunks_.back().push_back({.from = fact.from.id.value,
                            .to = fact.to.id.value,
                            .number = fact.number,
                            .valid_from = fact.valid.from.days,
                            .valid_to = fact.valid.to.days,
                            .lo_ppm = known ? fact.share->lo_ppm : GraphSnapshot::kShareUnknown,
                            .hi_ppm = known ? fact.share->hi_ppm : GraphSnapshot::kShareUnknown,
                            .source = SourceNumber(source),
                            .relation = fact.relation});
  ++edges_;
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const GraphSnapshot>> SnapshotBuilder::Finish(model::Revision at) {
  if (absl::Status sorted = SortVertices(); !sorted.ok()) return sorted;
  SortSources();
  if (absl::Status resolved = ResolveEnds(); !resolved.ok()) return resolved;
  PlaceOutArcs();
  PlaceInArcs();
  snapshot_->revision_ = at;
  return std::shared_ptr<const GraphSnapshot>(std::move(snapshot_));
}

absl::Status SnapshotBuilder::SortVertices() {
  GraphSnapshot& g = *snapshot_;
  // A store hands entities over by id; only a shuffled source pays for sorting.
  if (!std::is_sorted(g.entities_.begin(), g.entities_.end())) {
    std::vector<uint32_t> order(g.entities_.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&g](uint32_t a, uint32_t b) { return g.entities_[a] < g.entities_[b]; });
    std::vector<uint32_t> vertex_of(order.size());
    for (uint32_t v = 0; v < order.size(); ++v) vertex_of[order[v]] = v;
    for (auto& row : g.attributes_) row.vertex = vertex_of[row.vertex];
    Permute(g.entities_, order);
    Permute(g.types_, order);
    Permute(g.regions_, order);
    Permute(g.lives_, order);
    Permute(g.stable_, order);
  }
  const auto twice = std::adjacent_find(g.entities_.begin(), g.entities_.end());
  if (twice != g.entities_.end()) {
    return absl::DataLossError(fmt::format("entity number {} is stated twice", twice->value));
  }
  std::sort(g.attributes_.begin(), g.attributes_.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.vertex, a.name) < std::tuple(b.vertex, b.name);
  });
  return absl::OkStatus();
}

// Numbers sources by their text, so that comparing numbers compares texts.
void SnapshotBuilder::SortSources() {
  std::vector<std::string>& sources = snapshot_->sources_;
  std::vector<uint32_t> order(sources.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&sources](uint32_t a, uint32_t b) { return sources[a] < sources[b]; });
  std::vector<uint32_t> number(order.size());
  for (uint32_t i = 0; i < order.size(); ++i) number[order[i]] = i;
  Permute(sources, order);
  for (std::vector<RawEdge>& chunk : chunks_) {
    for (RawEdge& edge : chunk) edge.source = number[edge.source];
  }
  source_numbers_ = {};
}

absl::Status SnapshotBuilder::ResolveEnds() {
  GraphSnapshot& g = *snapshot_;
  g.offsets_.assign(size_t{2} * g.vertex_count() + 1, 0);
  for (std::vector<RawEdge>& chunk : chunks_) {
    for (RawEdge& edge : chunk) {
      const std::optional<VertexIndex> from = g.Find({edge.from});
      const std::optional<VertexIndex> to = g.Find({edge.to});
      if (!from || !to) {
        return absl::DataLossError(fmt::format(
            "relation number {} ({} from entity {} to {}) names entity {}, which is not stated",
            edge.number.value, model::Name(edge.relation), edge.from, edge.to,
            from ? edge.to : edge.from));
      }
      edge.from = from->value;
      edge.to = to->value;
      ++g.offsets_[size_t{2} * from->value];
      ++g.offsets_[size_t{2} * to->value + 1];
    }
  }
  uint32_t begin = 0;
  for (uint32_t& slot : g.offsets_) begin += std::exchange(slot, begin);
  return absl::OkStatus();
}

void SnapshotBuilder::PlaceOutArcs() {
  GraphSnapshot& g = *snapshot_;
  const uint32_t vertices = g.vertex_count();
  g.arcs_.resize(2 * edges_);
  g.rows_.resize(edges_);
  HugeVector<uint32_t> next(size_t{vertices} + 1);  // edge number
  for (uint32_t v = 0; v < vertices; ++v) {
    next[v + 1] = next[v] + static_cast<uint32_t>(g.Arcs(VertexIndex{v}, Direction::kOut).size());
  }
  const HugeVector<uint32_t> first = next;
  for (std::vector<RawEdge>& chunk : chunks_) {
    for (const RawEdge& raw : chunk) {
      const auto from = static_cast<uint32_t>(raw.from);
      const uint32_t edge = next[from]++;
      g.rows_[edge] = {raw.number, from, raw.lo_ppm, raw.hi_ppm, raw.source};
      g.arcs_[g.offsets_[size_t{2} * from] + (edge - first[from])] = {
          .neighbour = static_cast<uint32_t>(raw.to),
          .from = raw.valid_from,
          .to = raw.valid_to,
          .edge = edge,
          .relation = raw.relation};
    }
    std::vector<RawEdge>().swap(chunk);
  }
  for (uint32_t v = 0; v < vertices; ++v) SortOutArcs(v);
}

void SnapshotBuilder::PlaceInArcs() {
  GraphSnapshot& g = *snapshot_;
  const uint32_t vertices = g.vertex_count();
  HugeVector<uint32_t> next(vertices);
  for (uint32_t v = 0; v < vertices; ++v) next[v] = g.offsets_[size_t{2} * v + 1];
  for (uint32_t v = 0; v < vertices; ++v) {
    for (const Arc& out : g.Arcs(VertexIndex{v}, Direction::kOut)) {
      Arc& in = g.arcs_[next[out.neighbour]++];
      in = out;
      in.neighbour = v;
    }
  }
  for (uint32_t v = 0; v < vertices; ++v) SortInArcs(v);
}

bool SnapshotBuilder::Before(const Keyed& a, const Keyed& b) {
  if (a.arc.relation != b.arc.relation) return a.arc.relation < b.arc.relation;
  if (a.hash != b.hash) return a.hash < b.hash;
  // Two neighbours of one hash: by index, so that the arcs of each stay together.
  if (a.arc.neighbour != b.arc.neighbour) return a.arc.neighbour < b.arc.neighbour;
  if (a.arc.from != b.arc.from) return a.arc.from < b.arc.from;
  if (a.arc.to != b.arc.to) return a.arc.to < b.arc.to;
  return std::tuple(a.row->lo_ppm, a.row->hi_ppm, a.row->source, a.row->number) <
         std::tuple(b.row->lo_ppm, b.row->hi_ppm, b.row->source, b.row->number);
}

void SnapshotBuilder::GatherKeys(std::span<const Arc> arcs) {
  keys_.clear();
  for (const Arc& arc : arcs) {
    keys_.push_back({snapshot_->stable_[arc.neighbour], arc, &snapshot_->rows_[arc.edge]});
  }
}

void SnapshotBuilder::SortOutArcs(uint32_t vertex) {
  GraphSnapshot& g = *snapshot_;
  const std::span<const Arc> arcs = g.Arcs(VertexIndex{vertex}, Direction::kOut);
  if (arcs.size() < 2) return;
  // The rows move with their arcs: sort against copies.
  const uint32_t first = arcs.front().edge;
  const auto rows = g.rows_.begin() + first;
  row_copies_.assign(rows, rows + static_cast<std::ptrdiff_t>(arcs.size()));
  GatherKeys(arcs);
  for (Keyed& key : keys_) key.row = &row_copies_[key.arc.edge - first];
  std::sort(keys_.begin(), keys_.end(), Before);
  Arc* out = g.arcs_.data() + g.offsets_[size_t{2} * vertex];
  for (uint32_t i = 0; i < keys_.size(); ++i) {
    out[i] = keys_[i].arc;
    out[i].edge = first + i;
    g.rows_[first + i] = *keys_[i].row;
  }
}

void SnapshotBuilder::SortInArcs(uint32_t vertex) {
  const std::span<const Arc> arcs = snapshot_->Arcs(VertexIndex{vertex}, Direction::kIn);
  if (arcs.size() < 2) return;
  GatherKeys(arcs);
  std::sort(keys_.begin(), keys_.end(), Before);
  Arc* in = snapshot_->arcs_.data() + snapshot_->offsets_[size_t{2} * vertex + 1];
  for (const Keyed& key : keys_) *in++ = key.arc;
}

}  // namespace liancheng::graph
