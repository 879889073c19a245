// tests/property/answers.h: answers as lines of text that do not depend on the order of loading.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/model/rulebook.h"
#include "query/world/workspace.h"
#include "tests/oracle/naive.h"
#include "tests/oracle/worlds.h"

namespace liancheng::property {

// A library and the ids of the books asked of it.
struct Asked {
  std::shared_ptr<const model::RuleLibrary> library;
  std::vector<std::string> books;
};

const Asked& Shipped();        // every book of datasets/rulebooks
const Asked& OtherReadings();  // the same with readings that the shipped library does not choose
const Asked& FullBook();  // the made-up book that uses every operator (tests/oracle/full_book.h)
Asked AllBooksOf(model::RuleLibrary library);

query::Workspace WorkspaceOf(query::LoadedWorld world, model::Date day,
                             const Asked& asked = Shipped());
query::Workspace InMemory(const std::vector<model::Fact>& facts, model::Date day,
                          const Asked& asked = Shipped());

// Random worlds over a library; several for one seed, because each is small and fast. When a test
// fails, a world prints its own seed.
template <typename F>
void InWorlds(uint64_t seed, const Asked& asked, uint64_t worlds, F&& f) {
  for (uint64_t i = 0; i < worlds; ++i) {
    f(oracle::RandomWorld(seed * worlds + i, *asked.library, {}));
  }
}

// A few of the world's days, spread over all of them.
std::vector<model::Date> DaysToAsk(const oracle::World& world, size_t days_max);

using Lines = std::multiset<std::string>;

// subject measure standing tier force modality provision listing from to missing?; with the path
// when `paths`. Stops are left out.
Lines ReachLines(const query::Workspace& workspace, const std::string& act, bool paths);
Lines MeasuresLines(const query::Workspace& workspace, const std::string& party, bool paths);
Lines NaiveLines(const std::vector<oracle::NaiveFinding>& findings);

// The lines that only one of the two has, for the message of a failing test.
std::string Difference(const Lines& a, const Lines& b);

}  // namespace liancheng::property
