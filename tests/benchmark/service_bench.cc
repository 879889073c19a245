// Requests through the service without sockets, over the demo's register in a store: what a change
// to the way of a request costs is seen without a load generator.
//   Check        the gate, parties in turn, on a day when many of them are listed
//   CheckNewDay  the same on a day that was not asked about before
//   Measures     GET measures, the same parties and day
// Each beside the question alone (query::AskCheck, AskMeasures), which knows no token, no log and
// no JSON; in turn, in processor time of the thread.
#include <time.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "benchmark/benchmark.h"
#include "datasets/readers/native/native.h"
#include "datasets/readers/rulebook/reader.h"
#include "fmt/format.h"
#include "query/ask/questions.h"
#include "query/gate/gate.h"
#include "server/http/run/route_table.h"
#include "server/http/service/service.h"

namespace liancheng::http {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRulebooks = LIANCHENG_SOURCE_DIR "/datasets/rulebooks";
constexpr const char* kDemo = LIANCHENG_SOURCE_DIR "/datasets/samples/demo";
constexpr int64_t kNowMs = int64_t{1'590'984'000} * 1'000;  // 2020-06-01, noon in China
constexpr model::Date kDay{18414};                          // 2020-06-01
constexpr graph::Limits kLimits = {
    .hops_max = 0, .vertices_max = 5'000'000, .degree_max = 100'000, .paths_max = 0};
const std::vector<std::string> kParties = {"E101", "E102", "E103", "E104", "E105", "E106",
                                           "E107", "E108", "E109", "E110", "B101", "B102"};

class NoIssues : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    if (issue.grade == model::IssueGrade::kRefused) std::abort();
  }
};

// A service over a store of its own, which is removed at the end.
class Bench {
 public:
  Bench() {
    std::string pattern = (fs::temp_directory_path() / "liancheng-bench-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    auto library = datasets::ReadRulebooks(kRulebooks);
    auto words = datasets::ReadKnownWords(kRulebooks);
    query::ArchiveOptions store;
    store.path = folder_ + "/store";
    store.now_s = [] { return kNowMs / 1'000; };
    auto archive = query::LiveArchive::Open(store, {});
    if (!library.ok() || !words.ok() || !archive.ok()) std::abort();
    archive_ = *std::move(archive);
    NoIssues issues;
    datasets::ReadOptions reading;
    reading.words = &*words;
    reading.issues = &issues;
    auto source = datasets::OpenNative(kDemo, reading);
    if (!source.ok() || !archive_->Import(**source, issues).ok()) std::abort();
    ServiceOptions options;
    options.folder = folder_ + "/state";
    options.requests_per_second = 1e9;
    options.burst = 1e9;
    options.now_ms = [] { return kNowMs; };
    auto service = Service::Open(std::move(options), *archive_,
                                 std::make_shared<const model::RuleLibrary>(*std::move(library)),
                                 *std::move(words), Routes());
    if (!service.ok()) std::abort();
    service_ = *std::move(service);
    const absl::Status made = service_->backend().access_file().Change([this](access::AccessBook& book) {
      access::Unit unit;
      unit.id = "bench";
      unit.name = kUnit;
      if (absl::Status put = book.Put(std::move(unit)); !put.ok()) return put;
      const auto token = access::MakeToken("bench", kNowMs / 1'000, kNowMs / 1'000 + 86'400);
      book.Put(token.kept);
      token_ = token.text;
      return book.Put(access::User{"bench", "bench", access::Role::kSteward});
    });
    if (!made.ok()) std::abort();
  }
  ~Bench() {
    service_.reset();
    archive_.reset();
    fs::remove_all(folder_);
  }

  Request Ask(std::string method, std::string target, std::string body) const {
    return {std::move(method),
            std::move(target),
            {{"Host", "127.0.0.1"},
             {"Authorization", "Bearer " + token_},
             {"Content-Type", "application/json"}},
            std::move(body)};
  }
  Request CheckOf(const std::string& party, model::Date day) const {
    return Ask("POST", "/v1/check",
               fmt::format(R"({{"matter":"licence","as_of":"{}","subject":{{"id":"{}"}}}})",
                           model::FormatDate(day), party));
  }
  query::Workspace WorkspaceOn(model::Date day) const {
    return {archive_->Current().value(), service_->backend().plan(), day};
  }
  Service& service() const { return *service_; }

  static constexpr const char* kUnit = "示例信用办";

 private:
  std::string folder_;
  std::string token_;
  std::unique_ptr<query::LiveArchive> archive_;
  std::unique_ptr<Service> service_;
};

const Bench& TheBench() {
  static const Bench bench;
  return bench;
}

double ThreadSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// For every party one request through the service (`handle(party)`), then the question without it
// (`ask(party)`).
template <typename Handle, typename Ask>
void Compare(benchmark::State& state, Handle handle, Ask ask) {
  double ours_s = 0;
  double ask_s = 0;
  uint64_t asked = 0;
  for (auto _ : state) {
    double begin = ThreadSeconds();
    for (const std::string& party : kParties) {
      if (!ask(party)) state.SkipWithError("the question was not answered");
    }
    ask_s += ThreadSeconds() - begin;
    begin = ThreadSeconds();
    for (const std::string& party : kParties) {
      if (handle(party) != 200) state.SkipWithError("the service did not answer");
    }
    const double took_s = ThreadSeconds() - begin;
    ours_s += took_s;
    state.SetIterationTime(took_s);
    asked += kParties.size();
  }
  const auto count = static_cast<double>(asked);
  state.counters["ours_us"] = ours_s * 1e6 / count;
  state.counters["question_us"] = ask_s * 1e6 / count;
  state.counters["ratio"] = ours_s / ask_s;
}

query::CheckRequest CheckRequestOf(const std::string& party) {
  query::CheckRequest request;
  request.unit.name = Bench::kUnit;
  request.matter = "licence";
  request.subject.source_id = party;
  return request;
}

void Check(benchmark::State& state) {
  const Bench& bench = TheBench();
  const query::Workspace workspace = bench.WorkspaceOn(kDay);
  std::vector<Request> requests;
  for (const std::string& party : kParties) requests.push_back(bench.CheckOf(party, kDay));
  size_t next = 0;
  Compare(
      state,
      [&](const std::string&) {
        return bench.service().pipeline().Handle(requests[next++ % requests.size()]).status;
      },
      [&](const std::string& party) {
        return query::AskCheck(workspace, CheckRequestOf(party)).ok();
      });
}
BENCHMARK(Check)->UseManualTime();

void CheckNewDay(benchmark::State& state) {
  const Bench& bench = TheBench();
  // Many years of days; each day is asked about once for each party and then not again for a long
  // time.
  constexpr int32_t kDays = 100'000;
  int32_t handled = 0;
  int32_t asked = 0;
  Compare(
      state,
      [&](const std::string& party) {
        const model::Date day{kDay.days + handled++ % kDays};
        return bench.service().pipeline().Handle(bench.CheckOf(party, day)).status;
      },
      [&](const std::string& party) {
        const model::Date day{kDay.days + asked++ % kDays};
        return query::AskCheck(bench.WorkspaceOn(day), CheckRequestOf(party)).ok();
      });
}
BENCHMARK(CheckNewDay)->UseManualTime();

void Measures(benchmark::State& state) {
  const Bench& bench = TheBench();
  const query::Workspace workspace = bench.WorkspaceOn(kDay);
  Compare(
      state,
      [&](const std::string& party) {
        return bench.service()
            .pipeline()
            .Handle(bench.Ask("GET", "/v1/entities/" + party + "/measures?as_of=2020-06-01", ""))
            .status;
      },
      [&](const std::string& party) {
        return query::AskMeasures(workspace, party, {}, kLimits).ok();
      });
}
BENCHMARK(Measures)->UseManualTime();

}  // namespace
}  // namespace liancheng::http
