// datasets/readers/native/seen.h: remembers where each id of an input was stated first, and with
// what content.
// Memory:  21 to 27 bytes an id; the table grows in 256 parts, a quarter at a time, so that growing
//          needs little extra memory.
// little beside it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace liancheng::datasets {

struct SeenId {
  uint64_t identity = 0;  // a hash; 0 = the slot is free
  uint32_t place = 0;
  uint32_t content = 0;
};

class SeenIds {
 public:
  // Prefetches the slot of an id.
  void Prefetch(uint64_t identity) const {
    const Part& part = parts_[identity >> 56];
    if (!part.slots.empty()) __builtin_prefetch(&part.slots[PlaceOf(part, identity)]);
  }
  // Returns the earlier entry of this identity and false, or `seen` itself and true when it is the
  // first.
  std::pair<SeenId, bool> Insert(SeenId seen) {
    if (seen.identity == 0) seen.identity = 1;
    Part& part = parts_[seen.identity >> 56];
    if (part.ids * 4 >= part.slots.size() * 3) Grow(part);
    return Put(part, seen);
  }
  void Clear() {
    for (Part& part : parts_) part = Part();
  }

 private:
  struct Part {
    std::vector<SeenId> slots;
    size_t ids = 0;
  };
  static constexpr size_t kFirstSlots = 16;

  static size_t PlaceOf(const Part& part, uint64_t identity) {
    return (identity & 0xffffffff) * part.slots.size() >> 32;
  }
  static std::pair<SeenId, bool> Put(Part& part, const SeenId& seen) {
    size_t at = PlaceOf(part, seen.identity);
    while (part.slots[at].identity != 0) {
      if (part.slots[at].identity == seen.identity) return {part.slots[at], false};
      if (++at == part.slots.size()) at = 0;
    }
    part.slots[at] = seen;
    ++part.ids;
    return {seen, true};
  }
  static void Grow(Part& part) {
    const size_t wanted = part.slots.size() + part.slots.size() / 4 + kFirstSlots;
    const std::vector<SeenId> old = std::exchange(part.slots, std::vector<SeenId>(wanted));
    part.ids = 0;
    for (const SeenId& seen : old) {
      if (seen.identity != 0) Put(part, seen);
    }
  }

  std::array<Part, 256> parts_;
};

}  // namespace liancheng::datasets
