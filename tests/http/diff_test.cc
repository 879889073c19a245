// Dry runs as jobs: the numbers and bytes of the command, refusals, permissions, and what is left.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "datasets/readers/native/native.h"
#include "datasets/readers/rulebook/files.h"
#include "datasets/readers/rulebook/reader.h"
#include "query/world/archive.h"
#include "server/impact/diff_run.h"
#include "server/impact/dry_facts.h"
#include "tests/http/desk.h"

namespace liancheng::http {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr model::Date kDay{18'414};  // 2020-06-01
constexpr char kMovements[] = "TQ/movements.json";
// Ends L101, of which TQ-14-(三) reaches E102.
constexpr char kEnding[] =
    R"({"ending": "X901", "listing": "L101", "how": "repaired", "on": "2020-05-01"})"
    "\n";

std::map<std::string, std::string> ShippedTexts() {
  auto texts = datasets::ReadJsonTexts(LIANCHENG_SOURCE_DIR "/datasets/rulebooks");
  EXPECT_TRUE(texts.ok()) << texts.status();
  return *std::move(texts);
}

size_t ReplaceAll(std::string* text, const std::string& from, const std::string& to) {
  size_t count = 0;
  for (size_t at = text->find(from); at != std::string::npos; at = text->find(from, at)) {
    text->replace(at, from.size(), to);
    at += to.size();
    ++count;
  }
  return count;
}

// Every 重点监督 of TQ under another name.
std::map<std::string, std::string> ProposedTexts() {
  auto texts = ShippedTexts();
  EXPECT_GT(ReplaceAll(&texts.at(kMovements), "\"name\": \"重点监督\"", "\"name\": \"加强监督\""),
            0u);
  return texts;
}

std::string CsvOf(const query::Workspace& before, const query::Workspace& after,
                  query::DiffTally* tally) {
  std::ostringstream out;
  impact::DiffOptions options;
  options.form = impact::DiffForm::kCsv;
  options.out = &out;
  const auto report = impact::WriteDiff(before, after, options);
  EXPECT_TRUE(report.ok()) << report.status();
  *tally = report->tally;
  return out.str();
}

class Ignored : public model::IssueSink {
 public:
  void Report(model::Issue) override {}
};

class DiffTest : public testing::Test {
 protected:
  Reply Submit(const Json& body, const std::string& user = "steward") {
    return desk_.Post(user, "/v1/diff", body, Purposeful());
  }
  Json Done(const Json& body, const std::string& user = "steward") {
    const Reply reply = Submit(body, user);
    EXPECT_EQ(reply.status, 202) << reply.text;
    desk_.backend().jobs().Wait();
    return desk_.Get(user, reply.Header("Location")).body;
  }
  Reply File(const Json& job, std::string name, const std::string& user = "steward") {
    ReplaceAll(&name, "/", "%2F");
    return desk_.Get(user, "/v1/jobs/" + job.at("id").get<std::string>() + "/files/" + name,
                     Purposeful());
  }
  query::Workspace Now(model::Date day = kDay) {
    auto world = desk_.archive().Current();
    EXPECT_TRUE(world.ok()) << world.status();
    return {*std::move(world), desk_.backend().plan(), day};
  }
  // The job's numbers and changes against those of a comparison as the command makes it.
  void ExpectSame(const Json& job, const std::string& csv, const query::DiffTally& tally) {
    ASSERT_EQ(job.at("state"), "done") << job;
    EXPECT_EQ(File(job, "changes.csv").text, csv);
    const Json& result = job.at("result");
    const Json totals = impact::TotalsJson(tally);
    for (const char* key : {"listings", "listings_touched", "added", "ended", "changed",
                            "unchanged", "newly_reached", "no_longer_reached", "by_measure"}) {
      EXPECT_EQ(result.at(key), totals.at(key)) << key;
    }
    EXPECT_EQ(result.at("changes"), tally.changes.all());
    const Json summary = File(job, "summary.json").body;
    EXPECT_EQ(summary.at("result").at("totals").at("most_changed"), totals.at("most_changed"));
  }
  void ExpectNothingLeft() {
    for (const auto& entry : fs::directory_iterator(desk_.folder())) {
      EXPECT_THAT(entry.path().filename().string(), Not(HasSubstr("dry-run")));
    }
    const fs::path spool = desk_.folder() + "/state/spool";
    EXPECT_TRUE(!fs::exists(spool) || fs::is_empty(spool));
  }

