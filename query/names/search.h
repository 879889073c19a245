// query/names/search.h: parties by id, code or name. Asks the directory alone: no graph is built for it.
// Errors: those of the directory.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "query/answers/answers.h"
#include "query/world/directory.h"
#include "query/names/name_search.h"

namespace liancheng::query {

inline constexpr double kSearchScoreMin = 0.45;

// An exact id or code first, with score 1; then names, best first. A name is never more than a
// candidate.
absl::StatusOr<SearchAnswer> AskSearch(const Directory& directory, const std::string& text,
                                       const NameLimits& limits);

}  // namespace liancheng::query
