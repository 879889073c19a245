// server/http/service/open_world.h: opens the world of the revision and the day that a request asks
// about.
#pragma once

#include <optional>

#include "server/http/service/call.h"

namespace liancheng::http {

// Fills Call::world, workspace and offset from known_at, as_of, at_least and cursor. Returns a
// response when that is not possible: 400 for a field that cannot be read, 409 for a token of
// another history, 410 for a page whose revision is no longer kept.
std::optional<Response> OpenWorld(Call& call);

}  // namespace liancheng::http
