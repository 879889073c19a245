// Batch impact for units that see only their own part: the content of their files, and who may see
// which jobs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/http/desk.h"

namespace liancheng::http {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string Escaped(const std::string& text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    escaped += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return escaped;
}

// Identifies a finding, from a line of findings.jsonl or an item of a worklist.
std::string Mark(const Json& finding) {
  std::string mark;
  for (const char* key : {"listing", "provision", "movement", "measure", "standing", "subject"}) {
    mark += finding.at(key).get<std::string>() + " ";
  }
  return mark;
}

std::string PathOf(const Json& job) {
  return "/v1/jobs/" + job.at("id").get<std::string>();
}

class OwnPartTest : public testing::Test {
 protected:
  Json Done(const std::string& user, const Json& body = Json::object()) {
    const Reply reply = desk_.Post(user, "/v1/impact", body, Purposeful());
    EXPECT_EQ(reply.status, 202) << reply.text;
    desk_.backend().jobs().Wait();
    return desk_.Get(user, reply.Header("Location")).body;
  }
  Reply File(const std::string& user, const Json& job, const std::string& name) {
    return desk_.Get(user, PathOf(job) + "/files/" + Escaped(name), Purposeful());
  }
  std::vector<Json> Findings(const std::string& user, const Json& job) {
    std::istringstream lines(File(user, job, "findings.jsonl").text);
    std::vector<Json> findings;
    for (std::string line; std::getline(lines, line);) findings.push_back(Json::parse(line));
    return findings;
  }
  // Of the unit's worklist, as it is disclosed to the same user for the same purpose.
  std::set<std::string> Worklist(const std::string& user) {
    const Reply reply = desk_.Get(user, "/v1/worklist?limit=10000", Purposeful());
    EXPECT_EQ(reply.status, 200) << reply.text;
    std::set<std::string> marks;
    for (const Json& item : reply.body.at("result").at("items")) marks.insert(Mark(item));
    return marks;
  }
  std::vector<std::string> JobsOf(const std::string& user) {
    std::vector<std::string> ids;
    const Reply reply = desk_.Get(user, "/v1/jobs");
    for (const Json& job : reply.body.at("jobs")) {
      ids.push_back(job.at("id").get<std::string>());
    }
    return ids;
  }
  // A user of a unit that is there already, with a token of its own.
  std::string TokenOf(const std::string& user, const std::string& unit, access::Role role) {
    std::string text;
    EXPECT_TRUE(desk_.backend()
                    .access_file()
                    .Change([&](access::AccessBook& book) {
                      absl::Status put = book.Put(access::User{user, unit, role});
                      const auto made =
                          access::MakeToken(user, kNoonMs / 1'000, kNoonMs / 1'000 + 24 * 3'600);
                      book.Put(made.kept);
                      text = made.text;
                      return put;
                    })
                    .ok());
    return text;
  }

  Desk desk_;
};

TEST_F(OwnPartTest, FilesHoldWhatTheWorklistHolds) {
  const Json whole = Done("steward");
  EXPECT_EQ(whole.at("own_part"), false);
  size_t most = 0;
  for (const std::string user : {"department", "county", "elsewhere", "platform"}) {
    const Json job = Done(user);
    ASSERT_EQ(job.at("state"), "done") << job;
    EXPECT_EQ(job.at("own_part"), true);
    const std::vector<Json> findings = Findings(user, job);
    std::set<std::string> marks;
    std::set<std::string> subjects;
    for (const Json& finding : findings) {
      marks.insert(Mark(finding));
      subjects.insert(finding.at("subject").get<std::string>());
      EXPECT_NE(finding.at("tier"), "T3");
    }
    EXPECT_EQ(marks, Worklist(user)) << user;
    const Json& result = job.at("result");
    EXPECT_EQ(result.at("findings"), findings.size()) << user;
    EXPECT_EQ(result.at("parties"), subjects.size()) << user;
    EXPECT_LT(findings.size(), whole.at("result").at("findings").get<size_t>()) << user;
    most = std::max(most, findings.size());
    // The totals are its own; others have no file.
    const Json summary = File(user, job, "summary.json").body.at("result");
    EXPECT_EQ(summary.at("findings"), findings.size());
    EXPECT_THAT(summary.at("stops"), IsEmpty());
    for (const Json& row : summary.at("by_executor")) EXPECT_FALSE(row.contains("file")) << row;
    std::istringstream parties(File(user, job, "parties.csv").text);
    std::string line;
    for (std::getline(parties, line); std::getline(parties, line);) {
      const size_t comma = line.find(',');
      EXPECT_THAT(subjects,
                  Contains(line.substr(comma + 1, line.find(',', comma + 1) - comma - 1)));
    }
    EXPECT_EQ(File(user, job, "stops.csv").text, "listing,list,party,party_name,why\r\n");
    size_t departments = 0;
    for (const Json& file : result.at("files")) {
      const std::string name = file.at("name").get<std::string>();
      departments += name.starts_with("departments/") ? 1 : 0;
      EXPECT_EQ(File(user, job, name).text.size(), file.at("bytes")) << name;
    }
    EXPECT_EQ(departments, findings.empty() ? 0u : 1u) << user;
  }
  EXPECT_GT(most, 0u);
}

TEST_F(OwnPartTest, OfSomeListings) {
  const Json job = Done("department", {{"listings", {"L101"}}});
  for (const Json& finding : Findings("department", job)) EXPECT_EQ(finding.at("listing"), "L101");
  EXPECT_EQ(desk_.Post("department", "/v1/impact", {{"listings", {"L999"}}}, Purposeful()).Field(),
            "/listings");
  // A platform is not told which listings there are.
  for (const char* id : {"L101", "L999"}) {
    const Reply reply = desk_.Post("platform", "/v1/impact", {{"listings", {id}}}, Purposeful());
    EXPECT_EQ(reply.status, 400);
    EXPECT_THAT(reply.text, HasSubstr("all listings in effect"));
  }
  EXPECT_EQ(desk_.Post("department", "/v1/impact", Json::object()).Problem(), "purpose-required");
}

TEST_F(OwnPartTest, AJobIsItsUnits) {
  const Json job = Done("department");
  EXPECT_EQ(desk_.Get("department2", PathOf(job)).status, 200) << "of the same unit";
  EXPECT_EQ(File("department2", job, "summary.json").status, 200);
  for (const std::string user : {"county", "elsewhere", "platform", "steward", "investigator"}) {
    EXPECT_EQ(desk_.Get(user, PathOf(job)).status, 404) << user;
    EXPECT_EQ(File(user, job, "summary.json").status, 404) << user;
    EXPECT_EQ(desk_.Post(user, PathOf(job) + "/cancel", Json::object()).status, 404) << user;
    EXPECT_EQ(desk_.Send(user, {"DELETE", PathOf(job), {}, ""}).status, 404) << user;
    EXPECT_THAT(JobsOf(user), IsEmpty()) << user;
  }
  EXPECT_EQ(desk_.Get("department", PathOf(job) + "/files/summary.json").Problem(),
            "purpose-required");
}

// A unit may have a user who sees all and one who does not.
TEST_F(OwnPartTest, WhatWasMadeForOneThatSeesAllIsNotForTheOthersOfItsUnit) {
  const Json whole = Done("steward");
  for (const access::Role role : {access::Role::kDepartment, access::Role::kPlatform}) {
    const std::string token = TokenOf("clerk", "credit", role);
    const Headers headers = {
        {"Authorization", "Bearer " + token}, {"X-Purpose", "licence"}, {"X-Ground", "HJ-16"}};
    const auto ask = [&](const std::string& method, const std::string& target) {
      return desk_.Send("", {method, target, headers, ""});
    };
    EXPECT_EQ(ask("GET", PathOf(whole)).status, 404);
    EXPECT_EQ(ask("GET", PathOf(whole) + "/files/summary.json").status, 404);
    EXPECT_EQ(ask("POST", PathOf(whole) + "/cancel").status, 404);
    EXPECT_EQ(ask("DELETE", PathOf(whole)).status, 404);
    EXPECT_THAT(ask("GET", "/v1/jobs").body.at("jobs"), IsEmpty());
  }
  EXPECT_THAT(JobsOf("steward"), Contains(whole.at("id").get<std::string>()));
}

// The purpose of a job is known after a restart.
TEST_F(OwnPartTest, StaysOwnOverARestart) {
  const Json whole = Done("steward");
  const Json own = Done("department");
  const std::string token = TokenOf("clerk", "credit", access::Role::kDepartment);
  desk_.Restart();
  EXPECT_EQ(desk_.Get("department", PathOf(own)).body.at("own_part"), true);
  EXPECT_EQ(File("department", own, "summary.json").status, 200);
  EXPECT_EQ(desk_.Get("steward", PathOf(whole)).body.at("own_part"), false);
  EXPECT_EQ(
      desk_.Send("", {"GET", PathOf(whole), {{"Authorization", "Bearer " + token}}, ""}).status,
      404);
}

}  // namespace
}  // namespace liancheng::http
