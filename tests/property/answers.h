// tests/property/answers.h: answers as lines of text that do not show how the facts were loaded.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/model/rulebook.h"
#include "query/workspace.h"
#include "tests/oracle/naive.h"
#include "tests/oracle/worlds.h"

namespace liancheng::property {

// TQ, CS and the national registers as shipped, and the ids asked.
const model::RuleLibrary& Library();
std::shared_ptr<const model::RuleLibrary> SharedLibrary();
const std::vector<std::string>& Books();

query::Workspace WorkspaceOf(query::LoadedWorld world, model::Date day);
query::Workspace InMemory(const std::vector<model::Fact>& facts, model::Date day);

// A few of the world's days, spread over all of them.
std::vector<model::Date> DaysToAsk(const oracle::World& world, size_t days_max);

using Lines = std::multiset<std::string>;

// subject measure standing tier force modality provision listing from to missing?; with the path
// when `paths`. Stops are left out.
Lines ReachLines(const query::Workspace& workspace, const std::string& act, bool paths);
Lines MeasuresLines(const query::Workspace& workspace, const std::string& party, bool paths);
Lines NaiveLines(const std::vector<oracle::NaiveFinding>& findings);

// What is in one and not in the other, for the message of a failing test.
std::string Difference(const Lines& a, const Lines& b);

}  // namespace liancheng::property
