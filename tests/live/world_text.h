// tests/live/world_text.h: the content of a loaded world in order and without indexes: two worlds
// with equal text give the same answers.
#pragma once

#include <string>

#include "query/world/loaded_world.h"

namespace liancheng::query {

std::string TextOf(const LoadedWorld& world);

}  // namespace liancheng::query
