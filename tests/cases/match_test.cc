// Every case rests on the comparison, so the comparison must be able to fail.
#include "server/cases/match.h"

#include <gtest/gtest.h>

#include "server/cases/case_file.h"

namespace liancheng::cases {
namespace {

using wire::Json;

const Json kFinding = Json::parse(R"J({
  "measure": "S-SUP", "tier": "T2", "listing": "L1", "provision": "TQ-14-(三)",
  "executors": ["a", "b"], "missing": ["basis: the document names none"], "to": null,
  "path": [{"from": "P1", "relation": "owner", "to": "E1"}]
})J");

bool FitsText(const char* partial) {
  return Fits(Json::parse(partial), kFinding);
}

TEST(Fits, ComparesFieldsAsASubset) {
  EXPECT_TRUE(FitsText(R"J({"measure": "S-SUP"})J"));
  EXPECT_TRUE(FitsText(R"J({"measure": "S-SUP", "tier": "T2", "to": null})J"));
  EXPECT_FALSE(FitsText(R"J({"measure": "S-SUP", "tier": "T1"})J"));
  EXPECT_FALSE(FitsText(R"J({"unknown": "x"})J"));
}

TEST(Fits, CiteIsTheProvision) {
  EXPECT_TRUE(FitsText(R"J({"cite": "TQ-14-(三)"})J"));
  EXPECT_FALSE(FitsText(R"J({"cite": "TQ-14-(二)"
})J"));
}

TEST(Fits, BecauseIsListingAndEdges) {
  EXPECT_TRUE(FitsText(R"J({"because": ["P1 -owner-> E1", "L1"]})J"));
  EXPECT_FALSE(FitsText(R"J({"because": ["E1 -owner-> P1"]})J"));
  EXPECT_FALSE(FitsText(R"J({"because": ["L2"]})J"));
}

TEST(Fits, ListsAreSubsets) {
  EXPECT_TRUE(FitsText(R"J({"executors": ["b"]})J"));
  EXPECT_FALSE(FitsText(R"J({"executors": ["b", "c"]})J"));
  EXPECT_TRUE(FitsText(R"J({"missing": ["basis"]})J"));
  EXPECT_FALSE(FitsText(R"J({"executors": [""]})J"));
  EXPECT_TRUE(FitsText(R"J({"path": [{"relation": "owner"}]})J"));
  EXPECT_FALSE(FitsText(R"J({"path": [{"relation": "director"}]})J"));
}

TEST(CheckItems, WantNotAndExactly) {
  const Json items = Json::array({kFinding});
  const auto check = [&](const char* ask) { return CheckItems(Json::parse(ask), items); };
  EXPECT_EQ(check(R"J({"want": [{"measure": "S-SUP"}]})J"), "");
  EXPECT_NE(check(R"J({"want": [{"measure": "S-SITE"}]})J"), "");
  EXPECT_EQ(check(R"J({"not": [{"measure": "S-SITE"}]})J"), "");
  EXPECT_NE(check(R"J({"not": [{"tier": "T2"}]})J"), "");
  EXPECT_EQ(check(R"J({"want": [{"tier": "T2"}], "exactly": true})J"), "");
  EXPECT_NE(check(R"J({"want": [], "exactly": true})J"), "");
  EXPECT_EQ(check(R"J({"want": []})J"), "");
}

TEST(ParseCase, SaysWhereAFileIsWrong) {
  const auto problem = [](const char* text) {
    return std::string(ParseCase(text, "c.json").status().message());
  };
  EXPECT_EQ(problem("["), "c.json: /: expected one JSON object");
  EXPECT_EQ(problem(R"J({"facts": [], "asks": []})J"), "c.json: /title: expected a text");
  EXPECT_EQ(problem(R"J({"title": "t", "facts": {}, "asks": []})J"),
            "c.json: /facts: expected an array of objects");
  EXPECT_NE(problem(R"J({"title": "t", "facts": [], "asks": [], "wants": []})J").find("/wants"),
            std::string::npos);
}

}  // namespace
}  // namespace liancheng::cases
