// server/http/api/typescript.h: writes an interface described by OpenAPI as TypeScript: a type for
// each schema and each operation, and a table by which requests are made;
// server/console/client/src/api.ts.
// Reads:   the part of OpenAPI that openapi.h writes; a schema of another form becomes `unknown`.
// Source:  docs/decisions/0037-typescript-client.md
#pragma once

#include <string>

#include "nlohmann/json.hpp"

namespace liancheng::http {

std::string TypeScript(const nlohmann::ordered_json& openapi);

}  // namespace liancheng::http
