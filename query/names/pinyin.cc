// Compares typed letters with the characters of a name.
#include <algorithm>
#include <span>
#include <vector>

#include "engine/names/grams.h"
#include "engine/names/han.h"
#include "query/names/score.h"

namespace liancheng::query {
namespace {

using names::NameForm;
using names::NameUnit;

// How many units, from the first, the letters spell; all letters must be used. 0 = none.
size_t Spelled(std::string_view letters, std::span<const NameUnit> units) {
  std::vector<bool> reached(letters.size() + 1, false);
  reached[0] = true;
  for (size_t u = 0; u < units.size(); ++u) {
    std::vector<bool> next(letters.size() + 1, false);
    bool any = false;
    for (size_t at = 0; at < letters.size(); ++at) {
      if (!reached[at]) continue;
      for (size_t size = 1; size <= names::kSyllableLettersMax && at + size <= letters.size();
           ++size) {
        const std::string_view part = letters.substr(at, size);
        const bool letter = size == 1 && units[u].code == static_cast<unsigned char>(part[0]);
        if (letter || (units[u].code < names::kDigits &&
                       names::IsRead(units[u].code, names::SyllableOfLetters(part)))) {
          next[at + size] = true;
          any = true;
        }
      }
    }
    if (next[letters.size()]) return u + 1;
    if (!any) return 0;
    reached = std::move(next);
  }
  return 0;
}

// The same by first letters; characters without a reading are skipped.
size_t SpelledByInitials(std::string_view letters, std::span<const NameUnit> units, size_t* of) {
  size_t matched = 0;
  *of = 0;
  for (const NameUnit& unit : units) {
    const uint8_t initial = names::InitialOf(unit);
    if (initial == 0) continue;
    if (*of == matched && matched < letters.size() &&
        letters[matched] == static_cast<char>('a' + initial - 1)) {
      ++matched;
    }
    ++*of;
  }
  return matched == letters.size() ? matched : 0;
}

double Share(size_t part, size_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::optional<PinyinLikeness> ComparePinyin(std::string_view letters, const NameForm& held) {
  const std::span<const NameUnit> units(held.units);
  const std::span<const NameUnit> core = units.subspan(held.core_at);
  if (letters.size() < 2 || core.empty()) return std::nullopt;
  const std::span<const NameUnit> starts[] = {core, units};
  for (const auto from : starts) {
    const size_t spelled = Spelled(letters, from);
    if (spelled == from.size()) return PinyinLikeness{0.80, "name read so (pinyin)"};
    if (spelled > 1) {
      return PinyinLikeness{0.55 + 0.20 * Share(spelled, from.size()), "name begins so (pinyin)"};
    }
  }
  size_t of = 0;
  const size_t initials = SpelledByInitials(letters, core, &of);
  if (initials < 2) return std::nullopt;
  if (initials == of) return PinyinLikeness{0.70, "initials of the name"};
  return PinyinLikeness{0.50 + 0.18 * Share(initials, of), "initials of its beginning"};
}

}  // namespace liancheng::query
