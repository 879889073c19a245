// datasets/readers/rulebook/shape.h: the shape of a rulebook's files as one table of types. The
// reader checks files by it. tests/datasets/rulebook_schema_test.cc compares rulebooks/schema.json
// with it, type by type, so that the two agree.
// Source:  docs/rulebook_format.md.
#pragma once

#include <string_view>
#include <vector>

#include "datasets/readers/rulebook/shape_types.h"

namespace liancheng::datasets::shape {

// Every type, in the order of the schema's $defs.
const std::vector<Type>& AllTypes();

// Aborts the program when the table has no such type.
const Type& TypeNamed(std::string_view name);

// The types that a whole file may have.
inline constexpr std::string_view kBookFile = "book";
inline constexpr std::string_view kSectionFile = "section";
inline constexpr std::string_view kBasesFile = "basis_registry";
inline constexpr std::string_view kListsFile = "list_registry";
inline constexpr std::string_view kBodiesFile = "body_registry";
inline constexpr std::string_view kCalendarFile = "calendar";

// Words of `excepts` that mean many rules.
inline constexpr std::string_view kEveryRule = "*";
inline constexpr std::string_view kEveryIncentive = "incentives";

}  // namespace liancheng::datasets::shape
