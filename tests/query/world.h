// tests/query/world.h: a small world written as JSON lines, asked without rulebooks.
#pragma once

#include <string>
#include <vector>

#include "query/world/workspace.h"

namespace liancheng::query {

// Facts as JSON lines; a refused line fails the test.
std::vector<model::Fact> FactsOf(const std::vector<std::string>& lines);

Workspace WorldOf(const std::vector<std::string>& lines, const std::string& day);

}  // namespace liancheng::query
