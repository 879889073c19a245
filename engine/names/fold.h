// engine/names/fold.h: names brought to one form for searching; the original is kept beside it.
// Folding: full-width forms become half-width, every round or square bracket of Chinese print
//          becomes `(` or `)`, upper-case Latin becomes lower, all middle dots become one, spaces
//          and control characters are dropped. Two parties may have names of one folded form.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace liancheng::names {

struct Character {
  char32_t code;
  size_t bytes;
  bool valid;
};
// The first character of `text`, which is not empty. A byte that begins no UTF-8 character counts
// as a character of its own.
Character FrontCharacter(std::string_view text);
void AppendCharacter(char32_t code, std::string& out);

// A key of the store's index of names holds one folded name.
inline constexpr size_t kFoldedNameBytesMax = 480;
// Takes and gives UTF-8. The result is cut to kFoldedNameBytesMax at a character boundary and never
// holds a zero byte; bytes that are not UTF-8 are kept as they are.
std::string FoldName(std::string_view name);

}  // namespace liancheng::names
