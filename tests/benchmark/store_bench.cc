// Commits and imports against raw RocksDB on the same disk, turn by turn, as ratios of time an
// operation.
//   commit   one new relation a commit, synced, alone and from 16 writers; raw: one synced put of
//   100 bytes import   a folder of CSV, from file to queryable store; raw: the same number of rows
//   of 100 bytes in batches
#include <benchmark/benchmark.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include "datasets/readers/native/native.h"
#include "fmt/format.h"
#include "query/world/import.h"
#include "rocksdb/db.h"
#include "storage/fact_store.h"

namespace liancheng {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "liancheng-bench-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path_); }
  std::string operator/(std::string_view name) const { return fmt::format("{}/{}", path_, name); }

 private:
  std::string path_;
};

class NoIssues : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    if (issue.grade == model::IssueGrade::kRefused) ++refused;
  }
  std::atomic<uint64_t> refused = 0;
};

std::unique_ptr<storage::FactStore> OpenStore(const std::string& path) {
  storage::OpenOptions options;
  options.path = path;
  options.now_s = [] { return int64_t{1'600'000'000}; };
  auto store = storage::FactStore::Open(options);
  return store.ok() ? *std::move(store) : nullptr;
}

std::unique_ptr<rocksdb::DB> OpenRaw(const std::string& path) {
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* db = nullptr;
  return rocksdb::DB::Open(options, path, &db).ok() ? std::unique_ptr<rocksdb::DB>(db) : nullptr;
}

model::Fact Party(uint64_t number) {
  model::EntityFact fact;
  fact.entity.key = fmt::format("E{}", number);
  fact.name = fmt::format("示例第{}号商行", number);
  return {fact, {}};
}

model::Fact Stake(uint64_t number, uint64_t parties) {
  model::RelationFact fact;
  fact.id = fmt::format("R{}", number);
  fact.relation = model::Relation::kShareholder;
  fact.from.key = fmt::format("E{}", number % parties);
  fact.to.key = fmt::format("E{}", (number * 7 + 1) % parties);
  fact.share = model::ShareBand{300'000, 300'000};
  return {fact, {}};
}

// Microseconds of one `work(writer, turn)`, with `writers` threads that make `turns` calls each.
double MicrosecondsEach(int writers, int turns, const std::function<void(int, int)>& work) {
  const auto start = Clock::now();
  std::vector<std::thread> threads;
  for (int writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&work, writer, turns] {
      for (int turn = 0; turn < turns; ++turn) work(writer, turn);
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double us = std::chrono::duration<double, std::micro>(Clock::now() - start).count();
  return us / (static_cast<double>(writers) * turns);
}

void Tell(benchmark::State& state, double ours_us, double raw_us) {
  state.counters["ours_us"] = ours_us;
  state.counters["raw_rocksdb_us"] = raw_us;
  state.counters["ratio"] = ours_us / raw_us;
}

void CommitOneFact(benchmark::State& state) {
  constexpr uint64_t kParties = 1000;
  const int writers = static_cast<int>(state.range(0));
  const int turns = writers == 1 ? 500 : 100;
  const Folder folder;
  const auto store = OpenStore(folder / "store");
  const auto raw = OpenRaw(folder / "raw");
  if (store == nullptr || raw == nullptr) return state.SkipWithError("a store does not open");
  NoIssues issues;
  std::vector<model::Fact> parties;
  for (uint64_t i = 0; i < kParties; ++i) parties.push_back(Party(i));
  if (!store->Commit(parties, issues).ok())
    return state.SkipWithError("the parties were not stored");
  std::atomic<uint64_t> next = 0;
  const auto commit = [&](int, int) {
    const model::Fact fact = Stake(next++, kParties);
    if (!store->Commit({&fact, 1}, issues).ok()) ++issues.refused;
  };
  const std::string value(100, 'v');
  rocksdb::WriteOptions synced;
  synced.sync = true;
  const auto put = [&](int, int) {
    if (!raw->Put(synced, fmt::format("{:020}", next++), value).ok()) ++issues.refused;
  };
  double ours_us = 0;
  double raw_us = 0;
  for ([[maybe_unused]] auto _ : state) {
    const double ours = MicrosecondsEach(writers, turns, commit);
    raw_us += MicrosecondsEach(writers, turns, put);
    ours_us += ours;
    state.SetIterationTime(ours * writers * turns / 1e6);
  }
  if (issues.refused > 0) return state.SkipWithError("a commit failed");
  const auto rounds = static_cast<double>(state.iterations());
  Tell(state, ours_us / rounds, raw_us / rounds);
  state.counters["commits_per_s"] = 1e6 * rounds / ours_us;
}
BENCHMARK(CommitOneFact)->Arg(1)->Arg(16)->UseManualTime()->Unit(benchmark::kMillisecond);

void WriteFolder(const std::string& folder, uint64_t parties, uint64_t relations) {
  fs::create_directories(folder);
  std::ofstream entities(folder + "/entities.csv");
  entities << "id,type,name,uscc,region,valid_from,valid_to,source\n";
  for (uint64_t i = 0; i < parties; ++i) {
    entities << fmt::format("E{},enterprise,示例第{}号商行,,350104,2015-01-01,,bench\n", i, i);
  }
  std::ofstream edges(folder + "/relations.csv");
  edges << "id,relation,from,to,share_percent,position,valid_from,valid_to,source\n";
  std::mt19937_64 random(7);
  for (uint64_t i = 0; i < relations; ++i) {
    edges << fmt::format("R{},shareholder,E{},E{},{},,2016-01-01,,bench\n", i, random() % parties,
                         random() % parties, random() % 101);
  }
}

double RawRows(const std::string& path, uint64_t rows) {
  const auto start = Clock::now();
  const auto raw = OpenRaw(path);
  const std::string value(100, 'v');
  std::mt19937_64 random(7);
  for (uint64_t done = 0; done < rows;) {
    rocksdb::WriteBatch batch;
    for (int i = 0; i < 4096 && done < rows; ++i, ++done) {
      batch.Put(fmt::format("{:020}", random()), value);
    }
    raw->Write({}, &batch);
  }
  raw->SyncWAL();
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

void ImportCsv(benchmark::State& state) {
  const auto parties = static_cast<uint64_t>(state.range(0));
  const uint64_t relations = parties * 3;
  const Folder folder;
  WriteFolder(folder / "csv", parties, relations);
  const datasets::KnownWords words;
  double ours_us = 0;
  double raw_us = 0;
  int round = 0;
  for ([[maybe_unused]] auto _ : state) {
    NoIssues issues;
    datasets::ReadOptions options;
    options.words = &words;
    options.issues = &issues;
    const auto start = Clock::now();
    {
      const auto store = OpenStore(folder / fmt::format("store{}", round));
      auto source = datasets::OpenNative(folder / "csv", options);
      const auto totals = query::Import(**source, *store, issues);
      if (!totals.ok() || totals->stored != parties + relations) {
        return state.SkipWithError("the import did not store everything");
      }
    }
    const double ours = std::chrono::duration<double, std::micro>(Clock::now() - start).count();
    raw_us += RawRows(folder / fmt::format("raw{}", round), parties + relations);
    ours_us += ours;
    state.SetIterationTime(ours / 1e6);
    fs::remove_all(folder / fmt::format("store{}", round));
    fs::remove_all(folder / fmt::format("raw{}", round));
    ++round;
  }
  const double facts =
      static_cast<double>(state.iterations()) * static_cast<double>(parties + relations);
  Tell(state, ours_us / facts, raw_us / facts);
  state.counters["facts_per_s"] = 1e6 * facts / ours_us;
}
BENCHMARK(ImportCsv)->Arg(10'000)->Arg(100'000)->Iterations(1)->UseManualTime()->Unit(
    benchmark::kMillisecond);

}  // namespace
}  // namespace liancheng
