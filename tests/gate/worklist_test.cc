// Worklists, feeds, feedback and its counts, with results worked out by hand on small worlds.
#include "query/work/worklist.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "fmt/format.h"
#include "query/work/feedback_stats.h"
#include "server/wire/gate_json.h"
#include "tests/gate/gate_world.h"

namespace liancheng::query {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

// TQ-14: E1 is listed; it trades by a shop on the platform of C1; P1 heads it and E2.
const std::vector<std::string> kMarket = {
    R"({"entity": "E1", "type": "enterprise", "region": "152224"})",
    R"({"entity": "E2", "type": "enterprise", "region": "152224"})",
    R"({"entity": "C1", "type": "enterprise", "region": "152224"})",
    R"({"entity": "S1", "type": "shop"})",
    R"({"entity": "F1", "type": "platform"})",
    R"({"entity": "P1", "type": "person"})",
    R"({"relation": "legal_representative", "from": "P1", "to": "E1", "valid_from": "2015-01-01"})",
    R"({"relation": "legal_representative", "from": "P1", "to": "E2", "valid_from": "2016-01-01"})",
    R"({"relation": "operates", "from": "E1", "to": "S1"})",
    R"({"relation": "trades_on", "from": "S1", "to": "F1"})",
    R"({"relation": "operates", "from": "C1", "to": "F1"})",
};
const std::string kListing =
    R"J({"listing": "L1", "list": "TQ-black", "subject": "E1", "ground": "TQ-11-(七)", "decided_on": "2020-03-01", "valid_to": "2021-03-01"})J";

// CS-6-(三) is in force while the party is on the register of L4: from 2020-03-01 to 2020-09-01.
const std::vector<std::string> kLand = {
    R"({"entity": "E5", "type": "enterprise", "region": "350104"})",
    R"J({"listing": "L5", "list": "CS-black", "subject": "E5", "ground": "CS-4.2-1", "decided_on": "2020-01-10", "valid_to": "2021-01-10"})J",
    R"J({"listing": "L6", "list": "N-abnormal", "subject": "E5", "ground": "年报未公示", "decided_on": "2020-03-01", "valid_to": "2020-09-01"})J",
};

std::vector<std::string> With(std::vector<std::string> lines,
                              const std::vector<std::string>& more) {
  lines.insert(lines.end(), more.begin(), more.end());
  return lines;
}

const Unit kMarketBureau{"", "县市场监督管理局", UnitKind::kDepartment, {}, {}, ""};
const Unit kCommerce{"", "电商主管部门", UnitKind::kDepartment, {}, {}, ""};
const Unit kPlatform{"", "虚构平台公司", UnitKind::kPlatform, {}, {}, "C1"};
const Unit kOtherPlatform{"", "他平台公司", UnitKind::kPlatform, {}, {}, "C9"};
// A unit of a kind that no word means: only provisions that name it are in its remit.
const Unit kLandBureau{"", "市国土局仓山分局", UnitKind::kOther, {}, {}, ""};

WorklistAnswer ListOf(const Workspace& workspace, const Unit& unit,
                      std::optional<int> answer_days = std::nullopt) {
  auto answer = AskWorklist(workspace, {unit, answer_days});
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.ok() ? *std::move(answer) : WorklistAnswer{};
}

// "S-SUP P1 named"
std::vector<std::string> Words(const WorklistAnswer& answer) {
  std::vector<std::string> words;
  for (const ListedItem& listed : answer.items) {
    words.push_back(fmt::format("{} {} {}", listed.item.finding.measure, listed.item.party_key,
                                Name(listed.remit)));
  }
  return words;
}

std::string ItemOn(const WorklistAnswer& answer, const std::string& measure,
                   const std::string& party) {
  for (const ListedItem& listed : answer.items) {
    if (listed.item.finding.measure == measure && listed.item.party_key == party) {
      return listed.item.id;
    }
  }
  ADD_FAILURE() << "no item " << measure << " on " << party;
  return "";
}

TEST(Worklist, EachUnitSeesWhatLiesWithIt) {
  const Workspace workspace = GateWorld(With(kMarket, {kListing}), "2020-06-01");
  EXPECT_THAT(Words(ListOf(workspace, kMarketBureau)),
              UnorderedElementsAre("S-SUP P1 named", "S-SUP E2 named"));
  EXPECT_THAT(Words(ListOf(workspace, kCommerce)),
              UnorderedElementsAre("S-SUP P1 named", "S-SUP E2 named"));
  EXPECT_THAT(Words(ListOf(workspace, kPlatform)),
              UnorderedElementsAre("S-NOSVC C1 own", "S-NOSVC E1 general"));
  EXPECT_THAT(Words(ListOf(workspace, kOtherPlatform)), ElementsAre("S-NOSVC E1 general"));
  EXPECT_THAT(Words(ListOf(workspace, kLandBureau)), IsEmpty());
  EXPECT_THAT(Words(ListOf(workspace, {"", "某室", UnitKind::kOther, {}, {"S-SELF"}, ""})),
              ElementsAre("S-SELF E1 granted"));
  EXPECT_THAT(Words(ListOf(workspace.On(DayOf("2021-03-01")), kMarketBureau)), IsEmpty());
  EXPECT_THAT(Words(ListOf(workspace.On(DayOf("2020-02-29")), kMarketBureau)), IsEmpty());
}

TEST(Worklist, AnItemKeepsItsIdOverDaysAndFacts) {
  const Workspace first = GateWorld(With(kMarket, {kListing}), "2020-06-01");
  const Workspace more = GateWorld(
      With(With({R"({"entity": "A0", "type": "enterprise"})"}, kMarket), With(kLand, {kListing})),
      "2020-12-01");
  for (const char* party : {"P1", "E2"}) {
    EXPECT_EQ(ItemOn(ListOf(first, kMarketBureau), "S-SUP", party),
              ItemOn(ListOf(more, kMarketBureau), "S-SUP", party));
    EXPECT_NE(ItemOn(ListOf(first, kMarketBureau), "S-SUP", party),
              ItemOn(ListOf(first, kCommerce), "S-SUP", party));
  }
  EXPECT_NE(ItemOn(ListOf(first, kMarketBureau), "S-SUP", "P1"),
            ItemOn(ListOf(first, kMarketBureau), "S-SUP", "E2"));
}

TEST(Worklist, OnlyWhatIsInForceIsOwedAnAnswer) {
  const Workspace workspace = GateWorld(kLand, "2020-03-31");
  const WorklistAnswer plain = ListOf(workspace, kLandBureau);
  EXPECT_THAT(Words(plain), ElementsAre("CS-6-(三) E5 named"));
  EXPECT_EQ(plain.unanswered, 1u);
  EXPECT_EQ(plain.overdue, 0u);
  EXPECT_THAT(plain.notes, ElementsAre(HasSubstr("nothing is counted as overdue")));
  // Its effect begins with the listing, on 2020-01-10: 81 days before.
  EXPECT_EQ(ListOf(workspace, kLandBureau, 81).overdue, 0u);
  EXPECT_EQ(ListOf(workspace, kLandBureau, 80).overdue, 1u);
  // On the day before the register has it, the measure is undetermined and owed nothing.
  EXPECT_EQ(ListOf(workspace.On(DayOf("2020-02-29")), kLandBureau, 10).unanswered, 0u);
}

TEST(Worklist, FeedbackJoinsTheItemItNames) {
  const Workspace workspace = GateWorld(kLand, "2020-04-10");
  const std::string item = ItemOn(ListOf(workspace, kLandBureau), "CS-6-(三)", "E5");
  const auto fact = FeedbackOf(
      workspace, {item, "", "", "", "市国土局仓山分局", false, "无供地申请", DayOf("2020-04-09")});
  ASSERT_TRUE(fact.ok()) << fact.status();
  const auto& said = std::get<model::FeedbackFact>(fact->statement);
  EXPECT_EQ(said.listing, "L5");
  EXPECT_EQ(said.measure, "CS-6-(三)");
  EXPECT_EQ(said.party.key, "E5");
  EXPECT_THAT(said.id, testing::StartsWith("fb-" + item + "-2020-04-09-"));

  const std::string line = fmt::format(
      R"J({{"feedback": "{}", "listing": "L5", "measure": "CS-6-(三)", "party": "E5", "executor": "市国土局仓山分局", "executed": false, "reason": "无供地申请", "on": "2020-04-09"}})J",
      said.id);
  const WorklistAnswer answered = ListOf(GateWorld(With(kLand, {line}), "2020-04-10"), kLandBureau);
  ASSERT_THAT(answered.items, SizeIs(1));
  EXPECT_TRUE(answered.items[0].answered);
  EXPECT_EQ(answered.unanswered, 0u);
  ASSERT_THAT(answered.items[0].item.answers, SizeIs(1));
  EXPECT_EQ(answered.items[0].item.answers[0].reason, "无供地申请");
  // Not yet on the day before.
  EXPECT_EQ(ListOf(GateWorld(With(kLand, {line}), "2020-04-08"), kLandBureau).unanswered, 1u);
}

TEST(Worklist, FeedbackWithoutAnItemJoinsByMeasurePartyAndExecutor) {
  struct Row {
    const char* measure;
    const char* party;
    const char* executor;
    bool joins;
  };
  const std::vector<Row> rows = {
      {"S-SUP", "E2", "县市场监督管理局", true},
      {"S-SUP", "E2", "县市监局", true},
      {"S-SUP", "E2", "", true},
      {"S-SUP", "E2", "电商主管部门", false},
      {"S-SUP", "P1", "县市场监督管理局", false},
      {"S-SELF", "E2", "县市场监督管理局", false},
  };
  for (const Row& row : rows) {
    const std::string line = fmt::format(
        R"J({{"feedback": "X1", "listing": "L1", "measure": "{}", "party": "{}", "executor": "{}", "executed": true, "on": "2020-05-01"}})J",
        row.measure, row.party, row.executor);
    const std::string without_executor = fmt::format(
        R"J({{"feedback": "X1", "listing": "L1", "measure": "{}", "party": "{}", "executed": true, "on": "2020-05-01"}})J",
        row.measure, row.party);
    const Workspace workspace = GateWorld(
        With(kMarket, {kListing, row.executor[0] == '\0' ? without_executor : line}), "2020-06-01");
    const WorklistAnswer answer = ListOf(workspace, kMarketBureau);
    for (const ListedItem& listed : answer.items) {
      const bool joined = listed.item.party_key == "E2" && row.joins;
      const bool other = listed.item.party_key == "P1" && std::string(row.party) == "P1";
      EXPECT_EQ(listed.answered, joined || other)
          << row.measure << " " << row.party << " " << row.executor << " on "
          << listed.item.party_key;
    }
  }
}

TEST(Worklist, RefusesFeedbackThatSaysNothing) {
  const Workspace workspace = GateWorld(With(kMarket, {kListing}), "2020-06-01");
  const model::Date day = DayOf("2020-05-01");
  const std::vector<std::pair<FeedbackEntry, absl::StatusCode>> rows = {
      {{"", "L1", "S-SUP", "E2", "", true, "", day}, absl::StatusCode::kInvalidArgument},
      {{"", "L1", "S-SUP", "E2", "某局", false, "", day}, absl::StatusCode::kInvalidArgument},
      {{"", "L1", "S-NONE", "E2", "某局", true, "", day}, absl::StatusCode::kInvalidArgument},
      {{"", "L9", "S-SUP", "E2", "某局", true, "", day}, absl::StatusCode::kNotFound},
      {{"", "L1", "S-SUP", "E9", "某局", true, "", day}, absl::StatusCode::kNotFound},
      {{"0123456789abcdef", "", "", "", "某局", true, "", day}, absl::StatusCode::kNotFound},
      {{"", "L1", "S-SUP", "E2", "某局", true, "", DayOf("2020-02-29")},
       absl::StatusCode::kFailedPrecondition},
      {{"", "L1", "S-SUP", "E2", "某局", true, "", day}, absl::StatusCode::kOk},
  };
  for (const auto& [entry, code] : rows) {
    EXPECT_EQ(FeedbackOf(workspace, entry).status().code(), code)
        << entry.listing << " " << entry.measure << " " << entry.party << " " << entry.item;
  }
}

// "new S-SUP E2", "ended S-SUP E2: the listing ended ..."
std::vector<std::string> Words(const FeedAnswer& answer) {
  std::vector<std::string> words;
  for (const FeedEntry& entry : answer.entries) {
    std::string word = fmt::format("{} {} {}", Name(entry.change), entry.item.finding.measure,
                                   entry.item.party_key);
    for (const std::string& field : entry.changed) word += " " + field;
    if (!entry.why.empty()) word += ": " + entry.why;
    if (entry.lift) word += "; lift";
    words.push_back(std::move(word));
  }
  return words;
}

TEST(Feed, TellsWhatIsNewChangedAndEnded) {
  const std::string executed =
      R"J({"feedback": "X1", "listing": "L1", "measure": "S-SUP", "party": "E2", "executor": "县市场监督管理局", "executed": true, "on": "2020-05-01"})J";
  const std::string repaired =
      R"J({"ending": "N1", "listing": "L1", "how": "repaired", "on": "2020-07-01"})J";
  const Workspace empty = GateWorld(kMarket, "2020-06-01");
  const Workspace listed = GateWorld(With(kMarket, {kListing}), "2020-06-01");
  const Workspace answered = GateWorld(With(kMarket, {kListing, executed}), "2020-06-02");
  const Workspace ended = GateWorld(With(kMarket, {kListing, executed, repaired}), "2020-07-01");
  const auto feed = [](const Workspace& before, const Workspace& now, const Unit* unit) {
    auto answer = AskFeed(before, now, unit);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return *std::move(answer);
  };
  EXPECT_THAT(Words(feed(empty, listed, &kMarketBureau)),
              UnorderedElementsAre("new S-SUP P1", "new S-SUP E2"));
  EXPECT_THAT(Words(feed(listed, answered, nullptr)), IsEmpty());
  EXPECT_THAT(
      Words(feed(listed, ended, &kMarketBureau)),
      UnorderedElementsAre("ended S-SUP P1: the listing ended on 2020-07-01: repaired",
                           "ended S-SUP E2: the listing ended on 2020-07-01: repaired; lift"));
  EXPECT_THAT(Words(feed(listed, listed.On(DayOf("2021-03-01")), &kOtherPlatform)),
              ElementsAre("ended S-NOSVC E1: the listing expired on 2021-03-01"));
  EXPECT_THAT(Words(feed(listed, empty, &kPlatform)),
              UnorderedElementsAre("ended S-NOSVC C1: the listing was taken back",
                                   "ended S-NOSVC E1: the listing was taken back"));
  // The end is known in advance: the items have another last day.
  EXPECT_THAT(Words(feed(listed, ended.On(DayOf("2020-06-01")), &kMarketBureau)),
              UnorderedElementsAre("changed S-SUP P1 to", "changed S-SUP E2 to"));
}

TEST(Feed, TellsThatAMeasureComesIntoForceAndLosesIt) {
  const Workspace workspace = GateWorld(kLand, "2020-02-29");
  const auto gained = AskFeed(workspace, workspace.On(DayOf("2020-03-01")), &kLandBureau);
  ASSERT_TRUE(gained.ok());
  EXPECT_THAT(Words(*gained), ElementsAre("changed CS-6-(三) E5 force missing"));
  const auto none =
      AskFeed(workspace.On(DayOf("2020-03-01")), workspace.On(DayOf("2020-08-31")), &kLandBureau);
  ASSERT_TRUE(none.ok());
  EXPECT_THAT(Words(*none), IsEmpty());
  const auto same_day = AskFeed(workspace, workspace, nullptr);
  ASSERT_TRUE(same_day.ok());
  EXPECT_EQ(same_day->acts_looked_at, 0u);
}

TEST(Feed, TokensAreReadAsTheyAreWritten) {
  const FeedToken token{"3f0c2a9b11d4", {7}, DayOf("2020-06-01")};
  EXPECT_EQ(FormatFeedToken(token), "3f0c2a9b11d4:7@2020-06-01");
  EXPECT_EQ(*ParseFeedToken(FormatFeedToken(token)), token);
  EXPECT_EQ(ParseFeedToken(":0@2020-06-01")->epoch, "");
  for (const char* wrong :
       {"", "7@2020-06-01", "a:7", "a:x@2020-06-01", "a:7@2020-13-01", "a b:7@2020-06-01",
        "a:@2020-06-01", "a:7@", "a:-7@2020-06-01", "a@2020-06-01:7"}) {
    EXPECT_EQ(ParseFeedToken(wrong).status().code(), absl::StatusCode::kInvalidArgument) << wrong;
  }
}

// Three firms with L5-like listings; the register makes each in force. One is answered "executed"
// after 20 days, one "not executed", one not at all; a fourth began before the period.
TEST(FeedbackStats, CountsByExecutorMeasureAndMonth) {
  std::vector<std::string> lines;
  const std::vector<std::pair<const char*, const char*>> firms = {
      {"1", "2020-02-10"}, {"2", "2020-02-20"}, {"3", "2020-03-05"}, {"4", "2020-01-31"}};
  for (const auto& [n, decided] : firms) {
    lines.push_back(
        fmt::format(R"({{"entity": "E{}", "type": "enterprise", "region": "350104"}})", n));
    lines.push_back(fmt::format(
        R"J({{"listing": "L{}", "list": "CS-black", "subject": "E{}", "ground": "CS-4.2-1", "decided_on": "{}", "valid_to": "2021-01-10"}})J",
        n, n, decided));
  }
  const auto feedback = [](const char* id, const char* n, bool executed, const char* reason,
                           const char* on) {
    return fmt::format(
        R"J({{"feedback": "{}", "listing": "L{}", "measure": "CS-6-(三)", "party": "E{}", "executor": "市国土局仓山分局", "executed": {}, "reason": "{}", "on": "{}"}})J",
        id, n, n, executed, reason, on);
  };
  lines.push_back(feedback("F1", "1", false, "待核", "2020-02-12"));
  lines.push_back(feedback("F2", "1", true, "已执行", "2020-03-01"));
  lines.push_back(feedback("F3", "2", false, "无供地申请", "2020-03-02"));
  lines.push_back(feedback("F4", "4", true, "已执行", "2020-02-15"));
  const Workspace workspace = GateWorld(lines, "2020-03-20");
  const auto stats = AskFeedbackStats(workspace, DayOf("2020-02-01"), DayOf("2020-04-01"));
  ASSERT_TRUE(stats.ok()) << stats.status();
  std::map<std::string, const FeedbackRow*> land;
  for (const FeedbackRow& row : stats->rows) {
    if (row.measure == "CS-6-(三)") land[row.month + " " + row.executor] = &row;
  }
  ASSERT_THAT(land, SizeIs(2));
  const FeedbackRow& february = *land.at("2020-02 市国土局仓山分局");
  EXPECT_EQ(february.due, 2u);
  EXPECT_EQ(february.executed, 1u);
  EXPECT_EQ(february.not_executed, 1u);
  EXPECT_EQ(february.unanswered, 0u);
  EXPECT_EQ(february.delay_days_sum, 20u);  // 2020-02-10 to 2020-03-01, a leap year
  EXPECT_THAT(february.reasons, ElementsAre(testing::Pair("无供地申请", 1u)));
  const FeedbackRow& march = *land.at("2020-03 市国土局仓山分局");
  EXPECT_EQ(march.due, 1u);
  EXPECT_EQ(march.unanswered, 1u);
  const wire::Json json = wire::Result(*stats);
  for (const wire::Json& row : json.at("rows")) {
    if (row.at("measure") == "CS-6-(三)" && row.at("month") == "2020-02") {
      EXPECT_EQ(row.at("average_delay_days"), 20.0);
    }
  }
  EXPECT_EQ(AskFeedbackStats(workspace, DayOf("2020-02-01"), DayOf("2020-02-01")).status().code(),
            absl::StatusCode::kInvalidArgument);
  // Nothing has begun after the asked day.
  const auto later = AskFeedbackStats(workspace, DayOf("2020-04-01"), DayOf("2020-06-01"));
  ASSERT_TRUE(later.ok());
  EXPECT_THAT(later->rows, IsEmpty());
}

}  // namespace
}  // namespace liancheng::query
