// engine/names/fold.h: names brought to one form for searching; the original is kept beside it.
// Folding: full-width forms to half-width, every round or square bracket of Chinese print to `(`
//          and `)`, upper-case Latin to lower, the several middle dots to one, spaces and control
//          characters dropped. Two names that fold alike are not the same party.
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
// One character at the front of `text`, which is not empty; a byte that begins none stands for
// itself.
Character FrontCharacter(std::string_view text);
void AppendCharacter(char32_t code, std::string& out);

// A key of the store's index of names holds one folded name.
inline constexpr size_t kFoldedNameBytesMax = 480;
// UTF-8 in and out, cut to kFoldedNameBytesMax at a character boundary; bytes that are not UTF-8
// are kept as they are. Never holds a zero byte.
std::string FoldName(std::string_view name);

}  // namespace liancheng::names
