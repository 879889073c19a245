#include "storage/bulk/key_numbers.h"

#include <sodium.h>

#include <cstring>
#include <utility>

namespace liancheng::storage {
namespace {

constexpr size_t kFirstSlots = 16;

}  // namespace

KeyNumbers::KeyNumbers() {
  static_assert(sizeof(key_) == crypto_shorthash_siphashx24_KEYBYTES);
  randombytes_buf(key_.data(), key_.size());
}

KeyNumbers::Hash KeyNumbers::HashOf(std::string_view key) const {
  std::array<unsigned char, crypto_shorthash_siphashx24_BYTES> out;
  crypto_shorthash_siphashx24(out.data(), reinterpret_cast<const unsigned char*>(key.data()),
                              key.size(), key_.data());
  Hash hash;
  std::memcpy(&hash.low, out.data(), sizeof(hash.low));
  std::memcpy(&hash.high, out.data() + sizeof(hash.low), sizeof(hash.high));
  return hash;
}

void KeyNumbers::Prefetch(Hash hash) const {
  const Part& part = parts_[PartOf(hash)];
  if (!part.slots.empty()) __builtin_prefetch(&part.slots[PlaceOf(part, hash)]);
}

uint32_t KeyNumbers::Find(Hash hash) const {
  const Part& part = parts_[PartOf(hash)];
  if (part.slots.empty()) return 0;
  for (size_t at = PlaceOf(part, hash); part.slots[at].number != 0;) {
    const Slot& slot = part.slots[at];
    if (slot.low == hash.low && slot.high == hash.high) return slot.number;
    if (++at == part.slots.size()) at = 0;
  }
  return 0;
}

void KeyNumbers::Put(Hash hash, uint32_t number) {
  Part& part = parts_[PartOf(hash)];
  if (part.keys * 4 >= part.slots.size() * 3) Grow(part);
  Insert(part, {hash.low, hash.high, number});
}

void KeyNumbers::Insert(Part& part, const Slot& slot) {
  size_t at = PlaceOf(part, {slot.low, slot.high});
  while (part.slots[at].number != 0) {
    Slot& there = part.slots[at];
    if (there.low == slot.low && there.high == slot.high) {
      there.number = slot.number;
      return;
    }
    if (++at == part.slots.size()) at = 0;
  }
  part.slots[at] = slot;
  ++part.keys;
}

// Grows by a quarter: little memory stays unused, and each key still moves only about four times.
void KeyNumbers::Grow(Part& part) {
  const size_t wanted = part.slots.size() + part.slots.size() / 4 + kFirstSlots;
  const std::vector<Slot> old = std::exchange(part.slots, std::vector<Slot>(wanted));
  slots_ += wanted - old.size();
  part.keys = 0;
  for (const Slot& slot : old) {
    if (slot.number != 0) Insert(part, slot);
  }
}

}  // namespace liancheng::storage
