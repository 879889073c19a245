#include "server/wire/json_writers.h"

#include <array>
#include <cstddef>

namespace liancheng::wire {
namespace {

// Bytes that are written unchanged have 1; bytes that need a closer look have 0.
constexpr std::array<uint8_t, 256> kPlain = [] {
  std::array<uint8_t, 256> plain{};
  for (size_t byte = 0x20; byte < 0x80; ++byte) plain[byte] = 1;
  plain['"'] = 0;
  plain['\\'] = 0;
  return plain;
}();

bool Continues(std::string_view text, size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// Length of the well-formed UTF-8 sequence of two to four bytes at `at`; 0 when there is none
// (Unicode 15, table 3-7).
size_t SequenceAt(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char lead = byte(0);
  if (lead >= 0xC2 && lead <= 0xDF) return Continues(text, at + 1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (!Continues(text, at + 1) || !Continues(text, at + 2)) return 0;
    if (lead == 0xE0 && byte(1) < 0xA0) return 0;  // an overlong form
    if (lead == 0xED && byte(1) > 0x9F) return 0;  // half of a pair of UTF-16
    return 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (!Continues(text, at + 1) || !Continues(text, at + 2) || !Continues(text, at + 3)) return 0;
    if (lead == 0xF0 && byte(1) < 0x90) return 0;
    if (lead == 0xF4 && byte(1) > 0x8F) return 0;
    return 4;
  }
  return 0;
}

void AppendEscaped(unsigned char byte, std::string* out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (byte) {
    case '"':
    case '\\':
      *out += '\\';
      *out += static_cast<char>(byte);
      return;
    case '\b':
      *out += "\\b";
      return;
    case '\f':
      *out += "\\f";
      return;
    case '\n':
      *out += "\\n";
      return;
    case '\r':
      *out += "\\r";
      return;
    case '\t':
      *out += "\\t";
      return;
    default:
      *out += "\\u00";
      *out += kHex[byte >> 4];
      *out += kHex[byte & 15];
  }
}

}  // namespace

void AppendQuoted(std::string_view text, std::string* out) {
  const size_t begin = out->size();
  *out += '"';
  size_t written = 0;
  for (size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (kPlain[byte] != 0) {
      ++i;
      continue;
    }
    if (byte >= 0x80) {
      const size_t length = SequenceAt(text, i);
      if (length == 0) {
        // This is rare. The library decides how many replacement characters it puts here.
        using Json = nlohmann::ordered_json;
        out->resize(begin);
        *out += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
        return;
      }
      i += length;
      continue;
    }
    out->append(text, written, i - written);
    AppendEscaped(byte, out);
    written = ++i;
  }
  out->append(text, written, text.size() - written);
  *out += '"';
}

}  // namespace liancheng::wire
