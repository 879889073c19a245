// tests/gate/gate_world.h: small worlds written as JSON lines, asked under the shipped rulebooks.
#pragma once

#include <string>
#include <vector>

#include "query/world/workspace.h"

namespace liancheng::query {

// A world under all books; every call returns the same plan. A refused line fails the test.
Workspace GateWorld(const std::vector<std::string>& lines, const std::string& day);

model::Date DayOf(const std::string& text);

}  // namespace liancheng::query
