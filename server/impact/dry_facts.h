// server/impact/dry_facts.h: the facts of a store with files of facts applied, and the store left
// as it is.
// Shape:   a fork beside the store (STORE.dry-run-XXXXXX), on its file system, imported into and
//          removed at the end. ID numbers are read with the store's own key; where it has none, the
//          fork makes one and it goes with the fork.
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

// The store that the facts are applied to.
struct DryStore {
  std::function<absl::Status(const std::string&)> fork_to;  // a folder that does not exist yet
  query::ArchiveOptions options;                            // as it was opened
  query::GraphFileOptions files;  // where its snapshots lie: they are read
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
  // The revision that the facts were applied to.
  model::Revision base() const { return base_; }

 private:
  explicit DryFacts(std::string folder) : folder_(std::move(folder)) {}

  const std::string folder_;
  std::unique_ptr<query::Archive> archive_;
  query::ImportTotals totals_;
  model::Revision base_;
};

}  // namespace liancheng::impact
