// datasets/readers/native/known_words.h: what rulebooks tell the readers: the list ids that may be
// named, and the data that may not be kept.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/model/rulebook_life.h"

namespace liancheng::datasets {

struct KnownWords {
  std::set<std::string, std::less<>> lists;          // CS-black, TQ-black, N-serious, ...
  std::vector<model::ForbiddenData> forbidden = {};  // HX-14; a row that holds such is refused
};

}  // namespace liancheng::datasets
