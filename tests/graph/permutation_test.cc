// The same facts in any order, with any entity ids, give the same answers when these are read by
// key.
#include <algorithm>
#include <map>
#include <sstream>

#include "engine/graph/components.h"
#include "engine/graph/control.h"
#include "engine/graph/paths.h"
#include "engine/graph/walk.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"
#include "tests/graph/world.h"

namespace liancheng::graph {
namespace {

using model::Relation;

// Writes every answer by key, in the order in which it was given.
class Reader {
 public:
  Reader(const World& world, const Scene& scene) : world_(world), scene_(scene) {}

  std::string ReadAll(const Limits& limits, int32_t day) {
    for (const std::string& key : world_.parties) {
      out_ << "\n" << key;
      ReadWalk(key, limits, day);
      ReadPaths(key, limits, day);
      ReadControl(key, day);
    }
    ReadGroups(WeakComponents(graph(), On(day)));
    ReadGroups(StrongComponents(graph(), On(day)));
    return out_.str();
  }

 private:
  const GraphSnapshot& graph() const { return scene_.graph(); }

  void Write(VertexIndex v) { out_ << " " << scene_.key(v); }

  void WriteEdges(const std::vector<uint32_t>& edges) {
    out_ << " [";
    for (const uint32_t number : edges) {
      const Edge edge = graph().EdgeAt(number);
      Write(edge.from);
      out_ << "-" << model::Name(edge.relation) << ">";
      Write(edge.to);
      out_ << " " << edge.valid.from.days << ".." << edge.valid.to.days << " "
           << (edge.share ? std::to_string(edge.share->lo_ppm) : "?") << " "
           << graph().SourceText(edge.source);
    }
    out_ << "]";
  }

  void WriteCrowded(const std::vector<Crowded>& crowded, bool complete) {
    for (const Crowded& c : crowded) {
      Write(c.vertex);
      out_ << "/" << c.degree;
    }
    out_ << (complete ? " complete" : " cut");
  }

  void ReadWalk(const std::string& key, const Limits& limits, int32_t day) {
    const Expansion expansion = Walker(graph()).Expand(scene_.at(key), On(day), limits);
    out_ << "\n walk";
    for (size_t i = 0; i < expansion.reached.size(); ++i) {
      Write(expansion.reached[i].vertex);
      WriteEdges(expansion.PathTo(i));
    }
    WriteCrowded(expansion.crowded, expansion.complete);
  }

  void ReadPaths(const std::string& key, const Limits& limits, int32_t day) {
    for (const std::string& other : world_.parties) {
      out_ << "\n paths to " << other;
      for (const auto find : {FindPaths, FindShortestPaths}) {
        const PathSet found = find(graph(), scene_.at(key), scene_.at(other), On(day), limits);
        for (const std::vector<uint32_t>& path : found.paths) WriteEdges(path);
        WriteCrowded(found.crowded, found.complete);
      }
    }
  }

  void ReadControl(const std::string& key, int32_t day) {
    out_ << "\n control";
    for (const Controlled& c : MajorityControlled(graph(), scene_.at(key), {day}, 500000)) {
      Write(c.vertex);
      out_ << " " << c.share_ppm;
      WriteEdges(c.edges);
    }
    out_ << "\n chains";
    for (const Chained& c : ChainedFrom(graph(), scene_.at(key), {day}, 300000)) {
      Write(c.vertex);
      WriteEdges(c.chain);
    }
    out_ << "\n holders";
    for (const VertexIndex v : HoldersUpward(graph(), scene_.at(key), {day})) Write(v);
  }

  // The numbers of groups depend on the ids; their members do not.
  void ReadGroups(const Components& components) {
    std::map<uint32_t, std::string> groups;
    std::vector<std::string> keys = world_.parties;
    std::sort(keys.begin(), keys.end());
    for (const std::string& key : keys) groups[components.of[scene_.at(key).value]] += key + " ";
    std::vector<std::string> sorted;
    for (const auto& [number, members] : groups) sorted.push_back(members);
    std::sort(sorted.begin(), sorted.end());
    out_ << "\n groups";
    for (const std::string& members : sorted) out_ << " {" << members << "}";
  }

  const World& world_;
  const Scene& scene_;
  std::ostringstream out_;
};

World RandomWorld() {
  World world;
  const auto parties = *rc::gen::inRange<size_t>(1, 10);
  for (size_t i = 0; i < parties; ++i) world.parties.push_back("p" + std::to_string(i));
  const auto ties = *rc::gen::inRange<size_t>(0, 20);
  for (size_t i = 0; i < ties; ++i) {
    Tie tie{.from = *rc::gen::elementOf(world.parties),
            .relation = *rc::gen::element(Relation::kShareholder, Relation::kShareholder,
                                          Relation::kOwner, Relation::kActualController),
            .to = *rc::gen::elementOf(world.parties)};
    if (tie.relation == Relation::kShareholder) {
      tie.share_ppm = *rc::gen::element(100000u, 300000u, 510000u);
    }
    tie.start = *rc::gen::element(kEver, 0, 5);
    tie.end = *rc::gen::element(kForever, 8);
    tie.source = *rc::gen::element<std::string>("register", "annual report", "court");
    world.ties.push_back(tie);
  }
  return world;
}

RC_GTEST_PROP(Permutation, ChangesNoAnswer, ()) {
  const World world = RandomWorld();
  RC_LOG() << world << "\n";
  // Small limits, because what is cut must not depend on ids either.
  const Limits limits{.hops_max = *rc::gen::inRange<uint32_t>(1, 6),
                      .vertices_max = *rc::gen::element(3u, 6u, 100u),
                      .degree_max = *rc::gen::element(3u, 6u, 100u),
                      .paths_max = *rc::gen::element(2u, 100u)};
  const int32_t day = *rc::gen::element(4, 5);
  const Scene first(world, 0);
  const std::string wanted = Reader(world, first).ReadAll(limits, day);
  for (uint32_t layout = 1; layout <= 4; ++layout) {
    const Scene scene(world, layout);
    RC_ASSERT(Reader(world, scene).ReadAll(limits, day) == wanted);
  }
}

}  // namespace
}  // namespace liancheng::graph
