// Requirements section 2, Precedence: the milder measure unless a basis in force carries one;
// within equal mildness special over general, later over earlier.
#include "query/answers/precedence.h"

#include <gtest/gtest.h>

namespace liancheng::query {
namespace {

model::Rulebook Book(const char* id, const char* level, const char* issued) {
  model::Rulebook book;
  book.id = id;
  book.level = level;
  book.issued = *model::ParseDate(issued);
  return book;
}

std::shared_ptr<const rules::Plan> Books() {
  auto library = std::make_shared<model::RuleLibrary>();
  library->books = {Book("A", "province", "2018-12-27"), Book("B", "city", "2017-12-26"),
                    Book("C", "city", "2018-10-30")};
  return *rules::Plan::Make(library, {});
}

model::Finding From(const char* book, model::Modality modality, const char* to) {
  model::Finding finding;
  finding.measure = "S-SUP";
  finding.rulebook = book;
  finding.provision = std::string(book) + "-1";
  finding.modality = modality;
  finding.tier = model::Tier::kT2;
  finding.standing = model::Standing::kListed;
  finding.force = model::Force::kAdvisory;
  finding.effect = {*model::ParseDate("2020-01-01"), *model::ParseDate(to)};
  return finding;
}

using enum model::Modality;

std::vector<std::string> Applied(const std::vector<model::Finding>& findings) {
  const auto choices = ChooseMilder(*Books(), findings);
  return choices.size() == 1 ? choices[0].applied : std::vector<std::string>{"none or several"};
}

TEST(Precedence, TheMilderWordingThenTheEarlierEndThenTheSpecialThenTheLater) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(Applied({From("A", kMust, "2021-01-01"), From("B", kMay, "2022-01-01")}), Names{"B-1"});
  EXPECT_EQ(Applied({From("A", kMay, "2021-01-01"), From("B", kMay, "2022-01-01")}), Names{"A-1"});
  EXPECT_EQ(Applied({From("A", kMay, "2021-01-01"), From("B", kMay, "2021-01-01")}), Names{"B-1"});
  EXPECT_EQ(Applied({From("B", kMay, "2021-01-01"), From("C", kMay, "2021-01-01")}), Names{"C-1"});
}

TEST(Precedence, WhatABasisInForceCarriesIsApplied) {
  model::Finding carried = From("A", kMust, "2030-01-01");
  carried.force = model::Force::kEffective;
  carried.basis.push_back({"《甲法》", "第一条", model::BasisStatus::kEffective});
  EXPECT_EQ(Applied({carried, From("B", kEncouraged, "2021-01-01")}),
            std::vector<std::string>{"A-1"});
}

model::Finding Suspended(model::Finding finding) {
  finding.force = model::Force::kSuspended;
  return finding;
}

// A suspended provision applies to nobody, however mild it is.
TEST(Precedence, WhatIsSuspendedIsNotApplied) {
  using Names = std::vector<std::string>;
  const model::Finding a = From("A", kMust, "2030-01-01");
  const model::Finding b = From("B", kMay, "2022-01-01");
  const model::Finding c = From("C", kMay, "2021-01-01");
  EXPECT_EQ(Applied({a, b}), Names{"B-1"});
  EXPECT_EQ(Applied({a, Suspended(b)}), Names{"A-1"});
  EXPECT_EQ(Applied({a, b, Suspended(c)}), Names{"B-1"});
  EXPECT_EQ(Applied({Suspended(a), Suspended(b)}), Names{});
  model::Finding second = a;
  second.provision = "A-2";
  EXPECT_EQ(Applied({a, second, Suspended(b)}), (Names{"A-1", "A-2"}));

  const auto choice = [](const std::vector<model::Finding>& findings) {
    return ChooseMilder(*Books(), findings).at(0);
  };
  EXPECT_EQ(choice({a, Suspended(b)}).provisions, (Names{"A-1", "B-1"}));
  EXPECT_EQ(choice({a, Suspended(b)}).why, "the other is suspended");
  EXPECT_EQ(choice({Suspended(a), Suspended(b)}).why, "every one of them is suspended");
  // Chosen among those not suspended: A says must, but is suspended.
  EXPECT_EQ(choice({Suspended(a), b, c}).why, "the one that ends first");
}

TEST(Precedence, OneDocumentAnIncentiveAClueOrAnExecutorGivesNoChoice) {
  const auto none = [](model::Finding first, model::Finding second) {
    return ChooseMilder(*Books(), {std::move(first), std::move(second)}).empty();
  };
  const model::Finding a = From("A", kMust, "2021-01-01");
  const model::Finding b = From("B", kMust, "2021-01-01");
  EXPECT_FALSE(none(a, b));
  EXPECT_TRUE(none(a, a));
  model::Finding other = b;
  other.measure = "S-CRED";
  EXPECT_TRUE(none(a, other));
  other = b;
  other.incentive = true;
  EXPECT_TRUE(none(a, other));
  other = b;
  other.tier = model::Tier::kT3;
  EXPECT_TRUE(none(a, other));
  other = b;
  other.standing = model::Standing::kExecutor;
  EXPECT_TRUE(none(a, other));
}

}  // namespace
}  // namespace liancheng::query
