#include "engine/names/fold.h"

#include <array>
#include <cstdint>

namespace liancheng::names {

Character FrontCharacter(std::string_view text) {
  const auto first = static_cast<uint8_t>(text[0]);
  if (first < 0x80) return {first, 1, true};
  const size_t bytes = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (bytes == 0 || first > 0xf4 || text.size() < bytes) return {first, 1, false};
  char32_t code = first & (0x7fu >> bytes);
  for (size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<uint8_t>(text[i]);
    if ((next & 0xc0) != 0x80) return {first, 1, false};
    code = code << 6 | (next & 0x3f);
  }
  return {code, bytes, true};
}

void AppendCharacter(char32_t code, std::string& out) {
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out.push_back(static_cast<char>(0xc0 | code >> 6));
    out.push_back(static_cast<char>(0x80 | (code & 0x3f)));
  } else if (code < 0x10000) {
    out.push_back(static_cast<char>(0xe0 | code >> 12));
    out.push_back(static_cast<char>(0x80 | (code >> 6 & 0x3f)));
    out.push_back(static_cast<char>(0x80 | (code & 0x3f)));
  } else {
    out.push_back(static_cast<char>(0xf0 | code >> 18));
    out.push_back(static_cast<char>(0x80 | (code >> 12 & 0x3f)));
    out.push_back(static_cast<char>(0x80 | (code >> 6 & 0x3f)));
    out.push_back(static_cast<char>(0x80 | (code & 0x3f)));
  }
}

namespace {

struct Pair {
  char32_t from;
  char32_t to;
};
constexpr std::array<Pair, 16> kSingles = {{{0x3014, '('},
                                            {0x3015, ')'},
                                            {0x3010, '('},
                                            {0x3011, ')'},
                                            {0xfe59, '('},
                                            {0xfe5a, ')'},
                                            {0xff3b, '('},
                                            {0xff3d, ')'},
                                            {'[', '('},
                                            {']', ')'},
                                            // middle dots inside names of persons
                                            {0x2022, 0x00b7},
                                            {0x2027, 0x00b7},
                                            {0x22c5, 0x00b7},
                                            {0x30fb, 0x00b7},
                                            {0xff65, 0x00b7},
                                            {0x2e31, 0x00b7}}};

bool IsDropped(char32_t code) {
  return code <= ' ' || code == 0x7f || (code >= 0x80 && code <= 0xa0) ||
         (code >= 0x2000 && code <= 0x200f) || code == 0x2028 || code == 0x2029 || code == 0x202f ||
         code == 0x205f || code == 0x2060 || code == 0x3000 || code == 0xfeff;
}

char32_t Fold(char32_t code) {
  for (const Pair& pair : kSingles) {
    if (pair.from == code) return pair.to;
  }
  if (code >= 0xff01 && code <= 0xff5e) code -= 0xfee0;
  const bool latin1_capital = code >= 0xc0 && code <= 0xde && code != 0xd7;
  if ((code >= 'A' && code <= 'Z') || latin1_capital) return code + 0x20;
  return code;
}

}  // namespace

std::string FoldName(std::string_view name) {
  std::string folded;
  folded.reserve(name.size());
  while (!name.empty()) {
    const Character c = FrontCharacter(name);
    const size_t before = folded.size();
    if (!c.valid) {
      folded.push_back(name[0]);
    } else if (!IsDropped(c.code)) {
      AppendCharacter(Fold(c.code), folded);
    }
    name.remove_prefix(c.bytes);
    if (folded.size() > kFoldedNameBytesMax) {
      folded.resize(before);
      break;
    }
  }
  return folded;
}

}  // namespace liancheng::names
