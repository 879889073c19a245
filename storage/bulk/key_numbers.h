// storage/bulk/key_numbers.h: which number a key has, for tens of millions of keys in 16 bytes
// each.
// Exact:   keys are compared by 96 bits of a keyed hash. The hash key is random for each map, so
//          nobody can prepare two keys that collide; among 1e9 keys two collide by chance once in
//          1e11 maps.
// Memory:  21 to 27 bytes a key; grows in 256 parts, so that growing needs little beside it.
// Limits:  numbers below 2^32, and not 0, which means that the key is not there.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace liancheng::storage {

class KeyNumbers {
 public:
  struct Hash {
    uint64_t low = 0;
    uint32_t high = 0;
  };

  KeyNumbers();
  Hash HashOf(std::string_view key) const;
  // Prefetches the slot of the key, so that a later Find does not wait for memory.
  void Prefetch(Hash hash) const;
  uint32_t Find(Hash hash) const;
  // Replaces the number of a key that is in the map.
  void Put(Hash hash, uint32_t number);
  size_t bytes() const { return slots_ * sizeof(Slot); }

 private:
  struct Slot {
    uint64_t low = 0;
    uint32_t high = 0;
    uint32_t number = 0;  // 0 = the slot is free
  };
  struct Part {
    std::vector<Slot> slots;
    size_t keys = 0;
  };
  static constexpr size_t kParts = 256;

  static size_t PartOf(Hash hash) { return hash.low >> 56; }
  static size_t PlaceOf(const Part& part, Hash hash) {
    return (hash.low & 0xffffffff) * part.slots.size() >> 32;
  }
  static void Insert(Part& part, const Slot& slot);
  void Grow(Part& part);

  std::array<unsigned char, 16> key_;
  std::array<Part, kParts> parts_;
  size_t slots_ = 0;
};

}  // namespace liancheng::storage
