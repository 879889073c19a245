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

// Six letters a-z at most; else none. `v` is read as `u`.
Syllable SyllableOfLetters(std::string_view letters);
std::string Letters(Syllable syllable);
// 1 to 26; 0 of none.
uint32_t Initial(Syllable syllable);

// Itself where there is no simpler form.
char32_t Simplified(char32_t code);
// How a simplified character is usually read; none for what is no Chinese character.
Syllable ReadingOf(char32_t simplified);
// Has it this reading, first or other?
bool IsRead(char32_t simplified, Syllable reading);
// The usual readings of characters that are also read so, the syllable itself first; empty for
// what is no syllable.
std::vector<Syllable> UsualReadingsBehind(Syllable typed);

}  // namespace liancheng::names
