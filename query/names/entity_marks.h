// query/names/entity_marks.h: a set of bits for each of many entities; it can be filled and emptied
// again and again without allocating.
// Threads: one at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/model/ids.h"

namespace liancheng::query {

class EntityMarks {
 public:
  // Removes all marks and reserves room for this many entities.
  void Restart(size_t entities_max) {
    size_t slots = 64;
    while (slots < 2 * entities_max) slots *= 2;
    for (const size_t slot : used_) slots_[slot] = {};
    used_.clear();
    if (slots > slots_.size()) slots_.assign(slots, {});
  }

  // `id` is not 0.
  void Mark(model::EntityId id, uint64_t bits) {
    const size_t mask = slots_.size() - 1;
    size_t slot = (id.value * kSpread >> 20) & mask;
    while (slots_[slot].id != id.value && slots_[slot].id != 0) slot = (slot + 1) & mask;
    if (slots_[slot].id == 0) {
      slots_[slot].id = id.value;
      used_.push_back(slot);
    }
    slots_[slot].bits |= bits;
  }

  // Calls fn(id, bits) for each entity, in order of first marking.
  template <typename Fn>
  void ForEach(Fn fn) const {
    for (const size_t slot : used_) fn(model::EntityId{slots_[slot].id}, slots_[slot].bits);
  }

 private:
  static constexpr uint64_t kSpread = 0x9e3779b97f4a7c15;
  struct Slot {
    uint64_t id = 0;
    uint64_t bits = 0;
  };
  std::vector<Slot> slots_;
  std::vector<size_t> used_;
};

}  // namespace liancheng::query
