// engine/names/words.h: the closed lists of words that names of firms are made of: regions, legal
// forms, trades. Frozen with the format of the store, because grams depend on them.
// Threads: the tables are built on first use and never change.
#pragma once

#include <cstddef>
#include <string_view>

namespace liancheng::names {

struct RegionMatch {
  size_t characters = 0;  // 0 = no region begins here
  std::string_view short_name;
};
// The longest region at the front of `text`, which is simplified. Short names of counties and
// districts count only `behind` another region.
RegionMatch RegionInFront(std::u32string_view text, bool behind);

// Length in characters of the legal form at the end of `text` (有限公司, 集团, ltd); 0 = none.
size_t LegalFormAtEnd(std::u32string_view text);
// Length in characters of a legal form at the front of `text`, of those that also occur before
// 分公司 and 分店; 0 = none.
size_t InnerLegalForm(std::u32string_view text);
// Length in characters of the common word for a trade or kind of body at the front of `text` (商贸,
// 科技, 医院); 0 = none.
size_t TradeWord(std::u32string_view text);

}  // namespace liancheng::names
