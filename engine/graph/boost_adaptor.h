// engine/graph/boost_adaptor.h: the snapshot as a directed graph of Boost.Graph's concepts.
// Models:  VertexListGraph and IncidenceGraph over the admitted edges, on the snapshot's arrays;
//          vertices are 0..V-1, so the index map is the identity.
// Threads: const; the snapshot must outlive the view.
#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/range/irange.hpp>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>

#include "engine/graph/walk.h"

namespace liancheng::graph {

struct DirectedView {
  const GraphSnapshot* snapshot;
  EdgeFilter filter;
};

struct DirectedEdge {
  uint32_t from = 0;
  uint32_t to = 0;
  uint32_t edge = 0;
  bool operator==(const DirectedEdge&) const = default;
};

// Skips the arcs that the filter does not admit.
class DirectedEdgeIterator {
 public:
  using iterator_category = std::forward_iterator_tag;
  using value_type = DirectedEdge;
  using difference_type = std::ptrdiff_t;
  using pointer = const DirectedEdge*;
  using reference = DirectedEdge;

  DirectedEdgeIterator() = default;
  DirectedEdgeIterator(uint32_t from, const Arc* at, const Arc* end, const EdgeFilter* filter)
      : from_(from), at_(at), end_(end), filter_(filter) {
    SkipRefused();
  }

  DirectedEdge operator*() const { return {from_, at_->neighbour, at_->edge}; }
  DirectedEdgeIterator& operator++() {
    ++at_;
    SkipRefused();
    return *this;
  }
  DirectedEdgeIterator operator++(int) {
    DirectedEdgeIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const DirectedEdgeIterator& other) const { return at_ == other.at_; }

 private:
  void SkipRefused() {
    while (at_ != end_ && !filter_->Admits(*at_)) ++at_;
  }

  uint32_t from_ = 0;
  const Arc* at_ = nullptr;
  const Arc* end_ = nullptr;
  const EdgeFilter* filter_ = nullptr;
};

// The names below are Boost.Graph's; its algorithms find them by argument-dependent lookup.
inline uint32_t num_vertices(const DirectedView& view) {
  return view.snapshot->vertex_count();
}

inline auto vertices(const DirectedView& view) {
  const auto all = boost::irange(uint32_t{0}, num_vertices(view));
  return std::pair(all.begin(), all.end());
}

inline std::pair<DirectedEdgeIterator, DirectedEdgeIterator> out_edges(uint32_t vertex,
                                                                       const DirectedView& view) {
  const std::span<const Arc> arcs = view.snapshot->Arcs(VertexIndex{vertex}, Direction::kOut);
  const Arc* end = arcs.data() + arcs.size();
  return {DirectedEdgeIterator(vertex, arcs.data(), end, &view.filter),
          DirectedEdgeIterator(vertex, end, end, &view.filter)};
}

inline size_t out_degree(uint32_t vertex, const DirectedView& view) {
  const auto [begin, end] = out_edges(vertex, view);
  return static_cast<size_t>(std::distance(begin, end));
}

inline uint32_t source(const DirectedEdge& edge, const DirectedView&) {
  return edge.from;
}

inline uint32_t target(const DirectedEdge& edge, const DirectedView&) {
  return edge.to;
}

}  // namespace liancheng::graph

template <>
struct boost::graph_traits<liancheng::graph::DirectedView> {
  struct traversal_category : vertex_list_graph_tag, incidence_graph_tag {};
  using directed_category = directed_tag;
  using edge_parallel_category = allow_parallel_edge_tag;
  using vertex_descriptor = uint32_t;
  using edge_descriptor = liancheng::graph::DirectedEdge;
  using vertex_iterator = boost::integer_range<uint32_t>::iterator;
  using out_edge_iterator = liancheng::graph::DirectedEdgeIterator;
  using vertices_size_type = uint32_t;
  using edges_size_type = uint32_t;
  using degree_size_type = size_t;
  static constexpr vertex_descriptor null_vertex() { return 0xFFFFFFFF; }
};
