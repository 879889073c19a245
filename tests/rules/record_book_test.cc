// Records that belong to an act are kept with it, whatever the order of the facts; a listing that
// is not decided yet starts nothing.
// Source:  docs/interchange.md.
#include "engine/rules/record_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fmt/format.h"
#include "query/ask/questions.h"
#include "tests/rules/small_book.h"

namespace liancheng::rules {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr graph::Limits kLimits{4, 1000, 1000, 100};

const std::string kE1 = R"J({"entity": "E1", "type": "enterprise", "region": "320804"})J";
const std::string kE2 = R"J({"entity": "E2", "type": "enterprise", "region": "320804"})J";
const std::string kListing =
    R"J({"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "g", "decided_on": "2020-03-01"})J";

std::shared_ptr<const RecordBook> BookOf(const std::vector<std::string>& lines) {
  const auto world = query::LoadFromFacts(Facts(lines));
  EXPECT_TRUE(world.ok()) << world.status();
  return world->records;
}

std::vector<std::string> StepsOf(const Act& act) {
  std::vector<std::string> words;
  for (const Step& step : act.steps) {
    words.push_back(fmt::format("{} {} {} {}", model::FormatDate(step.on), step.id,
                                model::Name(step.to), step.actor));
  }
  return words;
}

std::vector<std::string> NoticesOf(const Act& act) {
  std::vector<std::string> words;
  for (const Notice& notice : act.notices) {
    words.push_back(
        fmt::format("{} {} {}", model::FormatDate(notice.delivered_on), notice.id, notice.kind));
  }
  return words;
}

TEST(RecordBook, KeepsStepsByDayThenId) {
  const auto book = BookOf(
      {R"J({"step": "S1", "listing": "L1", "to": "repair_applied", "on": "2020-05-02", "actor": "甲"})J",
       R"J({"step": "S4", "listing": "L1", "to": "contested", "on": "2020-05-01"})J",
       R"J({"step": "S3", "listing": "L1", "to": "contested", "on": "2020-05-01"})J",
       R"J({"step": "S2", "listing": "D1", "to": "superseded", "on": "2020-06-01"})J", kListing,
       kE1, kE2,
       R"J({"demand": "D1", "operator": "E1", "merchant": "E2", "on": "2020-04-01", "cooperated": false})J"});
  EXPECT_THAT(StepsOf(*book->FindAct("L1")),
              ElementsAre("2020-05-01 S3 contested ", "2020-05-01 S4 contested ",
                          "2020-05-02 S1 repair_applied 甲"));
  EXPECT_THAT(StepsOf(*book->FindAct("D1")), ElementsAre("2020-06-01 S2 superseded "));
}

TEST(RecordBook, KeepsNoticesByDeliveryThenId) {
  const auto book = BookOf(
      {R"J({"notice": "T1", "listing": "L1", "kind": "rectification", "delivered_on": "2020-04-02"})J",
       R"J({"notice": "T3", "listing": "L1", "kind": "rectification", "delivered_on": "2020-04-01"})J",
       R"J({"notice": "T2", "listing": "L1", "kind": "rectification", "delivered_on": "2020-04-01"})J",
       kListing, kE1});
  EXPECT_THAT(NoticesOf(*book->FindAct("L1")),
              ElementsAre("2020-04-01 T2 rectification", "2020-04-01 T3 rectification",
                          "2020-04-02 T1 rectification"));
  EXPECT_THAT(StepsOf(*book->FindAct("L1")), IsEmpty());
}

std::vector<std::string> FeedbackOf(const Act& act) {
  std::vector<std::string> words;
  for (const Feedback& one : act.feedback) {
    words.push_back(fmt::format("{} {} {} {} {} {}", model::FormatDate(one.on), one.id, one.measure,
                                one.executor, one.executed, one.reason));
  }
  return words;
}

