// Compares walks of the snapshot with a bare CSR array of the same edges, which has no dates, no
// relations, no evidence and no limits. Each benchmark runs both alternately on the same starts and
// prints the ratio of processor time, so that other load on the machine affects both equally.
#include <time.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "engine/graph/control.h"
#include "engine/graph/huge_pages.h"
#include "engine/graph/paths.h"
#include "engine/graph/snapshot.h"
#include "engine/graph/walk.h"
#include "tests/benchmark/world_source.h"

namespace liancheng::graph {
namespace {

using model::Relation;

constexpr model::Date kToday{20000};
constexpr size_t kBatch = 256;  // starts in a turn

// Every relation of the world except `contact`, on a day when nine of ten edges are valid.
EdgeFilter AskedFor() {
  return {.relations = model::kAllRelations & ~model::SetOf(Relation::kContact), .as_of = kToday};
}

constexpr Limits kWide{.hops_max = 0xFFFFFFFF,
                       .vertices_max = 0xFFFFFFFF,
                       .degree_max = 0xFFFFFFFF,
                       .paths_max = 0xFFFFFFFF};

// Hand-written code for this one question: offsets, targets, visited marks.
class BareCsr {
 public:
  BareCsr(const GraphSnapshot& snapshot, const EdgeFilter& filter)
      : offsets_(1), seen_(snapshot.vertex_count()), queue_(snapshot.vertex_count()) {
    for (uint32_t v = 0; v < snapshot.vertex_count(); ++v) {
      for (const Arc& arc : snapshot.ArcsBothWays({v})) {
        if (filter.Admits(arc)) targets_.push_back(arc.neighbour);
      }
      offsets_.push_back(static_cast<uint32_t>(targets_.size()));
    }
  }

  uint32_t arcs() const { return static_cast<uint32_t>(targets_.size()); }

  // Number of vertices within `hops_max` hops.
  uint32_t Expand(uint32_t start, uint32_t hops_max) {
    ++round_;
    uint32_t tail = 0;
    queue_[tail++] = start;
    seen_[start] = round_;
    uint32_t head = 0;
    for (uint32_t hops = 0; hops < hops_max && head < tail; ++hops) {
      for (const uint32_t level = tail; head < level; ++head) {
        const uint32_t vertex = queue_[head];
        for (uint32_t i = offsets_[vertex]; i < offsets_[vertex + 1]; ++i) {
          const uint32_t next = targets_[i];
          if (seen_[next] == round_) continue;
          seen_[next] = round_;
          queue_[tail++] = next;
        }
      }
    }
    return tail;
  }

