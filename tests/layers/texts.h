// tests/layers/texts.h: what documents and comments name must exist, and READMEs must fit a screen.
// Rules:   lines of README*.md at the root have at most 120 columns; a link of a document leads to
//          a file; a path in a comment is that of a file; docs/decisions/README.md lists every
//          decision, and a decision that was superseded names one that exists.
// Source:  docs/decisions/0047-comments-are-laid-out-by-hand.md, docs/decisions/README.md
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace liancheng::layers {

// One line for each breach, `file:line: what is wrong`, in order of path; empty = all is well.
std::vector<std::string> CheckTexts(const std::filesystem::path& root);

}  // namespace liancheng::layers
