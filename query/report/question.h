// query/report/question.h: what a standing report is asked for.
// Source: docs/reports.md
#pragma once

#include <string>
#include <vector>

#include "engine/model/date.h"
#include "engine/model/ids.h"

namespace liancheng::query {

struct ReportQuestion {
  model::Date from;
  model::Date to;                      // the last day
  model::RegionCode region;            // 0 = everywhere
  std::string unit;                    // deciding or executing body, by any of its names
  std::vector<std::string> documents;  // ids of rulebooks; empty = all of the library
};

}  // namespace liancheng::query
