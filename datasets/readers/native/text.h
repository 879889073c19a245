// datasets/readers/native/text.h: what the readers ask of a piece of text: is it sound, how is it
// shown in an issue, what is nearest to it, how is it folded for a value node.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace liancheng::datasets {

enum class TextFault : uint8_t { kNone, kNotUtf8, kControl };

// kControl: a control character other than tab, line feed and carriage return.
TextFault CheckText(std::string_view text);
std::string_view Describe(TextFault fault);

bool IsAscii(std::string_view text);
// Characters of valid UTF-8.
size_t CharacterCount(std::string_view text);
// Without the blanks (ASCII, U+00A0, U+3000) at both ends.
constexpr bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view Trim(std::string_view text);

// The form for Issue::value: at most 200 bytes, cut at a character boundary; bytes that are not
// UTF-8 and control characters as \xNN; what is an ID number by its check character is masked.
std::string ShownValue(std::string_view text);
// The same for a line that could not be read: every run of 15 or more digits is masked.
std::string ShownLine(std::string_view text);

// N/A, NULL, -, 无: how registers spell "not stated".
bool IsMissingWord(std::string_view text);

// `candidates` separated by ", "; the one within a third of its length, or empty.
std::string Nearest(std::string_view word, std::string_view candidates);

// Full-width forms narrowed (U+FF01..U+FF5E, and U+3000 to a blank); case and blanks are kept.
std::string NarrowText(std::string_view text);
// Full-width forms narrowed, letters lower case, blanks dropped: what addresses are compared by.
std::string FoldText(std::string_view text);
// The digits of a phone number, without +86 or 0086; empty below 5 digits.
std::string FoldPhone(std::string_view phone);

// A status message that begins with the quoted value, without it: an issue shows the value apart.
std::string WithoutValue(std::string_view message, std::string_view value);

}  // namespace liancheng::datasets
