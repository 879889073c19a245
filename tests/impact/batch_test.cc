#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "query/ask/questions.h"
#include "server/impact/batch_report.h"
#include "tests/impact/worlds.h"

namespace liancheng::impact {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;
using wire::Json;

constexpr graph::Limits kLimits{4, 1'000'000'000, 1'000'000'000, 100};

struct RunOptions {
  unsigned threads = 1;
  size_t chunk = 3;
  bool resume = false;
  uint64_t stop_after = ~uint64_t{0};  // listings
  size_t degree_max = query::kTiesLookedAtMax;
};

absl::StatusOr<BatchReport> RunBatch(const query::Workspace& workspace, const std::string& out,
                                     const RunOptions& how) {
  BatchOptions options;
  options.out = out;
  options.facts = "revision 1";
  options.threads = how.threads;
  options.acts_a_chunk = how.chunk;
  options.sync = false;
  options.degree_max = how.degree_max;
  options.resume = how.resume;
  options.progress = [&how](uint64_t done, uint64_t) { return done < how.stop_after; };
  const auto acts = query::ActsInEffect(workspace);
  return WriteBatchReport(workspace, acts, options);
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The totals of single reach answers, counted by simple loops.
struct Sums {
  uint64_t findings = 0;
  std::set<std::string> parties;
  // "measure S-SUP" to findings, and to the listings that bring it.
  std::map<std::string, uint64_t> count;
  std::map<std::string, std::set<std::string>> listings;
  std::map<std::string, uint64_t> stops;
  std::map<std::string, std::set<std::string>> listings_of_party;
};

void AddFinding(const query::ReachAnswer& answer, const model::Finding& finding,
                const std::string& ground, Sums* sums) {
  const query::PartyCard& subject = answer.parties[finding.subject];
  std::vector<std::string> words = {
      "measure " + finding.measure,
      "region " + (subject.region.value == 0 ? "" : std::to_string(subject.region.value)),
      "tier " + std::string(Name(finding.tier)),
      "force " + std::string(Name(finding.force)),
      "standing " + std::string(Name(finding.standing)),
      "list " + finding.list,
      "ground " + ground,
      "hops " + std::to_string(finding.path.size()),
      "rulebook " + finding.rulebook,
      "provision " + finding.provision};
  for (const std::string& executor : finding.executors) words.push_back("executor " + executor);
  for (const std::string& word : words) {
    ++sums->count[word];
    sums->listings[word].insert(finding.listing);
  }
  ++sums->findings;
  sums->parties.insert(subject.key);
  sums->listings_of_party[subject.key].insert(finding.listing);
}

Sums SumOfReaches(const query::Workspace& workspace) {
  Sums sums;
  const std::regex single_case(R"(\d{4}-\d\d-\d\d|\d{5,})");
  for (const rules::Act* act : query::ActsInEffect(workspace)) {
    const auto answer = query::AskReach(workspace, act->id, {}, kLimits);
    EXPECT_TRUE(answer.ok()) << answer.status();
    for (const model::Finding& finding : answer->findings) {
      AddFinding(*answer, finding, act->listing.ground, &sums);
    }
    for (const model::Stop& stop : answer->stops) {
      ++sums.stops[std::regex_replace(stop.why, single_case, "…")];
    }
  }
  return sums;
}

void ExpectSums(const query::Workspace& workspace) {
  const TemporaryFolder folder;
  const auto report = RunBatch(workspace, folder / "out", {.threads = 2, .chunk = 7});
  ASSERT_TRUE(report.ok()) << report.status();
  const Sums sums = SumOfReaches(workspace);
  const Json result = report->summary.at("result");
  EXPECT_GT(sums.findings, 0u);
  EXPECT_EQ(result.at("findings"), sums.findings);
  EXPECT_EQ(result.at("parties"), sums.parties.size());
  std::map<std::string, uint64_t> count;
  std::map<std::string, uint64_t> listings;
  for (const auto& [name, rows] : result.items()) {
    if (!name.starts_with("by_")) continue;
    const std::string by = name.substr(3);
    for (const Json& row : rows) {
      const std::string word = by + " " + row.at(by).get<std::string>();
      count[word] = row.at("findings").get<uint64_t>();
      listings[word] = row.at("listings").get<uint64_t>();
    }
  }
  EXPECT_EQ(count, sums.count);
  for (const auto& [word, ids] : sums.listings) EXPECT_EQ(listings[word], ids.size()) << word;
  std::map<std::string, uint64_t> stops;
  for (const Json& row : result.at("stops")) {
    stops[row.at("why").get<std::string>()] = row.at("count").get<uint64_t>();
  }
  EXPECT_EQ(stops, sums.stops);
  uint64_t most = 0;
  for (const auto& [party, ids] : sums.listings_of_party) most = std::max(most, ids.size());
  EXPECT_EQ(result.at("most_concentrated").at(0).at("listings"), most);
}

TEST(Batch, TotalsAreTheSumOfSingleReachesInTheDemo) {
  ExpectSums(Demo("2020-06-01"));
}

TEST(Batch, TotalsAreTheSumOfSingleReachesInAGeneratedWorld) {
  ExpectSums(Generated("2025-10-01"));
}

TEST(Batch, EveryLineIsTheFindingOfTheReachAnswer) {
  for (const query::Workspace& workspace : {Demo("2020-06-01"), Generated("2025-10-01")}) {
    const TemporaryFolder folder;
    ASSERT_TRUE(RunBatch(workspace, folder / "out", {.threads = 2}).ok());
    std::vector<Json> lines;
    for (const std::string& line : LinesOf(ReadFile(folder / "out/findings.jsonl"))) {
      lines.push_back(Json::parse(line));
    }
    std::vector<Json> singles;
    for (const rules::Act* act : query::ActsInEffect(workspace)) {
      const auto answer = query::AskReach(workspace, act->id, {}, kLimits);
      ASSERT_TRUE(answer.ok()) << answer.status();
      for (const model::Finding& finding : answer->findings) {
        singles.push_back(wire::ToJson(answer->parties, finding));
      }
    }
    ASSERT_EQ(lines.size(), singles.size());
    for (size_t i = 0; i < lines.size(); ++i) EXPECT_EQ(lines[i].dump(), singles[i].dump());
    // The header, and a row a finding: no field of these worlds holds a line end.
    EXPECT_EQ(LinesOf(ReadFile(folder / "out/findings.csv")).size(), singles.size() + 1);
  }
}

TEST(Batch, SameBytesForAnyThreadsAndChunks) {
  const query::Workspace workspace = Generated("2025-10-01");
  const TemporaryFolder folder;
  ASSERT_TRUE(RunBatch(workspace, folder / "one", {.threads = 1, .chunk = 1000}).ok());
  const Files one = FilesBelow(folder / "one");
  EXPECT_TRUE(one.contains("summary.json"));
  for (const unsigned threads : {1u, 2u, 3u}) {
    for (const size_t chunk : {1u, 16u}) {
      const std::string out = folder / ("out" + std::to_string(threads * 100 + chunk));
      ASSERT_TRUE(RunBatch(workspace, out, {.threads = threads, .chunk = chunk}).ok());
      EXPECT_TRUE(FilesBelow(out) == one) << threads << " threads, chunks of " << chunk;
      EXPECT_FALSE(fs::exists(out + ".part"));
    }
  }
}

// What a kill during a write leaves: bytes and files that are in no checkpoint.
void TearFiles(const std::string& part) {
  for (const char* name : {"/report/findings.csv", "/report/findings.jsonl", "/journal.jsonl"}) {
    std::ofstream(part + name, std::ios::app) << "half a li";
  }
  fs::create_directories(part + "/report/departments");
  WriteFile(part + "/report/departments/stranger.csv", "begun");
}

TEST(Batch, GoesOnAfterAKillAtEveryChunk) {
  const query::Workspace workspace = Demo("2020-06-01");
  const TemporaryFolder folder;
  ASSERT_TRUE(RunBatch(workspace, folder / "whole", {}).ok());
  const Files whole = FilesBelow(folder / "whole");
  const uint64_t listings = query::ActsInEffect(workspace).size();
  ASSERT_GT(listings, 12u);
  for (uint64_t killed_at = 1; killed_at <= listings; killed_at += 3) {
    const std::string out = folder / ("killed" + std::to_string(killed_at));
    const auto killed = RunBatch(workspace, out, {.stop_after = killed_at});
    EXPECT_EQ(killed.status().code(), absl::StatusCode::kCancelled);
    EXPECT_FALSE(fs::exists(out));
    TearFiles(out + ".part");
    const auto resumed = RunBatch(workspace, out, {.threads = 2, .resume = true});
    ASSERT_TRUE(resumed.ok()) << resumed.status();
    // Chunks have three listings; the one during which the run was ended is complete.
    EXPECT_EQ(resumed->listings_before, std::min((killed_at + 2) / 3 * 3, listings));
    EXPECT_TRUE(FilesBelow(out) == whole) << "killed at " << killed_at;
    EXPECT_FALSE(fs::exists(out + ".part"));
  }
}

TEST(Batch, GoesOnSeveralTimes) {
  const query::Workspace workspace = Generated("2025-10-01");
  const TemporaryFolder folder;
  ASSERT_TRUE(RunBatch(workspace, folder / "whole", {.chunk = 10}).ok());
  const std::string out = folder / "out";
  int kills = 0;
  for (uint64_t stop = 25;; stop += 50, ++kills) {
    const auto report =
        RunBatch(workspace, out, {.threads = 3, .chunk = 10, .resume = true, .stop_after = stop});
    if (report.ok()) break;
    ASSERT_EQ(report.status().code(), absl::StatusCode::kCancelled) << report.status();
    TearFiles(out + ".part");
  }
  EXPECT_GT(kills, 1);
  EXPECT_TRUE(FilesBelow(out) == FilesBelow(folder / "whole"));
}

TEST(Batch, DoesNotGoOnWithOtherInput) {
  const TemporaryFolder folder;
  const std::string out = folder / "out";
  EXPECT_FALSE(RunBatch(Demo("2020-06-01"), out, {.stop_after = 4}).ok());
  const auto other = RunBatch(Demo("2020-06-02"), out, {.resume = true});
  EXPECT_EQ(other.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(std::string(other.status().message()).find("as_of was 2020-06-01, is 2020-06-02"),
            std::string::npos)
      << other.status();
}

TEST(Batch, HoldsNoClueAndNoIdNumber) {
  const TemporaryFolder folder;
  ASSERT_TRUE(RunBatch(Demo("2020-06-01"), folder / "out", {}).ok());
  const std::regex id_number(R"((^|[^0-9A-Z])\d{17}[0-9X]([^0-9A-Z]|$))");
  for (const auto& [name, bytes] : FilesBelow(folder / "out")) {
    EXPECT_FALSE(std::regex_search(bytes, id_number)) << name;
    // These give the number of stops at clues and name nobody.
    if (name == "summary.json" || name == "report.html") continue;
    EXPECT_EQ(bytes.find("T3"), std::string::npos) << name;
    EXPECT_EQ(bytes.find("associated"), std::string::npos) << name;
  }
}

TEST(Batch, ADepartmentsFileHoldsItsFindings) {
  const TemporaryFolder folder;
  const auto report = RunBatch(Demo("2020-06-01"), folder / "out", {});
  ASSERT_TRUE(report.ok()) << report.status();
  const Json& rows = report->summary.at("result").at("by_executor");
  EXPECT_FALSE(rows.empty());
  for (const Json& row : rows) {
    const std::string file = folder / ("out/" + row.at("file").get<std::string>());
    EXPECT_EQ(LinesOf(ReadFile(file)).size(), row.at("findings").get<size_t>() + 1) << file;
  }
}

TEST(Batch, SaysWhereItDidNotLookForStopsAndLeavesNoFindingOut) {
  const TemporaryFolder folder;
  const query::Workspace workspace = Demo("2020-06-01");
  const auto whole = RunBatch(workspace, folder / "whole", {});
  const auto crowded = RunBatch(workspace, folder / "crowded", {.degree_max = 2});
  ASSERT_TRUE(whole.ok() && crowded.ok());
  EXPECT_EQ(whole->summary.at("complete"), true);
  EXPECT_EQ(crowded->summary.at("complete"), false);
  EXPECT_GT(crowded->summary.at("result").at("crowded"), 0);
  EXPECT_EQ(ReadFile(folder / "crowded/findings.jsonl"), ReadFile(folder / "whole/findings.jsonl"));
}

TEST(Batch, LeavesOutAClueThatARulebookGives) {
  auto library = std::make_shared<model::RuleLibrary>(*ShippedLibrary());
  for (model::Rulebook& book : library->books) {
    for (model::Rule& rule : book.rules) {
      if (rule.give.measure == "S-SUP") rule.give.tier = model::Tier::kT3;
    }
  }
  const TemporaryFolder folder;
  const auto with = RunBatch(Demo("2020-06-01"), folder / "with", {});
  const auto without = RunBatch(DemoUnder(library, "2020-06-01"), folder / "without", {});
  ASSERT_TRUE(with.ok() && without.ok());
  const auto& counts = with->tally.Of(query::ImpactBy::kMeasure);
  EXPECT_FALSE(without->tally.Of(query::ImpactBy::kMeasure).contains("S-SUP"));
  EXPECT_EQ(without->tally.findings + counts.at("S-SUP").findings, with->tally.findings);
}

TEST(Batch, NoListingsGiveAnEmptyReport) {
  const TemporaryFolder folder;
  const auto report = RunBatch(Demo("1990-01-01"), folder / "out", {});
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->summary.at("result").at("findings"), 0);
  EXPECT_EQ(ReadFile(folder / "out/findings.jsonl"), "");
  EXPECT_EQ(LinesOf(ReadFile(folder / "out/findings.csv")).size(), 1u);
}

}  // namespace
}  // namespace liancheng::impact
