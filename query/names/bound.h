// query/names/bound.h: what a name must have in common with the asked one to reach a score, told by
// grams alone, before any name is read.
// Sound:   a name that scores `score` by CompareNames has such grams that MayReach says so; the
//          opposite need not hold. tests/query/name_bound_test.cc holds it against all short names.
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

  // Grams by which names are looked for, each once, kGramsMax at most: of the core.
  std::span<const names::Gram> grams() const { return grams_; }
  static constexpr size_t kGramsMax = 64;

  // May a name score so that lacks the grams of `absent` (bit i: grams()[i]), whatever of the
  // others it has?
  bool MayReach(double score, uint64_t absent) const;

 private:
  // One place of the asked core where a gram stands.
  struct Place {
    size_t gram;
    size_t first;  // unit of the core
    bool syllables;
    bool head;  // first and third unit; else first and the next
  };
  // What happens to a unit of the asked core in the other name.
  enum Fate : uint8_t { kKept, kReadAlike, kLost };
  // One of the ways in which the first and the third unit stand apart in the other name.
  struct HeadBroken {
    int unit = -1;  // has this fate
    Fate fate = kLost;
    int gap = -1;  // something stands before this unit
  };
  struct Broken {
    std::vector<bool> units;      // i and i+1 do not stand together as they are
    std::vector<bool> syllables;  // nor read alike
  };

  void AddGram(names::Gram gram, size_t first, bool syllables, bool head);
  double LeastCost(double t, const Broken& broken, const HeadBroken& head) const;
  double GapCost(size_t before, double t) const;

  std::vector<double> weights_;  // of the core
  std::vector<bool> is_core_;    // else a word of a trade
  double all_ = 0;               // weight of the name
  std::vector<names::Gram> grams_;
  std::vector<Place> places_;
};

}  // namespace liancheng::query
