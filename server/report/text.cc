#include "server/report/text.h"

#include <utf8proc.h>

#include <algorithm>

#include "server/report/book.h"

namespace liancheng::report {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// The first character of `text`; `point` is negative for a byte that begins none.
struct Character {
  utf8proc_int32_t point = -1;
  std::string_view bytes;
};

Character TakeFirst(std::string_view* text) {
  Character first;
  const utf8proc_ssize_t used =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text->data()),
                       static_cast<utf8proc_ssize_t>(text->size()), &first.point);
  if (used <= 0) first.point = -1;
  first.bytes = text->substr(0, used > 0 ? static_cast<size_t>(used) : 1);
  text->remove_prefix(first.bytes.size());
  return first;
}

bool IsLeftOut(utf8proc_int32_t point) {
  if (point == '\t' || point == '\n') return false;
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0xFFFE || point == 0xFFFF;
}

int WidthOf(const Character& character) {
  return character.point < 0 ? 1 : std::max(0, utf8proc_charwidth(character.point));
}

}  // namespace

std::string Clean(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const Character character = TakeFirst(&text);
    if (character.point < 0) {
      clean += kReplacement;
    } else if (!IsLeftOut(character.point)) {
      clean += character.bytes;
    }
  }
  return clean;
}

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : Clean(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string Shortened(std::string_view text, int width_max) {
  if (TextWidth(text) <= width_max) return std::string(text);
  std::string shortened;
  int width = 1;  // of the mark
  while (!text.empty()) {
    const Character character = TakeFirst(&text);
    width += WidthOf(character);
    if (width > width_max) break;
    shortened += character.bytes;
  }
  return shortened + "…";
}

int TextWidth(std::string_view text) {
  int width = 0;
  while (!text.empty()) width += WidthOf(TakeFirst(&text));
  return width;
}

}  // namespace liancheng::report
