// The gate, worklists, changes and feedback over HTTP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "server/audit/audit_log.h"
#include "server/http/service/check_counts.h"
#include "tests/http/desk.h"

namespace liancheng::http {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Json CheckOf(const char* id) {
  return {{"matter", "licence"}, {"subject", {{"id", id}}}};
}

TEST(Check, AnswersWithADecisionAndTheIdOfItsLogLine) {
  Desk desk;
  const Reply reply =
      desk.Post("department", "/v1/check", CheckOf("E101"), {{"X-Request-Id", "r-77"}});
  ASSERT_EQ(reply.status, 200) << reply.text;
  const Json& result = reply.body.at("result");
  EXPECT_EQ(result.at("unit"), "示例县市场监督管理局");
  EXPECT_EQ(result.at("query_log_id"), "r-77");
  EXPECT_EQ(result.at("match"), "exact_number");
  const Reply log = desk.Get("auditor", "/v1/audit?operation=check");
  EXPECT_EQ(log.body.at("entries").front().at("request"), "r-77");
  EXPECT_EQ(log.body.at("entries").front().at("subject"), "E101");
}

TEST(Check, WhatIsWrongIsNamed) {
  Desk& desk = SharedDesk();
  struct Row {
    Json body;
    int status;
    const char* problem;
    const char* field;
  };
  const Row rows[] = {
      {{{"subject", {{"id", "E101"}}}}, 400, "bad-field", "/matter"},
      {{{"matter", "licence"}}, 400, "bad-field", "/subject"},
      {{{"matter", "licence"}, {"subject", {{"colour", "red"}}}},
       400,
       "bad-field",
       "/subject/colour"},
      {{{"matter", "licence"}, {"subject", {{"id", "E101"}}}, {"unit", "别的局"}},
       400,
       "unknown-field",
       "/unit"},
      {{{"matter", "licence"}, {"subject", {{"id", "E101"}}}, {"as_of", "soon"}},
       400,
       "bad-field",
       "/as_of"},
      // P101 is a natural person.
      {CheckOf("P101"), 400, "purpose-required", "/purpose"},
      {{{"matter", "licence"},
        {"subject", {{"id", "P101"}}},
        {"purpose", "登记"},
        {"consent_id", "C9"}},
       403,
       "no-consent",
       "/consent_id"},
  };
  for (const Row& row : rows) {
    const Reply reply = desk.Post("department", "/v1/check", row.body);
    EXPECT_EQ(reply.status, row.status) << reply.text;
    EXPECT_EQ(reply.Problem(), row.problem) << reply.text;
    EXPECT_EQ(reply.Field(), row.field) << reply.text;
  }
}

TEST(Check, AConsentHoldsForItsPersonUnitAndPurpose) {
  Desk desk;
  ASSERT_TRUE(desk.backend()
                  .access_file()
                  .Change([](access::AccessBook& book) {
                    return book.Put(access::Consent{"C1", "P101", "market", {"登记"}, {}});
                  })
                  .ok());
  const auto ask = [&desk](const char* user, const char* party, const char* purpose) {
    return desk
        .Post(user, "/v1/check",
              {{"matter", "licence"},
               {"subject", {{"id", party}}},
               {"purpose", purpose},
               {"consent_id", "C1"}})
        .status;
  };
  EXPECT_EQ(ask("department", "P101", "登记"), 200);
  EXPECT_EQ(ask("department", "P102", "登记"), 403) << "another person";
  EXPECT_EQ(ask("department", "P101", "好奇"), 403) << "another purpose";
  EXPECT_EQ(ask("steward", "P101", "登记"), 403) << "another unit";
}

TEST(Check, AnEndedConsentIsNotBroughtBackByAskingAboutThePast) {
  Desk desk;
  ASSERT_TRUE(desk.backend()
                  .access_file()
                  .Change([](access::AccessBook& book) {
                    return book.Put(
                        access::Consent{"C1",
                                        "P101",
                                        "market",
                                        {"登记"},
                                        {model::kOpenStart, model::FromCivil({2020, 5, 1})}});
                  })
                  .ok());
  for (const char* path : {"/v1/check", "/v1/check?as_of=2020-04-01"}) {
    const Reply reply = desk.Post("department", path,
                                  {{"matter", "licence"},
                                   {"subject", {{"id", "P101"}}},
                                   {"purpose", "登记"},
                                   {"consent_id", "C1"}});
    EXPECT_EQ(reply.status, 403) << path << ": " << reply.text;
    EXPECT_EQ(reply.Problem(), "no-consent") << path;
  }
}

TEST(Check, ANameAloneIsNoHit) {
  const Reply reply = SharedDesk().Post(
      "department", "/v1/check",
      {{"matter", "licence"}, {"subject", {{"name", "突泉示例纸鸢商贸有限公司"}}}});
  ASSERT_EQ(reply.status, 200) << reply.text;
  EXPECT_EQ(reply.body.at("result").at("match"), "name_only");
  EXPECT_EQ(reply.body.at("result").at("decision"), "pass");
  EXPECT_TRUE(reply.body.at("result").at("findings").empty());
}

// The rulebook of TQ names 县市场监督管理局 as an executor.
TEST(Worklist, IsAnsweredItemByItem) {
  Desk desk;
  const Reply list = desk.Get("county", "/v1/worklist", Purposeful());
  ASSERT_EQ(list.status, 200) << list.text;
  const Json& result = list.body.at("result");
  ASSERT_FALSE(result.at("items").empty());
  std::string item;  // of those without an answer
  for (const Json& one : result.at("items")) {
    if (!one.at("answered").get<bool>()) item = one.at("item").get<std::string>();
  }
  const Reply done = desk.Post("county", "/v1/feedback", {{"item", item}, {"executed", true}});
  ASSERT_EQ(done.status, 200) << done.text;
  const Reply after = desk.Get("county", "/v1/worklist", Purposeful());
  bool answered = false;
  for (const Json& one : after.body.at("result").at("items")) {
    if (one.at("item") == item) answered = one.at("answered").get<bool>();
  }
  EXPECT_TRUE(answered);
  EXPECT_EQ(desk.Post("county", "/v1/feedback", {{"item", item}}).Field(), "/executed");
  EXPECT_EQ(desk.Post("county", "/v1/feedback", {{"item", "0000000000000000"}, {"executed", true}})
                .status,
            404);
  const Reply stats = desk.Get("county", "/v1/feedback/statistics?from=2020-01-01&to=2020-07-01");
  EXPECT_EQ(stats.status, 200) << stats.text;
}

// What a row of counts says: unit, month, queries, hits, hits unknown.
std::vector<std::string> CountsOf(const Json& checks) {
  std::vector<std::string> rows;
  for (const Json& row : checks.at("rows")) {
    rows.push_back(fmt::format("{} {} {} {} {}", row.at("unit_name").get<std::string>(),
                               row.at("month").get<std::string>(), row.at("queries").dump(),
                               row.at("hits").dump(), row.at("hits_unknown").dump()));
  }
  return rows;
}

class QueriesAndHits : public testing::Test {
 protected:
  int Check(const std::string& user, const char* matter, const Json& subject) {
    return desk_.Post(user, "/v1/check", {{"matter", matter}, {"subject", subject}}).status;
  }
  Json ChecksOf(const std::string& user, const std::string& from, const std::string& to) {
    const Reply reply = desk_.Get(user, "/v1/feedback/statistics?from=" + from + "&to=" + to);
    EXPECT_EQ(reply.status, 200) << reply.text;
    return reply.body.at("result").at("checks");
  }
  Desk desk_;
};

// E102 is under supervision by the county bureau (S-SUP, from L101), which speaks in an inspection;
// of E103 nothing is on record. E202 is barred from procurement, which lies with the finance bureau
// and is a prompt for any other.
TEST_F(QueriesAndHits, AreCountedByUnitAndMonth) {
  EXPECT_EQ(Check("county", "inspection", {{"id", "E102"}}), 200);
  EXPECT_EQ(Check("county", "inspection", {{"uscc", "91152224WWWW010264"}}), 200) << "E102 again";
  EXPECT_EQ(Check("county", "inspection", {{"id", "E103"}}), 200);
  EXPECT_EQ(Check("county", "inspection", {{"name", "突泉虚构草原食品有限公司"}}), 200);
  EXPECT_EQ(Check("county", "fishing", {{"id", "E102"}}), 422);
  EXPECT_EQ(Check("auditor", "inspection", {{"id", "E102"}}), 403);
  EXPECT_EQ(Check("elsewhere", "government_procurement", {{"id", "E202"}}), 200);
  // From noon on 1 June to half past midnight on 1 July, in China; in London it is still June.
  desk_.Advance((int64_t{29} * 24 * 60 + 12 * 60 + 30) * 60'000);
  EXPECT_EQ(Check("county", "inspection", {{"id", "E102"}}), 200);
  const Json both = ChecksOf("steward", "2020-06-01", "2020-08-01");
  EXPECT_EQ(both.at("known"), true);
  EXPECT_THAT(CountsOf(both),
              ElementsAre("县市场监督管理局 2020-06 4 2 0", "县市场监督管理局 2020-07 1 1 0",
                          "示例区商务局 2020-06 1 1 0"));
  EXPECT_EQ(both.at("total"), Json({{"queries", 6}, {"hits", 4}, {"hits_unknown", 0}}));
  EXPECT_THAT(CountsOf(ChecksOf("steward", "2020-06-02", "2020-07-02")),
              ElementsAre("县市场监督管理局 2020-07 1 1 0"));
  EXPECT_THAT(CountsOf(ChecksOf("elsewhere", "2020-06-01", "2020-08-01")),
              ElementsAre("示例区商务局 2020-06 1 1 0"))
      << "a department sees its own";
}

// A log that was written before it said what was a hit, by a unit that is no longer kept.
TEST(CheckCounts, OldLinesAreNotTakenForMisses) {
  const Desk desk({.demo = false});
  const std::string folder = desk.folder() + "/old";
  ASSERT_TRUE(fs::create_directory(folder));
  {
    auto log = audit::AuditLog::Open({.folder = folder});
    ASSERT_TRUE(log.ok()) << log.status();
    for (const std::optional<bool> hit : {std::optional<bool>(), std::optional<bool>(true)}) {
      audit::Entry entry;
      entry.at_ms = kNoonMs;
      entry.operation = "check";
      entry.unit = "gone";
      entry.status = 200;
      entry.hit = hit;
      ASSERT_TRUE((*log)->Append(entry, audit::Sync::kNow).ok());
    }
  }
  const model::Date from = *model::ParseDate("2020-06-01");
  const model::Date to = *model::ParseDate("2020-07-01");
  const auto counts = CountChecks(folder, access::AccessBook(), from, to, "");
  ASSERT_TRUE(counts.ok()) << counts.status();
  ASSERT_EQ(counts->rows.size(), 1u);
  EXPECT_EQ(counts->rows[0].unit_name, "gone");
  EXPECT_EQ(counts->rows[0].queries, 2u);
  EXPECT_EQ(counts->rows[0].hits, 1u);
  EXPECT_EQ(counts->rows[0].hits_unknown, 1u);
  EXPECT_EQ(
      CountChecks(desk.folder() + "/none", access::AccessBook(), from, to, "").status().code(),
      absl::StatusCode::kNotFound);
}

class ChangesTest : public testing::Test {
 protected:
  std::string TokenNow() {
    const Reply reply = desk_.Get("steward", "/v1/changes");
    EXPECT_EQ(reply.status, 200) << reply.text;
    EXPECT_TRUE(reply.body.at("result").at("entries").empty());
    return reply.body.at("result").at("token").get<std::string>();
  }

  // L101 ends: what came from it ends everywhere, in one commit.
  void EndL101() {
    const Reply asked = desk_.Post("department", "/v1/listings/L101/revoke", Json::object());
    ASSERT_EQ(asked.status, 202) << asked.text;
    const std::string id = asked.body.at("approval").get<std::string>();
    const Reply done = desk_.Post("department2", "/v1/approvals/" + id, {{"decision", "approve"}});
    ASSERT_EQ(done.status, 200) << done.text;
  }

  Response Raw(const std::string& target) {
    return desk_.pipeline().Handle(
        {"GET", target, {{"Authorization", "Bearer " + desk_.token("steward")}}, ""});
  }

  Desk desk_;
};

TEST_F(ChangesTest, AnEndIsTold) {
  const std::string token = TokenNow();
  EndL101();
  const Reply news = desk_.Get("steward", "/v1/changes?since=" + token);
  ASSERT_EQ(news.status, 200) << news.text;
  const Json& entries = news.body.at("result").at("entries");
  ASSERT_FALSE(entries.empty());
  for (const Json& entry : entries) {
    EXPECT_EQ(entry.at("change"), "ended");
    EXPECT_EQ(entry.at("listing"), "L101");
  }
  const std::string later = news.body.at("result").at("token").get<std::string>();
  EXPECT_TRUE(
      desk_.Get("steward", "/v1/changes?since=" + later).body.at("result").at("entries").empty());
  // A worklist asked with the same token tells the unit its part of it.
  EXPECT_EQ(desk_.Get("department", "/v1/worklist?since=" + token).status, 200);
}

TEST_F(ChangesTest, ALongPollWaitsForNews) {
  const Response waiting = Raw("/v1/changes?wait=30&since=" + TokenNow());
  EXPECT_FALSE(waiting.stream);
  ASSERT_NE(waiting.follow, nullptr);
  EXPECT_EQ(waiting.follow->wait_ms, 30'000u);
  EXPECT_EQ(waiting.follow->after, desk_.backend().revision());
  EndL101();
  const Response news = waiting.follow->next();
  EXPECT_EQ(news.follow, nullptr);
  EXPECT_THAT(news.body, HasSubstr("\"change\":\"ended\""));
}

TEST_F(ChangesTest, AStreamGoesOn) {
  const std::string token = TokenNow();
  Response piece = Raw("/v1/changes?stream=true&since=" + token);
  EXPECT_TRUE(piece.stream);
  EXPECT_EQ(piece.type, "text/event-stream");
  EXPECT_THAT(piece.body, StartsWith(":"));
  EndL101();
  ASSERT_NE(piece.follow, nullptr);
  piece = piece.follow->next();
  EXPECT_THAT(piece.body, StartsWith("id: "));
  EXPECT_THAT(piece.body, HasSubstr("\nevent: changes\ndata: {"));
  EXPECT_TRUE(piece.body.ends_with("\n\n"));
  ASSERT_NE(piece.follow, nullptr);
  EXPECT_THAT(piece.follow->next().body, StartsWith(":")) << "told once";
  // Taken up where it ended.
  const Reply again =
      desk_.Get("steward", "/v1/changes?since=" + token, {{"Last-Event-ID", TokenNow()}});
  EXPECT_TRUE(again.body.at("result").at("entries").empty());
}

TEST_F(ChangesTest, ATokenOfAnotherHistoryIsSaid) {
  EXPECT_EQ(desk_.Get("steward", "/v1/changes?since=ffffffffffff:1@2020-06-01").Problem(),
            "revision-not-here");
  EXPECT_EQ(desk_.Get("steward", "/v1/changes?since=x").Field(), "since");
  EXPECT_EQ(desk_.Get("steward", "/v1/changes?wait=61").Field(), "wait");
}

}  // namespace
}  // namespace liancheng::http
