// engine/rules/datalog.h: prints a rule as a Datalog clause, for people who review what it carries
// and how far.
#pragma once

#include <string>

#include "engine/model/rulebook.h"

namespace liancheng::rules {

// One clause. Every operator of docs/rulebook_format.md has a printed form.
std::string Datalog(const model::Rule& rule);

}  // namespace liancheng::rules
