// server/cli/text/impact.h: batch impact and comparisons as a page for people: totals, who carries
// them out, whom they fall on, where they stop.
#pragma once

#include <string>

#include "server/impact/diff_run.h"
#include "server/wire/answers_json.h"

namespace liancheng::cli {

// `result` of summary.json.
std::string ImpactText(const wire::Json& result);
std::string DiffText(const impact::DiffReport& report);

}  // namespace liancheng::cli
