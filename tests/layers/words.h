// tests/layers/words.h: finds words whose header is not included, for the headers that
// cmake/pch.cmake precompiles: the compiler does not notice when those are missing (decision 0012).
#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace liancheng::layers {

struct MissingHeader {
  size_t line = 0;  // from 1: where the word first stands
  std::string word;
  std::string header;
};

// Words of `lines` none of whose headers is in `included`, each once, in order of line. Comments
// and string literals of one line are not read.
std::vector<MissingHeader> MissingHeaders(std::span<const std::string> lines,
                                          const std::set<std::string>& included);

}  // namespace liancheng::layers
