// tests/gate/gate_world.h: small worlds told in JSON lines, asked under the shipped rulebooks.
#pragma once

#include <string>
#include <vector>

#include "query/world/workspace.h"

namespace liancheng::query {

// Under all books; the plan is the same one each time. A refused line fails the test.
Workspace GateWorld(const std::vector<std::string>& lines, const std::string& day);

model::Date DayOf(const std::string& text);

}  // namespace liancheng::query
