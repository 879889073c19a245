// server/http/route_table.h: the rows of the table of routes, made once for routes.h.
#pragma once

#include <vector>

#include "server/http/routes.h"

namespace liancheng::http {

std::vector<Route> AllRoutes();

}  // namespace liancheng::http
