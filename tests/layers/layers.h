// tests/layers/layers.h: the house rules that a compiler does not check, read from the text of the
// tree.
// Rules:   which room may include which, which library lives where, own header first, one contract
//          on top of each header, its keys at the start of lines, lengths of files and functions,
//          words of unfinished work.
// Source:  docs/architecture.md (arrows), docs/decisions/0001-rooms-and-arrows.md.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace liancheng::layers {

// One line per breach, `file:line: what is wrong`, in order of path; empty = the tree keeps the
// rules.
std::vector<std::string> CheckTree(const std::filesystem::path& root);

}  // namespace liancheng::layers
