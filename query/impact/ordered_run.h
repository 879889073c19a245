// query/impact/ordered_run.h: makes pieces of work on several threads and takes them in order.
// Shape:   make(i) runs on any thread, many at once; take(i, made) runs once at a time, in
//          ascending order of i.
// Memory:  at most `ahead` pieces are being made or wait to be taken.
// Errors:  the first error of make or take ends the run; ResourceExhausted when out of memory.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <new>
#include <utility>

#include "absl/status/statusor.h"
#include "engine/graph/parallel.h"

namespace liancheng::query {

// The pieces to make are [first, end).
struct OrderedRun {
  size_t first = 0;
  size_t end = 0;
  unsigned threads = 1;
  size_t ahead = 4;
};

template <typename Piece, typename Make, typename Take>
class OrderedRunner {
 public:
  OrderedRunner(const OrderedRun& run, Make& make, Take& take)
      : run_(run), make_(make), take_(take), next_make_(run.first), next_take_(run.first) {}

  absl::Status Run() {
    graph::InThreads(run_.threads, [this](unsigned) { Work(); });
    return failed_;
  }

 private:
  void Work() {
    std::unique_lock lock(mutex_);
    while (true) {
      turn_.wait(lock, [this] { return Over() || next_make_ - next_take_ < run_.ahead; });
      if (Over()) return;
      const size_t i = next_make_++;
      lock.unlock();
      absl::StatusOr<Piece> made = Guarded<absl::StatusOr<Piece>>([&] { return make_(i); });
      lock.lock();
      if (!made.ok()) {
        Fail(made.status());
      } else {
        made_.emplace(i, *std::move(made));
        if (!taking_) TakeAll(lock);
      }
    }
  }

  // Takes pieces in order until the next one is not made yet.
  void TakeAll(std::unique_lock<std::mutex>& lock) {
    taking_ = true;
    for (auto next = made_.find(next_take_); next != made_.end() && failed_.ok();
         next = made_.find(next_take_)) {
      Piece piece = std::move(next->second);
      made_.erase(next);
      const size_t i = next_take_;
      lock.unlock();
      const absl::Status taken = Guarded<absl::Status>([&] { return take_(i, std::move(piece)); });
      lock.lock();
      if (!taken.ok()) Fail(taken);
      ++next_take_;
      turn_.notify_all();
    }
    taking_ = false;
  }

  bool Over() const { return !failed_.ok() || next_make_ == run_.end; }

  void Fail(const absl::Status& status) {
    if (failed_.ok()) failed_ = status;
    turn_.notify_all();
  }

  template <typename Result, typename Call>
  static Result Guarded(Call&& call) {
    try {
      return call();
    } catch (const std::bad_alloc&) {
      return absl::ResourceExhaustedError("no memory for the next part of the work");
    }
  }

  const OrderedRun run_;
  Make& make_;
  Take& take_;
  std::mutex mutex_;
  std::condition_variable turn_;
  size_t next_make_;
  size_t next_take_;
  bool taking_ = false;
  std::map<size_t, Piece> made_;
  absl::Status failed_;
};

// make: size_t -> StatusOr<Piece>; take: (size_t, Piece) -> Status.
template <typename Piece, typename Make, typename Take>
absl::Status RunInOrder(const OrderedRun& run, Make make, Take take) {
  return OrderedRunner<Piece, Make, Take>(run, make, take).Run();
}

}  // namespace liancheng::query
