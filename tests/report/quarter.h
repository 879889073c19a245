// tests/report/quarter.h: the third quarter of 2026 as JSON lines, read with the shipped rulebooks.
#pragma once

#include <string>
#include <vector>

#include "query/report/report.h"
#include "query/world/workspace.h"

namespace liancheng::report {

// On the last day, 2026-09-30.
query::Workspace WorkspaceOf(const std::vector<std::string>& lines);

// From 2026-07-01 to 2026-09-30.
query::ReportQuestion Quarter(std::vector<std::string> documents);

model::Date DayOf(const std::string& text);

}  // namespace liancheng::report
