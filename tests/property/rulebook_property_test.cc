// Properties of every finding over the shipped rulebooks in every world; and a proof that each of
// these checks can fail.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>

#include "fmt/format.h"
#include "query/ask/questions.h"
#include "tests/property/answers.h"
#include "tests/property/lawful.h"

namespace liancheng::property {
namespace {

using testing::HasSubstr;

constexpr graph::Limits kLimits{4, 100'000, 100'000, 1'000};
constexpr uint64_t kWorlds = 30;

// The strings of requirement_ids.json: one array of them, without escapes.
const std::set<std::string>& Rows() {
  static const auto* const rows = [] {
    std::ifstream in(LIANCHENG_SOURCE_DIR "/datasets/rulebooks/requirement_ids.json");
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    auto* read = new std::set<std::string>();
    for (size_t open = text.find('"'); open != std::string::npos;) {
      const size_t close = text.find('"', open + 1);
      read->insert(text.substr(open + 1, close - open - 1));
      open = text.find('"', close + 1);
    }
    return read;
  }();
  return *rows;
}

using Check = std::function<std::string(const Promise&, const model::Finding&)>;

void CheckFindings(uint64_t seed, const Check& check) {
  InWorlds(seed, Shipped(), kWorlds, [&check](const oracle::World& world) {
    const query::Workspace any_day = InMemory(world.facts, {});
    for (const model::Date day : DaysToAsk(world, 8)) {
      for (const std::string& act : world.acts) {
        const auto answer = query::AskReach(any_day.On(day), act, {}, kLimits);
        RC_ASSERT(answer.ok());
        const Promise promise{world.facts, *Shipped().library, answer->parties, day};
        for (const model::Finding& finding : answer->findings) {
          const std::string wrong = check(promise, finding);
          if (!wrong.empty()) RC_LOG() << oracle::Describe(world) << FormatDate(day) << wrong;
          RC_ASSERT(wrong.empty());
        }
      }
    }
  });
}

RC_GTEST_PROP(Findings, EndWithTheirListing, (uint64_t seed)) {
  CheckFindings(seed, EndsWithItsListing);
}

RC_GTEST_PROP(Findings, ReachNoPersonAtT1WithoutAttribution, (uint64_t seed)) {
  CheckFindings(seed, IsAttributedWhereItMust);
}

RC_GTEST_PROP(Findings, CiteARowAndARuleOfTheirBook, (uint64_t seed)) {
  CheckFindings(seed, [](const Promise& promise, const model::Finding& finding) {
    return CitesARow(promise, finding, Rows());
  });
}

RC_GTEST_PROP(Findings, MoveByAMovementOrNotAtAll, (uint64_t seed)) {
  CheckFindings(seed, [](const Promise& promise, const model::Finding& finding) {
    return MovesByAMovement(promise, finding, Rows());
  });
}

// The library in which every statute that a rule names is always in force. The national book's
// rules and exceptions stay as they are.
const Asked& AllBasesEffective() {
  static const auto* const asked = [] {
    model::RuleLibrary library = *Shipped().library;
    for (model::Basis& basis : library.bases) {
      basis.versions = {{model::BasisStatus::kEffective, {}}};
    }
    return new Asked(AllBooksOf(std::move(library)));
  }();
  return *asked;
}

struct Weight {
  int strength = 0;
  model::Tier tier = model::Tier::kT1;
};

// Keyed by everything that the status of a basis cannot change; several rules may have one key.
using Weighed = std::map<std::string, std::vector<Weight>>;

Weighed LocalFindings(const query::Workspace& workspace, const std::string& act) {
  Weighed weighed;
  const auto answer = query::AskReach(workspace, act, {}, kLimits);
  RC_ASSERT(answer.ok());
  for (const model::Finding& finding : answer->findings) {
    if (finding.rulebook == "national") continue;
    std::string key = fmt::format(
        "{} {} {} {} {} {} [{}, {})", answer->parties[finding.subject].key, finding.provision,
        finding.measure, finding.name, Name(finding.standing), fmt::join(finding.executors, "+"),
        FormatDate(finding.effect.from), FormatDate(finding.effect.to));
    for (const model::PathEdge& edge : finding.path) {
      key += "; " + query::EdgeText(answer->parties, edge);
    }
    weighed[key].push_back({Strength(finding.force), finding.tier});
  }
  return weighed;
}

// Whether each finding of `a` is among those of `b` with the same or less strength and tier.
std::string NotWithin(const Weighed& a, const Weighed& b) {
  for (const auto& [key, weights] : a) {
    const auto found = b.find(key);
    if (found == b.end()) return "not found: " + key;
    std::vector<int> left;
    std::vector<int> right;
    std::vector<model::Tier> left_tiers;
    std::vector<model::Tier> right_tiers;
    for (const Weight& weight : weights) {
      left.push_back(weight.strength);
      left_tiers.push_back(weight.tier);
    }
    for (const Weight& weight : found->second) {
      right.push_back(weight.strength);
      right_tiers.push_back(weight.tier);
    }
    if (left.size() > right.size()) return "more often: " + key;
    for (auto* values : {&left, &right}) std::sort(values->rbegin(), values->rend());
    for (auto* tiers : {&left_tiers, &right_tiers}) std::sort(tiers->begin(), tiers->end());
    for (size_t i = 0; i < left.size(); ++i) {
      if (left[i] > right[i]) return "stronger: " + key;
      if (left_tiers[i] < right_tiers[i]) return "of a higher tier: " + key;
    }
  }
  return "";
}

// Compared with a library where all statutes are in force, the real status (repealed, revised,
// unverified) can only weaken the findings of the local books; and asking the national book as well
// changes nothing in them.
TEST(National, OnlyNarrowsWhatLocalBooksGive) {
  Asked local = Shipped();
  std::erase(local.books, "national");
  int narrowed = 0;
  const auto narrows = [&](const oracle::World& world) {
    const query::Workspace all = InMemory(world.facts, {}, Shipped());
    const query::Workspace widest = InMemory(world.facts, {}, AllBasesEffective());
    const query::Workspace alone = InMemory(world.facts, {}, local);
    for (const model::Date day : DaysToAsk(world, 6)) {
      for (const std::string& act : world.acts) {
        const Weighed found = LocalFindings(all.On(day), act);
        const Weighed bound = LocalFindings(widest.On(day), act);
        const std::string wrong = NotWithin(found, bound);
        if (!wrong.empty()) RC_LOG() << oracle::Describe(world) << FormatDate(day) << ": " << wrong;
        RC_ASSERT(wrong.empty());
        narrowed += NotWithin(bound, found).empty() ? 0 : 1;
        const Weighed without = LocalFindings(alone.On(day), act);
        RC_ASSERT(NotWithin(found, without).empty() && NotWithin(without, found).empty());
      }
    }
  };
  EXPECT_TRUE(rc::check([&](uint64_t seed) { InWorlds(seed, Shipped(), kWorlds, narrows); }));
  EXPECT_GT(narrowed, 0);  // otherwise the comparison compared nothing
}

// One finding on a person found responsible, altered so that each check must fail.
class BentFinding : public testing::Test {
 protected:
  BentFinding() : workspace_(InMemory(Facts(), Day())) {
    const auto answer = query::AskReach(workspace_, "L1", {}, kLimits);
    EXPECT_TRUE(answer.ok()) << answer.status();
    answer_ = *answer;
    for (const model::Finding& finding : answer_.findings) {
      if (finding.provision == "N01") finding_ = finding;
    }
    EXPECT_EQ(finding_.provision, "N01");
  }

  static model::Date Day() { return model::FromCivil({2020, 6, 1}); }

  static std::vector<model::Fact> Facts() {
    model::EntityFact firm;
    firm.entity.key = "E1";
    model::EntityFact person;
    person.entity.key = "P1";
    person.type = model::EntityType::kPerson;
    model::ListingFact listing;
    listing.id = "L1";
    listing.list = "N-revoked";
    listing.subject.key = "E1";
    listing.decided_on = model::FromCivil({2020, 1, 1});
    model::AttributionFact attribution;
    attribution.id = "A1";
    attribution.person.key = "P1";
    attribution.act = "L1";
    attribution.role = model::ResponsibleRole::kLegalRepresentative;
    attribution.decided_on = model::FromCivil({2020, 5, 1});
    return {{firm, {}}, {person, {}}, {listing, {}}, {attribution, {}}};
  }

  Promise PromiseOn(model::Date day) const {
    return {facts_, *Shipped().library, answer_.parties, day};
  }

  std::vector<model::Fact> facts_ = Facts();
  query::Workspace workspace_;
  query::ReachAnswer answer_;
  model::Finding finding_;
};

TEST_F(BentFinding, StraightItKeepsEveryPromise) {
  const Promise promise = PromiseOn(Day());
  EXPECT_EQ(EndsWithItsListing(promise, finding_), "");
  EXPECT_EQ(IsAttributedWhereItMust(promise, finding_), "");
  EXPECT_EQ(CitesARow(promise, finding_, Rows()), "");
  EXPECT_EQ(MovesByAMovement(promise, finding_, Rows()), "");
  // Three years of N.revoked_years: 公司法 art. 178 (二).
  EXPECT_EQ(EndOfAct(promise, "L1"), model::FromCivil({2023, 1, 1}));
}

TEST_F(BentFinding, OutlivesItsListing) {
  EXPECT_THAT(EndsWithItsListing(PromiseOn(model::FromCivil({2023, 1, 1})), finding_),
              HasSubstr("has ended"));
  model::Finding longer = finding_;
  longer.effect.to = model::FromCivil({2023, 1, 2});
  EXPECT_THAT(EndsWithItsListing(PromiseOn(Day()), longer), HasSubstr("outlive"));
  facts_.push_back({model::EndingFact{.id = "X1", .listing = "L1", .how = {}, .on = Day()}, {}});
  EXPECT_THAT(EndsWithItsListing(PromiseOn(Day()), finding_), HasSubstr("has ended"));
}

TEST_F(BentFinding, ReachesAPersonBeforeTheFinding) {
  EXPECT_THAT(IsAttributedWhereItMust(PromiseOn(model::FromCivil({2020, 4, 30})), finding_),
              HasSubstr("nobody found"));
  EXPECT_EQ(IsAttributedWhereItMust(PromiseOn(model::FromCivil({2020, 5, 1})), finding_), "");
}

TEST_F(BentFinding, CitesWhatIsNotThere) {
  model::Finding other = finding_;
  other.provision = "N99";
  EXPECT_THAT(CitesARow(PromiseOn(Day()), other, Rows()), HasSubstr("no row"));
  other.provision = "TQ-12";
  EXPECT_THAT(CitesARow(PromiseOn(Day()), other, Rows()), HasSubstr("no rule"));
}

TEST_F(BentFinding, MovesWhatMayNotMove) {
  model::Finding incentive = finding_;
  incentive.incentive = true;
  EXPECT_THAT(MovesByAMovement(PromiseOn(Day()), incentive, Rows()), HasSubstr("incentive"));
  model::Finding listed = finding_;
  listed.standing = model::Standing::kListed;
  EXPECT_THAT(MovesByAMovement(PromiseOn(Day()), listed, Rows()), HasSubstr("listed"));
  model::Finding unnamed = finding_;
  unnamed.movement = "";
  EXPECT_THAT(MovesByAMovement(PromiseOn(Day()), unnamed, Rows()), HasSubstr("no movement"));
}

}  // namespace
}  // namespace liancheng::property
