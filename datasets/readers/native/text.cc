#include "datasets/readers/native/text.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "engine/model/codes.h"
#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

constexpr size_t kShownBytesMax = 200;
constexpr std::string_view kWideSpace = "\xE3\x80\x80";  // U+3000
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";   // U+00A0

unsigned char Byte(char c) {
  return static_cast<unsigned char>(c);
}

bool IsPlainControl(char c) {
  return Byte(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

// Length of the character at the front of `text`, 0 when it is not UTF-8 (RFC 3629: no overlong
// forms, no surrogates, nothing over U+10FFFF).
size_t CharacterLength(std::string_view text) {
  const unsigned char lead = Byte(text[0]);
  if (lead < 0x80) return 1;
  const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  const unsigned char second = Byte(text[1]);
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  if (second < low || second > high) return 0;
  for (size_t i = 2; i < length; ++i) {
    if ((Byte(text[i]) & 0xC0) != 0x80) return 0;
  }
  return length;
}

// Eight bytes that are ASCII and no control character, the common case by far.
bool EightPlain(const char* bytes) {
  uint64_t word;
  std::memcpy(&word, bytes, sizeof(word));
  constexpr uint64_t kHigh = 0x8080808080808080u;
  constexpr uint64_t kSpaces = 0x2020202020202020u;
  return ((word | (word - kSpaces)) & kHigh) == 0;
}

size_t BlankLength(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r')) return 1;
  if (text.starts_with(kWideSpace)) return kWideSpace.size();
  return text.starts_with(kNoBreakSpace) ? kNoBreakSpace.size() : 0;
}

// Masks runs of digits (with a last X) that `secret` picks out.
template <typename Secret>
std::string MaskRuns(std::string_view text, Secret secret) {
  std::string masked(text);
  size_t i = 0;
  while (i < text.size()) {
    size_t end = i;
    while (end < text.size() && IsDigit(text[end])) ++end;
    if (end == i) {
      ++i;
      continue;
    }
    if (end < text.size() && (text[end] == 'X' || text[end] == 'x')) ++end;
    const std::string_view run = text.substr(i, end - i);
    if (secret(run)) masked.replace(i, run.size(), model::MaskIdNumber(run));
    i = end;
  }
  return masked;
}

std::string Cut(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const size_t length = CharacterLength(text);
    const bool sound = length > 0 && Byte(text[0]) >= 0x20;
    const std::string piece =
        sound ? std::string(text.substr(0, length)) : fmt::format("\\x{:02X}", Byte(text[0]));
    if (shown.size() + piece.size() > kShownBytesMax) break;
    shown += piece;
    text.remove_prefix(sound ? length : 1);
  }
  return shown;
}

// The ASCII form of a character that is ASCII or full-width, else NUL.
char NarrowForm(std::string_view character) {
  if (character.size() == 1) return character[0];
  if (character.size() != 3 || Byte(character[0]) != 0xEF) return '\0';
  // U+FF01..U+FF5E are the full-width forms of U+0021..U+007E.
  const unsigned code =
      ((Byte(character[1]) & 0x3Fu) << 6 | (Byte(character[2]) & 0x3Fu)) + 0xF000u;
  return code >= 0xFF01u && code <= 0xFF5Eu ? static_cast<char>(code - 0xFEE0u) : '\0';
}

size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // namespace

TextFault CheckText(std::string_view text) {
  size_t i = 0;
  while (i < text.size()) {
    if (i + 8 <= text.size() && EightPlain(text.data() + i)) {
      i += 8;
      continue;
    }
    if (IsPlainControl(text[i])) return TextFault::kControl;
    const size_t length = CharacterLength(text.substr(i));
    if (length == 0) return TextFault::kNotUtf8;
    i += length;
  }
  return TextFault::kNone;
}

std::string_view Describe(TextFault fault) {
  switch (fault) {
    case TextFault::kNone:
      return "";
    case TextFault::kNotUtf8:
      return "is not UTF-8";
    case TextFault::kControl:
      return "holds a control character";
  }
  return "";
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return Byte(c) < 0x80; });
}