 private:
  HugeVector<uint32_t> offsets_;
  HugeVector<uint32_t> targets_;
  HugeVector<uint32_t> seen_;
  HugeVector<uint32_t> queue_;
  uint32_t round_ = 0;
};

struct Bench {
  std::shared_ptr<const GraphSnapshot> graph;
  std::unique_ptr<BareCsr> bare;
  std::vector<uint32_t> starts;
};

const Bench& BenchOf(uint32_t entities) {
  static std::map<uint32_t, Bench> built;
  Bench& bench = built[entities];
  if (bench.graph == nullptr) {
    WorldSource source(entities);
    bench.graph = GraphSnapshot::Build(source, {1}).value();
    bench.bare = std::make_unique<BareCsr>(*bench.graph, AskedFor());
    std::mt19937 random(11);
    for (size_t i = 0; i < 64 * kBatch; ++i) {
      bench.starts.push_back(static_cast<uint32_t>(random() % entities));
    }
  }
  return bench;
}

double ThreadSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// Runs `ours` and `bare` alternately on the same starts; each returns a count, and the counts must
// agree. Prints the microseconds for one start of both, and their ratio.
template <typename Ours, typename Bare>
void Compare(benchmark::State& state, const Bench& bench, size_t batch, Ours&& ours, Bare&& bare) {
  double ours_s = 0;
  double bare_s = 0;
  uint64_t started = 0;
  uint64_t counted = 0;
  size_t next = 0;
  for (auto _ : state) {
    uint64_t bare_count = 0;
    uint64_t ours_count = 0;
    double begin = ThreadSeconds();
    for (size_t i = 0; i < batch; ++i) bare_count += bare(bench.starts[next + i]);
    bare_s += ThreadSeconds() - begin;
    begin = ThreadSeconds();
    for (size_t i = 0; i < batch; ++i) ours_count += ours(bench.starts[next + i]);
    const double took_s = ThreadSeconds() - begin;
    ours_s += took_s;
    state.SetIterationTime(took_s);
    if (bare_count != ours_count) state.SkipWithError("the walks disagree");
    started += batch;
    counted += ours_count;
    next = (next + batch) % (bench.starts.size() - batch);
  }
  const double starts = static_cast<double>(started);
  state.counters["ours_us"] = 1e6 * ours_s / starts;
  state.counters["bare_us"] = 1e6 * bare_s / starts;
  state.counters["ratio"] = ours_s / bare_s;
  state.counters["reached"] = static_cast<double>(counted) / starts;
}

void ThreeHops(benchmark::State& state) {
  const Bench& bench = BenchOf(static_cast<uint32_t>(state.range(0)));
  Walker walker(*bench.graph);
  const EdgeFilter filter = AskedFor();
  Limits limits = kWide;
  limits.hops_max = 3;
  Compare(
      state, bench, kBatch,
      [&](uint32_t start) { return walker.Expand({start}, filter, limits).reached.size(); },
      [&](uint32_t start) { return bench.bare->Expand(start, 3); });
}
BENCHMARK(ThreeHops)->Arg(10000)->Arg(100000)->Arg(1000000)->UseManualTime()->Unit(
    benchmark::kMillisecond);

void WholeGraph(benchmark::State& state) {
  const Bench& bench = BenchOf(static_cast<uint32_t>(state.range(0)));
  Walker walker(*bench.graph);
  const EdgeFilter filter = AskedFor();
  Compare(
      state, bench, 1,
      [&](uint32_t start) { return walker.Expand({start}, filter, kWide).reached.size(); },
      [&](uint32_t start) { return bench.bare->Expand(start, 0xFFFFFFFF); });
  // Over the admitted arcs, each counted once.
  const double arcs_million = static_cast<double>(bench.bare->arcs()) / 1e6;
  state.counters["ours_Marcs/s"] = 1e6 * arcs_million / state.counters["ours_us"];
  state.counters["bare_Marcs/s"] = 1e6 * arcs_million / state.counters["bare_us"];
}
BENCHMARK(WholeGraph)
    ->Arg(10000)
    ->Arg(100000)
    ->Arg(1000000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

void MajorityControl(benchmark::State& state) {
  const Bench& bench = BenchOf(static_cast<uint32_t>(state.range(0)));
  size_t next = 0;
  uint64_t controlled = 0;
  for (auto _ : state) {
    controlled += MajorityControlled(*bench.graph, {bench.starts[next]}, kToday, 500000).size();
    next = (next + 1) % bench.starts.size();
  }
  state.counters["controlled"] =
      benchmark::Counter(static_cast<double>(controlled), benchmark::Counter::kAvgIterations);
}
BENCHMARK(MajorityControl)->Arg(10000)->Arg(100000)->Arg(1000000)->Unit(benchmark::kMicrosecond);

void Paths(benchmark::State& state) {
  const Bench& bench = BenchOf(static_cast<uint32_t>(state.range(0)));
  const Limits limits{.hops_max = static_cast<uint32_t>(state.range(1)),
                      .vertices_max = 1000000,
                      .degree_max = 100000,
                      .paths_max = 100};
  size_t next = 0;
  uint64_t found = 0;
  for (auto _ : state) {
    found +=
        FindPaths(*bench.graph, {bench.starts[next]}, {bench.starts[next + 1]}, AskedFor(), limits)
            .paths.size();
    next = (next + 2) % bench.starts.size();
  }
  state.counters["paths"] =
      benchmark::Counter(static_cast<double>(found), benchmark::Counter::kAvgIterations);
}
BENCHMARK(Paths)->Args({1000000, 4})->Args({1000000, 6})->Unit(benchmark::kMicrosecond);

// Includes the time of making the facts.
void BuildSnapshot(benchmark::State& state) {
  for (auto _ : state) {
    WorldSource source(static_cast<uint32_t>(state.range(0)));
    benchmark::DoNotOptimize(GraphSnapshot::Build(source, {1}).value());
  }
  state.SetItemsProcessed(state.iterations() * 4 * state.range(0));
}
BENCHMARK(BuildSnapshot)->Arg(10000)->Arg(100000)->Arg(1000000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace liancheng::graph
