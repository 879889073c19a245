// query/names/bound.h: bounds the score that a name can reach, from its grams alone, before any
// name is read.
// Sound:   if CompareNames gives a name the score `score`, MayReach returns true for its grams; the
//          reverse need not hold. tests/query/name_search_test.cc checks this for all short names.
// Cost:    grows with the length of the name, not with the store.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/names/form.h"
#include "engine/names/grams.h"

namespace liancheng::query {

class NameBound {
 public:
  explicit NameBound(const names::NameForm& asked);

  // The grams of the core by which names are looked up, each once, at most kGramsMax.
  std::span<const names::Gram> grams() const { return grams_; }
  static constexpr size_t kGramsMax = 64;

  // Whether a name can reach `score` that lacks the grams of `absent` (bit i means grams()[i]),
  // whatever other grams it has.
  bool MayReach(double score, uint64_t absent) const;

 private:
  // One place of the asked core that has a gram.
  struct Place {
    size_t gram;
    size_t first;  // index of a unit of the core
    bool syllables;
    bool head;  // the pair of first and third unit; else a unit and the next
  };
  // How a unit of the asked core appears in the other name.
  enum Fate : uint8_t { kKept, kReadAlike, kLost };
  // One of the ways in which the first and third unit are not a pair in the other name.
  struct HeadBroken {
    int unit = -1;  // the unit that is changed
    Fate fate = kLost;
    int gap = -1;  // something is inserted before this unit
  };
  struct Broken {
    std::vector<bool> units;      // units i and i+1 are no neighbours in their written form
    std::vector<bool> syllables;  // nor as syllables
  };

  void AddGram(names::Gram gram, size_t first, bool syllables, bool head);
  double LeastCost(double t, const Broken& broken, const HeadBroken& head) const;
  double GapCost(size_t before, double t) const;

  std::vector<double> weights_;  // of the core
  std::vector<bool> is_core_;    // false = a word of a trade
  double all_ = 0;               // weight of the name
  std::vector<names::Gram> grams_;
  std::vector<Place> places_;
};

}  // namespace liancheng::query
