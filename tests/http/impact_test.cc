// Batch impact as a job: permissions, results, and that its files equal those of the command.
#include "query/impact/impact.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "server/impact/batch_report.h"
#include "tests/http/desk.h"

namespace liancheng::http {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr model::Date kDay{18'414};                 // 2020-06-01
constexpr char kIdNumber[] = "152224189003050010";  // of P101 in the demo world

std::map<std::string, std::string> FilesIn(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files[entry.path().lexically_relative(folder).generic_string()] = {
        std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  return files;
}

// One segment of a path.
std::string Escaped(const std::string& text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    escaped += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return escaped;
}

class ImpactTest : public testing::Test {
 protected:
  Reply Submit(const Json& body, const std::string& user = "steward") {
    return desk_.Post(user, "/v1/impact", body, Purposeful());
  }
  // The job when it is over.
  Json Done(const Json& body, const std::string& user = "steward") {
    const Reply reply = Submit(body, user);
    EXPECT_EQ(reply.status, 202) << reply.text;
    desk_.backend().jobs().Wait();
    return desk_.Get(user, reply.Header("Location")).body;
  }
  static std::string PathOf(const Json& job) {
    return "/v1/jobs/" + job.at("id").get<std::string>();
  }
  Reply File(const Json& job, const std::string& name, const std::string& user = "steward") {
    return desk_.Get(user, PathOf(job) + "/files/" + Escaped(name), Purposeful());
  }
  // What the command writes from the same store on the same day.
  std::map<std::string, std::string> OfTheCommand() {
    auto world = desk_.archive().Current();
    EXPECT_TRUE(world.ok()) << world.status();
    const query::Workspace workspace(*std::move(world), desk_.backend().plan(), kDay);
    impact::BatchOptions options;
    options.out = desk_.folder() + "/command";
    options.sync = false;
    const auto acts = query::ActsInEffect(workspace);
    acts_ = acts.size();
    EXPECT_TRUE(impact::WriteBatchReport(workspace, acts, options).ok());
    return FilesIn(options.out);
  }

  Desk desk_;
  size_t acts_ = 0;
};

TEST_F(ImpactTest, TheFilesAreThoseOfTheCommand) {
  const auto expected = OfTheCommand();
  ASSERT_GT(expected.size(), 7u) << "six files and departments";
  const Json job = Done(Json::object());
  ASSERT_EQ(job.at("state"), "done") << job;
  EXPECT_EQ(
      job.at("progress"),
      Json({{"done", acts_}, {"all", acts_}, {"per_second", nullptr}, {"seconds_left", nullptr}}));
  const Json& result = job.at("result");
  EXPECT_EQ(result.at("as_of"), "2020-06-01");
  EXPECT_EQ(result.at("listings"), acts_);
  std::vector<std::string> names;
  for (const Json& file : result.at("files")) {
    const std::string name = file.at("name").get<std::string>();
    names.push_back(name);
    ASSERT_TRUE(expected.contains(name)) << name;
    const Reply reply = File(job, name);
    EXPECT_EQ(reply.status, 200) << name;
    EXPECT_EQ(file.at("bytes"), expected.at(name).size()) << name;
    EXPECT_TRUE(reply.text == expected.at(name)) << name;
    EXPECT_EQ(reply.Header("Cache-Control"), "private, no-store");
    EXPECT_THAT(reply.text, Not(HasSubstr(kIdNumber))) << name;
  }
  EXPECT_EQ(names.size(), expected.size());
}

TEST_F(ImpactTest, OnlySomeListingsOnAnotherDay) {
  const Json body = {{"listings", {"L107", "L101", "L107"}}, {"as_of", "2020-05-01"}};
  const Json job = Done(body, "investigator");
  ASSERT_EQ(job.at("state"), "done") << job;
  EXPECT_EQ(job.at("result").at("listings"), 2);
  EXPECT_EQ(job.at("result").at("as_of"), "2020-05-01");
  const Reply findings = File(job, "findings.csv", "investigator");
  EXPECT_THAT(findings.text, HasSubstr("L101"));
  EXPECT_THAT(findings.text, Not(HasSubstr("L131")));
  EXPECT_THAT(findings.text, Not(HasSubstr(",T3,")));
}

TEST_F(ImpactTest, WhatIsWrongIsNamed) {
  struct Row {
    Json body;
    const char* field;
  };
  const Row rows[] = {{{{"listings", {"L101", "L999"}}}, "/listings"},
                      {{{"listings", Json::array()}}, "/listings"},
                      {{{"as_of", "June"}}, "/as_of"},
                      {{{"out", "/tmp/x"}}, "/out"}};
  for (const Row& row : rows) {
    const Reply reply = Submit(row.body);
    EXPECT_EQ(reply.status, 400) << row.body;
    EXPECT_EQ(reply.Field(), row.field) << reply.text;
  }
  const Reply bare = desk_.Post("steward", "/v1/impact", Json::object());
  EXPECT_EQ(bare.Problem(), "purpose-required");
  EXPECT_EQ(desk_.Get("steward", "/v1/jobs").body.at("jobs").size(), 0u);
}

TEST_F(ImpactTest, AJobAndItsFilesAreItsUnits) {
  const Json job = Done({{"listings", {"L101"}}});
  EXPECT_EQ(File(job, "summary.json", "investigator").status, 200) << "of the same unit";
  EXPECT_EQ(desk_.Get("investigator2", PathOf(job)).status, 404);
  EXPECT_EQ(File(job, "summary.json", "investigator2").status, 404);
  EXPECT_EQ(desk_.Post("investigator2", PathOf(job) + "/cancel", Json::object()).status, 404);
  EXPECT_EQ(desk_.Get("investigator2", "/v1/jobs").body.at("jobs").size(), 0u);
  EXPECT_EQ(desk_.Get("steward", PathOf(job) + "/files/summary.json").Problem(),
            "purpose-required");
}

TEST_F(ImpactTest, OnlyWhatIsInTheListIsGiven) {
  const Json job = Done({{"listings", {"L101"}}});
  const std::string own = "../../" + job.at("id").get<std::string>() + ".json";
  ASSERT_TRUE(fs::exists(desk_.folder() + "/state/jobs/" + job.at("id").get<std::string>() +
                         "/report/" + own));
  for (const std::string& name :
       {own, std::string("../report/summary.json"), std::string("./summary.json"),
        std::string("/etc/hosts"), std::string("departments"), std::string("..")}) {
    EXPECT_EQ(File(job, name).status, 404) << name;
  }
}

TEST_F(ImpactTest, OneThatWaitsIsCancelled) {
  std::promise<void> go;
  ASSERT_TRUE(desk_.backend()
                  .jobs()
                  .Start({.kind = "import", .unit = "credit"},
                         [&go](const JobRun&) -> absl::StatusOr<Json> {
                           go.get_future().wait();
                           return Json();
                         })
                  .ok());
  const Reply waiting = Submit(Json::object());
  EXPECT_EQ(waiting.body.at("state"), "waiting");
  EXPECT_TRUE(waiting.body.at("progress").is_null());
  EXPECT_EQ(File(waiting.body, "summary.json").status, 404);
  const std::string cancel = waiting.Header("Location") + "/cancel";
  const Reply cancelled = desk_.Post("steward2", cancel, Json::object());
  EXPECT_EQ(cancelled.status, 202);
  EXPECT_EQ(cancelled.body.at("state"), "cancelled");
  go.set_value();
  desk_.backend().jobs().Wait();
  EXPECT_EQ(desk_.Get("steward", waiting.Header("Location")).body.at("state"), "cancelled");
  EXPECT_EQ(desk_.Post("steward", cancel, Json::object()).status, 409);
  // An investigator does not see the result of an import.
  EXPECT_EQ(desk_.Get("steward", "/v1/jobs").body.at("jobs").size(), 2u);
  EXPECT_EQ(desk_.Get("investigator", "/v1/jobs").body.at("jobs").size(), 1u);
}

TEST_F(ImpactTest, EveryStepIsInTheLog) {
  const Json job = Done({{"listings", {"L101", "L107"}}});
  const std::string id = job.at("id").get<std::string>();
  File(job, "findings.csv");
  desk_.Post("steward", PathOf(job) + "/cancel", Json::object());
  std::vector<std::string> lines;
  const Reply log = desk_.Get("auditor", "/v1/audit?user=steward");
  for (const Json& entry : log.body.at("entries")) {
    const std::string operation = entry.at("operation").get<std::string>();
    if (operation == "job_show") continue;
    const bool purposeful = entry.at("purpose") != "" && entry.at("ground") != "";
    lines.push_back(operation + " " + entry.at("subject").get<std::string>() + " " +
                    entry.at("status").dump() + (purposeful ? " with purpose" : ""));
  }
  EXPECT_THAT(lines, ElementsAre("impact (2 listings) 202 with purpose",
                                 "impact_done (2 listings) 200 with purpose",
                                 "job_file " + id + "/findings.csv 200 with purpose",
                                 "job_cancel " + id + " 409"));
}

TEST_F(ImpactTest, AFileThatLostItsEndIsNotTakenForWhole) {
  const Json job = Done({{"listings", {"L101"}}});
  const std::string id = job.at("id").get<std::string>();
  Request request{"GET", PathOf(job) + "/files/findings.csv", Purposeful(), ""};
  request.headers.emplace_back("Authorization", "Bearer " + desk_.token("steward"));
  const Response whole = desk_.pipeline().Handle(request);
  EXPECT_FALSE(whole.unfinished);
  EXPECT_EQ(whole.type, "text/csv; charset=utf-8");
  fs::resize_file(desk_.folder() + "/state/jobs/" + id + "/report/findings.csv", 10);
  const Response cut = desk_.pipeline().Handle(request);
  EXPECT_EQ(cut.body.size(), 10u);
  EXPECT_TRUE(cut.unfinished);
  EXPECT_EQ(cut.follow, nullptr);
}

TEST_F(ImpactTest, AJobIsRemovedWhenAskedAndAfterItsTime) {
  const Json job = Done({{"listings", {"L101"}}});
  const Json other = Done({{"listings", {"L101"}}});
  const auto remove = [&](const std::string& user) {
    return desk_.Send(user, {"DELETE", PathOf(job), {}, ""});
  };
  EXPECT_EQ(remove("investigator2").status, 404);
  EXPECT_EQ(File(job, "summary.json").status, 200);
  const Reply removed = remove("steward");
  EXPECT_EQ(removed.status, 200) << removed.text;
  const Reply gone = desk_.Get("steward", PathOf(job));
  EXPECT_EQ(gone.status, 404);
  EXPECT_THAT(gone.text, HasSubstr("removed 30 days after its end"));
  EXPECT_EQ(File(job, "summary.json").status, 404);
  EXPECT_EQ(remove("steward").status, 404);
  constexpr int64_t kDayMs = int64_t{24} * 3'600 * 1'000;
  desk_.Advance(30 * kDayMs - 1);
  EXPECT_EQ(File(other, "summary.json").status, 200);
  desk_.Advance(1);
  EXPECT_EQ(File(other, "summary.json").status, 404);
  EXPECT_EQ(desk_.Get("steward", "/v1/jobs").body.at("jobs").size(), 0u);
  const std::string folder = desk_.folder() + "/state/jobs/" + other.at("id").get<std::string>();
  EXPECT_TRUE(fs::exists(folder));
  desk_.Restart();
  EXPECT_FALSE(fs::exists(folder));
}

TEST_F(ImpactTest, FilesOutliveARestart) {
  const Json job = Done({{"listings", {"L101"}}});
  const std::string before = File(job, "findings.csv").text;
  desk_.Restart();
  EXPECT_EQ(File(job, "findings.csv").text, before);
  EXPECT_THAT(before, HasSubstr("L101"));
}

}  // namespace
}  // namespace liancheng::http
