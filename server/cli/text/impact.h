// server/cli/text/impact.h: writes batch impact and comparisons as a page for people: totals,
// executors, parties, stops.
#pragma once

#include <string>

#include "server/impact/diff_run.h"
#include "server/wire/answers_json.h"

namespace liancheng::cli {

// `result` is that of summary.json.
std::string ImpactText(const wire::Json& result);
std::string DiffText(const impact::DiffReport& report);

}  // namespace liancheng::cli
