// datasets/known_words.h: the list ids that rulebooks define; a reader refuses any other.
#pragma once

#include <set>
#include <string>

namespace liancheng::datasets {

struct KnownWords {
  std::set<std::string, std::less<>> lists;  // CS-black, TQ-black, N-serious, ...
};

}  // namespace liancheng::datasets
