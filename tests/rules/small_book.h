// tests/rules/small_book.h: a made-up rulebook for the operators that the shipped books do not use
// yet, and a small world for it. Row ids have the form of real ones; the provisions are not real.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "query/world/loaded_world.h"
#include "query/world/workspace.h"

namespace liancheng::rules {

// Parses the book; fails the test when it cannot be read. `patch` replaces the text of rules.json.
std::shared_ptr<const model::RuleLibrary> SmallLibrary(const std::string& rules_json);

// Facts as JSON lines.
std::vector<model::Fact> Facts(const std::vector<std::string>& lines);

query::Workspace Ask(const std::string& rules_json, const std::vector<std::string>& lines,
                     const std::string& day);

}  // namespace liancheng::rules
