// A feed evaluates only the acts that a change touches. It must equal two full evaluations, and a
// plain comparison of all reach answers.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "fmt/format.h"
#include "query/ask/questions.h"
#include "query/work/touched.h"
#include "query/work/worklist.h"
#include "tests/property/answers.h"

namespace liancheng::property {
namespace {

using query::FeedAnswer;
using query::Workspace;

constexpr graph::Limits kLimits{4, 100'000, 100'000, 1'000};
constexpr uint64_t kWorlds = 10;

std::set<std::string> Lines(const FeedAnswer& answer) {
  std::set<std::string> lines;
  for (const query::FeedEntry& entry : answer.entries) {
    const model::Finding& finding = entry.item.finding;
    std::string line = fmt::format("{} {} {} {} {} {} {} {}", Name(entry.change), entry.item.id,
                                   finding.listing, finding.provision, entry.item.party_key,
                                   Name(finding.force), entry.why, entry.lift);
    for (const std::string& field : entry.changed) line += " " + field;
    lines.insert(std::move(line));
  }
  return lines;
}

// The executors of a finding, by its words only.
std::vector<std::string> Executors(const model::Finding& finding, const std::string& party) {
  std::vector<std::string> words;
  const bool own = finding.standing == model::Standing::kExecutor;
  if (own) words.push_back(party);
  for (const std::string& word : finding.executors) {
    if (!own || !query::GeneralExecutor(word)) words.push_back(word);
  }
  if (words.empty()) words.emplace_back();
  return words;
}

// The items on a day, made from every reach answer, every finding and every executor.
std::set<std::string> Identities(const Workspace& workspace) {
  std::set<std::string> all;
  for (const rules::Act* act : workspace.records().ActsInOrder()) {
    const auto answer = query::AskReach(workspace, act->id, {true, false}, kLimits);
    RC_ASSERT(answer.ok());
    for (const model::Finding& finding : answer->findings) {
      const std::string& party = answer->parties[finding.subject].key;
      for (const std::string& executor : Executors(finding, party)) {
        all.insert(fmt::format("{}|{}|{}|{}|{}|{}|{}|{}", finding.listing, finding.rulebook,
                               finding.provision, finding.movement, finding.measure, finding.name,
                               party, executor));
      }
    }
  }
  return all;
}

std::string IdentityOf(const query::WorkItem& item) {
  const model::Finding& finding = item.finding;
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}", finding.listing, finding.rulebook,
                     finding.provision, finding.movement, finding.measure, finding.name,
                     item.party_key, item.executor);
}

void CheckAgainstReach(const Workspace& before, const Workspace& now, const FeedAnswer& answer) {
  const std::set<std::string> were = Identities(before);
  const std::set<std::string> are = Identities(now);
  std::set<std::string> begun;
  std::set<std::string> ended;
  for (const query::FeedEntry& entry : answer.entries) {
    if (entry.change == query::ItemChange::kNew) begun.insert(IdentityOf(entry.item));
    if (entry.change == query::ItemChange::kEnded) ended.insert(IdentityOf(entry.item));
  }
  std::set<std::string> added;
  std::set<std::string> gone;
  std::set_difference(are.begin(), are.end(), were.begin(), were.end(),
                      std::inserter(added, added.end()));
  std::set_difference(were.begin(), were.end(), are.begin(), are.end(),
                      std::inserter(gone, gone.end()));
  RC_ASSERT(begun == added);
  RC_ASSERT(ended == gone);
}

// The world without some of its facts and without the records that belong to those. Parties stay,
// because numbers are given by parties.
std::vector<model::Fact> Thinned(const std::vector<model::Fact>& facts, std::mt19937& random) {
  std::set<std::string> gone;
  std::vector<model::Fact> kept;
  for (const model::Fact& fact : facts) {
    const std::string key = model::FactKey(fact);
    const std::string* parent = model::ParentRecord(fact.statement);
    const bool hangs = parent != nullptr && gone.contains(*parent);
    const bool dropped = fact.kind() != model::FactKind::kEntity && random() % 6 == 0;
    if (hangs || dropped) {
      const size_t colon = key.find(':');
      if (colon != std::string::npos) gone.insert(key.substr(colon + 1));
      continue;
    }
    kept.push_back(fact);
    auto* entity = std::get_if<model::EntityFact>(&kept.back().statement);
    if (entity == nullptr) continue;
    if (random() % 12 == 0) entity->region = {};
    if (random() % 12 == 0) entity->attributes.clear();
  }
  return kept;
}

void Compare(const Asked& asked, const oracle::World& world, std::mt19937& random) {
  std::vector<model::Fact> less = Thinned(world.facts, random);
  const auto days = DaysToAsk(world, 3);
  const Workspace now = InMemory(world.facts, {}, asked);
  auto loaded = query::LoadFromFacts(std::move(less));
  RC_ASSERT(loaded.ok());
  const Workspace before(*std::move(loaded), now.shared_plan(), {});
  const auto one_pair = [&](const Workspace& a, const Workspace& b) {
    const auto quick = query::AskFeed(a, b, nullptr);
    const auto full = query::AskFeedInFull(a, b, nullptr);
    RC_ASSERT(quick.ok());
    RC_ASSERT(full.ok());
    if (Lines(*quick) != Lines(*full)) {
      RC_LOG() << oracle::Describe(world) << "from " << FormatDate(a.as_of()) << " to "
               << FormatDate(b.as_of()) << "\n";
    }
    RC_ASSERT(Lines(*quick) == Lines(*full));
    CheckAgainstReach(a, b, *quick);
  };
  for (const model::Date first : days) {
    const model::Date second = days[random() % days.size()];
    one_pair(before.On(first), now.On(second));
    one_pair(now.On(first), before.On(first));
    one_pair(now.On(first), now.On(second));
  }
}

RC_GTEST_PROP(Feed, LooksAtEveryActThatChangedUnderTheShippedBooks, (uint64_t seed)) {
  std::mt19937 random(static_cast<uint32_t>(seed));
  InWorlds(seed, Shipped(), kWorlds,
           [&](const oracle::World& world) { Compare(Shipped(), world, random); });
}

RC_GTEST_PROP(Feed, LooksAtEveryActThatChangedUnderOtherReadings, (uint64_t seed)) {
  std::mt19937 random(static_cast<uint32_t>(seed));
  InWorlds(seed, OtherReadings(), kWorlds / 2,
           [&](const oracle::World& world) { Compare(OtherReadings(), world, random); });
}

RC_GTEST_PROP(Feed, LooksAtEveryActThatChangedUnderEveryOperator, (uint64_t seed)) {
  std::mt19937 random(static_cast<uint32_t>(seed));
  InWorlds(seed, FullBook(), kWorlds,
           [&](const oracle::World& world) { Compare(FullBook(), world, random); });
}

}  // namespace
}  // namespace liancheng::property
