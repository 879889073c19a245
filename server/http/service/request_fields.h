// server/http/service/request_fields.h: the query, the headers and the body of a request, read and
// held against what its route takes.
#pragma once

#include <cstdint>
#include <optional>

#include "server/http/api/routes.h"
#include "server/http/service/call.h"
#include "server/http/service/options.h"

namespace liancheng::http {

// 0 for a route that takes no body.
uint64_t BodyBytesMax(const Route& route, const ServiceOptions& options);

// Fills Call::query, object, body, purpose and ground. A response where something cannot be read or
// is not taken: an unknown field is refused, for a misspelt filter that is passed over would widen
// an answer.
std::optional<Response> ReadFields(Call& call);

}  // namespace liancheng::http
