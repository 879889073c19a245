// engine/names/words.h: the closed lists of words that names of firms are made of: regions, legal
// forms, trades. Frozen with the format of the store: grams follow from them.
// Threads: the tables are built on first use and never change.
#pragma once

#include <cstddef>
#include <string_view>

namespace liancheng::names {

struct RegionMatch {
  size_t characters = 0;  // 0 = no region begins here
  std::string_view short_name;
};
// The longest region at the front of `text`, simplified; short names of counties and districts
// only `behind` another region.
RegionMatch RegionInFront(std::u32string_view text, bool behind);

// Characters of the legal form at the end of `text` (有限公司, 集团, ltd); 0 = none.
size_t LegalFormAtEnd(std::u32string_view text);
// Characters of a legal form that begins `text`, of those that also stand before 分公司 and 分店.
size_t InnerLegalForm(std::u32string_view text);
// Characters of the common word of a trade or kind of body that begins `text` (商贸, 科技, 医院).
size_t TradeWord(std::u32string_view text);

}  // namespace liancheng::names
