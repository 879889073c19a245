// Boost.Graph: compressed_sparse_row_graph with each edge both ways, a filtered view for relations
// and dates, breadth_first_visit with marks that need no clearing, cut off by an exception.
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/version.hpp>

#include "fmt/format.h"
#include "tests/benchmark/peers/peer.h"

namespace liancheng::peers {
namespace {

struct Tie {
  int32_t relation = 0;
  int32_t valid_from = 0;
  int32_t valid_to = 0;
};
using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Tie,
                                                 boost::no_property, uint32_t, uint32_t>;
using EdgeId = boost::graph_traits<Graph>::edge_descriptor;

struct Holds {
  const Graph* graph = nullptr;
  bool operator()(const EdgeId& edge) const {
    const Tie& tie = (*graph)[edge];
    return tie.relation < kWalkedCount && tie.valid_from <= kAsOf && kAsOf < tie.valid_to;
  }
};

// Colours of this round only: black once reached, else white.
struct Marks {
  std::vector<uint32_t>* seen;
  uint32_t round;
  using key_type = uint32_t;
  using value_type = boost::default_color_type;
  using reference = value_type;
  using category = boost::read_write_property_map_tag;
};
boost::default_color_type get(const Marks& marks, uint32_t vertex) {
  return (*marks.seen)[vertex] == marks.round ? boost::black_color : boost::white_color;
}
void put(const Marks& marks, uint32_t vertex, boost::default_color_type) {
  (*marks.seen)[vertex] = marks.round;
}

struct FarEnough {};

class Levels : public boost::default_bfs_visitor {
 public:
  Levels(std::vector<uint32_t>* hops, std::vector<uint32_t>* reached, uint32_t hops_max)
      : hops_(hops), reached_(reached), hops_max_(hops_max) {}
  template <typename G>
  void examine_vertex(uint32_t vertex, const G&) const {
    if ((*hops_)[vertex] >= hops_max_) throw FarEnough{};
  }
  template <typename E, typename G>
  void tree_edge(const E& edge, const G& graph) const {
    const uint32_t to = target(edge, graph);
    (*hops_)[to] = (*hops_)[source(edge, graph)] + 1;
    reached_->push_back(to);
  }

 private:
  std::vector<uint32_t>* hops_;
  std::vector<uint32_t>* reached_;
  uint32_t hops_max_;
};

class BoostGraph : public Peer {
 public:
  std::string Version() const override {
    return fmt::format("Boost.Graph {}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000);
  }

  void Load(const std::string& folder) override {
    const WorldFiles world = ReadWorld(folder);
    std::vector<std::pair<uint32_t, uint32_t>> ends;
    std::vector<Tie> ties;
    for (const EdgeRow& edge : world.edges) {
      ends.emplace_back(edge.from, edge.to);
      ends.emplace_back(edge.to, edge.from);
      ties.insert(ties.end(), 2, {edge.relation, edge.valid_from, edge.valid_to});
    }
    graph_ = Graph(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), ties.begin(),
                   static_cast<uint32_t>(world.ids.size()));
    seen_.assign(world.ids.size(), 0);
    hops_.assign(world.ids.size(), 0);
  }

  bool Walk(uint32_t start, uint32_t hops) override {
    const boost::filtered_graph<Graph, Holds> view(graph_, Holds{&graph_});
    reached_.assign(1, start);
    hops_[start] = 0;
    const Marks marks{&seen_, ++round_};
    boost::queue<uint32_t> queue;
    try {
      boost::breadth_first_visit(view, start, queue, Levels(&hops_, &reached_, hops), marks);
    } catch (const FarEnough&) {
      return true;
    }
    return true;
  }

  void Answer(std::vector<uint32_t>* numbers) const override { *numbers = reached_; }

 private:
  Graph graph_;
  std::vector<uint32_t> seen_;
  std::vector<uint32_t> hops_;
  std::vector<uint32_t> reached_;
  uint32_t round_ = 0;
};

}  // namespace
}  // namespace liancheng::peers

int main() {
  liancheng::peers::BoostGraph peer;
  return liancheng::peers::Serve(peer);
}
