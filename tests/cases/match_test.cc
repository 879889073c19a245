// The comparison that every case rests on must be able to say no.
#include "server/cases/match.h"

#include <gtest/gtest.h>

#include "server/cases/case_file.h"

namespace liancheng::cases {
namespace {

using wire::Json;

const Json kFinding = Json::parse(R"({
  "measure": "S-SUP", "tier": "T2", "listing": "L1", "provision": "TQ-14-(三)",
  "executors": ["a", "b"], "missing": ["basis: the document names none"], "to": null,
  "path": [{"from": "P1", "relation": "owner", "to": "E1"}]
})");

bool FitsText(const char* partial) {
  return Fits(Json::parse(partial), kFinding);
}

TEST(Fits, ComparesFieldsAsASubset) {
  EXPECT_TRUE(FitsText(R"({"measure": "S-SUP"})"));
  EXPECT_TRUE(FitsText(R"({"measure": "S-SUP", "tier": "T2", "to": null})"));
  EXPECT_FALSE(FitsText(R"({"measure": "S-SUP", "tier": "T1"})"));
  EXPECT_FALSE(FitsText(R"({"unknown": "x"})"));
}

TEST(Fits, CiteIsTheProvision) {
  EXPECT_TRUE(FitsText(R"({"cite": "TQ-14-(三)"})"));
  EXPECT_FALSE(FitsText(R"({"cite": "TQ-14-(二)"
})"));
}

TEST(Fits, BecauseIsListingAndEdges) {
  EXPECT_TRUE(FitsText(R"({"because": ["P1 -owner-> E1", "L1"]})"));
  EXPECT_FALSE(FitsText(R"({"because": ["E1 -owner-> P1"]})"));
  EXPECT_FALSE(FitsText(R"({"because": ["L2"]})"));
}

TEST(Fits, ListsAreSubsets) {
  EXPECT_TRUE(FitsText(R"({"executors": ["b"]})"));
  EXPECT_FALSE(FitsText(R"({"executors": ["b", "c"]})"));
  EXPECT_TRUE(FitsText(R"({"missing": ["basis"]})"));
  EXPECT_FALSE(FitsText(R"({"executors": [""]})"));
  EXPECT_TRUE(FitsText(R"({"path": [{"relation": "owner"}]})"));
  EXPECT_FALSE(FitsText(R"({"path": [{"relation": "director"}]})"));
}

TEST(CheckItems, WantNotAndExactly) {
  const Json items = Json::array({kFinding});
  const auto check = [&](const char* ask) { return CheckItems(Json::parse(ask), items); };
  EXPECT_EQ(check(R"({"want": [{"measure": "S-SUP"}]})"), "");
  EXPECT_NE(check(R"({"want": [{"measure": "S-SITE"}]})"), "");
  EXPECT_EQ(check(R"({"not": [{"measure": "S-SITE"}]})"), "");
  EXPECT_NE(check(R"({"not": [{"tier": "T2"}]})"), "");
  EXPECT_EQ(check(R"({"want": [{"tier": "T2"}], "exactly": true})"), "");
  EXPECT_NE(check(R"({"want": [], "exactly": true})"), "");
  EXPECT_EQ(check(R"({"want": []})"), "");
}

TEST(ParseCase, SaysWhereAFileIsWrong) {
  const auto problem = [](const char* text) {
    return std::string(ParseCase(text, "c.json").status().message());
  };
  EXPECT_EQ(problem("["), "c.json: /: expected one JSON object");
  EXPECT_EQ(problem(R"({"facts": [], "asks": []})"), "c.json: /title: expected a text");
  EXPECT_EQ(problem(R"({"title": "t", "facts": {}, "asks": []})"),
            "c.json: /facts: expected an array of objects");
  EXPECT_NE(problem(R"({"title": "t", "facts": [], "asks": [], "wants": []})").find("/wants"),
            std::string::npos);
}

}  // namespace
}  // namespace liancheng::cases
