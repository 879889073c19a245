// datasets/generator/places.h: the regions of the parties of a made-up world.
// Source:  the newest revision of datasets/readers/regions/gb2260.tsv. A few prefectures have most
//          of the parties, as in the sample of registers (docs/generator.md); one party in ten is
//          placed where a rulebook applies.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "datasets/generator/random.h"

namespace liancheng::datasets {

struct Place {
  uint32_t region = 0;    // code of the county, six digits
  const char* city = "";  // the prefecture's name, or the province's where it is a municipality
};

class Places {
 public:
  Places();
  const Place& Draw(Random& random) const;

 private:
  struct Prefecture {
    uint32_t first = 0;  // of places_
    uint32_t count = 0;
  };
  void AddPlace(const Place& place);

  std::vector<Place> places_;
  std::vector<Prefecture> prefectures_;       // in descending order of parties
  std::vector<std::vector<uint32_t>> ruled_;  // indexes in places_: the counties of each rulebook
};

}  // namespace liancheng::datasets
