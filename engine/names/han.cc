#include "engine/names/han.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "engine/names/fold.h"
#include "engine/names/lines.h"

namespace liancheng::names {
namespace {

constexpr size_t kCodes = 0x10000;

struct Tables {
  std::array<char16_t, kCodes> simplified{};  // 0 = itself
  std::array<Syllable, kCodes> reading{};
  std::multimap<char32_t, Syllable> other;
  std::map<uint32_t, std::vector<Syllable>> behind;
};

// Calls fn with the first word of a line and each character after the space.
template <typename Fn>
void ForEachPair(std::string_view line, Fn fn) {
  const size_t space = line.find(' ');
  if (space == std::string_view::npos) return;
  const std::string_view word = line.substr(0, space);
  for (line.remove_prefix(space + 1); !line.empty();) {
    const Character c = FrontCharacter(line);
    fn(word, c.code);
    line.remove_prefix(c.bytes);
  }
}

std::unique_ptr<const Tables> BuildTables() {
  auto tables = std::make_unique<Tables>();
  for (const std::string_view line : SimplifiedLines()) {
    ForEachPair(line, [&](std::string_view form, char32_t code) {
      if (code < kCodes) {
        tables->simplified[code] = static_cast<char16_t>(FrontCharacter(form).code);
      }
    });
  }
  std::map<uint32_t, std::vector<Syllable>>& behind = tables->behind;
  for (const std::string_view line : PinyinLines()) {
    ForEachPair(line, [&](std::string_view letters, char32_t code) {
      if (code >= kCodes) return;
      const Syllable syllable = SyllableOfLetters(letters);
      std::vector<Syllable>& usual = behind[syllable.value];
      if (usual.empty()) usual.push_back(syllable);
      Syllable& first = tables->reading[code];
      if (first.value == 0) {
        first = syllable;
      } else if (first != syllable) {
        tables->other.emplace(code, syllable);
        if (std::find(usual.begin(), usual.end(), first) == usual.end()) usual.push_back(first);
      }
    });
  }
  return tables;
}

const Tables& TheTables() {
  static const std::unique_ptr<const Tables> tables = BuildTables();
  return *tables;
}

}  // namespace

Syllable SyllableOfLetters(std::string_view letters) {
  if (letters.empty() || letters.size() > kSyllableLettersMax) return {};
  uint32_t value = 0;
  for (const char c : letters) {
    if (c < 'a' || c > 'z') return {};
    value = value << kLetterBits | static_cast<uint32_t>((c == 'v' ? 'u' : c) - 'a' + 1);
  }
  return {value << kLetterBits * (kSyllableLettersMax - static_cast<int>(letters.size()))};
}

std::string Letters(Syllable syllable) {
  std::string letters;
  for (int i = kSyllableLettersMax - 1; i >= 0; --i) {
    const uint32_t letter = syllable.value >> (kLetterBits * i) & 31;
    if (letter != 0) letters.push_back(static_cast<char>('a' + letter - 1));
  }
  return letters;
}

uint32_t Initial(Syllable syllable) {
  return syllable.value >> kLetterBits * (kSyllableLettersMax - 1);
}

char32_t Simplified(char32_t code) {
  if (code < 0x3400 || code >= kCodes) return code;
  const char16_t form = TheTables().simplified[code];
  return form == 0 ? code : form;
}

Syllable ReadingOf(char32_t simplified) {
  if (simplified < 0x3000 || simplified >= kCodes) return {};
  return TheTables().reading[simplified];
}

bool IsRead(char32_t simplified, Syllable reading) {
  if (reading.value == 0) return false;
  if (ReadingOf(simplified) == reading) return true;
  const auto [from, to] = TheTables().other.equal_range(simplified);
  return std::any_of(from, to, [reading](const auto& other) { return other.second == reading; });
}

std::vector<Syllable> UsualReadingsBehind(Syllable typed) {
  const auto& behind = TheTables().behind;
  const auto it = behind.find(typed.value);
  return it == behind.end() ? std::vector<Syllable>() : it->second;
}

}  // namespace liancheng::names
