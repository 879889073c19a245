#include "engine/names/grams.h"

#include <algorithm>

#include "engine/names/fold.h"

namespace liancheng::names {
namespace {

constexpr int kFieldBits = 31;
// Initials fill the two fields from the highest bit down.
constexpr int kFirstLetterAt = 2 * kFieldBits - kLetterBits;

Gram GramOf(GramKind kind, uint64_t first, uint64_t second) {
  return {static_cast<uint64_t>(kind) << 2 * kFieldBits | first << kFieldBits | second};
}

uint64_t InitialBits(std::span<const uint8_t> letters) {
  uint64_t bits = 0;
  for (size_t i = 0; i < std::min(letters.size(), kInitialsMax); ++i) {
    bits |= uint64_t{letters[i]} << (kFirstLetterAt - kLetterBits * static_cast<int>(i));
  }
  return bits;
}

}  // namespace

Gram UnitGram(uint32_t first, uint32_t second) {
  return GramOf(GramKind::kUnits, first, second);
}

Gram SyllableGram(Syllable first, Syllable second) {
  return GramOf(GramKind::kSyllables, first.value, second.value);
}

Gram InitialsGram(std::span<const uint8_t> letters) {
  return {GramOf(GramKind::kInitials, 0, 0).value | InitialBits(letters)};
}

Gram AfterInitials(std::span<const uint8_t> letters) {
  const int last = static_cast<int>(std::min(letters.size(), kInitialsMax)) - 1;
  return {InitialsGram(letters).value + (uint64_t{1} << (kFirstLetterAt - kLetterBits * last))};
}

GramKind KindOf(Gram gram) {
  return static_cast<GramKind>(gram.value >> 2 * kFieldBits);
}

uint8_t InitialOf(const NameUnit& unit) {
  if (unit.code >= 'a' && unit.code <= 'z') return static_cast<uint8_t>(unit.code - 'a' + 1);
  if (unit.code >= kDigits) return 0;
  return static_cast<uint8_t>(Initial(ReadingOf(unit.code)));
}

void AppendGrams(const NameForm& form, std::vector<Gram>& out) {
  const std::span<const NameUnit> units(form.units);
  if (units.size() == 1) out.push_back(UnitGram(units[0].code, 0));
  for (size_t i = 0; i + 1 < units.size(); ++i) {
    out.push_back(UnitGram(units[i].code, units[i + 1].code));
  }
  const std::span<const NameUnit> core = units.subspan(form.core_at);
  if (core.size() > 2) out.push_back(UnitGram(core[0].code, core[2].code));
  std::vector<Syllable> syllables;
  std::vector<uint8_t> initials;
  syllables.reserve(core.size());
  for (const NameUnit& unit : core) {
    syllables.push_back(unit.code < kDigits ? ReadingOf(unit.code) : Syllable());
    const uint8_t initial = InitialOf(unit);
    if (initial != 0 && initials.size() < kInitialsMax) initials.push_back(initial);
  }
  const auto pair = [&](size_t first, size_t second) {
    if (syllables[first].value != 0 && syllables[second].value != 0) {
      out.push_back(SyllableGram(syllables[first], syllables[second]));
    }
  };
  for (size_t i = 0; i + 1 < syllables.size(); ++i) pair(i, i + 1);
  if (syllables.size() > 2) pair(0, 2);
  if (initials.size() > 1) out.push_back(InitialsGram(initials));
}

std::string Words(Gram gram) {
  constexpr uint64_t kField = (uint64_t{1} << kFieldBits) - 1;
  const auto first = static_cast<uint32_t>(gram.value >> kFieldBits & kField);
  const auto second = static_cast<uint32_t>(gram.value & kField);
  std::string words;
  switch (KindOf(gram)) {
    case GramKind::kUnits:
      for (const uint32_t unit : {first, second}) {
        if (unit >= kDigits) {
          words += '#';
        } else if (unit != 0) {
          AppendCharacter(unit, words);
        }
      }
      break;
    case GramKind::kSyllables:
      words = Letters(Syllable{first}) + '-' + Letters(Syllable{second});
      break;
    case GramKind::kInitials:
      for (int at = kFirstLetterAt; at >= 0; at -= kLetterBits) {
        const uint64_t letter = gram.value >> at & 31;
        if (letter != 0) words.push_back(static_cast<char>('a' + letter - 1));
      }
      break;
  }
  return words;
}

}  // namespace liancheng::names
