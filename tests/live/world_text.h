// tests/live/world_text.h: all that a loaded world says, in its order and without indexes: two
// worlds of one text give the same answers.
#pragma once

#include <string>

#include "query/world/loaded_world.h"

namespace liancheng::query {

std::string TextOf(const LoadedWorld& world);

}  // namespace liancheng::query
