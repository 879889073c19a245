#include "engine/model/region.h"

#include <algorithm>

namespace liancheng::model {
namespace {

// Of two codes that are not 0.
bool LiesWithin(uint32_t inner, uint32_t outer) {
  constexpr uint32_t kProvince = 10'000;
  constexpr uint32_t kCity = 100;
  const uint32_t step = outer % kProvince == 0 ? kProvince : outer % kCity == 0 ? kCity : 1;
  return inner / step == outer / step;
}

}  // namespace

bool Area::Holds(RegionCode region) const {
  if (IsEverywhere()) return true;
  return region.value != 0 && LiesWithin(region.value, code.value);
}

bool Area::Meets(Area other) const {
  if (IsEverywhere() || other.IsEverywhere()) return true;
  return LiesWithin(other.code.value, code.value) || LiesWithin(code.value, other.code.value);
}

bool AnyHolds(std::span<const RegionCode> areas, RegionCode region) {
  return areas.empty() || std::any_of(areas.begin(), areas.end(), [region](RegionCode area) {
           return Area{area}.Holds(region);
         });
}

}  // namespace liancheng::model
