#include "query/impact/ordered_run.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

namespace liancheng::query {
namespace {

TEST(OrderedRun, TakesInOrderForAnyThreads) {
  for (const unsigned threads : {1u, 2u, 3u, 8u}) {
    for (const size_t ahead : {1u, 2u, 9u}) {
      std::vector<size_t> taken;
      const absl::Status status = RunInOrder<size_t>(
          {.first = 3, .end = 200, .threads = threads, .ahead = ahead},
          [](size_t i) -> absl::StatusOr<size_t> { return i * i; },
          [&taken](size_t i, size_t square) {
            EXPECT_EQ(square, i * i);
            taken.push_back(i);
            return absl::OkStatus();
          });
      EXPECT_TRUE(status.ok());
      ASSERT_EQ(taken.size(), 197u) << threads;
      for (size_t i = 0; i < taken.size(); ++i) EXPECT_EQ(taken[i], i + 3);
    }
  }
}

TEST(OrderedRun, IsNeverFurtherAheadThanAllowed) {
  std::atomic<size_t> taken = 0;
  std::atomic<size_t> worst = 0;
  const absl::Status status = RunInOrder<int>(
      {.first = 0, .end = 500, .threads = 4, .ahead = 5},
      [&](size_t i) -> absl::StatusOr<int> {
        const size_t ahead = i - taken;
        size_t seen = worst;
        while (seen < ahead && !worst.compare_exchange_weak(seen, ahead)) {
        }
        return 0;
      },
      [&taken](size_t, int) {
        ++taken;
        return absl::OkStatus();
      });
  EXPECT_TRUE(status.ok());
  // `taken` counts the piece just before the run does.
  EXPECT_LE(worst, 5u);
}

TEST(OrderedRun, EndsWithTheErrorOfAPiece) {
  for (const bool in_make : {true, false}) {
    size_t taken = 0;
    const absl::Status status = RunInOrder<int>(
        {.first = 0, .end = 100, .threads = 3, .ahead = 4},
        [in_make](size_t i) -> absl::StatusOr<int> {
          if (in_make && i == 10) return absl::DataLossError("piece 10");
          return 0;
        },
        [&](size_t i, int) {
          if (!in_make && i == 10) return absl::UnavailableError("piece 10");
          ++taken;
          return absl::OkStatus();
        });
    EXPECT_EQ(status.message(), "piece 10");
    EXPECT_LE(taken, 10u);
  }
}

TEST(OrderedRun, TellsThatMemoryGaveOut) {
  const absl::Status status = RunInOrder<int>(
      {.first = 0, .end = 10, .threads = 2, .ahead = 4},
      [](size_t i) -> absl::StatusOr<int> {
        if (i == 5) throw std::bad_alloc();
        return 0;
      },
      [](size_t, int) { return absl::OkStatus(); });
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
}

TEST(OrderedRun, OfNothingDoesNothing) {
  const absl::Status status = RunInOrder<int>(
      {.first = 4, .end = 4, .threads = 2, .ahead = 4},
      [](size_t) -> absl::StatusOr<int> { return absl::InternalError("made"); },
      [](size_t, int) { return absl::InternalError("taken"); });
  EXPECT_TRUE(status.ok());
}

}  // namespace
}  // namespace liancheng::query
