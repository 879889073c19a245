// Batch impact at three numbers of listings over a generated register in a store.
//   Findings  every finding with its evidence and names, on two threads; nothing written
//   Files     the same as a folder of files, totals and all
// Both against a bare walk of two hops along offices from each listed party, on one thread, which
// knows no provision and keeps no evidence. Flat time a listing means cost linear in listings.
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "benchmark/benchmark.h"
#include "datasets/generator/generator.h"
#include "datasets/readers/native/native.h"
#include "datasets/readers/rulebook/reader.h"
#include "engine/graph/walk.h"
#include "query/impact/impact.h"
#include "query/impact/ordered_run.h"
#include "query/world/archive.h"
#include "server/impact/batch_report.h"

namespace liancheng {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kThreads = 2;
constexpr size_t kActsAChunk = 256;
constexpr const char* kRulebooks = LIANCHENG_SOURCE_DIR "/datasets/rulebooks";

double Seconds() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

class NoIssues : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    if (issue.grade == model::IssueGrade::kRefused) std::abort();
  }
};

// 200 000 entities and 30 000 listings in a store of their own, which is removed at the end.
class Register {
 public:
  Register() {
    std::string pattern = (fs::temp_directory_path() / "liancheng-bench-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    datasets::WorldOptions world;
    world.entities = 200'000;
    world.listings = 30'000;
    if (!datasets::WriteWorld(world, folder_ + "/csv", {.threads = kThreads, .progress = {}}).ok())
      std::abort();
    query::ArchiveOptions options;
    options.path = folder_ + "/store";
    options.now_s = [] { return int64_t{0}; };
    archive_ = query::Archive::Open(std::move(options)).value();
    const auto words = datasets::ReadKnownWords(kRulebooks).value();
    NoIssues issues;
    datasets::ReadOptions reading;
    reading.words = &words;
    reading.issues = &issues;
    const auto source = datasets::OpenNative(folder_ + "/csv", reading).value();
    archive_->Import(*source, issues).value();
    auto library =
        std::make_shared<const model::RuleLibrary>(datasets::ReadRulebooks(kRulebooks).value());
    workspace_ = std::make_unique<query::Workspace>(
        archive_->Load(std::nullopt).value(), rules::Plan::Make(std::move(library), {}).value(),
        model::ParseDate("2025-10-01").value());
    acts_ = query::ActsInEffect(*workspace_);
  }
  ~Register() { fs::remove_all(folder_); }

  const query::Workspace& workspace() const { return *workspace_; }
  std::span<const rules::Act* const> Acts(size_t count) const {
    if (acts_.size() < count) std::abort();
    return std::span(acts_).first(count);
  }
  std::string folder() const { return folder_; }

 private:
  std::string folder_;
  std::unique_ptr<query::Archive> archive_;
  std::unique_ptr<query::Workspace> workspace_;
  std::vector<const rules::Act*> acts_;
};

const Register& World() {
  static const Register world;
  return world;
}

uint64_t BareWalk(const query::Workspace& workspace, std::span<const rules::Act* const> acts) {
  graph::Walker walker(workspace.graph());
  const graph::EdgeFilter filter{.relations = model::kOffices, .as_of = workspace.as_of()};
  uint64_t reached = 0;
  for (const rules::Act* act : acts) {
    reached += walker.Expand(act->answerable, filter, {2, 1u << 30, 1u << 30, 1}).reached.size();
  }
  return reached;
}

template <typename Work>
void Measure(benchmark::State& state, Work work) {
  const auto acts = World().Acts(static_cast<size_t>(state.range(0)));
  double ours_s = 0;
  double bare_s = 0;
  for (auto _ : state) {
    double begin = Seconds();
    state.counters["findings"] = static_cast<double>(work(acts));
    const double took_s = Seconds() - begin;
    ours_s += took_s;
    state.SetIterationTime(took_s);
    begin = Seconds();
    benchmark::DoNotOptimize(BareWalk(World().workspace(), acts));
    bare_s += Seconds() - begin;
  }
  const double listings = static_cast<double>(state.iterations() * state.range(0));
  state.counters["ours_us"] = 1e6 * ours_s / listings;
  state.counters["bare_us"] = 1e6 * bare_s / listings;
  state.counters["ratio"] = ours_s / bare_s;
}

void ImpactFindings(benchmark::State& state) {
  Measure(state, [](std::span<const rules::Act* const> acts) {
    uint64_t findings = 0;
    const size_t chunks = (acts.size() + kActsAChunk - 1) / kActsAChunk;
    const absl::Status ran = query::RunInOrder<query::ImpactChunk>(
        {.first = 0, .end = chunks, .threads = kThreads, .ahead = 6},
        [&](size_t i) {
          const size_t first = i * kActsAChunk;
          return query::ImpactOf(World().workspace(),
                                 acts.subspan(first, std::min(kActsAChunk, acts.size() - first)),
                                 query::kTiesLookedAtMax);
        },
        [&findings](size_t, const query::ImpactChunk& chunk) {
          for (const query::ActImpact& impact : chunk.acts) findings += impact.findings.size();
          return absl::OkStatus();
        });
    if (!ran.ok()) std::abort();
    return findings;
  });
}

void ImpactFiles(benchmark::State& state) {
  Measure(state, [](std::span<const rules::Act* const> acts) {
    impact::BatchOptions options;
    options.out = World().folder() + "/out";
    options.threads = kThreads;
    const auto report = impact::WriteBatchReport(World().workspace(), acts, options);
    if (!report.ok()) std::abort();
    fs::remove_all(options.out);
    return report->tally.findings;
  });
}

BENCHMARK(ImpactFindings)
    ->Arg(1'000)
    ->Arg(4'000)
    ->Arg(16'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(ImpactFiles)
    ->Arg(1'000)
    ->Arg(4'000)
    ->Arg(16'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace liancheng