TEST(RecordBook, KeepsFeedbackByDayThenId) {
  const auto book = BookOf(
      {R"J({"feedback": "F2", "listing": "L1", "measure": "S-FUND", "party": "E1", "executor": "甲局", "executed": true, "on": "2020-05-02"})J",
       R"J({"feedback": "F1", "listing": "L1", "measure": "S-FUND", "party": "E1", "executed": false, "reason": "无申请", "on": "2020-05-02"})J",
       R"J({"feedback": "F3", "listing": "L1", "measure": "S-SUP", "party": "E2", "executor": "乙局", "executed": true, "on": "2020-05-01"})J",
       kListing, kE1, kE2});
  const Act& act = *book->FindAct("L1");
  EXPECT_THAT(FeedbackOf(act),
              ElementsAre("2020-05-01 F3 S-SUP 乙局 true ", "2020-05-02 F1 S-FUND  false 无申请",
                          "2020-05-02 F2 S-FUND 甲局 true "));
  EXPECT_NE(act.feedback[0].party, act.feedback[1].party);
  EXPECT_EQ(act.feedback[1].party, act.party);
}

// --- not decided yet ---

// Every way in which a rule reads the day of the listing: the rule itself, a walk at the act and at
// the decision, a grade within a year of it, and another list's guard.
const std::string kRules = R"J({"rules": [
  {"id": "HJ-14-(一)", "label": "own", "text": "t", "flags": [], "seed": {"lists": ["HJ-black"]}, "guards": [],
   "give": {"measure": "S-FUND", "name": "n", "tier": "T1", "kind": "MEAS", "standing": "listed", "modality": "must",
            "executors": ["x"], "bases": ["X01"]}},
  {"id": "HJ-14-(二)", "label": "act", "movement": "D24", "text": "t", "flags": [], "seed": {"lists": ["HJ-black"]}, "guards": [],
   "walk": [{"relation": ["legal_representative"], "direction": "in", "at": "act"}],
   "give": {"measure": "S-BAN", "name": "n", "tier": "T1", "kind": "MEAS", "standing": "extended", "modality": "must",
            "executors": ["x"], "bases": ["X01"]}},
  {"id": "HJ-14-(三)", "label": "decision", "movement": "D24", "text": "t", "flags": [], "seed": {"lists": ["HJ-black"]}, "guards": [],
   "walk": [{"relation": ["legal_representative"], "direction": "in", "at": "decision"}],
   "give": {"measure": "S-SUP", "name": "n", "tier": "T1", "kind": "MEAS", "standing": "supervised", "modality": "must",
            "executors": ["x"], "bases": ["X01"]}},
  {"id": "HJ-14-(四)", "label": "graded", "text": "t", "flags": [], "seed": {"lists": ["HJ-black"]},
   "guards": [{"if": "graded_within", "years": 1, "otherwise": "drop"}],
   "give": {"measure": "S-GRADE", "name": "n", "tier": "T1", "kind": "MEAS", "standing": "listed", "modality": "must",
            "executors": ["x"], "bases": ["X01"]}},
  {"id": "HJ-13-(二)", "label": "red", "text": "t", "flags": [], "seed": {"lists": ["HJ-red"]},
   "guards": [{"if": "not_on_list", "lists": ["HJ-black"], "otherwise": "drop"}],
   "give": {"measure": "I-GREEN", "name": "n", "tier": "T1", "kind": "MEAS", "standing": "listed", "modality": "may",
            "executors": ["x"], "bases": [], "incentive": true}}]})J";

const std::vector<std::string> kAround = {
    kE1,
    kE2,
    R"J({"entity": "P1", "type": "person"})J",
    R"J({"relation": "legal_representative", "from": "P1", "to": "E1"})J",
    R"J({"relation": "contact", "from": "E1", "to": "phone:1"})J",
    R"J({"relation": "contact", "from": "E2", "to": "phone:1"})J",
    R"J({"grade": "G1", "subject": "E1", "value": "A", "decided_on": "2020-01-01"})J",
    R"J({"listing": "R1", "list": "HJ-red", "subject": "E1", "ground": "g", "decided_on": "2019-03-01", "published_on": "2019-03-01"})J",
    R"J({"attribution": "A1", "person": "P1", "act": "L1", "role": "principal", "decided_on": "2020-02-11"})J"};

