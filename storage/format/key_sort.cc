#include "storage/format/key_sort.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <tuple>

#include "storage/format/bytes.h"

namespace liancheng::storage {
namespace {

constexpr size_t kFrontBytes = 8;
constexpr size_t kShortRun = 16;

struct Entry {
  uint64_t front;  // the key's next bytes, filled up with zeros
  uint32_t index;
  uint8_t bytes;  // how many of them belong to the key; kFrontBytes + 1 when more bytes follow
};

Entry EntryOf(std::string_view key, uint32_t index, size_t depth) {
  const size_t rest = key.size() - depth;
  char front[kFrontBytes] = {};
  std::memcpy(front, key.data() + depth, std::min(rest, kFrontBytes));
  return {GetBig(front, kFrontBytes), index, static_cast<uint8_t>(std::min(rest, kFrontBytes + 1))};
}

// Sorts keys that agree in their first `depth` bytes.
void SortFrom(std::span<const std::string_view> keys, std::span<uint32_t> order, size_t depth) {
  if (order.size() <= kShortRun) {
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
      const int compared = keys[a].substr(depth).compare(keys[b].substr(depth));
      return compared != 0 ? compared < 0 : a < b;
    });
    return;
  }
  std::vector<Entry> entries;
  entries.reserve(order.size());
  for (const uint32_t index : order) entries.push_back(EntryOf(keys[index], index, depth));
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.front, a.bytes, a.index) < std::tie(b.front, b.bytes, b.index);
  });
  for (size_t i = 0; i < entries.size(); ++i) order[i] = entries[i].index;
  for (size_t begin = 0; begin < entries.size();) {
    size_t end = begin + 1;
    while (end < entries.size() && entries[end].front == entries[begin].front &&
           entries[end].bytes == entries[begin].bytes) {
      ++end;
    }
    // Keys that end here are equal, and the stable sort kept their order.
    if (end - begin > 1 && entries[begin].bytes > kFrontBytes) {
      SortFrom(keys, order.subspan(begin, end - begin), depth + kFrontBytes);
    }
    begin = end;
  }
}

}  // namespace

std::vector<uint32_t> SortedOrder(std::span<const std::string_view> keys) {
  std::vector<uint32_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0u);
  SortFrom(keys, order, 0);
  return order;
}

}  // namespace liancheng::storage
