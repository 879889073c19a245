// datasets/readers/rulebook/lint.h: finds what is wrong with a library whose shape is right. No
// I/O; LintRulebooks (reader.h) reads the requirement list and calls it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/model/rulebook.h"

namespace liancheng::datasets {

// `requirement_ids` holds every row that may be cited. Returns one line a problem, in the order of
// the library.
std::vector<std::string> LintLibrary(const model::RuleLibrary& library,
                                     const std::set<std::string>& requirement_ids);

// The part of LintLibrary on time, repair, steps, disclosure, reports and bodies; appends its
// lines.
void LintLife(const model::RuleLibrary& library, const std::set<std::string>& requirement_ids,
              std::vector<std::string>& lines);

}  // namespace liancheng::datasets
