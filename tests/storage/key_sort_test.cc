#include "storage/format/key_sort.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace liancheng::storage {
namespace {

TEST(KeySort, IsAStableSortOfBytes) {
  EXPECT_TRUE(rc::check("same order as std::stable_sort", [] {
    // Few letters and long common fronts, zero bytes among them: many ties at every depth.
    const auto letter = rc::gen::element('\0', 'a', '\xff');
    const auto tails =
        *rc::gen::container<std::vector<std::string>>(rc::gen::container<std::string>(letter));
    std::vector<std::string> texts;
    const auto fronts = *rc::gen::inRange<size_t>(0, 20);
    for (size_t copy = 0; copy < 4; ++copy) {
      for (const std::string& tail : tails) texts.push_back(std::string(fronts, 'p') + tail);
    }
    const std::vector<std::string_view> keys(texts.begin(), texts.end());
    std::vector<uint32_t> want(keys.size());
    std::iota(want.begin(), want.end(), 0u);
    std::stable_sort(want.begin(), want.end(),
                     [&](uint32_t a, uint32_t b) { return keys[a] < keys[b]; });
    RC_ASSERT(SortedOrder(keys) == want);
  }));
}

}  // namespace
}  // namespace liancheng::storage
