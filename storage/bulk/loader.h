// storage/bulk/loader.h: the BulkLoad of a store.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "storage/bulk/load.h"
#include "storage/bulk/rows.h"
#include "storage/bulk/state.h"
#include "storage/disk/sealed_ids.h"
#include "storage/disk/tables.h"
#include "storage/write/commit_queue.h"
#include "storage/write/resolver.h"

namespace liancheng::storage {

class BulkLoader : public BulkLoad {
 public:
  struct Into {
    const Tables& tables;
    SealedIds& sealed;
    CommitQueue& queue;
    std::function<int64_t()> now_s;
  };
  // Resumes the load in the work folder when it has the same fingerprint; else clears the folder
  // and starts from the beginning.
  // Errors:  Unavailable.
  static absl::StatusOr<std::unique_ptr<BulkLoad>> Begin(const Into& into,
                                                         const BulkOptions& options);
  ~BulkLoader() override;

  absl::StatusOr<std::optional<CommitResult>> Add(std::span<const model::Fact> facts,
                                                  model::IssueSink& issues) override;
  void SetNote(std::string note) override { state_.note = std::move(note); }
  const std::optional<std::string>& gathered() const override { return gathered_; }
  absl::Status Finish() override;

 private:
  BulkLoader(const Into& into, const BulkOptions& options, const std::string& folder);
  bool TakeUp();
  absl::Status Gather();
  absl::Status TakeIn(std::array<std::vector<std::string>, kTableCount> files);
  absl::Status WriteMeta(std::vector<std::string>& files);

  const Into into_;
  const BulkOptions options_;
  const std::string folder_;
  BulkRows rows_;
  Resolver resolver_;
  BulkState state_;
  std::optional<std::string> gathered_;
  Head head_;
  bool sealing_ = false;
  bool done_ = false;
  uint64_t facts_ = 0;
};

}  // namespace liancheng::storage