size_t CharacterCount(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (Byte(c) & 0xC0) != 0x80; }));
}

std::string_view Trim(std::string_view text) {
  while (const size_t blank = BlankLength(text)) text.remove_prefix(blank);
  for (;;) {
    if (text.ends_with(kWideSpace)) {
      text.remove_suffix(kWideSpace.size());
    } else if (text.ends_with(kNoBreakSpace)) {
      text.remove_suffix(kNoBreakSpace.size());
    } else if (!text.empty() && BlankLength(text.substr(text.size() - 1)) == 1) {
      text.remove_suffix(1);
    } else {
      return text;
    }
  }
}

std::string ShownValue(std::string_view text) {
  // Masked before the cut: half an ID number would no longer be known for one.
  return Cut(MaskRuns(text.substr(0, 2 * kShownBytesMax), [](std::string_view run) {
    return model::CheckIdNumber(run).status == model::CodeStatus::kValid;
  }));
}

std::string ShownLine(std::string_view text) {
  return Cut(MaskRuns(text.substr(0, 2 * kShownBytesMax),
                      [](std::string_view run) { return run.size() >= 15; }));
}

bool IsMissingWord(std::string_view text) {
  constexpr std::array<std::string_view, 7> kWords = {"N/A",  "n/a", "NULL", "null",
                                                      "Null", "-",   "无"};
  return std::find(kWords.begin(), kWords.end(), text) != kWords.end();
}

std::string Nearest(std::string_view word, std::string_view candidates) {
  constexpr size_t kWordBytesMax = 64;
  if (word.size() > kWordBytesMax) return "";
  std::string_view best;
  size_t best_distance = 0;
  while (!candidates.empty()) {
    const size_t comma = candidates.find(", ");
    const std::string_view candidate = candidates.substr(0, comma);
    candidates.remove_prefix(comma == std::string_view::npos ? candidates.size() : comma + 2);
    const size_t distance = EditDistance(word, candidate);
    if (distance > candidate.size() / 3) continue;
    if (best.empty() || distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return std::string(best);
}

std::string NarrowText(std::string_view text) {
  std::string narrowed;
  while (!text.empty()) {
    const size_t length = std::max<size_t>(CharacterLength(text), 1);
    const char narrow = text.starts_with(kWideSpace) ? ' ' : NarrowForm(text.substr(0, length));
    if (narrow != '\0') {
      narrowed.push_back(narrow);
    } else {
      narrowed.append(text.substr(0, length));
    }
    text.remove_prefix(length);
  }
  return narrowed;
}

std::string FoldText(std::string_view text) {
  std::string folded;
  while (!text.empty()) {
    const size_t blank = BlankLength(text);
    if (blank > 0) {
      text.remove_prefix(blank);
      continue;
    }
    const size_t length = std::max<size_t>(CharacterLength(text), 1);
    char narrow = NarrowForm(text.substr(0, length));
    if (narrow >= 'A' && narrow <= 'Z') narrow = static_cast<char>(narrow - 'A' + 'a');
    if (narrow != '\0') {
      folded.push_back(narrow);
    } else {
      folded.append(text.substr(0, length));
    }
    text.remove_prefix(length);
  }
  return folded;
}

std::string FoldPhone(std::string_view phone) {
  constexpr size_t kDigitsMin = 5;  // 12315 and the like
  const std::string narrow = FoldText(phone);
  std::string digits;
  for (char c : narrow) {
    if (IsDigit(c)) digits.push_back(c);
  }
  if (narrow.starts_with("+86") || narrow.starts_with("(+86)")) {
    digits.erase(0, 2);
  } else if (digits.starts_with("0086")) {
    digits.erase(0, 4);
  }
  return digits.size() < kDigitsMin ? "" : digits;
}

std::string WithoutValue(std::string_view message, std::string_view value) {
  const std::string quoted = fmt::format("\"{}\" ", value);
  if (message.starts_with(quoted)) message.remove_prefix(quoted.size());
  return std::string(message);
}

}  // namespace liancheng::datasets
