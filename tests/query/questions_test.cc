#include "query/ask/questions.h"

#include <gtest/gtest.h>

#include "query/names/resolve.h"
#include "tests/query/world.h"

namespace liancheng::query {
namespace {

constexpr graph::Limits kLimits{4, 1'000, 1'000, 100};

// E1 and E2 share a phone; P1 heads both; two parties have one name.
const std::vector<std::string> kWorld = {
    R"({"entity": "E1", "type": "enterprise", "name": "示例甲", "uscc": "91350200776049653A"})",
    R"({"entity": "E2", "type": "enterprise", "name": "示例乙", "former_names": "示例旧乙"})",
    R"({"entity": "E3", "type": "enterprise", "name": "示例丙"})",
    R"({"entity": "P1", "type": "person", "name": "演示人"})",
    R"({"entity": "P2", "type": "person", "name": "演示人"})",
    R"({"relation": "legal_representative", "from": "P1", "to": "E1", "valid_from": "2015-01-01", "valid_to": "2020-01-01"})",
    R"({"relation": "legal_representative", "from": "P1", "to": "E2", "valid_from": "2016-01-01"})",
    R"({"relation": "contact", "from": "E1", "to": "phone:1"})",
    R"({"relation": "contact", "from": "E3", "to": "phone:1"})",
    R"({"listing": "L1", "list": "TQ-black", "subject": "E1", "ground": "g", "decided_on": "2019-01-01", "published_on": "2019-02-01", "valid_to": "2020-01-01"})",
    R"({"objection": "O1", "listing": "L1", "on": "2019-03-01"})",
    R"({"ending": "X1", "listing": "L1", "how": "upheld_objection", "on": "2019-04-01"})",
};

TEST(Resolve, TakesIdThenCodeThenUniqueName) {
  const Workspace workspace = WorldOf(kWorld, "2019-06-01");
  const auto by_id = ResolveSubject(workspace, "E1");
  ASSERT_TRUE(by_id.ok());
  for (const char* text : {"91350200776049653A", "示例甲"}) {
    const auto found = ResolveSubject(workspace, text);
    ASSERT_TRUE(found.ok()) << text;
    EXPECT_EQ(*found, *by_id) << text;
  }
  const auto former = ResolveSubject(workspace, "示例旧乙");
  ASSERT_TRUE(former.ok());
  EXPECT_EQ(*former, *ResolveSubject(workspace, "E2"));
}

TEST(Resolve, NeverChoosesBetweenPartiesOfOneName) {
  const auto found = ResolveSubject(WorldOf(kWorld, "2019-06-01"), "演示人");
  EXPECT_EQ(found.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(std::string(found.status().message()).find("P1, P2"), std::string::npos);
}

TEST(Resolve, SaysNotFound) {
  const Workspace workspace = WorldOf(kWorld, "2019-06-01");
  EXPECT_EQ(ResolveSubject(workspace, "E9").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ResolveAct(workspace, "L9").status().code(), absl::StatusCode::kNotFound);
}

std::vector<std::string> Tied(const std::string& day, uint32_t hops, model::RelationSet relations) {
  graph::Limits limits = kLimits;
  limits.hops_max = hops;
  const auto answer = AskAffiliates(WorldOf(kWorld, day), "E1", relations, limits);
  EXPECT_TRUE(answer.ok());
  std::vector<std::string> keys;
  for (const Affiliate& affiliate : answer->affiliates) {
    keys.push_back(answer->parties[affiliate.party].key + (affiliate.clue ? "*" : ""));
  }
  return keys;
}

using Keys = std::vector<std::string>;

TEST(Affiliates, AreThoseTiedOnTheDayAndASharedValueIsNoParty) {
  EXPECT_EQ(Tied("2019-06-01", 1, model::kAllRelations), Keys{"P1"});
  EXPECT_EQ(Tied("2019-06-01", 2, model::kAllRelations), (Keys{"P1", "E2", "E3*"}));
  EXPECT_EQ(Tied("2020-01-01", 2, model::kAllRelations), Keys{"E3*"});
  EXPECT_EQ(Tied("2019-06-01", 2, model::SetOf(model::Relation::kContact)), Keys{"E3*"});
}

TEST(Affiliates, NamesACrowdedPartyInsteadOfCuttingInSilence) {
  graph::Limits limits = kLimits;
  limits.degree_max = 1;
  const auto answer =
      AskAffiliates(WorldOf(kWorld, "2019-06-01"), "E1", model::kAllRelations, limits);
  ASSERT_TRUE(answer.ok());
  EXPECT_FALSE(answer->complete);
  EXPECT_FALSE(answer->crowded.empty());
}

TEST(Path, GivesEdgesInOrder) {
  const auto answer =
      AskPath(WorldOf(kWorld, "2019-06-01"), "E2", "E3", model::kAllRelations, kLimits);
  ASSERT_TRUE(answer.ok());
  ASSERT_EQ(answer->paths.size(), 1u);
  std::vector<std::string> edges;
  for (const model::PathEdge& edge : answer->paths[0]) {
    edges.push_back(EdgeText(answer->parties, edge));
  }
  EXPECT_EQ(edges, (Keys{"P1 -legal_representative-> E2", "P1 -legal_representative-> E1",
                         "E1 -contact-> phone:1", "E3 -contact-> phone:1"}));
}

TEST(CreditFile, TellsTheStateOfAListingOnTheDay) {
  const std::pair<const char*, const char*> rows[] = {
      {"2018-12-31", "not_yet_decided"},
      {"2019-01-15", "decided"},
      {"2019-02-01", "published"},
      // From 2019-03-01 an objection runs beside it: annotated, the state stays (G27).
      {"2019-03-01", "published"},
      {"2019-04-01", "revoked"},
  };
  for (const auto& [day, state] : rows) {
    const auto file = AskCreditFile(WorldOf(kWorld, day), "E1");
    ASSERT_TRUE(file.ok()) << day;
    ASSERT_EQ(file->acts.size(), 1u) << day;
    EXPECT_EQ(file->acts[0].state, state) << day;
  }
}

TEST(CreditFile, TellsAProposalFromADecision) {
  const std::string front =
      R"({"listing": "L1", "list": "TQ-black", "subject": "E1", "ground": "g", )";
  const std::string proposed = front + R"("proposed_on": "2020-02-10", "valid_to": "2021-03-01"})";
  const std::string decided = front + R"("proposed_on": "2020-02-10", "decided_on": "2020-03-01"})";
  const struct {
    const std::string& listing;
    const char* day;
    const char* state;
  } rows[] = {
      {proposed, "2020-02-09", "not_yet_decided"}, {proposed, "2020-02-10", "proposed"},
      {proposed, "2022-01-01", "proposed"},        {decided, "2020-02-29", "proposed"},
      {decided, "2020-03-01", "decided"},
  };
  for (const auto& row : rows) {
    const auto file = AskCreditFile(WorldOf({kWorld[0], row.listing}, row.day), "E1");
    ASSERT_TRUE(file.ok()) << row.day;
    ASSERT_EQ(file->acts.size(), 1u) << row.day;
    EXPECT_EQ(file->acts[0].state, row.state) << row.listing << row.day;
    EXPECT_EQ(file->acts[0].effect.Empty(), &row.listing == &proposed) << row.day;
    EXPECT_TRUE(file->acts[0].missing.empty()) << row.day;
  }
}

TEST(CreditFile, KeepsEndedTiesApart) {
  const auto file = AskCreditFile(WorldOf(kWorld, "2020-06-01"), "E1");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->relations.size(), 1u);        // the phone
  EXPECT_EQ(file->other_relations.size(), 1u);  // the former legal representative
}

}  // namespace
}  // namespace liancheng::query
