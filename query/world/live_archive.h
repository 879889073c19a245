// query/world/live_archive.h: the archive of a long-running process: it commits, and every commit
// is visible to readers from the moment it is acknowledged, at a cost that does not grow with the
// store.
// Readers: Current() copies a few pointers and never waits for a commit or a fold. The world it
//          returns never changes and may be kept as long as the archive lives. Call it once for
//          each request.
// Writers: any number of threads may Commit. The result holds the revision; Current() then returns
//          that revision or a later one.
// Folds:   changes are kept in an overlay above the graph. When the overlay is too large, a
//          background thread folds it into new arrays while commits and readers continue.
// Errors:  those of storage/fact_store.h. If a change does not fit the current world, everything is
//          read again from the store before the commit is acknowledged. If that fails, Current()
//          returns the error until a later commit succeeds in reading.
// Source:  docs/decisions/0020-overlay.md
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "query/world/archive.h"
#include "query/world/import.h"
#include "query/world/loaded_world.h"
#include "storage/fact_store.h"

namespace liancheng::query {

using CommitResult = storage::CommitResult;

struct LiveOptions {
  GraphFileOptions files = {.folder = "", .copied = true};
  // The overlay is folded when it takes more memory than this and more than an eighth of the
  // arrays.
  uint64_t fold_bytes_min = uint64_t{64} << 20;
};

// Makes the world after a group of commits. DataLoss when the changes do not fit `world`.
absl::StatusOr<LoadedWorld> ApplyChanges(const LoadedWorld& world, model::Revision at,
                                         const storage::ChangeSet& changes,
                                         std::shared_ptr<const Directory> directory);

// Makes the same world without overlays.
absl::StatusOr<LoadedWorld> FoldWorld(const LoadedWorld& world);

class LiveArchive : private storage::CommitObserver {
 public:
  // Opens for writing. With an empty `files.folder` snapshot files are in the store's folder.
  static absl::StatusOr<std::unique_ptr<LiveArchive>> Open(ArchiveOptions options,
                                                           LiveOptions live);
  ~LiveArchive() override;
  LiveArchive(const LiveArchive&) = delete;
  LiveArchive& operator=(const LiveArchive&) = delete;

  // The options with which it was opened, without the observer; a copy of the store is opened with
  // them.
  const ArchiveOptions& store_options() const { return store_options_; }
  const GraphFileOptions& graph_files() const { return options_.files; }

  model::Revision head() const { return store_->head(); }
  absl::StatusOr<LoadedWorld> Current() const;
  // The world of a past revision, built from the store on demand.
  absl::StatusOr<LoadedWorld> At(model::Revision at) const;

  absl::StatusOr<CommitResult> Commit(std::span<const model::Fact> facts,
                                      model::IssueSink& issues) {
    return store_->Commit(facts, issues);
  }
  // Whether a commit can be tried now; Unavailable with the reason, such as a disk that is full.
  absl::Status CanCommit() { return store_->CanCommit(); }
  absl::StatusOr<ImportTotals> Import(model::FactSource& source, model::IssueSink& issues) {
    return query::Import(source, *store_, issues);
  }
  absl::StatusOr<std::unique_ptr<model::FactSource>> Facts(model::Revision known_at) const {
    return store_->Scan(known_at, storage::ScanOf::kEverything);
  }
  absl::StatusOr<VerifyReport> Verify() const { return store_->Verify(); }
  // As Archive::JournalHash.
  absl::StatusOr<std::string> JournalHash(model::Revision at) const;
  absl::Status Backup(const std::string& folder) const { return store_->Backup(folder); }
  absl::Status Fork(const std::string& folder) const { return store_->Fork(folder); }

  // Folds now, whatever the size of the overlay, and writes the graph to a file. Called before a
  // planned end, so that the next start is fast.
  absl::Status Fold();
  uint64_t folds() const;  // folds done since Open

 private:
  struct Change {
    model::Revision at;
    std::shared_ptr<const storage::ChangeSet> changes;
  };

  LiveArchive(ArchiveOptions store, LiveOptions options)
      : store_options_(std::move(store)), options_(std::move(options)) {}
  void Committed(model::Revision at, const absl::StatusOr<storage::ChangeSet>& changes) override;
  void Publish(absl::StatusOr<LoadedWorld> world);
  bool WorthFolding(const LoadedWorld& world) const;
  void FoldInBackground(const std::stop_token& stop);
  absl::Status FoldOnce();
  absl::StatusOr<LoadedWorld> CatchUp(LoadedWorld world, std::vector<Change> missed) const;

  const ArchiveOptions store_options_;
  const LiveOptions options_;
  std::unique_ptr<storage::FactStore> store_;

  // Held while a commit is applied and while a fold replaces the world.
  std::mutex apply_;
  bool folding_ = false;
  // set during a fold when the world was read again, so the fold is useless
  bool reloaded_ = false;
  std::vector<Change> missed_;  // changes committed since the current fold began

  // Held only while pointers are copied.
  mutable std::mutex publish_;
  absl::StatusOr<LoadedWorld> current_ = LoadedWorld();
  uint64_t folds_ = 0;

  std::mutex fold_;  // one fold at a time
  std::mutex wake_mutex_;
  std::condition_variable_any wake_;
  bool wanted_ = false;
  std::jthread folder_;  // declared last, because it uses all of the above
};

}  // namespace liancheng::query