  Desk desk_;
};

TEST_F(DiffTest, ComparesRulebooks) {
  auto library = datasets::ReadRulebookTexts(ProposedTexts());
  ASSERT_TRUE(library.ok()) << library.status();
  auto plan =
      rules::Plan::Make(std::make_shared<const model::RuleLibrary>(*std::move(library)), {});
  ASSERT_TRUE(plan.ok()) << plan.status();
  auto world = desk_.archive().Current();
  ASSERT_TRUE(world.ok());
  query::DiffTally tally;
  const std::string csv = CsvOf(Now(), {*std::move(world), *std::move(plan), kDay}, &tally);
  ASSERT_GT(tally.changes.changed, 0u);
  ASSERT_EQ(tally.changes.all(), tally.changes.changed);
  const Json job = Done({{"rulebooks", ProposedTexts()}, {"fail_above", 0}});
  ExpectSame(job, csv, tally);
  EXPECT_EQ(job.at("result").at("threshold"),
            Json({{"fail_above", 0}, {"changes", tally.changes.changed}, {"exceeded", true}}));
  EXPECT_TRUE(job.at("result").at("facts").is_null());
  const Json same = Done({{"rulebooks", ShippedTexts()}, {"fail_above", 0}});
  EXPECT_EQ(same.at("result").at("changes"), 0);
  EXPECT_EQ(same.at("result").at("threshold").at("exceeded"), false);
}

TEST_F(DiffTest, ComparesDays) {
  const model::Date later = *model::ParseDate("2021-02-25");
  query::DiffTally tally;
  const std::string csv = CsvOf(Now(), Now(later), &tally);
  ASSERT_GT(tally.changes.ended, 0u);
  const Json job = Done({{"as_of_to", "2021-02-25"}}, "investigator");
  ExpectSame(job, csv, tally);
  EXPECT_EQ(job.at("kind"), "diff");
  EXPECT_EQ(job.at("result").at("before").at("as_of"), "2020-06-01");
  EXPECT_EQ(job.at("result").at("after").at("as_of"), "2021-02-25");
  EXPECT_TRUE(job.at("result").at("threshold").is_null());
}

TEST_F(DiffTest, ComparesRevisions) {
  const uint64_t before = desk_.archive().head().value;
  const std::string file = desk_.folder() + "/ending.jsonl";
  std::ofstream(file) << kEnding;
  Ignored issues;
  datasets::ReadOptions options;
  options.words = &desk_.backend().words();
  options.issues = &issues;
  const auto source = datasets::OpenNative(file, options);
  ASSERT_TRUE(source.ok() && desk_.archive().Import(**source, issues).ok());
  ASSERT_EQ(desk_.archive().head().value, before + 1);
  auto past = desk_.archive().At({before});
  ASSERT_TRUE(past.ok()) << past.status();
  query::DiffTally tally;
  const std::string csv = CsvOf({*std::move(past), desk_.backend().plan(), kDay}, Now(), &tally);
  ASSERT_THAT(csv, HasSubstr("ended,L101,TQ-black,E102"));
  const Json job = Done({{"known_at", before}, {"known_at_to", desk_.archive().head().value}});
  ExpectSame(job, csv, tally);
  EXPECT_EQ(job.at("result").at("before").at("known_at"), before);
  EXPECT_EQ(job.at("result").at("known_at"), before);
}

// As the command does, beside the service that writes.
TEST_F(DiffTest, AppliesFactsToACopy) {
  const std::string file = desk_.folder() + "/ending.jsonl";
  std::ofstream(file) << kEnding;
  query::ArchiveOptions options = desk_.archive().store_options();
  options.read_only = true;
  const auto archive = query::Archive::Open(options);
  ASSERT_TRUE(archive.ok()) << archive.status();
  Ignored issues;
  const auto fork_to = [&archive](const std::string& folder) { return (*archive)->Fork(folder); };
  const auto dry = impact::DryFacts::Make({fork_to, desk_.archive().store_options(), {}}, {file},
                                          desk_.backend().words(), issues);
  ASSERT_TRUE(dry.ok()) << dry.status();
  auto applied = (*dry)->archive().Load(std::nullopt);
  ASSERT_TRUE(applied.ok()) << applied.status();
  query::DiffTally tally;
  const std::string csv = CsvOf(Now(), {*std::move(applied), desk_.backend().plan(), kDay}, &tally);
  ASSERT_THAT(csv, HasSubstr("ended,L101,TQ-black,E102"));
  ASSERT_EQ(tally.changes.all(), tally.changes.ended);

  const uint64_t head = desk_.archive().head().value;
  const Json job = Done({{"facts", {{"ending.jsonl", kEnding}}}, {"fail_above", 1'000}});
  ExpectSame(job, csv, tally);
  EXPECT_EQ(job.at("result").at("facts"), Json({{"read", 1},
                                                {"stored", 1},
                                                {"unchanged", 0},
                                                {"quarantined", 0},
                                                {"noted", 0},
                                                {"issues", Json::array()}}));
  EXPECT_EQ(job.at("result").at("threshold").at("exceeded"), false);
  EXPECT_EQ(desk_.archive().head().value, head);
  const Reply reach = desk_.Get("steward", "/v1/listings/L101/reach", Purposeful());
  EXPECT_THAT(reach.text, HasSubstr("E102")) << "nothing was kept";
}

TEST_F(DiffTest, FactsThatAreRefusedAreTold) {
  const std::string bad = std::string(kEnding) + R"({"ending": "X902", "listing": "L999"})" + "\n";
  const Json job = Done({{"facts", {{"ending.jsonl", bad}}}});
  ASSERT_EQ(job.at("state"), "done") << job;
  const Json& facts = job.at("result").at("facts");
  EXPECT_EQ(facts.at("stored"), 1);
  EXPECT_EQ(facts.at("quarantined"), 1);
  EXPECT_THAT(facts.at("issues").front().get<std::string>(), HasSubstr("row 2"));
  ExpectNothingLeft();
}

TEST_F(DiffTest, EveryDepartmentHasItsChanges) {
  const Json job = Done({{"as_of_to", "2021-02-25"}});
  const Json totals = File(job, "summary.json").body.at("result").at("totals");
  ASSERT_FALSE(totals.at("by_executor").empty());
  for (const Json& row : totals.at("by_executor")) {
    const Reply reply = File(job, row.at("file").get<std::string>());
    ASSERT_EQ(reply.status, 200) << row;
    uint64_t lines = 0;
    for (const char c : reply.text) lines += c == '\n' ? 1 : 0;
    EXPECT_EQ(lines - 1, row.at("added").get<uint64_t>() + row.at("ended").get<uint64_t>() +
                             row.at("changed").get<uint64_t>())
        << row;
    EXPECT_THAT(reply.text, HasSubstr(row.at("executor").get<std::string>()));
  }
}

TEST_F(DiffTest, WhatIsWrongIsNamed) {
  auto broken = ShippedTexts();
  broken.at(kMovements) = "{";
  auto unknown = ShippedTexts();
  ASSERT_GT(ReplaceAll(&unknown.at(kMovements), "\"tier\": \"T2\"", "\"tier\": \"T9\""), 0u);
  auto stranger = ShippedTexts();
  stranger["../x.txt"] = "";
  const uint64_t head = desk_.archive().head().value;
  const Json facts = {{"ending.jsonl", kEnding}};
  struct Row {
    Json body;
    const char* field;
    const char* told;
  };
  const Row rows[] = {
      {Json::object(), "/rulebooks", "nothing to compare with"},
      {{{"as_of", "2020-05-01"}}, "/rulebooks", "nothing to compare with"},
      {{{"as_of_to", "June"}}, "/as_of_to", ""},
      {{{"known_at_to", head + 1}}, "/known_at_to", "whole number from 1 to"},
      {{{"known_at_to", 0}}, "/known_at_to", "whole number from 1 to"},
      {{{"as_of_to", "2020-07-01"}, {"fail_above", -1}}, "/fail_above", ""},
      {{{"as_of_to", "2020-07-01"}, {"out", "x"}}, "/out", "known are"},
      {{{"facts", facts}, {"known_at", 1}}, "/known_at", "does not go with facts"},
      {{{"facts", facts}, {"known_at_to", 1}}, "/known_at_to", "does not go with facts"},
      {{{"facts", "x"}}, "/facts", "the name of each file"},
      {{{"facts", Json::object()}}, "/facts", "the name of each file"},
      {{{"facts", {{"ending.jsonl", 7}}}}, "/facts/ending.jsonl", "the file's text"},
      {{{"facts", {{"../x.jsonl", ""}}}}, "/facts/..~1x.jsonl", "expected entities.csv"},
      {{{"facts", {{".jsonl", ""}}}}, "/facts/.jsonl", "expected entities.csv"},
      {{{"facts", {{"parties.csv", ""}}}}, "/facts/parties.csv", "expected entities.csv"},
      {{{"rulebooks", broken}}, "/rulebooks/TQ~1movements.json", ""},
      {{{"rulebooks", unknown}}, "/rulebooks/TQ~1movements.json", "T9"},
      {{{"rulebooks", stranger}}, "/rulebooks/..~1x.txt", "ends in .json"},
      {{{"rulebooks", Json::array({1})}}, "/rulebooks", ""},
      {{{"rulebooks", {{"TQ/book.json", "{}"}}}}, "/rulebooks/TQ~1book.json", ""},
  };
  for (const Row& row : rows) {
    const Reply reply = Submit(row.body);
    EXPECT_EQ(reply.status, 400) << row.field << reply.text;
    EXPECT_EQ(reply.Field(), row.field) << reply.text;
    EXPECT_THAT(reply.text, HasSubstr(row.told));
  }
  EXPECT_EQ(desk_.Post("steward", "/v1/diff", {{"as_of_to", "2020-07-01"}}).Problem(),
            "purpose-required");
  EXPECT_EQ(desk_.Get("steward", "/v1/jobs").body.at("jobs").size(), 0u);
  ExpectNothingLeft();
}

TEST_F(DiffTest, FilesHaveALimitOfTheirOwn) {
  Request request{"POST", "/v1/diff", Purposeful(), std::string(size_t{33} << 20, ' ')};
  request.headers.emplace_back("Content-Type", "application/json");
  EXPECT_EQ(desk_.Send("steward", request).Problem(), "body-too-large");
  // More bytes than other bodies may have.
  request.body.resize(size_t{2} << 20);
  EXPECT_EQ(desk_.Send("steward", request).Problem(), "bad-json");
  request.target = "/v1/impact";
  EXPECT_EQ(desk_.Send("steward", request).Problem(), "body-too-large");
}

TEST_F(DiffTest, OneThatWaitsIsCancelledAndItsUploadIsGone) {
  std::promise<void> go;
  ASSERT_TRUE(desk_.backend()
                  .jobs()
                  .Start({.kind = "import", .unit = "credit"},
                         [&go](const JobRun&) -> absl::StatusOr<Json> {
                           go.get_future().wait();
                           return Json();
                         })
                  .ok());
  const Reply waiting = Submit({{"facts", {{"ending.jsonl", kEnding}}}});
  ASSERT_EQ(waiting.status, 202) << waiting.text;
  EXPECT_FALSE(fs::is_empty(desk_.folder() + "/state/spool"));
  const std::string cancel = waiting.Header("Location") + "/cancel";
  EXPECT_EQ(desk_.Post("steward2", cancel, Json::object()).body.at("state"), "cancelled");
  ExpectNothingLeft();
  go.set_value();
  desk_.backend().jobs().Wait();
}

TEST_F(DiffTest, WhatAKillLeftBehindIsClearedAtTheStart) {
  const std::string spool = desk_.folder() + "/state/spool/dry-run-abcdef";
  fs::create_directories(spool);
  std::ofstream(spool + "/ending.jsonl") << kEnding;
  desk_.Restart();
  ExpectNothingLeft();
}

TEST_F(DiffTest, AJobIsItsUnitsAndEveryStepIsInTheLog) {
  const Json job = Done({{"as_of_to", "2021-02-25"}});
  const std::string id = job.at("id").get<std::string>();
  EXPECT_EQ(File(job, "changes.csv", "investigator").status, 200) << "of the same unit";
  EXPECT_EQ(File(job, "changes.csv", "investigator2").status, 404);
  EXPECT_EQ(desk_.Get("investigator2", "/v1/jobs/" + id).status, 404);
  std::vector<std::string> lines;
  const Reply log = desk_.Get("auditor", "/v1/audit?unit=credit");
  for (const Json& entry : log.body.at("entries")) {
    const std::string operation = entry.at("operation").get<std::string>();
    if (operation == "job_show") continue;
    lines.push_back(operation + " " + entry.at("subject").get<std::string>() + " " +
                    entry.at("status").dump() + (entry.at("purpose") != "" ? " with purpose" : ""));
  }
  EXPECT_THAT(lines,
              ElementsAre("diff (dry run) 202 with purpose", "diff_done (dry run) 200 with purpose",
                          "job_file " + id + "/changes.csv 200 with purpose"));
}

}  // namespace
}  // namespace liancheng::http
