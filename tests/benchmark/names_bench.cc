// Search and screening by name among made-up firms, at three sizes.
//   search   one text with one wrong character; beside it a scan that holds every name against it
//   screen   rows a second on one thread: a third as they stand, a third with a slip, a third
//            unknown
// Counters: bytes of the store an entity; `ratio` of the scan's time to the search's.
#include <benchmark/benchmark.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engine/names/fold.h"
#include "fmt/format.h"
#include "query/names/screen.h"
#include "query/names/search.h"
#include "query/world/directory.h"
#include "storage/fact_store.h"

namespace liancheng {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr uint64_t kSeed = 20'261'122;
constexpr size_t kEntitiesInCommit = 200'000;

class NoIssues : public model::IssueSink {
 public:
  void Report(model::Issue) override {}
};

// Cores of two or three of 700 characters, the first ones more often; trades and forms as usual.
class MadeUpNames {
 public:
  explicit MadeUpNames(uint64_t seed) : random_(seed) {}

  std::string Next() {
    static const std::vector<std::string> kRegions = {"福州",   "厦门市", "成都",
                                                      "济南市", "",       "西安"};
    static const std::vector<std::string> kTrades = {"商贸", "科技", "建筑工程", "餐饮管理",
                                                     "物流", "食品", "信息技术", "实业"};
    std::string name = kRegions[random_() % kRegions.size()];
    const size_t size = 2 + random_() % 2;
    for (size_t i = 0; i < size; ++i) name += Character();
    name += kTrades[random_() % kTrades.size()];
    return name + (random_() % 4 == 0 ? "有限责任公司" : "有限公司");
  }

  // Replaces one character of the core.
  std::string Slip(std::string name) {
    const size_t at = 3 * (random_() % (name.size() / 3 - 4));
    return name.replace(at, 3, Character());
  }

 private:
  std::string Character() {
    const uint64_t draw = random_() % 700;
    std::string text;
    names::AppendCharacter(static_cast<char32_t>(0x5b80 + draw * (random_() % 700) / 700), text);
    return text;
  }
  std::mt19937_64 random_;
};

struct World {
  std::string folder;
  std::unique_ptr<storage::FactStore> store;
  std::unique_ptr<query::Directory> directory;
  std::vector<std::string> names;

  explicit World(size_t entities) {
    std::string pattern = (fs::temp_directory_path() / "liancheng-names-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    storage::OpenOptions options;
    options.path = folder + "/store";
    options.now_s = [] { return int64_t{1'600'000'000}; };
    store = *storage::FactStore::Open(options);
    MadeUpNames made(kSeed);
    NoIssues issues;
    std::vector<model::Fact> facts;
    for (size_t i = 0; i < entities; ++i) {
      model::EntityFact fact;
      fact.entity.key = fmt::format("E{}", i);
      fact.name = made.Next();
      names.push_back(fact.name);
      facts.push_back({std::move(fact), {}});
      if (facts.size() == kEntitiesInCommit || i + 1 == entities) {
        if (!store->Commit(facts, issues).ok()) std::abort();
        facts.clear();
      }
    }
    directory = query::MakeStoreDirectory(*store, store->head());
  }
  ~World() {
    directory.reset();
    store.reset();
    fs::remove_all(folder);
  }

  double BytesInTables() const {
    uintmax_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(folder + "/store")) {
      if (entry.path().extension() == ".sst") bytes += entry.file_size();
    }
    return static_cast<double>(bytes);
  }
};

// Only one world at a time, because a million names take much memory.
World& WorldOf(size_t entities) {
  static std::map<size_t, std::unique_ptr<World>> worlds;
  std::unique_ptr<World>& world = worlds[entities];
  if (world == nullptr) {
    std::erase_if(worlds, [](const auto& other) { return other.second != nullptr; });
    return *(worlds[entities] = std::make_unique<World>(entities));
  }
  return *world;
}

std::vector<std::string> Texts(const World& world, size_t count) {
  MadeUpNames made(kSeed + 1);
  std::vector<std::string> texts;
  for (size_t i = 0; i < count; ++i) {
    texts.push_back(made.Slip(world.names[i * 7919 % world.names.size()]));
  }
  return texts;
}

double ScanSeconds(const World& world, const std::string& text) {
  const auto start = Clock::now();
  const names::NameForm asked = names::ReadName(text);
  double best = 0;
  for (const std::string& name : world.names) {
    best = std::max(best, query::CompareNames(asked, names::ReadName(name), false).score);
  }
  benchmark::DoNotOptimize(best);
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void Search(benchmark::State& state) {
  const World& world = WorldOf(static_cast<size_t>(state.range(0)));
  const std::vector<std::string> texts = Texts(world, 200);
  const query::NameLimits limits = {20, query::kSearchScoreMin};
  size_t turn = 0;
  double spent = 0;
  for (auto _ : state) {
    const auto start = Clock::now();
    auto answer = query::AskSearch(*world.directory, texts[turn++ % texts.size()], limits);
    spent += std::chrono::duration<double>(Clock::now() - start).count();
    if (!answer.ok() || answer->matches.empty()) state.SkipWithError("nothing found");
  }
  const double ours = spent / static_cast<double>(state.iterations());
  const double scan = ScanSeconds(world, texts[0]);
  state.counters["ours_us"] = ours * 1e6;
  state.counters["scan_us"] = scan * 1e6;
  state.counters["ratio"] = scan / ours;
  state.counters["store_bytes_an_entity"] =
      world.BytesInTables() / static_cast<double>(world.names.size());
}
BENCHMARK(Search)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

void Screen(benchmark::State& state) {
  const World& world = WorldOf(static_cast<size_t>(state.range(0)));
  const std::vector<std::string> slips = Texts(world, 2000);
  MadeUpNames other(kSeed + 2);
  std::vector<query::ScreenRow> rows;
  for (size_t i = 0; i < slips.size(); ++i) {
    rows.push_back({world.names[i * 104'729 % world.names.size()], {}});
    rows.push_back({slips[i], {}});
    rows.push_back({other.Next(), {}});
  }
  query::Screener screener(*world.directory, query::kScreenLimits);
  size_t turn = 0;
  for (auto _ : state) {
    auto result = screener.Screen(rows[turn++ % rows.size()]);
    if (!result.ok()) state.SkipWithError("not screened");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(Screen)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace liancheng
