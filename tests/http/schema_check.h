// tests/http/schema_check.h: checks a value against a schema of the interface. Knows the part of
// JSON Schema 2020-12 that the interface uses; any other keyword is a problem.
#pragma once

#include <string>

#include "nlohmann/json.hpp"

namespace liancheng::http {

// Empty when the value fits; else the pointer and what is wrong. `document` contains the targets of
// `$ref`.
std::string CheckSchema(const nlohmann::ordered_json& document,
                        const nlohmann::ordered_json& schema, const nlohmann::ordered_json& value);

}  // namespace liancheng::http
