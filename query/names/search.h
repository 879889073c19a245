// query/names/search.h: finds parties by id, code or name. Uses the directory only, so no graph is
// built.
// Errors:  those of the directory.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "query/answers/answers.h"
#include "query/names/name_search.h"
#include "query/world/directory.h"

namespace liancheng::query {

inline constexpr double kSearchScoreMin = 0.45;

// An exact id or code comes first, with score 1; then names, best first. A match by name is only a
// candidate.
absl::StatusOr<SearchAnswer> AskSearch(const Directory& directory, const std::string& text,
                                       const NameLimits& limits);

}  // namespace liancheng::query
