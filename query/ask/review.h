// query/ask/review.h: prints rules in the form in which people review them; for commands that show
// a rulebook.
#pragma once

#include <string>

#include "engine/model/rulebook.h"

namespace liancheng::query {

// The rule as one Datalog clause.
std::string DatalogOf(const model::Rule& rule);

}  // namespace liancheng::query
