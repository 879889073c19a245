// datasets/generator/places.h: where the parties of a made-up world are.
// Source: the newest revision of datasets/readers/regions/gb2260.tsv. Prefectures are drawn steeply, as in
//         the sample of registers (docs/generator.md); one party in ten is put where a rulebook
//         holds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "datasets/generator/random.h"

namespace liancheng::datasets {

struct Place {
  uint32_t region = 0;    // county, six digits
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
  std::vector<Prefecture> prefectures_;       // the fullest first
  std::vector<std::vector<uint32_t>> ruled_;  // of places_: the counties of each rulebook
};

}  // namespace liancheng::datasets
