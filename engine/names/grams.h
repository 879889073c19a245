// engine/names/grams.h: what names are found by: pairs of neighbouring units, pairs of syllables,
// initials. Two texts with a part in common have its gram in common. The reverse does not hold, so
// a reader of the lists compares the names themselves.
// Source:  docs/storage_format.md, "Grams".
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/names/han.h"
#include "engine/names/form.h"

namespace liancheng::names {

// Two bits of kind, two fields of 31 bits; sorts by kind, then first field.
struct Gram {
  uint64_t value = 0;
  auto operator<=>(const Gram&) const = default;
};
enum class GramKind : uint8_t { kUnits = 0, kSyllables = 1, kInitials = 2 };
inline constexpr size_t kInitialsMax = 4;

// Of neighbours; `second` 0: the only unit of a name.
Gram UnitGram(uint32_t first, uint32_t second);
Gram SyllableGram(Syllable first, Syllable second);
// Of the first kInitialsMax letters (1 to 26). Grams of names that begin with `letters` are those
// from InitialsGram(letters) up to, not with, AfterInitials(letters).
Gram InitialsGram(std::span<const uint8_t> letters);
Gram AfterInitials(std::span<const uint8_t> letters);
GramKind KindOf(Gram gram);

// The letter that a unit begins with when it is spelled: of the usual reading; 0 = none.
uint8_t InitialOf(const NameUnit& unit);

// Grams of one name, appended: neighbours of the whole name, and the first with the third unit of
// the core; the same of syllables, of the core alone; initials of the core. May repeat.
void AppendGrams(const NameForm& form, std::vector<Gram>& out);

// For messages: 示例, shi-li, slsm.
std::string Words(Gram gram);

}  // namespace liancheng::names
