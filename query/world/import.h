// query/world/import.h: imports sources of facts into a store, batch by batch, one revision a
// batch. A large import into an empty store becomes visible as a whole or not at all.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "engine/model/fact_source.h"
#include "engine/model/issue.h"
#include "storage/bulk/load.h"
#include "storage/fact_store.h"

namespace liancheng::query {

struct ImportTotals {
  uint64_t read = 0;  // facts that passed the reader
  uint64_t stored = 0;
  uint64_t unchanged = 0;
  uint64_t refused = 0;  // refused by the store: unknown party or record, conflicting code
  model::Revision head;
};

using BulkOptions = storage::BulkOptions;

class IssueKeeper;  // forwards issues and keeps a copy of them

// Imports several sources one after another; call Finish at the end.
class Importer {
 public:
  // With `bulk` nothing is visible before Finish; without it each batch is visible when it is
  // committed. FailedPrecondition for `bulk` into a store that holds facts.
  // FailedPrecondition: bulk into a store that holds facts.
  static absl::StatusOr<Importer> Begin(storage::FactStore& store, model::IssueSink& issues,
                                        const BulkOptions* bulk);
  // The sink to which the readers of the sources must report.
  model::IssueSink& issues();

  // Reads a source to its end. When a load resumes after a crash, its facts are already in the
  // store: then the source is not read, and the issues of the earlier run are reported again.
  // Errors:  those of the source and of the store. Committed batches stay; nothing of a bulk load
  //          does.
  // nothing does.
  absl::Status Add(model::FactSource& source);
  absl::Status Finish();
  const ImportTotals& totals() const { return totals_; }

  ~Importer();
  Importer(Importer&&) noexcept;
  Importer& operator=(Importer&&) noexcept;

 private:
  explicit Importer(storage::FactStore& store);
  absl::Status AddBatch(std::span<const model::Fact> batch);
  void Sum(size_t facts, const storage::CommitResult& result);
  absl::Status Replay();
  std::string Note() const;

  storage::FactStore* store_;
  std::unique_ptr<storage::BulkLoad> bulk_;
  std::unique_ptr<IssueKeeper> issues_;
  bool replayed_ = false;
  ImportTotals totals_;
};

// Imports one source, batch by batch.
absl::StatusOr<ImportTotals> Import(model::FactSource& source, storage::FactStore& store,
                                    model::IssueSink& issues);

}  // namespace liancheng::query
