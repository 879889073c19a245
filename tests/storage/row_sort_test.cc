// Rows in any order come back in the order of their keys, whether they were spilled or not.
#include "storage/bulk/row_sort.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "storage/bulk/key_numbers.h"
#include "storage/disk/row_run.h"
#include "tests/storage/world.h"

namespace liancheng::storage {
namespace {

using Rows = std::map<std::string, std::string>;

// Short alphabets, so that many keys have equal fronts or are prefixes of others.
std::string RandomKey(std::mt19937_64& random) {
  std::string key(1, 'p');
  const size_t bytes = random() % 40;
  for (size_t i = 0; i < bytes; ++i) key.push_back(static_cast<char>(random() % 3 == 0 ? 0xff : 0));
  return key;
}

class RowSort : public testing::Test {
 protected:
  RowSort() { std::filesystem::create_directories(folder_.path("runs")); }
  std::string RunName() const { return folder_.path("runs") + "/rows"; }
  TestFolder folder_;
};

std::vector<std::pair<std::string, std::string>> Visited(RowOrder& order) {
  std::vector<std::pair<std::string, std::string>> rows;
  const absl::Status status = order.Visit([&](std::string_view key, std::string_view value) {
    rows.emplace_back(key, value);
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status.ToString();
  return rows;
}

TEST_F(RowSort, GivesRowsInKeyOrderHoweverOftenItSpills) {
  for (const size_t spill_every : {size_t{100'000}, size_t{700}, size_t{90}}) {
    std::mt19937_64 random(7);
    Rows expected;
    RowPile pile;
    RowOrder order(RunName(), RowOrder::Keys::kAsStored);
    for (int i = 0; i < 3000; ++i) {
      const std::string key = RandomKey(random);
      const std::string value(random() % 30, static_cast<char>('a' + i % 26));
      if (!expected.emplace(key, value).second) continue;
      order.Add(FrontFrom(key, 1), pile.Add(key, value));
      if (order.size() < spill_every) continue;
      ASSERT_TRUE(order.Spill().ok());
      pile.Clear();
    }
    EXPECT_EQ(order.rows_in_all(), expected.size());
    const auto rows = Visited(order);
    EXPECT_TRUE(std::equal(
        rows.begin(), rows.end(), expected.begin(), expected.end(),
        [](const auto& a, const auto& b) { return a.first == b.first && a.second == b.second; }))
        << spill_every;
  }
}

TEST_F(RowSort, TurnsEdgesAsTheirKeysInInAre) {
  std::mt19937_64 random(11);
  RowPile pile;
  RowOrder out(RunName() + "o", RowOrder::Keys::kAsStored);
  RowOrder in(RunName() + "i", RowOrder::Keys::kTurned);
  Rows expected_out;
  Rows expected_in;
  for (uint64_t i = 1; i <= 2000; ++i) {
    EdgeKey key;
    key.from.value = 1 + random() % 300;
    key.to.value = 1 + random() % 90'000;
    key.relation = static_cast<model::Relation>(random() % 3);
    key.start = random() % 2 == 0 ? model::kOpenStart : model::Date{int32_t(random() % 9000) - 100};
    key.edge = i;
    const std::string value = std::to_string(i);
    expected_out.emplace(OutKey(key).view(), value);
    expected_in.emplace(InKey(key).view(), value);
    const char* row = pile.Add(OutKey(key).view(), value);
    out.Add(FrontOfEdge(OutKey(key).view()), row);
    in.Add(FrontOfEdge(InKey(key).view()), row);
    if (i == 1500) {
      ASSERT_TRUE(out.Spill().ok());
      ASSERT_TRUE(in.Spill().ok());
      pile.Clear();
    }
  }
  EXPECT_EQ(Visited(out), (std::vector<std::pair<std::string, std::string>>(expected_out.begin(),
                                                                            expected_out.end())));
  EXPECT_EQ(Visited(in), (std::vector<std::pair<std::string, std::string>>(expected_in.begin(),
                                                                           expected_in.end())));
}

TEST_F(RowSort, RefusesTwoRowsWithOneKey) {
  for (const bool spilled : {false, true}) {
    RowPile pile;
    RowOrder order(RunName(), RowOrder::Keys::kAsStored);
    order.Add(FrontFrom("a", 0), pile.Add("a", "1"));
    if (spilled) {
      ASSERT_TRUE(order.Spill().ok());
    }
    order.Add(FrontFrom("a", 0), pile.Add("a", "2"));
    const auto nothing = [](std::string_view, std::string_view) { return absl::OkStatus(); };
    EXPECT_EQ(order.Visit(nothing).code(), absl::StatusCode::kInvalidArgument);
  }
}

TEST_F(RowSort, FindsSpilledRows) {
  RowPile pile;
  RowOrder order(RunName(), RowOrder::Keys::kAsStored);
  for (uint64_t i = 0; i < 20'000; i += 2) {
    const FixedKey<8> key = NumberKey(i);
    order.Add(FrontFrom(key.view(), 0), pile.Add(key.view(), std::to_string(i)));
    if (i % 7000 == 0) {
      ASSERT_TRUE(order.Spill().ok());
    }
  }
  ASSERT_TRUE(order.Spill().ok());
  for (const uint64_t i : {0u, 2u, 6998u, 7000u, 7002u, 13'444u, 19'998u}) {
    const auto found = order.FindSpilled(NumberKey(i).view());
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(*found, std::to_string(i));
  }
  for (const uint64_t i : {1u, 6999u, 7001u, 19'999u, 70'000u}) {
    const auto found = order.FindSpilled(NumberKey(i).view());
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(*found, std::nullopt) << i;
  }
}

TEST_F(RowSort, KnowsARunThatIsNotWhole) {
  const std::string file = RunName();
  RunWriter writer(file);
  for (uint64_t i = 0; i < 1000; ++i) {
    ASSERT_TRUE(writer.Add(NumberKey(i).view(), "value").ok());
  }
  EXPECT_FALSE(std::filesystem::exists(file)) << "has its name before it is whole";
  ASSERT_TRUE(writer.Finish().ok());
  EXPECT_TRUE(CheckRun(file).ok());
  const auto bytes = std::filesystem::file_size(file);
  for (const uint64_t at : {uint64_t{0}, bytes / 2, bytes - 40}) {
    std::fstream change(file, std::ios::in | std::ios::out | std::ios::binary);
    change.seekg(static_cast<std::streamoff>(at));
    const char old = static_cast<char>(change.get());
    change.seekp(static_cast<std::streamoff>(at));
    change.put(static_cast<char>(old ^ 1));
    change.close();
    EXPECT_EQ(CheckRun(file).code(), absl::StatusCode::kDataLoss) << at;
    std::fstream back(file, std::ios::in | std::ios::out | std::ios::binary);
    back.seekp(static_cast<std::streamoff>(at));
    back.put(old);
  }
  EXPECT_TRUE(CheckRun(file).ok());
  std::filesystem::resize_file(file, bytes - 1);
  EXPECT_EQ(CheckRun(file).code(), absl::StatusCode::kDataLoss);
}

TEST(KeyNumbers, KeepsTheLastNumberOfEachKey) {
  KeyNumbers numbers;
  std::map<std::string, uint32_t> expected;
  std::mt19937_64 random(3);
  for (uint32_t i = 1; i <= 50'000; ++i) {
    const std::string key = "E" + std::to_string(random() % 40'000);
    EXPECT_EQ(numbers.Find(numbers.HashOf(key)), expected.contains(key) ? expected[key] : 0);
    numbers.Put(numbers.HashOf(key), i);
    expected[key] = i;
  }
  for (const auto& [key, number] : expected) {
    ASSERT_EQ(numbers.Find(numbers.HashOf(key)), number);
  }
  EXPECT_LT(numbers.bytes(), expected.size() * 40);
}

}  // namespace
}  // namespace liancheng::storage
