#include "storage/write/commit_queue.h"

#include <optional>
#include <utility>

#include "fmt/format.h"
#include "storage/write/changes.h"

namespace liancheng::storage {
namespace {

// Commits of more facts than this are written alone, so that small ones do not wait for them.
constexpr size_t kGroupFactsMax = 1 << 13;

}  // namespace

CommitQueue::CommitQueue(const Tables& tables, SealedIds& sealed, const Head& head, Options options)
    : tables_(tables),
      sealed_(sealed),
      options_(std::move(options)),
      presence_(head == Head()),
      head_(head),
      overlay_(tables, presence_),
      resolver_(overlay_, sealed, head),
      revision_(head.revision.value) {}

absl::StatusOr<CommitResult> CommitQueue::Commit(std::span<const model::Fact> facts,
                                                 model::IssueSink& issues) {
  Waiter self;
  self.facts = facts;
  std::unique_lock lock(mutex_);
  queue_.push_back(&self);
  self.turn.wait(lock, [&] { return self.done || queue_.front() == &self; });
  if (!self.done) {
    const Group group = TakeGroup();
    lock.unlock();
    Lead(group);
    lock.lock();
    for (Waiter* waiter : group) {
      queue_.pop_front();
      waiter->done = true;
      if (waiter != &self) waiter->turn.notify_one();
    }
    if (!queue_.empty()) queue_.front()->turn.notify_one();
  }
  lock.unlock();
  // Reported here, in the caller's own thread: its sink need not be thread-safe.
  for (model::Issue& issue : self.issues) issues.Report(std::move(issue));
  return std::move(self.result);
}

void CommitQueue::Adopt(const Head& head) {
  head_ = head;
  presence_ = Presence(false);
  resolver_.Restart(head);
  revision_.store(head.revision.value, std::memory_order_release);
  // A bulk load makes no list of changes, so the observer has to read the store again.
  if (options_.observer != nullptr) {
    options_.observer->Committed(head.revision, absl::AbortedError("a bulk load came between"));
  }
}

CommitQueue::Group CommitQueue::TakeGroup() {
  Group group;
  size_t facts = 0;
  for (Waiter* waiter : queue_) {
    facts += waiter->facts.size();
    if (!group.empty() && facts > kGroupFactsMax) break;
    group.push_back(waiter);
  }
  return group;
}

void CommitQueue::Lead(const Group& group) {
  absl::Status status = HasRoom();
  if (status.ok()) status = GoOnAfterFailure();
  if (status.ok()) {
    status = ResolveAll(group);
    if (status.ok() && resolver_.head() != head_) status = Write();
    if (!status.ok()) presence_.ForgetAll();
    resolver_.Restart(head_);
    // When one commit of a group cannot be resolved, the others are tried again one by one.
    if (!status.ok() && broken_.ok() && group.size() > 1) {
      for (Waiter* waiter : group) {
        waiter->issues.clear();
        Lead({waiter});
      }
      return;
    }
  }
  if (status.ok()) return;
  for (Waiter* waiter : group) {
    waiter->issues.clear();
    waiter->result = status;
  }
}

absl::Status CommitQueue::HasRoom() const {
  const uint64_t free = options_.free_bytes();
  if (free >= options_.free_bytes_min) return absl::OkStatus();
  constexpr uint64_t kMebibyte = uint64_t{1} << 20;
  return absl::UnavailableError(fmt::format(
      "store \"{}\": its disk has {} MiB left and a commit needs {} MiB; nothing was written: make "
      "room and try again",
      tables_.path(), free / kMebibyte, options_.free_bytes_min / kMebibyte));
}

// RocksDB takes no writes after one that failed until it has written out what is in memory; then
// the batch that failed is in none of its logs. The head on the disk tells whether it had counted.
absl::Status CommitQueue::GoOnAfterFailure() {
  if (broken_.ok()) return broken_;
  if (!tables_.db().Resume().ok()) return broken_;
  rocksdb::PinnableSlice value;
  const auto found = tables_.Get(Table::kMeta, kMetaHead, value);
  const auto head = found.ok() && *found ? DecodeHead(ToView(value)) : std::nullopt;
  if (!head || *head != head_) return broken_;
  broken_ = absl::OkStatus();
  is_broken_ = false;
  return broken_;
}

absl::Status CommitQueue::CanCommit() {
  class Ignore : public model::IssueSink {
   public:
    void Report(model::Issue) override {}
  };
  if (absl::Status room = HasRoom(); !room.ok() || !is_broken_) return room;
  Ignore nothing;
  return Commit({}, nothing).status();
}

absl::Status CommitQueue::ResolveAll(const Group& group) {
  sealing_ = false;
  for (Waiter* waiter : group) {
    const absl::Status whole = resolver_.CheckWhole(waiter->facts, sealing_);
    if (!whole.ok()) {
      waiter->result = whole;
      continue;
    }
    waiter->result = resolver_.Resolve(waiter->facts, options_.now_s(), waiter->issues);
    if (!waiter->result.ok()) return waiter->result.status();
  }
  return absl::OkStatus();
}

absl::Status CommitQueue::Write() {
  const Head& head = resolver_.head();
  const bool first_sealed = sealing_ && !sealed_.CheckIsStored();
  if (first_sealed) overlay_.Put(Table::kMeta, kMetaKeyCheck, sealed_.Check());
  overlay_.Put(Table::kMeta, kMetaHead, EncodeHead(head));
  // The rows that will be replaced must be read before the new ones are written.
  absl::StatusOr<ChangeSet> changes = ChangeSet();
  if (options_.observer != nullptr) changes = ChangesOf(overlay_, tables_, sealed_);
  const absl::Status written = WriteRows(tables_, overlay_, options_.write);
  if (!written.ok()) {
    broken_ = absl::UnavailableError(
        fmt::format("store \"{}\": a write failed and was not acknowledged ({})", tables_.path(),
                    std::string(written.message())));
    is_broken_ = true;
    return broken_;
  }
  if (first_sealed) sealed_.CheckWasStored();
  head_ = head;
  revision_.store(head_.revision.value, std::memory_order_release);
  if (options_.observer != nullptr) options_.observer->Committed(head_.revision, changes);
  return absl::OkStatus();
}

}  // namespace liancheng::storage
