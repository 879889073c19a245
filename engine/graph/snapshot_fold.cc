// Writes the current content of a snapshot and its overlay into new arrays.
#include <algorithm>
#include <iterator>
#include <new>
#include <string_view>
#include <utility>

#include "engine/graph/snapshot_edit.h"

namespace liancheng::graph {
namespace {

class Folder {
 public:
  explicit Folder(const GraphSnapshot& old)
      : old_(old), arrays_(std::make_shared<OwnedArrays>()), vertex_of_(old.vertex_count()) {}

  FoldedSnapshot Run() {
    PlaceVertices();
    NumberSources();
    PlaceArcs();
    return {std::make_shared<const GraphSnapshot>(old_.revision(), arrays_->View(), arrays_),
            std::move(vertex_of_)};
  }

 private:
  void PlaceVertices() {
    OwnedArrays& g = *arrays_;
    edge_of_.resize(old_.edge_count());
    used_.resize(SourceCount());
    uint32_t edges = 0;
    uint32_t arcs = 0;
    g.offsets.push_back(0);
    for (uint32_t v = 0; v < old_.vertex_count(); ++v) {
      const VertexIndex vertex{v};
      vertex_of_[v] = old_.IsGone(vertex) ? kNoVertex : static_cast<uint32_t>(g.entities.size());
      if (vertex_of_[v] == kNoVertex) continue;
      PlaceAttributes(vertex);
      g.entities.push_back(old_.entity(vertex));
      g.types.push_back(old_.type(vertex));
      g.regions.push_back(old_.region(vertex));
      g.lives.push_back(old_.life(vertex));
      g.stable.push_back(old_.stable(vertex));
      const std::span<const Arc> out = old_.Arcs(vertex, Direction::kOut);
      for (const Arc& arc : out) {
        edge_of_[arc.edge] = edges++;
        used_[old_.EdgeAt(arc.edge).source] = 1;
      }
      arcs += static_cast<uint32_t>(out.size());
      g.offsets.push_back(arcs);
      arcs += static_cast<uint32_t>(old_.Arcs(vertex, Direction::kIn).size());
      g.offsets.push_back(arcs);
    }
    g.arcs.reserve(arcs);
    g.rows.reserve(edges);
  }

  void PlaceAttributes(VertexIndex v) {
    OwnedArrays& g = *arrays_;
    for (uint16_t name = 0; name < std::size(model::kRuleAttributes); ++name) {
      const std::string_view value = old_.attribute(v, model::kRuleAttributes[name]);
      if (value.empty()) continue;
      g.attributes.push_back(
          {vertex_of_[v.value], name, 0, static_cast<uint32_t>(g.attributes.size())});
      g.values.Add(value);
    }
  }

  uint32_t SourceCount() const {
    return old_.overlay() != nullptr ? old_.overlay()->source_count
                                     : static_cast<uint32_t>(old_.arrays().sources.size());
  }

  // Numbers the sources that some edge still names, in order of their text.
  void NumberSources() {
    std::vector<uint32_t> kept;
    for (uint32_t source = 0; source < used_.size(); ++source) {
      if (used_[source] != 0) kept.push_back(source);
    }
    std::sort(kept.begin(), kept.end(),
              [this](uint32_t a, uint32_t b) { return old_.SourceText(a) < old_.SourceText(b); });
    source_of_.resize(used_.size());
    for (uint32_t i = 0; i < kept.size(); ++i) {
      source_of_[kept[i]] = i;
      arrays_->sources.Add(old_.SourceText(kept[i]));
    }
  }

  // The arcs of a vertex are in order already, and the order does not depend on indexes.
  void PlaceArcs() {
    OwnedArrays& g = *arrays_;
    for (uint32_t v = 0; v < old_.vertex_count(); ++v) {
      if (vertex_of_[v] == kNoVertex) continue;
      for (const Arc& arc : old_.Arcs(VertexIndex{v}, Direction::kOut)) {
        const Edge edge = old_.EdgeAt(arc.edge);
        g.rows.push_back(
            {edge.number, vertex_of_[v], edge.share ? edge.share->lo_ppm : kShareUnknown,
             edge.share ? edge.share->hi_ppm : kShareUnknown, source_of_[edge.source]});
      }
      for (Arc arc : old_.ArcsBothWays(VertexIndex{v})) {
        arc.neighbour = vertex_of_[arc.neighbour];
        arc.edge = edge_of_[arc.edge];
        g.arcs.push_back(arc);
      }
    }
  }

  const GraphSnapshot& old_;
  std::shared_ptr<OwnedArrays> arrays_;
  std::vector<uint32_t> vertex_of_;
  HugeVector<uint32_t> edge_of_;
  std::vector<uint8_t> used_;
  std::vector<uint32_t> source_of_;
};

}  // namespace

absl::StatusOr<FoldedSnapshot> Fold(const GraphSnapshot& snapshot) {
  try {
    return Folder(snapshot).Run();
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("no memory to fold the changes of the graph");
  }
}

}  // namespace liancheng::graph
