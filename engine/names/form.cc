#include "engine/names/form.h"

#include <algorithm>

#include "engine/names/fold.h"
#include "engine/names/han.h"
#include "engine/names/words.h"

namespace liancheng::names {
namespace {

// A part is taken off a name only when at least this many characters are left to identify a party.
constexpr size_t kKeptMin = 2;
constexpr int kRegionsMax = 3;
constexpr int kLegalFormsMax = 3;
constexpr size_t kBracketMax = 24;

bool IsDigit(char32_t code) {
  return code >= '0' && code <= '9';
}

// Letters, digits and characters; not punctuation, symbols and spaces.
bool IsUnit(char32_t code) {
  if (code < 0x80) return IsDigit(code) || (code >= 'a' && code <= 'z');
  if (code < 0xc0) return false;
  if (code == 0xd7 || code == 0xf7) return false;
  if (code >= 0x2000 && code < 0x2e80) return false;
  if (code >= 0x3000 && code < 0x3040) return code == 0x3005 || code == 0x3007;
  return !(code >= 0xe000 && code < 0xf900) && !(code >= 0xfe00 && code < 0xff66);
}

// Whether `text` consists of regions only.
bool OnlyRegions(std::u32string_view text, std::vector<std::string_view>& regions) {
  const size_t before = regions.size();
  while (!text.empty()) {
    const RegionMatch region = RegionInFront(text, regions.size() > before);
    if (region.characters == 0) {
      regions.resize(before);
      return false;
    }
    regions.push_back(region.short_name);
    text.remove_prefix(region.characters);
  }
  return regions.size() > before;
}

// The characters of a folded name without brackets; a region in brackets is left out as well.
std::u32string Letters(std::string_view folded, std::vector<std::string_view>& regions) {
  std::u32string all;
  all.reserve(folded.size() / 2);
  while (!folded.empty()) {
    const Character c = FrontCharacter(folded);
    if (c.valid) all.push_back(Simplified(c.code));
    folded.remove_prefix(c.bytes);
  }
  std::u32string letters;
  letters.reserve(all.size());
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i] == '(') {
      const std::u32string_view rest = std::u32string_view(all).substr(i + 1, kBracketMax);
      const size_t end = rest.find(U')');
      if (end != rest.npos && OnlyRegions(rest.substr(0, end), regions)) {
        i += end + 1;
        continue;
      }
    }
    if (IsUnit(all[i])) letters.push_back(all[i]);
  }
  return letters;
}

std::string Encode(std::u32string_view codes) {
  std::string text;
  for (const char32_t code : codes) AppendCharacter(code, text);
  return text;
}

void TakeLegalForms(std::u32string& letters, NameForm& form) {
  size_t end = letters.size();
  for (int i = 0; i < kLegalFormsMax; ++i) {
    const size_t size = LegalFormAtEnd(std::u32string_view(letters).substr(0, end));
    if (size == 0 || end < size + kKeptMin) break;
    end -= size;
  }
  form.legal_form = Encode(std::u32string_view(letters).substr(end));
  letters.resize(end);
  for (size_t i = kKeptMin; i < letters.size(); ++i) {
    const size_t size = InnerLegalForm(std::u32string_view(letters).substr(i));
    if (size != 0) letters.erase(i, size);
  }
}

// How many characters of `text` belong to no word of a trade.
size_t Distinctive(std::u32string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size();) {
    const size_t trade = TradeWord(text.substr(i));
    if (trade == 0) ++count;
    i += std::max<size_t>(trade, 1);
  }
  return count;
}

// How many characters the regions at the front of the name take.
size_t TakeRegions(std::u32string_view letters, std::vector<std::string_view>& regions) {
  size_t taken = 0;
  for (int i = 0; i < kRegionsMax; ++i) {
    const RegionMatch region = RegionInFront(letters.substr(taken), i > 0);
    if (region.characters == 0) break;
    if (Distinctive(letters.substr(taken + region.characters)) < kKeptMin) break;
    regions.push_back(region.short_name);
    taken += region.characters;
  }
  return taken;
}

uint32_t HashOfDigits(std::u32string_view digits) {
  uint32_t hash = 2166136261u;
  for (const char32_t digit : digits) hash = (hash ^ static_cast<uint32_t>(digit)) * 16777619u;
  return kDigits | (hash & (kDigits - 1));
}

// Appends the unit of `letters` that begins at `at` and returns its length in characters.
size_t AppendUnit(std::u32string_view letters, size_t at, NamePart part, NameForm& form) {
  size_t size = 1;
  uint32_t code = letters[at];
  if (IsDigit(letters[at])) {
    while (at + size < letters.size() && IsDigit(letters[at + size])) ++size;
    code = HashOfDigits(letters.substr(at, size));
  }
  const auto text_at = static_cast<uint16_t>(form.text.size());
  for (const char32_t letter : letters.substr(at, size)) AppendCharacter(letter, form.text);
  form.units.push_back({code, part, text_at, static_cast<uint16_t>(form.text.size() - text_at)});
  return size;
}

}  // namespace

NameForm ReadName(std::string_view name) {
  NameForm form;
  form.folded = FoldName(name);
  std::vector<std::string_view> bracketed;
  std::u32string letters = Letters(form.folded, bracketed);
  TakeLegalForms(letters, form);
  const size_t regions = TakeRegions(letters, form.regions);
  form.regions.insert(form.regions.end(), bracketed.begin(), bracketed.end());
  form.text.reserve(letters.size() * 3);
  form.units.reserve(letters.size());
  size_t at = 0;
  while (at < regions) at += AppendUnit(letters, at, NamePart::kRegion, form);
  form.core_at = form.units.size();
  for (size_t trade_end = 0; at < letters.size();) {
    if (at >= trade_end) trade_end = at + TradeWord(std::u32string_view(letters).substr(at));
    at += AppendUnit(letters, at, at < trade_end ? NamePart::kTrade : NamePart::kCore, form);
  }
  return form;
}

}  // namespace liancheng::names