// L1 with `dates`, stated after all that is around it.
std::vector<std::string> With(const std::string& dates) {
  std::vector<std::string> lines = kAround;
  lines.push_back(fmt::format(
      R"J({{"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "g", "act_on": "2019-06-01", {}}})J",
      dates));
  return lines;
}

constexpr query::TierChoice kAllTiers{true, true};

std::vector<std::string> MeasuresOn(const std::vector<std::string>& lines,
                                    const std::string& subject, const std::string& day) {
  const auto answer = query::AskMeasures(Ask(kRules, lines, day), subject, kAllTiers, kLimits);
  EXPECT_TRUE(answer.ok()) << answer.status();
  std::vector<std::string> words;
  for (const model::Finding& finding : answer->findings) {
    words.push_back(fmt::format("{} {}", finding.listing,
                                finding.measure.empty() ? std::string("clue") : finding.measure));
  }
  std::sort(words.begin(), words.end());
  return words;
}

TEST(Undecided, AProposedListingGivesNothingOnAnyDay) {
  const std::string rows[] = {R"J("proposed_on": "2020-02-10")J",
                              R"J("proposed_on": "2020-02-10", "valid_to": "2021-03-01")J"};
  for (const std::string& dates : rows) {
    const std::vector<std::string> lines = With(dates);
    for (const char* day : {"1900-01-01", "2020-02-10", "2020-06-01", "2023-12-31", "2999-12-31"}) {
      const auto reached = query::AskReach(Ask(kRules, lines, day), "L1", kAllTiers, kLimits);
      ASSERT_TRUE(reached.ok()) << reached.status();
      EXPECT_THAT(reached->findings, IsEmpty()) << dates << " " << day;
      ASSERT_FALSE(reached->stops.empty());
      EXPECT_EQ(reached->parties[reached->stops[0].party].key, "E1");
      EXPECT_EQ(reached->stops[0].why, "proposed, not decided yet");
      for (const char* party : {"P1", "E2"}) {
        EXPECT_THAT(MeasuresOn(lines, party, day), Each(Not(StartsWith("L1"))))
            << party << " " << day;
      }
    }
    // Its red listing stays: a proposed listing is on no list.
    EXPECT_THAT(MeasuresOn(lines, "E1", "2020-06-01"), ElementsAre("R1 I-GREEN"));
  }
}

TEST(Undecided, TheSameListingDecidedGivesAllOfIt) {
  const std::vector<std::string> lines =
      With(R"J("proposed_on": "2020-02-10", "decided_on": "2020-03-01")J");
  EXPECT_THAT(MeasuresOn(lines, "E1", "2020-02-29"), ElementsAre("R1 I-GREEN"));
  EXPECT_THAT(MeasuresOn(lines, "E1", "2020-03-01"), ElementsAre("L1 S-FUND", "L1 S-GRADE"));
  EXPECT_THAT(MeasuresOn(lines, "P1", "2020-03-01"), ElementsAre("L1 S-BAN", "L1 S-SUP"));
  EXPECT_THAT(MeasuresOn(lines, "E2", "2020-02-29"), ElementsAre("R1 clue"));
  EXPECT_THAT(MeasuresOn(lines, "E2", "2020-03-01"), ElementsAre("L1 clue", "R1 clue"));
}

TEST(Undecided, AProposalThatWasDroppedSaysSo) {
  std::vector<std::string> lines = With(R"J("proposed_on": "2020-02-10")J");
  lines.push_back(R"J({"ending": "X1", "listing": "L1", "how": "revoked", "on": "2020-02-20"})J");
  const auto reached = query::AskReach(Ask(kRules, lines, "2020-06-01"), "L1", {}, kLimits);
  ASSERT_TRUE(reached.ok());
  EXPECT_THAT(reached->findings, IsEmpty());
  EXPECT_EQ(reached->stops.at(0).why, "ended on 2020-02-20: revoked");
}

}  // namespace
}  // namespace liancheng::rules
