// Effect and scope of a listing.
// Source:  docs/rulebook_format.md, steps 1 and 2.
#include "engine/rules/scope.h"

#include <gtest/gtest.h>

#include "query/ask/questions.h"
#include "tests/rules/small_book.h"

namespace liancheng::rules {
namespace {

constexpr graph::Limits kLimits{4, 1000, 1000, 100};

const std::string kRules = R"J({"rules": [
  {"id": "HJ-14-(一)", "label": "own", "text": "t", "flags": [], "seed": {"lists": ["HJ-black"]}, "guards": [],
   "give": {"measure": "S-FUND", "name": "n", "tier": "T1", "kind": "MEAS", "standing": "listed", "modality": "must",
            "executors": ["x"], "bases": ["X01"]}},
  {"id": "HJ-13-(二)", "label": "red", "text": "t", "flags": [], "seed": {"lists": ["HJ-red"]}, "guards": [],
   "give": {"measure": "I-GREEN", "name": "n", "tier": "T1", "kind": "MEAS", "standing": "listed", "modality": "may",
            "executors": ["x"], "bases": [], "incentive": true}}]})J";

struct Row {
  const char* what;
  const char* entity;
  const char* listing;
  const char* day;
  size_t findings;
  const char* why;  // of the stop, where there are none
};

TEST(Scope, CoversRegionTypeAndTime) {
  const Row rows[] = {
      {"inside the city", R"J({"entity": "E1", "type": "enterprise", "region": "320804"})J",
       R"J({"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decided_on": "2020-03-01"})J",
       "2020-06-01", 1, ""},
      {"another city", R"J({"entity": "E1", "type": "enterprise", "region": "320700"})J",
       R"J({"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decided_on": "2020-03-01"})J",
       "2020-06-01", 0, "HJ covers region 320800, the party belongs to 320700"},
      {"a type it does not speak of", R"J({"entity": "E1", "type": "shop", "region": "320804"})J",
       R"J({"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decided_on": "2020-03-01"})J",
       "2020-06-01", 0, "HJ does not speak of a party of type shop"},
      {"decided before the document",
       R"J({"entity": "E1", "type": "enterprise", "region": "320804"})J",
       R"J({"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decided_on": "2018-10-29", "valid_to": "2030-01-01"})J",
       "2020-06-01", 0, "HJ applies from 2018-10-30"},
      {"before its effect", R"J({"entity": "E1", "type": "enterprise", "region": "320804"})J",
       R"J({"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decided_on": "2020-03-01"})J",
       "2020-02-29", 0, "its effect begins on 2020-03-01"},
      {"last day of the default term of 3 years",
       R"J({"entity": "E1", "type": "enterprise", "region": "320804"})J",
       R"J({"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decided_on": "2020-03-01"})J",
       "2023-02-28", 1, ""},
      {"the corresponding day, exclusive",
       R"J({"entity": "E1", "type": "enterprise", "region": "320804"})J",
       R"J({"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decided_on": "2020-03-01"})J",
       "2023-03-01", 0, "expired on 2023-03-01"},
      {"effect from publication, not yet published",
       R"J({"entity": "E1", "type": "enterprise", "region": "320804"})J",
       R"J({"listing": "L1", "list": "HJ-red", "subject": "E1", "ground": "HJ-5-(一)", "decided_on": "2020-03-01"})J",
       "2020-06-01", 0, "not published, and its effect runs from publication"},
      {"effect from publication, published",
       R"J({"entity": "E1", "type": "enterprise", "region": "320804"})J",
       R"J({"listing": "L1", "list": "HJ-red", "subject": "E1", "ground": "HJ-5-(一)", "decided_on": "2020-03-01", "published_on": "2020-05-01"})J",
       "2020-05-01", 1, ""},
  };
  for (const Row& row : rows) {
    const auto answer =
        query::AskReach(Ask(kRules, {row.entity, row.listing}, row.day), "L1", {}, kLimits);
    ASSERT_TRUE(answer.ok()) << row.what << ": " << answer.status();
    EXPECT_EQ(answer->findings.size(), row.findings) << row.what;
    if (row.findings > 0) continue;
    ASSERT_EQ(answer->stops.size(), 1u) << row.what;
    EXPECT_EQ(answer->stops[0].why, row.why) << row.what;
  }
}

TEST(Scope, UnknownRegionLeavesEverythingUndetermined) {
  const auto answer = query::AskReach(
      Ask(kRules,
          {R"J({"entity": "E1", "type": "enterprise"})J",
           R"J({"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decided_on": "2020-03-01"})J"},
          "2020-06-01"),
      "L1", {}, kLimits);
  ASSERT_TRUE(answer.ok());
  ASSERT_EQ(answer->findings.size(), 1u);
  EXPECT_EQ(answer->findings[0].force, model::Force::kUndetermined);
}

}  // namespace
}  // namespace liancheng::rules
