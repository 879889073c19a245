// server/http/api/openapi.h: writes the interface as OpenAPI 3.1, from the table of routes and the
// schemas of answers.
#pragma once

#include <string>
#include <string_view>

#include "nlohmann/json.hpp"
#include "server/http/api/routes.h"

namespace liancheng::http {

nlohmann::ordered_json OpenApi(const RouteTable& table);

// The key of a method in a path item: get for GET.
std::string OpenApiMethod(std::string_view method);

// The schemas of answers, as the `components/schemas` of OpenAPI (JSON Schema 2020-12). An object
// has the members that its schema names and no others.
nlohmann::ordered_json Schemas();

}  // namespace liancheng::http
