// server/cli/files/csv_out.h: answers as RFC 4180 CSV, one row a finding, party, edge or match.
#pragma once

#include <string>
#include <vector>

#include "server/wire/answers_json.h"

namespace liancheng::cli {

std::string CsvRow(const std::vector<std::string>& fields);

// `items` (an array of objects of server/wire) as rows of the named fields; lists are joined with
// "; ", paths are written as `A -relation-> B`.
std::string CsvTable(const wire::Json& items, const std::vector<std::string>& fields);

}  // namespace liancheng::cli
