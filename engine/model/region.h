// engine/model/region.h: which regions an area holds: the area of a document, a unit or a question.
// A code of 0 means two things, and the type says which: of a party's RegionCode, that the region
// is unknown; of an Area, that it is bounded nowhere and holds every party, also one of unknown
// region.
// Source:  GB/T 2260: two digits a province, two a city, two a county.
#pragma once

#include <span>

#include "engine/model/ids.h"

namespace liancheng::model {

// 350000 is the province 35xxxx, 350100 the city 3501xx, 350104 one county; 0 is everywhere.
struct Area {
  RegionCode code;

  bool IsEverywhere() const { return code.value == 0; }
  // Whether a party of this region lies in the area. An unknown region lies only in everywhere.
  bool Holds(RegionCode region) const;
  // Whether some region lies in both: one of the two areas lies within the other.
  bool Meets(Area other) const;
};

// Whether a party of this region lies in one of the areas; none given: no bound, as everywhere.
bool AnyHolds(std::span<const RegionCode> areas, RegionCode region);

}  // namespace liancheng::model
