// server/http/service/open_world.h: the revision and the day that a request asks about, opened.
#pragma once

#include <optional>

#include "server/http/service/call.h"

namespace liancheng::http {

// Fills Call::world, workspace and offset from known_at, as_of, at_least and cursor. A response
// where that cannot be: 400 for a field that cannot be read, 409 for a token of another history,
// 410 for a page whose revision is no longer kept.
std::optional<Response> OpenWorld(Call& call);

}  // namespace liancheng::http
