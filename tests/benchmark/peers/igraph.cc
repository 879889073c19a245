// igraph's C library. Its neighbourhoods take no filter, so it is given only the edges that are
// valid: less work than the others have.
#include <igraph/igraph.h>

#include "fmt/format.h"
#include "tests/benchmark/peers/peer.h"

namespace liancheng::peers {
namespace {

void Check(igraph_error_t code) {
  if (code != IGRAPH_SUCCESS) Fail(igraph_strerror(code));
}

class Igraph : public Peer {
 public:
  Igraph() {
    igraph_set_error_handler(igraph_error_handler_ignore);
    Check(igraph_vector_int_init(&reached_, 0));
    Check(igraph_vector_int_list_init(&lists_, 0));
  }
  ~Igraph() override {
    igraph_vector_int_destroy(&reached_);
    igraph_vector_int_list_destroy(&lists_);
    if (loaded_) igraph_destroy(&graph_);
  }
  Igraph(const Igraph&) = delete;
  Igraph& operator=(const Igraph&) = delete;

  std::string Version() const override {
    const char* version = nullptr;
    igraph_version(&version, nullptr, nullptr, nullptr);
    return fmt::format("igraph {}", version);
  }

  void Load(const std::string& folder) override {
    const WorldFiles world = ReadWorld(folder);
    igraph_vector_int_t ends;
    Check(igraph_vector_int_init(&ends, 0));
    for (const EdgeRow& edge : world.edges) {
      if (!edge.Holds()) continue;
      Check(igraph_vector_int_push_back(&ends, edge.from));
      Check(igraph_vector_int_push_back(&ends, edge.to));
    }
    Check(igraph_create(&graph_, &ends, static_cast<igraph_integer_t>(world.ids.size()), false));
    loaded_ = true;
    igraph_vector_int_destroy(&ends);
  }

  bool Walk(uint32_t start, uint32_t hops) override {
    if (hops >= kNoLimit) {
      Check(igraph_subcomponent(&graph_, &reached_, start, IGRAPH_ALL));
      return true;
    }
    Check(igraph_neighborhood(&graph_, &lists_, igraph_vss_1(start),
                              static_cast<igraph_integer_t>(hops), IGRAPH_ALL, 0));
    Check(igraph_vector_int_update(&reached_, igraph_vector_int_list_get_ptr(&lists_, 0)));
    return true;
  }

  void Answer(std::vector<uint32_t>* numbers) const override {
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(&reached_); ++i) {
      numbers->push_back(static_cast<uint32_t>(VECTOR(reached_)[i]));
    }
  }

 private:
  igraph_t graph_;
  bool loaded_ = false;
  igraph_vector_int_t reached_;
  igraph_vector_int_list_t lists_;
};

}  // namespace
}  // namespace liancheng::peers

int main() {
  liancheng::peers::Igraph peer;
  return liancheng::peers::Serve(peer);
}
