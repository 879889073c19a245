// datasets/readers/rulebook/lint.h: what is wrong with a library though its shape is right.
// Pure; LintRulebooks (rulebook_reader.h) reads the requirement list and calls it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/model/rulebook.h"

namespace liancheng::datasets {

// `requirement_ids`: every row that may be cited. One line a problem, in the order of the library.
std::vector<std::string> LintLibrary(const model::RuleLibrary& library,
                                     const std::set<std::string>& requirement_ids);

// The part of LintLibrary on time, repair, steps, disclosure, reports and bodies; adds its lines.
void LintLife(const model::RuleLibrary& library, const std::set<std::string>& requirement_ids,
              std::vector<std::string>& lines);

}  // namespace liancheng::datasets
