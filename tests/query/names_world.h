// tests/query/names_world.h: parties given by their names, with a directory over them.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "query/names/name_search.h"
#include "query/world/directory.h"

namespace liancheng::query {

// Keys N1, N2, ... in order; `a|b` is a party now called a that was called b before.
std::unique_ptr<Directory> DirectoryOf(const std::vector<std::string>& names);

inline constexpr NameLimits kRoomy = {1000, 0.45, 1'000'000, 1'000'000};

}  // namespace liancheng::query
