// engine/names/grams.h: what names are found by: pairs of neighbouring units, pairs of syllables,
// initials. Two texts with a part in common have its gram in common. The reverse does not hold, so
// a reader of the lists compares the names themselves.
// Source:  docs/storage_format.md, "Grams".
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/names/form.h"
#include "engine/names/han.h"

namespace liancheng::names {

// Two bits for the kind, then two fields of 31 bits; grams sort by kind, then first field.
struct Gram {
  uint64_t value = 0;
  auto operator<=>(const Gram&) const = default;
};
enum class GramKind : uint8_t { kUnits = 0, kSyllables = 1, kInitials = 2 };
inline constexpr size_t kInitialsMax = 4;

// The gram of two neighbouring units. `second` is 0 for a name of one unit.
Gram UnitGram(uint32_t first, uint32_t second);
Gram SyllableGram(Syllable first, Syllable second);
// The gram of the first kInitialsMax letters (1 to 26). Names whose initials begin with `letters`
// have the grams from InitialsGram(letters) up to AfterInitials(letters), which is excluded.
Gram InitialsGram(std::span<const uint8_t> letters);
Gram AfterInitials(std::span<const uint8_t> letters);
GramKind KindOf(Gram gram);

// The first letter of a unit's usual reading; 0 = none.
uint8_t InitialOf(const NameUnit& unit);

// Appends the grams of one name: pairs of neighbouring units of the whole name, and the pair of the
// first and third unit of the core; the same pairs of syllables, of the core only; the initials of
// the core. A gram may be appended more than once.
void AppendGrams(const NameForm& form, std::vector<Gram>& out);

// The gram as messages show it: 示例, shi-li, slsm.
std::string Words(Gram gram);

}  // namespace liancheng::names
