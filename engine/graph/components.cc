#include "engine/graph/components.h"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/pending/disjoint_sets.hpp>
#include <boost/property_map/property_map.hpp>
#include <numeric>

#include "engine/graph/boost_adaptor.h"

namespace liancheng::graph {
namespace {

using Identity = boost::typed_identity_property_map<uint32_t>;

auto MapOf(std::vector<uint32_t>& values) {
  return boost::make_iterator_property_map(values.begin(), Identity());
}

// Numbers the groups in the order of their first vertex. On entry they may be named by any number
// below V.
Components Renumbered(std::vector<uint32_t> group_of) {
  constexpr uint32_t kUnseen = 0xFFFFFFFF;
  Components components;
  std::vector<uint32_t> number(group_of.size(), kUnseen);
  for (uint32_t& group : group_of) {
    if (number[group] == kUnseen) number[group] = components.count++;
    group = number[group];
  }
  components.of = std::move(group_of);
  return components;
}

}  // namespace

Components WeakComponents(const GraphSnapshot& snapshot, const EdgeFilter& filter) {
  const uint32_t count = snapshot.vertex_count();
  std::vector<uint32_t> rank(count, 0);
  std::vector<uint32_t> parent(count);
  std::iota(parent.begin(), parent.end(), 0);
  // Union-find reads the arcs once, in order; a search would read them at random.
  boost::disjoint_sets sets(MapOf(rank), MapOf(parent));
  for (uint32_t v = 0; v < count; ++v) {
    for (const Arc& arc : snapshot.Arcs(VertexIndex{v}, Direction::kOut)) {
      if (filter.Admits(arc)) sets.union_set(v, arc.neighbour);
    }
  }
  for (uint32_t v = 0; v < count; ++v) parent[v] = sets.find_set(v);
  return Renumbered(std::move(parent));
}

Components StrongComponents(const GraphSnapshot& snapshot, const EdgeFilter& filter) {
  const uint32_t count = snapshot.vertex_count();
  std::vector<uint32_t> group_of(count);
  std::vector<uint32_t> root(count);
  std::vector<uint32_t> discovered(count);
  const DirectedView view{&snapshot, filter};
  boost::strong_components(view, MapOf(group_of),
                           boost::vertex_index_map(Identity())
                               .root_map(MapOf(root))
                               .discover_time_map(MapOf(discovered)));
  return Renumbered(std::move(group_of));
}

std::vector<uint32_t> StrongGroups(const std::vector<std::vector<uint32_t>>& successors) {
  const size_t count = successors.size();
  std::vector<uint32_t> group_of(count);
  std::vector<uint32_t> root(count);
  std::vector<uint32_t> discovered(count);
  boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS> graph(count);
  for (size_t from = 0; from < count; ++from) {
    for (const uint32_t to : successors[from]) boost::add_edge(from, to, graph);
  }
  // A group gets its number after all groups to which it leads.
  boost::strong_components(graph, MapOf(group_of),
                           boost::vertex_index_map(Identity())
                               .root_map(MapOf(root))
                               .discover_time_map(MapOf(discovered)));
  return group_of;
}

}  // namespace liancheng::graph
