// datasets/readers/regions/regions.h: codes of administrative divisions (GB/T 2260) by name, and
// what the revisions of the standard from 2002-12 to 2016-07 say about a code on a day.
// By name: the 34 provincial units, and the prefectures of the four provinces that our registers
//          cover, in their short or full form (福州, 福州市).
// Source:  GB/T 2260, codes of 2020, for the short forms; datasets/readers/regions/gb2260.tsv for
//          the rest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/model/date.h"
#include "engine/model/ids.h"

namespace liancheng::datasets {

// 福建 or 福建省 -> 350000.
std::optional<model::RegionCode> ProvinceByName(std::string_view name);

// The prefecture of that name in that province; nothing for a province without a table.
std::optional<model::RegionCode> PrefectureByName(model::RegionCode province,
                                                  std::string_view name);

// Six digits whose first two are those of a provincial unit, or 100000 (nationwide).
std::optional<model::RegionCode> ParseRegion(std::string_view text);

// Whether some revision has the code, or it is 100000.
bool IsKnownRegion(model::RegionCode code);

// A revision gives the state at the end of its month. Between two revisions that agree the state
// was the same; where they differ, and before the first and after the last, it is not known.
struct RegionState {
  enum class Existed : uint8_t { kYes, kNo, kNotKnown };
  Existed existed = Existed::kNotKnown;
  // The name in the last revision up to the day that has the code; empty when there is none.
  std::string_view name;
  std::optional<model::RegionCode> parent;
  std::string why;  // "not known after 2016-07", "changed between 2009-12 and 2010-10"
};
RegionState RegionOn(model::RegionCode code, model::Date day);

// The names of the unit and of those above it (福建省福州市仓山区), as RegionOn gives them. 市辖区 and 县, which
// only group the districts and counties of a municipality, are left out (北京市朝阳区). Empty where
// RegionOn has no name.
std::string FullNameOn(model::RegionCode code, model::Date day);

}  // namespace liancheng::datasets
