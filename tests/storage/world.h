// tests/storage/world.h: a store in a temporary folder, facts in one line each, and the result of a
// scan in one line for each fact.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/fact.h"
#include "engine/model/issue.h"
#include "storage/fact_store.h"

namespace liancheng::storage {

// Removed at the end with everything in it.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  std::string path(std::string_view name) const { return path_ + "/" + std::string(name); }

 private:
  std::string path_;
};

class IssueLog : public model::IssueSink {
 public:
  void Report(model::Issue issue) override { issues.push_back(std::move(issue)); }
  std::vector<model::Issue> issues;
};

inline constexpr int64_t kTestTime = 1'700'000'000;  // 2023-11-14T22:13:20Z

OpenOptions Writing(const std::string& path);
OpenOptions Reading(const std::string& path);
// Ends the test when it fails.
std::unique_ptr<FactStore> MustOpen(const OpenOptions& options);

// Commits and expects no error; `issues` may be null.
CommitResult Put(FactStore& store, const std::vector<model::Fact>& facts,
                 IssueLog* issues = nullptr);

// --- facts ---
model::Date Day(std::string_view text);
model::Fact Entity(std::string key, std::string name = "",
                   std::vector<model::Identifier> identifiers = {},
                   model::EntityType type = model::EntityType::kEnterprise);
model::Fact Person(std::string key, std::string name = "", std::string id_number = "");
model::Fact Edge(std::string from, model::Relation relation, std::string to, std::string id = "",
                 std::string_view start = "", std::string_view end = "");
model::Fact Stake(std::string from, std::string to, uint32_t ppm, std::string id = "");
model::Fact Listing(std::string id, std::string subject, std::string_view decided = "2020-03-01");
// Proposed on 2020-02-10 and not decided yet.
model::Fact Proposed(std::string id, std::string subject);
model::Fact Penalty(std::string id, std::string subject);
model::Fact Attribution(std::string id, std::string person, std::string act);
model::Fact Ending(std::string id, std::string listing);
model::Fact Step(std::string id, std::string listing, model::ListingState to);
model::Fact Demand(std::string id, std::string operator_party, std::string merchant);
model::Fact Retract(std::string target, std::string id = "X");
model::Fact From(model::Fact fact, std::string source, std::string file = "", int64_t row = 0);

// One record of each kind, about E1 and P1 (which must be stated before), in an order that can be
// stored.
std::vector<model::Fact> OneOfEachRecord();

// --- what is in a store ---
// Every field of a fact in one line; ids and numbers of the store only with `numbers`.
std::string Words(const model::Fact& fact, bool numbers = false);
std::vector<std::string> ScanWords(const FactStore& store, model::Revision at,
                                   ScanOf what = ScanOf::kEverything);
std::vector<model::Fact> ScanFacts(const FactStore& store, model::Revision at,
                                   ScanOf what = ScanOf::kEverything);
// Empty when sound.
std::string Damage(const FactStore& store);

// Whether any file below `folder` contains these bytes.
bool AnyFileHolds(const std::string& folder, std::string_view bytes);

}  // namespace liancheng::storage
