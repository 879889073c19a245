#include "engine/graph/snapshot_edit.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "engine/graph/snapshot_builder.h"
#include "fmt/format.h"

namespace liancheng::graph {
namespace {

// Estimated memory of a changed vertex and of a new edge, including the tree nodes above them.
constexpr uint64_t kVertexBytes = 400;
constexpr uint64_t kEdgeBytes = 100;

std::shared_ptr<SnapshotOverlay> Above(const GraphSnapshot& from) {
  if (from.overlay() != nullptr) {
    auto above = std::make_shared<SnapshotOverlay>(*from.overlay());
    ++above->edit;
    return above;
  }
  auto above = std::make_shared<SnapshotOverlay>();
  above->edit = 1;
  above->base_vertices = from.vertex_count();
  above->base_edges = from.edge_count();
  above->marks = std::make_shared<ChangedMarks>(from.vertex_count());
  above->source_count = static_cast<uint32_t>(from.arrays().sources.size());
  return above;
}

uint32_t Short(uint64_t hash) {
  return static_cast<uint32_t>(hash ^ (hash >> 32));
}

}  // namespace

GraphEdit::GraphEdit(std::shared_ptr<const GraphSnapshot> from)
    : from_(std::move(from)),
      overlay_(Above(*from_)),
      next_(std::make_shared<GraphSnapshot>(*from_)) {
  next_->overlay_ = overlay_.get();
  next_->overlay_owner_ = overlay_;
}

GraphEdit::Touched& GraphEdit::Touch(VertexIndex v) {
  const auto [entry, added] = touched_.try_emplace(v.value);
  if (!added) return entry->second;
  VertexState& state = entry->second.state;
  state.entity = next_->entity(v);
  state.stable = next_->stable(v);
  state.life = next_->life(v);
  state.region = next_->region(v);
  state.type = next_->type(v);
  for (uint16_t name = 0; name < std::size(model::kRuleAttributes); ++name) {
    const std::string_view value = next_->attribute(v, model::kRuleAttributes[name]);
    if (!value.empty()) state.attributes.emplace_back(name, value);
  }
  return entry->second;
}

std::optional<uint32_t> GraphEdit::FindEdge(const model::RelationFact& fact) const {
  const std::optional<VertexIndex> from = from_->Find(fact.from.id);
  const std::optional<VertexIndex> to = from_->Find(fact.to.id);
  if (!from || !to) return std::nullopt;
  const std::span<const Arc> arcs = from_->Arcs(*from, Direction::kOut, fact.relation);
  auto arc = std::partition_point(arcs.begin(), arcs.end(), [&](const Arc& before) {
    return from_->StableLess({before.neighbour}, *to);
  });
  for (; arc != arcs.end() && arc->neighbour == to->value; ++arc) {
    if (from_->RowOf(arc->edge).number == fact.number) return arc->edge;
  }
  return std::nullopt;
}

void GraphEdit::DropEdge(uint32_t edge) {
  Touch(from_->FromOf(edge)).dropped_out.push_back(edge);
  Touch({from_->OutArcOf(edge).neighbour}).dropped_in.push_back(edge);
}

absl::Status GraphEdit::Drop(const model::RelationFact& fact) {
  const std::optional<uint32_t> edge = FindEdge(fact);
  if (!edge) {
    return absl::DataLossError(
        fmt::format("relation number {} is retracted, but the graph of revision {} lacks it",
                    fact.number.value, from_->revision().value));
  }
  DropEdge(*edge);
  return absl::OkStatus();
}

void GraphEdit::DropAll(std::span<const model::RelationId> numbers) {
  absl::flat_hash_set<uint64_t> wanted;
  for (const model::RelationId number : numbers) wanted.insert(number.value);
  if (wanted.empty()) return;
  for (uint32_t v = 0; v < from_->vertex_count(); ++v) {
    for (const Arc& arc : from_->Arcs(VertexIndex{v}, Direction::kOut)) {
      if (wanted.contains(from_->RowOf(arc.edge).number.value)) DropEdge(arc.edge);
    }
  }
}

absl::Status GraphEdit::Put(const model::EntityFact& fact) {
  std::optional<VertexIndex> v = next_->Find(fact.entity.id);
  if (!v) {
    const uint32_t count = next_->vertex_count_;
    if (count > 0 && fact.entity.id <= next_->entity({count - 1})) {
      return absl::DataLossError(fmt::format("entity number {} is new, and {} came before it",
                                             fact.entity.id.value,
                                             next_->entity({count - 1}).value));
    }
    if (count >= kSnapshotLimits.vertices_max) {
      return absl::ResourceExhaustedError(fmt::format("the graph has {} entities", count));
    }
    v = VertexIndex{count};
    // From now on it can be found by its id and stable hash; its arcs follow later.
    auto stub = std::make_shared<VertexState>();
    stub->entity = fact.entity.id;
    stub->stable = StableOf(fact.entity);
    overlay_->vertices.Edit(count, overlay_->edit) = std::move(stub);
    ++next_->vertex_count_;
  }
  VertexState& state = Touch(*v).state;
  state.stable = StableOf(fact.entity);
  state.type = fact.type;
  state.region = fact.region;
  state.life = fact.life;
  state.attributes.clear();
  for (uint16_t name = 0; name < std::size(model::kRuleAttributes); ++name) {
    const auto found = fact.attributes.find(std::string(model::kRuleAttributes[name]));
    if (found == fact.attributes.end() || found->second.empty()) continue;
    state.attributes.emplace_back(name, found->second);
  }
  return absl::OkStatus();
}

uint32_t GraphEdit::SourceNumber(std::string_view text) {
  const TextSpans& known = next_->base_.sources;
  uint32_t first = 0;
  auto count = static_cast<uint32_t>(known.size());
  while (count > 0) {
    const uint32_t half = count / 2;
    if (known[first + half] < text) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  if (first < known.size() && known[first] == text) return first;
  std::vector<uint32_t>& same =
      overlay_->sources_by_hash.Edit(Short(StableHash(text)), overlay_->edit);
  for (const uint32_t number : same) {
    if (next_->SourceText(number) == text) return number;
  }
  const uint32_t number = overlay_->source_count++;
  overlay_->sources.Edit(number - static_cast<uint32_t>(known.size()), overlay_->edit) =
      std::string(text);
  same.push_back(number);
  overlay_->bytes += text.size() + kEdgeBytes;
  return number;
}

absl::Status GraphEdit::Put(const model::RelationFact& fact, std::string_view source) {
  const std::optional<VertexIndex> from = next_->Find(fact.from.id);
  const std::optional<VertexIndex> to = next_->Find(fact.to.id);
  if (!from || !to) {
    return absl::DataLossError(fmt::format("relation number {} names entity {}, which is unknown",
                                           fact.number.value,
                                           from ? fact.to.id.value : fact.from.id.value));
  }
  if (next_->edge_count_ >= kSnapshotLimits.edges_max) {
    return absl::ResourceExhaustedError(
        fmt::format("the graph has {} relations", next_->edge_count_));
  }
  const bool known = fact.share.has_value();
  const uint32_t edge = next_->edge_count_++;
  EdgeState& state = overlay_->edges.Edit(edge - overlay_->base_edges, overlay_->edit);
  state.row = {.number = fact.number,
               .from = from->value,
               .lo_ppm = known ? fact.share->lo_ppm : kShareUnknown,
               .hi_ppm = known ? fact.share->hi_ppm : kShareUnknown,
               .source = SourceNumber(source)};
  state.arc = {.neighbour = to->value,
               .from = fact.valid.from.days,
               .to = fact.valid.to.days,
               .edge = edge,
               .relation = fact.relation};
  Touch(*from).added_out.push_back(state.arc);
  Arc in = state.arc;
  in.neighbour = from->value;
  Touch(*to).added_in.push_back(in);
  overlay_->bytes += kEdgeBytes;
  return absl::OkStatus();
}

absl::Status GraphEdit::Drop(model::EntityId entity) {
  const std::optional<VertexIndex> v = next_->Find(entity);
  if (!v) {
    return absl::DataLossError(
        fmt::format("entity number {} is retracted, but the graph of revision {} lacks it",
                    entity.value, from_->revision().value));
  }
  Touch(*v).state.gone = true;
  ++overlay_->gone_count;
  return absl::OkStatus();
}

// Merges the old arcs that stay with the new ones, in order. A binary search finds each of the few
// places where something changes; the stretches between are copied.
void GraphEdit::Merge(std::span<const Arc> old, std::vector<uint32_t>& dropped,
                      std::vector<Arc>& added, std::vector<Arc>& merged) const {
  std::sort(dropped.begin(), dropped.end());
  const auto less = [this](const Arc& a, const Arc& b) { return next_->ArcLess(a, b); };
  std::sort(added.begin(), added.end(), less);
  const auto copy = [&](auto begin, auto end) {
    if (dropped.empty()) {
      merged.insert(merged.end(), begin, end);
      return;
    }
    std::copy_if(begin, end, std::back_inserter(merged), [&dropped](const Arc& arc) {
      return !std::binary_search(dropped.begin(), dropped.end(), arc.edge);
    });
  };
  auto rest = old.begin();
  for (const Arc& arc : added) {
    const auto place = std::upper_bound(rest, old.end(), arc, less);
    copy(rest, place);
    merged.push_back(arc);
    rest = place;
  }
  copy(rest, old.end());
}

void GraphEdit::Settle(uint32_t vertex, Touched& touched) {
  VertexState& state = touched.state;
  std::span<const Arc> out;
  std::span<const Arc> in;
  uint64_t before = 0;
  if (vertex < from_->vertex_count()) {
    out = from_->Arcs({vertex}, Direction::kOut);
    in = from_->Arcs({vertex}, Direction::kIn);
    if (from_->Changed({vertex}) != nullptr) {
      before = kVertexBytes + (out.size() + in.size()) * sizeof(Arc);
    }
  }
  state.arcs.reserve(out.size() + in.size() + touched.added_out.size() + touched.added_in.size());
  Merge(out, touched.dropped_out, touched.added_out, state.arcs);
  state.outs = static_cast<uint32_t>(state.arcs.size());
  Merge(in, touched.dropped_in, touched.added_in, state.arcs);
  overlay_->bytes += kVertexBytes + state.arcs.size() * sizeof(Arc);
  overlay_->bytes -= before;
}

absl::StatusOr<std::shared_ptr<const GraphSnapshot>> GraphEdit::Publish(model::Revision at) {
  for (auto& [vertex, touched] : touched_) {
    Settle(vertex, touched);
    if (touched.state.gone && !touched.state.arcs.empty()) {
      return absl::DataLossError(
          fmt::format("entity number {} is retracted while {} relations "
                      "name it",
                      touched.state.entity.value, touched.state.arcs.size()));
    }
  }
  // Done last, because sorting reads the snapshot as it was before the edit.
  for (auto& [vertex, touched] : touched_) {
    overlay_->vertices.Edit(vertex, overlay_->edit) =
        std::make_shared<const VertexState>(std::move(touched.state));
    if (vertex < overlay_->base_vertices) overlay_->marks->Set(vertex);
  }
  next_->revision_ = at;
  return std::shared_ptr<const GraphSnapshot>(std::move(next_));
}

}  // namespace liancheng::graph
