// A snapshot as bytes and back. Every altered byte is found, and altered arrays are never walked.
#include "engine/graph/snapshot_form.h"

#include <cstring>
#include <random>

#include "engine/graph/components.h"
#include "engine/graph/walk.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/graph/drawn.h"

namespace liancheng::graph {
namespace {

using ::testing::HasSubstr;

SnapshotStamp Stamp(uint64_t revision) {
  SnapshotStamp stamp{{revision}, {}};
  stamp.journal.fill('j');
  return stamp;
}

absl::StatusOr<std::shared_ptr<const GraphSnapshot>> ReadBack(const std::string& bytes,
                                                              unsigned threads = 2) {
  // Copied to a block of exactly its size, so that the sanitizer sees an access beyond it.
  auto keep = std::make_shared<HugeVector<char>>(bytes.begin(), bytes.end());
  const std::span<const char> span(*keep);
  return SnapshotFromBytes(span, keep, Stamp(7), threads);
}

std::shared_ptr<const GraphSnapshot> SomeGraph() {
  Drawn drawn(5);
  for (int i = 0; i < 40; ++i) drawn.AddEntity();
  for (int i = 0; i < 120; ++i) drawn.AddRelation();
  return drawn.Build({7}, 1);
}

TEST(SnapshotForm, ReadBackItIsTheSame) {
  for (uint32_t seed = 0; seed < 20; ++seed) {
    Drawn drawn(seed);
    for (uint32_t i = 0; i < 2 * seed; ++i) drawn.AddEntity();
    for (uint32_t i = 0; seed > 0 && i < 5 * seed; ++i) drawn.AddRelation();
    const auto graph = drawn.Build({7}, 1);
    const auto again = ReadBack(BytesOf(*graph, Stamp(7)));
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ((*again)->revision().value, 7u);
    EXPECT_EQ(TextOf(**again), TextOf(*graph));
    EXPECT_EQ(BytesOf(**again, Stamp(7)), BytesOf(*graph, Stamp(7)));
  }
}

TEST(SnapshotForm, SameFactsInAnyOrderAndAnyThreadsAreTheSameBytes) {
  Drawn drawn(3);
  for (int i = 0; i < 300; ++i) drawn.AddEntity();
  for (int i = 0; i < 900; ++i) drawn.AddRelation();
  const std::string bytes = BytesOf(*drawn.Build({7}, 1), Stamp(7));
  EXPECT_EQ(BytesOf(*drawn.Build({7}, 4), Stamp(7)), bytes);
  EXPECT_EQ(BytesOf(*drawn.BuildDivided({7}, 3), Stamp(7)), bytes);
}

// More vertices than one thread is given, so that the arrays are sorted and checked in parts.
TEST(SnapshotForm, ManyThreadsMakeTheSameOfALargeGraph) {
  Drawn drawn(9);
  for (int i = 0; i < 40'000; ++i) drawn.AddEntity();
  for (int i = 0; i < 60'000; ++i) drawn.AddRelation();
  const auto one = drawn.Build({7}, 1);
  const auto four = drawn.Build({7}, 4);
  const std::string bytes = BytesOf(*one, Stamp(7));
  EXPECT_TRUE(BytesOf(*four, Stamp(7)) == bytes);
  EXPECT_TRUE(ReadBack(bytes, 4).ok());
}

TEST(SnapshotForm, AFlippedByteIsFound) {
  const std::string bytes = BytesOf(*SomeGraph(), Stamp(7));
  ASSERT_TRUE(ReadBack(bytes).ok());
  std::string flipped = bytes;
  // Every byte of the first page and of the checksums at the end, and one in 61 between.
  for (size_t i = 0; i < bytes.size(); i += i < 4096 || i + 64 > bytes.size() ? 1 : 61) {
    flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
    const auto graph = ReadBack(flipped);
    EXPECT_TRUE(absl::IsDataLoss(graph.status())) << "byte " << i << ": " << graph.status();
    flipped[i] = bytes[i];
  }
}

TEST(SnapshotForm, AFileThatEndsEarlyOrLateIsFound) {
  const std::string bytes = BytesOf(*SomeGraph(), Stamp(7));
  for (size_t size = 0; size < bytes.size(); size += size < 5000 ? 97 : 1021) {
    EXPECT_TRUE(absl::IsDataLoss(ReadBack(bytes.substr(0, size)).status())) << size;
  }
  EXPECT_TRUE(absl::IsDataLoss(ReadBack(bytes.substr(0, bytes.size() - 1)).status()));
  EXPECT_TRUE(absl::IsDataLoss(ReadBack(bytes + "x").status()));
}

TEST(SnapshotForm, AnotherStoreOrRevisionIsForeign) {
  const auto graph = SomeGraph();
  SnapshotStamp other = Stamp(7);
  other.journal[31] = 'k';
  for (const SnapshotStamp& stamp : {other, Stamp(8)}) {
    const auto read = ReadBack(BytesOf(*graph, stamp));
    EXPECT_TRUE(absl::IsFailedPrecondition(read.status())) << read.status();
  }
  EXPECT_EQ(StampOf(BytesOf(*graph, Stamp(8))).value(), Stamp(8));
}

// Wrong arrays with right checksums, as a faulty program would write them: refused, or at least
// never left.
TEST(SnapshotForm, SealedNonsenseIsNeverLeft) {
  const auto graph = SomeGraph();
  const SnapshotArrays& g = graph->arrays();
  std::mt19937 random(11);
  int refused = 0;
  for (int round = 0; round < 1200; ++round) {
    OwnedArrays bent;
    const auto copy = [](auto& to, auto from) { to.assign(from.begin(), from.end()); };
    copy(bent.entities, g.entities);
    copy(bent.types, g.types);
    copy(bent.regions, g.regions);
    copy(bent.lives, g.lives);
    copy(bent.stable, g.stable);
    copy(bent.offsets, g.offsets);
    copy(bent.arcs, g.arcs);
    copy(bent.rows, g.rows);
    copy(bent.attributes, g.attributes);
    copy(bent.values.ends, g.values.ends);
    copy(bent.values.bytes, g.values.bytes);
    copy(bent.sources.ends, g.sources.ends);
    copy(bent.sources.bytes, g.sources.bytes);
    const auto bend = [&random](auto& array) {
      auto* const bytes = reinterpret_cast<unsigned char*>(array.data());
      const size_t size = array.size() * sizeof(array[0]);
      bytes[random() % size] = static_cast<unsigned char>(random());
    };
    switch (round % 8) {
      case 0:
        bend(bent.offsets);
        break;
      case 1:
        bend(bent.arcs);
        break;
      case 2:
        bend(bent.rows);
        break;
      case 3:
        bend(bent.attributes);
        break;
      case 4:
        bend(bent.values.ends);
        break;
      case 5:
        bend(bent.sources.ends);
        break;
      case 6:
        bend(bent.types);
        break;
      default:
        bend(bent.entities);
    }
    const GraphSnapshot nonsense({7}, bent.View(), nullptr);
    const auto read = ReadBack(BytesOf(nonsense, Stamp(7)));
    if (!read.ok()) {
      EXPECT_TRUE(absl::IsDataLoss(read.status())) << read.status();
      ++refused;
      continue;
    }
    // Walks every array; a step beyond one is for the sanitizer to see.
    EXPECT_FALSE(TextOf(**read).empty());
    WeakComponents(**read, {.as_of = {0}});
    for (const model::EntityId id : bent.entities) (*read)->Find(id);
  }
  EXPECT_GT(refused, 400);
}

}  // namespace
}  // namespace liancheng::graph
