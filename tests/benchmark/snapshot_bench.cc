// The snapshot at size: from file to first answer, a commit made visible, building, memory.
//   Open      a file of the graph, from its folder to the first three-hop answer; against the walk
//             over the same bytes that a checksum cannot avoid (one pass of memory)
//   Walk      three hops over mapped arrays, copied ones and under changes; against built arrays
//   Commit    one party, two relations and one listing applied to a live world; flat means that the
//             cost does not grow with the graph
//   Build     with one thread and two; bytes a vertex and an edge
#include <sys/resource.h>
#include <time.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "engine/graph/snapshot.h"
#include "engine/graph/snapshot_edit.h"
#include "engine/graph/snapshot_form.h"
#include "engine/graph/walk.h"
#include "fmt/format.h"
#include "query/world/live_archive.h"
#include "storage/disk/blobs.h"
#include "tests/benchmark/world_source.h"

namespace liancheng {
namespace {

namespace fs = std::filesystem;
using graph::GraphSnapshot;

constexpr unsigned kThreads = 2;
constexpr graph::Limits kThreeHops{
    .hops_max = 3, .vertices_max = 1u << 30, .degree_max = 1u << 30, .paths_max = 1};

graph::EdgeFilter AskedFor() {
  return {.relations = model::kAllRelations & ~model::SetOf(model::Relation::kContact),
          .as_of = {20000}};
}

double Seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

std::shared_ptr<const GraphSnapshot> Built(uint32_t entities) {
  static std::map<uint32_t, std::shared_ptr<const GraphSnapshot>> built;
  std::shared_ptr<const GraphSnapshot>& graph = built[entities];
  if (graph == nullptr) {
    graph::WorldSource source(entities);
    model::FactSource* const sources[] = {&source};
    graph = GraphSnapshot::Build(sources, {1}, kThreads).value();
  }
  return graph;
}

// A folder with the file of a graph, which is removed at the end.
class Kept {
 public:
  explicit Kept(uint32_t entities) {
    std::string pattern = (fs::temp_directory_path() / "liancheng-bench-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    const graph::SnapshotForm form(*Built(entities), {{1}, {}});
    if (!storage::WriteBlob(folder_, "1.graph", form.pieces(), ".graph").ok()) std::abort();
  }
  ~Kept() { fs::remove_all(folder_); }
  std::string file() const { return folder_ + "/1.graph"; }

 private:
  std::string folder_;
};

std::shared_ptr<const GraphSnapshot> Opened(const Kept& kept, storage::BlobHold hold) {
  auto blob = storage::ReadBlob(kept.file(), hold, kThreads).value();
  return graph::SnapshotFromBytes(blob.bytes, std::move(blob.keep), {{1}, {}}, kThreads).value();
}

uint64_t FirstAnswer(const GraphSnapshot& graph, uint32_t start) {
  graph::Walker walker(graph);
  return walker.Expand({start}, AskedFor(), kThreeHops).reached.size();
}

void Open(benchmark::State& state, storage::BlobHold hold) {
  const Kept kept(static_cast<uint32_t>(state.range(0)));
  double ours_s = 0;
  double pass_s = 0;
  for (auto _ : state) {
    double begin = Seconds(CLOCK_MONOTONIC);
    const auto graph = Opened(kept, hold);
    benchmark::DoNotOptimize(FirstAnswer(*graph, 17));
    const double took_s = Seconds(CLOCK_MONOTONIC) - begin;
    ours_s += took_s;
    state.SetIterationTime(took_s);
    begin = Seconds(CLOCK_MONOTONIC);
    uint64_t sum = 0;
    for (const graph::Arc& arc : graph->arrays().arcs) sum += arc.edge;
    for (const graph::EdgeRow& row : graph->arrays().rows) sum += row.from;
    benchmark::DoNotOptimize(sum);
    pass_s += Seconds(CLOCK_MONOTONIC) - begin;
  }
  const auto runs = static_cast<double>(state.iterations());
  state.counters["ours_us"] = 1e6 * ours_s / runs;
  state.counters["pass_us"] = 1e6 * pass_s / runs;
  state.counters["ratio"] = ours_s / pass_s;
  state.counters["file_MB"] = static_cast<double>(fs::file_size(kept.file())) / 1e6;
}
void OpenMapped(benchmark::State& state) {
  Open(state, storage::BlobHold::kMapped);
}
void OpenCopied(benchmark::State& state) {
  Open(state, storage::BlobHold::kCopied);
}
BENCHMARK(OpenMapped)->Arg(100'000)->Arg(1'000'000)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(OpenCopied)->Arg(100'000)->Arg(1'000'000)->UseManualTime()->Unit(benchmark::kMillisecond);

model::EntityFact PartyOf(uint64_t id) {
  model::EntityFact party;
  party.entity = {{id}, fmt::format("n{}", id)};
  return party;
}

model::Fact RelationOf(uint64_t from, uint64_t to, uint64_t number) {
  model::RelationFact relation;
  relation.relation = model::Relation::kDirector;
  relation.from.id = {from};
  relation.to.id = {to};
  relation.number = {number};
  return {relation, {.source = "register", .file = {}, .row = 0}};
}

// `changes` new parties, each with two relations to parties drawn at random.
std::shared_ptr<const GraphSnapshot> Changed(std::shared_ptr<const GraphSnapshot> graph,
                                             uint32_t changes) {
  std::mt19937_64 random(3);
  graph::GraphEdit edit(graph);
  const uint64_t parties = graph->vertex_count();
  for (uint32_t i = 0; i < changes; ++i) {
    const uint64_t id = parties + i + 1;
    if (!edit.Put(PartyOf(id)).ok()) std::abort();
    for (const uint64_t other : {random() % parties + 1, random() % parties + 1}) {
      const model::Fact fact = RelationOf(id, other, (uint64_t{1} << 40) + 2 * i + (other & 1));
      if (!edit.Put(std::get<model::RelationFact>(fact.statement), "register").ok()) std::abort();
    }
  }
  return edit.Publish({2}).value();
}

// Three hops, alternately over built arrays and over the same graph in another form.
void Walk(benchmark::State& state, const std::shared_ptr<const GraphSnapshot>& held) {
  const auto built = Built(static_cast<uint32_t>(state.range(0)));
  graph::Walker ours(*held);
  graph::Walker theirs(*built);
  std::mt19937 random(11);
  double ours_s = 0;
  double built_s = 0;
  uint64_t started = 0;
  for (auto _ : state) {
    std::vector<uint32_t> starts(256);
    for (uint32_t& start : starts) {
      start = static_cast<uint32_t>(random() % built->vertex_count());
    }
    double begin = Seconds(CLOCK_THREAD_CPUTIME_ID);
    for (const uint32_t start : starts) {
      benchmark::DoNotOptimize(theirs.Expand({start}, AskedFor(), kThreeHops));
    }
    built_s += Seconds(CLOCK_THREAD_CPUTIME_ID) - begin;
    begin = Seconds(CLOCK_THREAD_CPUTIME_ID);
    for (const uint32_t start : starts) {
      benchmark::DoNotOptimize(ours.Expand({start}, AskedFor(), kThreeHops));
    }
    const double took_s = Seconds(CLOCK_THREAD_CPUTIME_ID) - begin;
    ours_s += took_s;
    state.SetIterationTime(took_s);
    started += starts.size();
  }
  state.counters["ours_us"] = 1e6 * ours_s / static_cast<double>(started);
  state.counters["built_us"] = 1e6 * built_s / static_cast<double>(started);
  state.counters["ratio"] = ours_s / built_s;
}
void WalkMapped(benchmark::State& state) {
  const Kept kept(static_cast<uint32_t>(state.range(0)));
  Walk(state, Opened(kept, storage::BlobHold::kMapped));
}
void WalkCopied(benchmark::State& state) {
  const Kept kept(static_cast<uint32_t>(state.range(0)));
  Walk(state, Opened(kept, storage::BlobHold::kCopied));
}
void WalkUnderOneChange(benchmark::State& state) {
  Walk(state, Changed(Built(static_cast<uint32_t>(state.range(0))), 1));
}
void WalkUnderChangesOfAPercent(benchmark::State& state) {
  const auto entities = static_cast<uint32_t>(state.range(0));
  Walk(state, Changed(Built(entities), entities / 100));
}
BENCHMARK(WalkMapped)->Arg(1'000'000)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(WalkCopied)->Arg(1'000'000)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(WalkUnderOneChange)->Arg(1'000'000)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(WalkUnderChangesOfAPercent)
    ->Arg(1'000'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

// One commit after the other, each visible before the next.
void CommitVisible(benchmark::State& state) {
  const auto graph = Built(static_cast<uint32_t>(state.range(0)));
  model::VectorSource none({});
  query::LoadedWorld world{{1}, graph, rules::RecordBook::Build(none, *graph).value(), nullptr};
  std::mt19937_64 random(5);
  const uint64_t parties = graph->vertex_count();
  uint64_t commits = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const uint64_t id = parties + ++commits;
    storage::ChangeSet changes;
    changes.stated.push_back({PartyOf(id), {}});
    // About half of all parties have no tie to a hub; as in most commits, parties are drawn
    // uniformly.
    changes.stated.push_back(RelationOf(id, random() % parties + 1, (uint64_t{1} << 40) + 2 * id));
    changes.stated.push_back(
        RelationOf(random() % parties + 1, id, (uint64_t{1} << 40) + 2 * id + 1));
    model::ListingFact listing;
    listing.id = fmt::format("L{}", id);
    listing.subject.id = {id};
    changes.stated.push_back({listing, {}});
    state.ResumeTiming();
    world = query::ApplyChanges(world, {1 + commits}, changes, nullptr).value();
  }
  if (world.records->acts().size() != commits) state.SkipWithError("a listing is not visible");
}
BENCHMARK(CommitVisible)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Iterations(20'000)
    ->Unit(benchmark::kMicrosecond);

void FoldChanges(benchmark::State& state) {
  const auto entities = static_cast<uint32_t>(state.range(0));
  const auto changed = Changed(Built(entities), entities / 100);
  for (auto _ : state) benchmark::DoNotOptimize(graph::Fold(*changed).value());
}
BENCHMARK(FoldChanges)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

// Facts are in memory, so that only building is timed; entities and relations are two sources.
void BuildInMemory(benchmark::State& state) {
  const auto entities = static_cast<uint32_t>(state.range(0));
  std::vector<model::Fact> parts[2];
  graph::WorldSource source(entities);
  for (auto batch = source.Next().value(); !batch.empty(); batch = source.Next().value()) {
    for (const model::Fact& fact : batch)
      parts[fact.kind() == model::FactKind::kRelation].push_back(fact);
  }
  std::shared_ptr<const GraphSnapshot> graph;
  for (auto _ : state) {
    state.PauseTiming();
    model::VectorSource first(parts[0]);
    model::VectorSource second(parts[1]);
    model::FactSource* const sources[] = {&first, &second};
    state.ResumeTiming();
    graph = GraphSnapshot::Build(sources, {1}, static_cast<unsigned>(state.range(1))).value();
  }
  const graph::SnapshotArrays& g = graph->arrays();
  const size_t vertices = g.entities.size_bytes() + g.types.size_bytes() + g.regions.size_bytes() +
                          g.lives.size_bytes() + g.stable.size_bytes() + g.offsets.size_bytes();
  state.counters["bytes/vertex"] = static_cast<double>(vertices) / graph->vertex_count();
  state.counters["bytes/edge"] =
      static_cast<double>(g.arcs.size_bytes() + g.rows.size_bytes()) / graph->edge_count();
}
BENCHMARK(BuildInMemory)
    ->Args({100'000, 1})
    ->Args({100'000, 2})
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace liancheng
