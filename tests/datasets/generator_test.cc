// A made-up world is judged by its files: they are read, counted, and walked by simple loops.
#include "datasets/generator/generator.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "datasets/readers/native/native.h"
#include "engine/model/codes.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "tests/datasets/reading.h"

namespace liancheng::datasets {
namespace {

using model::EntityFact;
using model::EntityType;
using model::Relation;
using model::RelationFact;
using testing::HasSubstr;

constexpr const char* kFiles[] = {"entities.csv", "relations.csv", "listings.csv", "penalties.csv",
                                  "attributions.csv"};

std::string Bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string AllBytes(const WorldOptions& options, unsigned threads) {
  const TestFolder folder;
  const auto totals = WriteWorld(options, folder.path(), {.threads = threads, .progress = {}});
  EXPECT_TRUE(totals.ok()) << totals.status();
  std::string all;
  for (const char* file : kFiles) all += Bytes(fmt::format("{}/{}", folder.path(), file));
  return all;
}

// Every list that the generator may name, and the forbidden data of the other tests.
const KnownWords& Words() {
  static const KnownWords words = {
      {"CS-black", "FZ-black", "TQ-black", "HJ-black", "HX-record", "HE-black", "HP-serious",
       "SX-black", "SX-watch", "N-court", "N-serious", "N-abnormal"},
      TestWords().forbidden};
  return words;
}

struct Written {
  WorldTotals totals;
  Reading reading;
  std::vector<EntityFact> entities;
  std::vector<RelationFact> relations;
};

Written WriteAndRead(const WorldOptions& options) {
  const TestFolder folder;
  Written written;
  const auto totals = WriteWorld(options, folder.path(), {.threads = 2, .progress = {}});
  EXPECT_TRUE(totals.ok()) << totals.status();
  written.totals = *totals;
  CollectedIssues sink;
  const ReadOptions how = {.words = &Words(), .issues = &sink, .batch_facts = 4096, .progress = {}};
  written.reading = ReadAll(OpenNative(folder.path(), how), sink);
  for (const model::Fact& fact : written.reading.facts) {
    if (const auto* entity = std::get_if<EntityFact>(&fact.statement)) {
      written.entities.push_back(*entity);
    } else if (const auto* relation = std::get_if<RelationFact>(&fact.statement)) {
      written.relations.push_back(*relation);
    }
  }
  return written;
}

constexpr WorldOptions kClean = {.entities = 20'000, .seed = 7, .listings = 500};

const Written& Clean() {
  static const Written written = WriteAndRead(kClean);
  return written;
}

// What is left of 20 000 after 11 400 persons, 800 businesses, 400 branches, 1 400 shops, 2
// platforms, 200 sites, 10 + 20 + 70 bodies, institutions and associations, 600 addresses and 400
// phones.
constexpr uint64_t kEnterprises = 4'698;

bool IsFirm(const std::string& key) {
  return key.starts_with("E");
}

// The corporate holders of each enterprise.
std::map<std::string, std::set<std::string>> Holders(const Written& written) {
  std::map<std::string, std::set<std::string>> holders;
  for (const RelationFact& tie : written.relations) {
    if (tie.relation != Relation::kShareholder || !IsFirm(tie.from.key)) continue;
    holders[tie.to.key].insert(tie.from.key);
  }
  return holders;
}

// Everything that is reached from `start` in one step or more.
std::set<std::string> Above(const std::map<std::string, std::set<std::string>>& holders,
                            const std::string& start) {
  std::set<std::string> seen;
  std::vector<std::string> open = {start};
  while (!open.empty()) {
    const auto found = holders.find(open.back());
    open.pop_back();
    if (found == holders.end()) continue;
    for (const std::string& holder : found->second) {
      if (seen.insert(holder).second) open.push_back(holder);
    }
  }
  return seen;
}

std::map<std::string, uint64_t> CountTo(const Written& written, Relation relation) {
  std::map<std::string, uint64_t> counts;
  for (const RelationFact& tie : written.relations) {
    if (tie.relation == relation) ++counts[tie.to.key];
  }
  return counts;
}

// The largest share that one of them has.
double TopShare(const std::map<std::string, uint64_t>& counts) {
  uint64_t most = 0;
  uint64_t all = 0;
  for (const auto& [key, count] : counts) {
    most = std::max(most, count);
    all += count;
  }
  return static_cast<double>(most) / static_cast<double>(all);
}

TEST(Generator, SameOptionsSameBytesWithAnyNumberOfThreads) {
  const WorldOptions options = {
      .entities = 30'000, .seed = 11, .listings = 300, .faults_ppm = 20'000};
  const std::string one = AllBytes(options, 1);
  EXPECT_EQ(one, AllBytes(options, 1));
  EXPECT_EQ(one, AllBytes(options, 3));
  WorldOptions other = options;
  other.seed = 12;
  EXPECT_NE(one, AllBytes(other, 1));
}

TEST(Generator, EveryRowOfACleanWorldPassesTheReader) {
  const Written& world = Clean();
  EXPECT_TRUE(world.reading.status.ok()) << world.reading.status;
  EXPECT_THAT(world.reading.Issues(), testing::IsEmpty());
  EXPECT_EQ(world.totals.entities, 20'000U);
  EXPECT_EQ(world.entities.size(), 20'000U);
  EXPECT_EQ(world.relations.size(), world.totals.relations);
  EXPECT_EQ(world.totals.listings, 500U);
  EXPECT_EQ(world.totals.penalties, 1000U);
  EXPECT_EQ(world.reading.facts.size(),
            world.totals.entities + world.totals.relations + 1500U + world.totals.attributions);
  for (const uint64_t count : world.totals.faults) EXPECT_EQ(count, 0U);
}

TEST(Generator, NothingPointsToAnUnknownParty) {
  std::set<std::string> known;
  for (const EntityFact& entity : Clean().entities) {
    EXPECT_TRUE(known.insert(entity.entity.key).second) << entity.entity.key;
  }
  for (const model::Fact& fact : Clean().reading.facts) {
    for (const model::EntityRef* party : model::PartiesOf(fact.statement)) {
      EXPECT_TRUE(known.contains(party->key)) << party->key;
    }
  }
}

TEST(Generator, AsManyRelationsAsAsked) {
  for (const uint32_t permille : {2'000U, 3'000U, 10'000U}) {
    const TestFolder folder;
    const auto totals = WriteWorld({.entities = 50'000, .relations_permille = permille},
                                   folder.path(), {.threads = 2, .progress = {}});
    ASSERT_TRUE(totals.ok()) << totals.status();
    const double wanted = 50.0 * permille;
    EXPECT_NEAR(static_cast<double>(totals->relations), wanted, wanted * 0.02) << permille;
  }
}

TEST(Generator, CodesAreValidAndNoTwoAlike) {
  std::set<std::string> codes;
  for (const EntityFact& entity : Clean().entities) {
    for (const model::Identifier& identifier : entity.identifiers) {
      ASSERT_EQ(identifier.scheme, "uscc");
      EXPECT_EQ(model::CheckUscc(identifier.value).status, model::CodeStatus::kValid);
      EXPECT_EQ(model::CheckOrganisationCode(identifier.value.substr(8, 9)).status,
                model::CodeStatus::kValid);
      EXPECT_TRUE(codes.insert(identifier.value).second) << identifier.value;
    }
  }
  // Enterprises, individual businesses and branches, by the shares of docs/generator.md.
  EXPECT_EQ(codes.size(), kEnterprises + 800U + 400U);
}

TEST(Generator, NamesArePlainlyFictional) {
  for (const EntityFact& entity : Clean().entities) {
    if (entity.type == EntityType::kPerson) {
      EXPECT_TRUE(entity.name.starts_with("某")) << entity.name;
    } else {
      const bool marked = entity.name.find("虚构") != std::string::npos ||
                          entity.name.find("示例") != std::string::npos;
      EXPECT_TRUE(marked) << entity.name;
    }
  }
}

TEST(Generator, SomeNamesAreSharedByFirmsOfOtherCodes) {
  std::map<std::string, uint64_t> names;
  for (const EntityFact& entity : Clean().entities) {
    if (entity.type == EntityType::kEnterprise) ++names[entity.name];
  }
  const auto shared =
      std::count_if(names.begin(), names.end(), [](const auto& name) { return name.second > 1; });
  // 3 in 1000 of 4 698 on purpose, two standard deviations either way; hardly any by chance.
  EXPECT_GE(shared, 14 - 8);
  EXPECT_LE(shared, 14 + 8);
}

TEST(Generator, FiveToTwentyPercentOfPersonsHaveSeveralFirms) {
  std::map<std::string, std::set<std::string>> firms;
  for (const RelationFact& tie : Clean().relations) {
    if (tie.from.key[0] == 'P' && IsFirm(tie.to.key)) firms[tie.from.key].insert(tie.to.key);
  }
  uint64_t several = 0;
  size_t most = 0;
  for (const auto& [person, held] : firms) {
    several += held.size() > 1 ? 1 : 0;
    most = std::max(most, held.size());
  }
  const double share = static_cast<double>(several) / 11'400.0;  // 57 % of 20 000
  EXPECT_GE(share, 0.05);
  EXPECT_LE(share, 0.20);
  EXPECT_GE(most, 50U);  // the tail
}

TEST(Generator, ChainsOfHoldingsAreTwelveDeepAndRingsHaveTwoToFive) {
  const auto holders = Holders(Clean());
  std::map<size_t, uint64_t> rings;  // by size, firm by firm
  std::set<std::string> ringed;
  for (const auto& [firm, of] : holders) {
    const std::set<std::string> above = Above(holders, firm);
    if (!above.contains(firm)) continue;
    size_t size = 0;
    for (const std::string& other : above) size += Above(holders, other).contains(firm) ? 1 : 0;
    ++rings[size];
    ringed.insert(firm);
  }
  // 4 in 1000 of 4 698 enterprises in blocks of 2 + 3 + 4 + 5: one block.
  EXPECT_EQ(rings, (std::map<size_t, uint64_t>{{2, 2}, {3, 3}, {4, 4}, {5, 5}}));

  // Level by level from the top, without the rings.
  std::map<std::string, int> depth;
  int deepest = 0;
  for (bool moved = true; moved;) {
    moved = false;
    for (const auto& [firm, of] : holders) {
      if (ringed.contains(firm)) continue;
      for (const std::string& holder : of) {
        const int wanted = (ringed.contains(holder) ? 0 : depth[holder]) + 1;
        if (depth[firm] >= wanted) continue;
        depth[firm] = wanted;
        deepest = std::max(deepest, wanted);
        moved = true;
      }
    }
  }
  EXPECT_EQ(deepest, 12);
}

TEST(Generator, StakesInForceAddUpToNoMoreThanTheWhole) {
  std::map<std::string, uint64_t> open_ppm;
  for (const RelationFact& tie : Clean().relations) {
    if (tie.relation != Relation::kShareholder) continue;
    EXPECT_NE(tie.from.key, tie.to.key);
    if (tie.share && tie.valid.to == model::kOpenEnd) open_ppm[tie.to.key] += tie.share->lo_ppm;
  }
  uint64_t whole = 0;
  for (const auto& [firm, ppm] : open_ppm) {
    EXPECT_LE(ppm, 1'000'000U) << firm;
    whole += ppm == 1'000'000 ? 1 : 0;
  }
  EXPECT_GT(whole, open_ppm.size() / 2);
}

TEST(Generator, RepresentativesFollowEachOtherWithoutAGap) {
  std::map<std::string, std::vector<model::DateRange>> terms;
  for (const RelationFact& tie : Clean().relations) {
    if (tie.relation == Relation::kLegalRepresentative) terms[tie.to.key].push_back(tie.valid);
  }
  EXPECT_EQ(terms.size(), kEnterprises);
  uint64_t changed = 0;
  for (auto& [firm, spans] : terms) {
    ASSERT_LE(spans.size(), 2U) << firm;
    if (spans.size() == 1) continue;
    ++changed;
    EXPECT_EQ(spans[0].to, spans[1].from) << firm;
  }
  // A quarter of them; three standard deviations are 1.7 %.
  EXPECT_NEAR(static_cast<double>(changed) / static_cast<double>(kEnterprises), 0.25, 0.017);
}

TEST(Generator, PlatformsAndAddressesAreCrowded) {
  // Rank 0 of n gets n^(-1/k) of draws with power k: 2 platforms with 4, 600 addresses with 3.
  EXPECT_NEAR(TopShare(CountTo(Clean(), Relation::kTradesOn)), 0.841, 0.03);
  EXPECT_NEAR(TopShare(CountTo(Clean(), Relation::kRegisteredAt)), 0.119, 0.025);
}

TEST(Generator, FaultsAreCountedAndFoundAgain) {
  WorldOptions options = kClean;
  options.faults_ppm = 50'000;
  const Written world = WriteAndRead(options);
  const auto planted = [&](FaultKind kind) {
    return world.totals.faults[static_cast<size_t>(kind)];
  };
  uint64_t refused = 0;
  uint64_t all = 0;
  for (int i = 0; i < kFaultKindCount; ++i) {
    const auto kind = static_cast<FaultKind>(i);
    EXPECT_GT(planted(kind), 0U) << Describe(kind);
    EXPECT_FALSE(Describe(kind).empty());
    all += planted(kind);
    if (ReaderRefuses(kind)) refused += planted(kind);
  }
  uint64_t seen = 0;
  for (const model::Issue& issue : world.reading.issues) {
    seen += issue.grade == model::IssueGrade::kRefused ? 1 : 0;
  }
  EXPECT_EQ(seen, refused);
  // Of all rows but those of the 1 000 shared values; three standard deviations are 1.2 %.
  const double rows = 19'000 + static_cast<double>(world.totals.relations);
  EXPECT_NEAR(static_cast<double>(all), rows * 0.05, rows * 0.05 * 0.05);

  uint64_t nameless = 0;
  uint64_t brackets = 0;
  for (const EntityFact& entity : world.entities) {
    nameless += entity.name.empty() ? 1 : 0;
    brackets += entity.name.ends_with("（分部)") ? 1 : 0;
  }
  EXPECT_EQ(nameless, planted(FaultKind::kNoName));
  EXPECT_EQ(brackets, planted(FaultKind::kMixedBrackets));
  uint64_t nobody = 0;
  uint64_t self = 0;
  for (const RelationFact& tie : world.relations) {
    nobody += tie.from.key == "N/A" ? 1 : 0;
    self += tie.from.key == tie.to.key ? 1 : 0;
  }
  EXPECT_EQ(nobody, planted(FaultKind::kNoSuchParty));
  EXPECT_EQ(self, planted(FaultKind::kSelfStake));
}

TEST(Generator, RefusesWhatItCannotMake) {
  const TestFolder folder;
  const auto refusal = [&](WorldOptions options) {
    return std::string(WriteWorld(options, folder.path(), {}).status().message());
  };
  EXPECT_THAT(refusal({.entities = 999}), HasSubstr("entities 999: expected 1000 to"));
  EXPECT_THAT(refusal({.entities = 1000, .relations_permille = 1000}),
              HasSubstr("relations for 1000 entities 1000"));
  EXPECT_THAT(refusal({.entities = 1000, .faults_ppm = 1'000'001}), HasSubstr("faults"));
  EXPECT_EQ(refusal({.entities = 1000}), "");
  EXPECT_THAT(refusal({.entities = 1000}), HasSubstr("entities.csv is there already"));
  folder.Write("file", "");
  const auto status = WriteWorld({.entities = 1000}, folder.path() + "/file/world", {}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
}

TEST(Generator, ProgressEndsAtTheWhole) {
  const TestFolder folder;
  uint64_t last = 0;
  uint64_t expected = 0;
  const auto totals = WriteWorld({.entities = 50'000, .listings = 1'000}, folder.path(),
                                 {.threads = 1, .progress = [&](uint64_t done, uint64_t all) {
                                    EXPECT_GE(done, last);
                                    EXPECT_GE(all, done);
                                    last = done;
                                    expected = all;
                                  }});
  ASSERT_TRUE(totals.ok());
  EXPECT_EQ(last, totals->bytes);
  // The forecast, which is made from some rows, is right within a tenth.
  EXPECT_NEAR(static_cast<double>(expected), static_cast<double>(totals->bytes),
              static_cast<double>(totals->bytes) * 0.1);
}

}  // namespace
}  // namespace liancheng::datasets
