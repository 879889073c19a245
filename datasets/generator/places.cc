#include "datasets/generator/places.h"

#include <array>
#include <map>
#include <string_view>

#include "datasets/readers/regions/regions_table.h"

namespace liancheng::datasets {
namespace {

// The region of each rulebook, as the beginning of its codes: CS, FZ, TQ, the Huai'an books, SX.
struct Scope {
  uint32_t beginning;
  uint32_t divisor;
};
constexpr std::array<Scope, 5> kScopes = {
    {{350104, 1}, {3501, 100}, {152224, 1}, {3208, 100}, {61, 10000}}};

// An order of prefectures that is unrelated to their codes.
uint32_t Shuffled(uint32_t code) {
  return code * 2654435761U;
}

// Whether the unit has the name of a place; units that only group counties have none.
bool NamesAPlace(std::string_view name) {
  return name != "市辖区" && name != "县" && name.find("直辖") == std::string_view::npos;
}

}  // namespace

Places::Places() {
  uint32_t newest = 0;
  for (const RegionRow& row : RegionRows())
    newest = row.last_revision > newest ? row.last_revision : newest;
  std::map<uint32_t, const char*> names;
  std::map<uint32_t, std::vector<uint32_t>> counties;  // by shuffled prefecture
  for (const RegionRow& row : RegionRows()) {
    if (row.last_revision != newest) continue;
    names[row.code] = row.name;
    if (row.code % 100 != 0) counties[Shuffled(row.code / 100)].push_back(row.code);
  }
  for (const auto& [shuffled, codes] : counties) {
    prefectures_.push_back(
        {static_cast<uint32_t>(places_.size()), static_cast<uint32_t>(codes.size())});
    for (const uint32_t code : codes) {
      const auto prefecture = names.find(code / 100 * 100);
      const bool named = prefecture != names.end() && NamesAPlace(prefecture->second);
      AddPlace({code, named ? prefecture->second : names[code / 10000 * 10000]});
    }
  }
}

void Places::AddPlace(const Place& place) {
  for (size_t i = 0; i < kScopes.size(); ++i) {
    if (place.region / kScopes[i].divisor != kScopes[i].beginning) continue;
    ruled_.resize(kScopes.size());
    ruled_[i].push_back(static_cast<uint32_t>(places_.size()));
  }
  places_.push_back(place);
}

const Place& Places::Draw(Random& random) const {
  if (random.Chance(100'000)) {
    const std::vector<uint32_t>& scope = ruled_[random.Below(ruled_.size())];
    return places_[scope[random.Below(scope.size())]];
  }
  const Prefecture& prefecture = prefectures_[random.Steep(prefectures_.size(), 2)];
  return places_[prefecture.first + random.Below(prefecture.count)];
}

}  // namespace liancheng::datasets
