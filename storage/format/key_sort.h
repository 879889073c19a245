// storage/format/key_sort.h: the order of many keys, by comparing eight bytes at a time as one
// number.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace liancheng::storage {

// Indexes into `keys` in the order of the keys' bytes; equal keys keep their order.
// Limits:  2^32 keys.
std::vector<uint32_t> SortedOrder(std::span<const std::string_view> keys);

}  // namespace liancheng::storage
