// datasets/readers/rulebook/files.h: reads the files of a rulebook folder as texts; names the files
// with fixed names.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace liancheng::datasets {

// Paths are relative to the rulebook root, with `/`.
inline constexpr std::string_view kBasesPath = "national/bases.json";
inline constexpr std::string_view kListsPath = "national/lists.json";
inline constexpr std::string_view kBodiesPath = "national/bodies.json";
inline constexpr std::string_view kCalendarPath = "national/calendar.json";
inline constexpr std::string_view kSchemaPath = "schema.json";
inline constexpr std::string_view kRequirementIdsPath = "requirement_ids.json";

// Every *.json below `folder`. NotFound when there is no such folder, Unavailable when a file
// cannot be read.
absl::StatusOr<std::map<std::string, std::string>> ReadJsonTexts(const std::string& folder);

}  // namespace liancheng::datasets
