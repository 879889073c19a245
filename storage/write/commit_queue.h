// storage/write/commit_queue.h: many threads commit; one of them at a time writes for all that
// wait.
// Order:   first come, first numbered; each commit keeps its own revision and journal row.
// Durable: one synced write for a group; no commit returns before it.
// Errors:  an error of one commit does not touch the others of its group. After a failed write
//          commits are Unavailable until RocksDB goes on and the head on the disk is the one that
//          was acknowledged last; where it is not, until the store is opened again.
// Room:    nothing is written while too little is free on the disk.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/fact.h"
#include "engine/model/issue.h"
#include "storage/disk/sealed_ids.h"
#include "storage/disk/tables.h"
#include "storage/format/journal.h"
#include "storage/format/store_values.h"
#include "storage/write/overlay.h"
#include "storage/write/presence.h"
#include "storage/write/resolver.h"
#include "storage/write/row_writer.h"

namespace liancheng::storage {

class CommitQueue {
 public:
  struct Options {
    WriteRowsOptions write;
    std::function<int64_t()> now_s;
    CommitObserver* observer = nullptr;
    uint64_t free_bytes_min = 0;
    std::function<uint64_t()> free_bytes;
  };
  CommitQueue(const Tables& tables, SealedIds& sealed, const Head& head, Options options);

  absl::StatusOr<CommitResult> Commit(std::span<const model::Fact> facts, model::IssueSink& issues);
  // See FactStore.
  absl::Status CanCommit();
  // Called after a bulk load: later commits start from its head. No commit may be in progress.
  void Adopt(const Head& head);
  model::Revision head() const { return {revision_.load(std::memory_order_acquire)}; }

 private:
  struct Waiter {
    std::span<const model::Fact> facts;
    absl::StatusOr<CommitResult> result = CommitResult();
    std::vector<model::Issue> issues;
    bool done = false;
    std::condition_variable turn;
  };
  using Group = std::vector<Waiter*>;

  Group TakeGroup();
  void Lead(const Group& group);
  absl::Status HasRoom() const;
  absl::Status GoOnAfterFailure();
  absl::Status ResolveAll(const Group& group);
  absl::Status Write();

  const Tables& tables_;
  SealedIds& sealed_;
  const Options options_;

  // Not absl::Mutex: Debian's Abseil is compiled without ThreadSanitizer, which then sees no lock.
  std::mutex mutex_;
  std::deque<Waiter*> queue_;

  // Only the leader uses it.
  Presence presence_;
  Head head_;
  Overlay overlay_;
  Resolver resolver_;
  absl::Status broken_;  // why the last write failed; Ok where the store can go on
  bool sealing_ = false;

  std::atomic<uint64_t> revision_;
  std::atomic<bool> is_broken_{false};  // broken_, for other threads
};

}  // namespace liancheng::storage
