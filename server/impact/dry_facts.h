// server/impact/dry_facts.h: applies files of facts to a fork of a store; the store itself does not
// change.
// Shape:   a fork beside the store (STORE.dry-run-XXXXXX), on its file system, into which the facts
//          are imported and which is removed at the end. ID numbers are read with the store's own
//          key; when it has none, the fork makes one, which is removed with the fork.
// Errors:  those of the store and of the readers. Refused rows go to the sink; the rest is applied.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "datasets/readers/native/known_words.h"
#include "query/world/archive.h"

namespace liancheng::impact {

// The store to which the facts are applied.
struct DryStore {
  // makes a fork in a folder that does not exist yet
  std::function<absl::Status(const std::string&)> fork_to;
  query::ArchiveOptions options;  // the options with which it was opened
  query::GraphFileOptions files;  // where its snapshot files are; they are only read
};

class DryFacts {
 public:
  static absl::StatusOr<std::unique_ptr<DryFacts>> Make(DryStore store,
                                                        const std::vector<std::string>& paths,
                                                        const datasets::KnownWords& words,
                                                        model::IssueSink& issues);
  ~DryFacts();
  DryFacts(const DryFacts&) = delete;
  DryFacts& operator=(const DryFacts&) = delete;

  const query::Archive& archive() const { return *archive_; }
  const query::ImportTotals& totals() const { return totals_; }
  // The revision to which the facts were applied.
  model::Revision base() const { return base_; }

 private:
  explicit DryFacts(std::string folder) : folder_(std::move(folder)) {}

  const std::string folder_;
  std::unique_ptr<query::Archive> archive_;
  query::ImportTotals totals_;
  model::Revision base_;
};

}  // namespace liancheng::impact
