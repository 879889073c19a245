// datasets/regions.h: GB/T 2260 codes by name: the 34 provincial units, and the prefectures of the
// four provinces that our registers cover. Names in their short or full form (福州, 福州市).
// Source: GB/T 2260, codes of 2020.
#pragma once

#include <optional>
#include <string_view>

#include "engine/model/ids.h"

namespace liancheng::datasets {

// 福建 or 福建省 -> 350000.
std::optional<model::RegionCode> ProvinceByName(std::string_view name);

// The prefecture of that name in that province; nothing for a province without a table.
std::optional<model::RegionCode> PrefectureByName(model::RegionCode province,
                                                  std::string_view name);

// Six digits whose first two are those of a provincial unit, or 100000 (nationwide).
std::optional<model::RegionCode> ParseRegion(std::string_view text);

}  // namespace liancheng::datasets
