// tests/http/schema_check.h: whether a value is what a schema of the interface says. Knows the part
// of JSON Schema 2020-12 that the interface uses; a keyword beyond it is a problem.
#pragma once

#include <string>

#include "nlohmann/json.hpp"

namespace liancheng::http {

// Empty when it is; else the pointer and what is wrong. `document` holds what `$ref` points to.
std::string CheckSchema(const nlohmann::ordered_json& document,
                        const nlohmann::ordered_json& schema, const nlohmann::ordered_json& value);

}  // namespace liancheng::http
