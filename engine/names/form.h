// engine/names/form.h: a name taken apart for comparing: region, core, trade, legal form.
// Units:   a unit is one character or one run of digits; punctuation, spaces and brackets are left
//          out.
// Source:  docs/storage_format.md, "Names taken apart"; frozen with the format of the store.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace liancheng::names {

enum class NamePart : uint8_t {
  kRegion,  // 福州 in 福州示例商贸有限公司
  kCore,    // 示例
  kTrade,   // 商贸
};

struct NameUnit {
  uint32_t code = 0;  // the simplified character; for a run of digits a hash with the top bit set
  NamePart part = NamePart::kCore;
  uint16_t at = 0;  // where it begins in NameForm::text
  uint16_t bytes = 0;
};
inline constexpr uint32_t kDigits = uint32_t{1} << 30;

struct NameForm {
  std::string folded;           // FoldName of the name
  std::string text;             // the units one after another, simplified
  std::vector<NameUnit> units;  // without legal form and bracketed regions
  size_t core_at = 0;           // the first unit behind the regions in front
  // Short names of the regions, in the order of the name; bracketed ones too.
  std::vector<std::string_view> regions;
  std::string legal_form;  // as written, simplified; may be empty

  std::string_view Core() const { return TextFrom(core_at); }
  std::string_view TextFrom(size_t unit) const {
    return unit < units.size() ? std::string_view(text).substr(units[unit].at) : std::string_view();
  }
};

NameForm ReadName(std::string_view name);

}  // namespace liancheng::names
