// engine/names/han.h: Chinese characters one by one: the simplified form, and how it is read.
// Tables:  engine/names/tables/simplified.txt, pinyin.txt; frozen with the format of the store.
// Threads: the tables are built on first use and never change.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liancheng::names {

// A syllable without tone: its letters in 5 bits each (a = 1), the first in the highest; 0 = none.
struct Syllable {
  uint32_t value = 0;
  bool operator==(const Syllable&) const = default;
};
// A letter of a syllable as a number.
inline constexpr int kLetterBits = 5;
inline constexpr int kSyllableLettersMax = 6;

// The syllable of at most six letters a-z; none for any other text. `v` is read as `u`.
Syllable SyllableOfLetters(std::string_view letters);
std::string Letters(Syllable syllable);
// The first letter as a number from 1 to 26; 0 when there is no syllable.
uint32_t Initial(Syllable syllable);

// The simplified form of a character, or the character itself when it has none.
char32_t Simplified(char32_t code);
// The usual reading of a simplified character; none for any other character.
Syllable ReadingOf(char32_t simplified);
// Whether the character has this reading, usual or not.
bool IsRead(char32_t simplified, Syllable reading);
// Of all characters that can be read as `typed`: their usual readings, `typed` itself first. Empty
// when `typed` is no syllable.
std::vector<Syllable> UsualReadingsBehind(Syllable typed);

}  // namespace liancheng::names
