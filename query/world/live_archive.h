// query/world/live_archive.h: the one archive of a process that stays: it commits, and every commit is
// visible to whoever asks from the moment it is acknowledged, at a cost that does not grow with the
// store.
// Readers: Current() copies a few pointers and waits for nobody; the world it gives never changes
//          and may be kept as long as the archive lives. Ask once for each request.
// Writers: Commit from any number of threads. A reply holds the revision; Current() then gives that
//          revision or a later one.
// Folds:   changes are held above the graph; when they take more than a share of it, a thread in
//          the background folds them into new arrays, while commits and readers go on.
// Errors:  those of storage/fact_store.h. If a change does not fit what is held, everything is read
//          again from the store before the commit is acknowledged; if that fails, Current() gives
//          the error until a later commit succeeds in it.
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
  // Changes are folded when they hold more than this, and more than an eighth of what lies below.
  uint64_t fold_bytes_min = uint64_t{64} << 20;
};

// The world after a group of commits. DataLoss when the changes do not fit it.
absl::StatusOr<LoadedWorld> ApplyChanges(const LoadedWorld& world, model::Revision at,
                                         const storage::ChangeSet& changes,
                                         std::shared_ptr<const Directory> directory);

// The same world with nothing above its arrays and tables.
absl::StatusOr<LoadedWorld> FoldWorld(const LoadedWorld& world);

class LiveArchive : private storage::CommitObserver {
 public:
  // Opens for writing. `files.folder` "" = the folder in the store.
  static absl::StatusOr<std::unique_ptr<LiveArchive>> Open(ArchiveOptions options,
                                                           LiveOptions live);
  ~LiveArchive() override;
  LiveArchive(const LiveArchive&) = delete;
  LiveArchive& operator=(const LiveArchive&) = delete;

  // How it was opened, but for who is told of commits: what a copy is opened by.
  const ArchiveOptions& store_options() const { return store_options_; }
  const GraphFileOptions& graph_files() const { return options_.files; }

  model::Revision head() const { return store_->head(); }
  absl::StatusOr<LoadedWorld> Current() const;
  // A past revision, built from the store on demand.
  absl::StatusOr<LoadedWorld> At(model::Revision at) const;

  absl::StatusOr<CommitResult> Commit(std::span<const model::Fact> facts,
                                      model::IssueSink& issues) {
    return store_->Commit(facts, issues);
  }
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

  // Folds now, whatever the share, and keeps the graph as a file: before a planned end, so that the
  // next start finds it.
  absl::Status Fold();
  uint64_t folds() const;  // done since Open

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

  // Held while a commit is applied and while a fold takes its place.
  std::mutex apply_;
  bool folding_ = false;
  bool reloaded_ = false;       // during a fold: what is folded is out of date altogether
  std::vector<Change> missed_;  // by the fold under way

  // Held for the time of a copy of pointers.
  mutable std::mutex publish_;
  absl::StatusOr<LoadedWorld> current_ = LoadedWorld();
  uint64_t folds_ = 0;

  std::mutex fold_;  // one fold at a time
  std::mutex wake_mutex_;
  std::condition_variable_any wake_;
  bool wanted_ = false;
  std::jthread folder_;  // last: it uses all of the above
};

}  // namespace liancheng::query
