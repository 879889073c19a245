// datasets/readers/native/known_words.h: what the readers need to know from rulebooks: the ids of
// lists that may be named, and the data that must not be kept.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/model/rulebook_life.h"

namespace liancheng::datasets {

struct KnownWords {
  std::set<std::string, std::less<>> lists;          // CS-black, TQ-black, N-serious, ...
  std::vector<model::ForbiddenData> forbidden = {};  // HX-14; a row with such data is refused
};

}  // namespace liancheng::datasets
