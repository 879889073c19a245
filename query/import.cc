#include "query/import.h"

namespace liancheng::query {

absl::StatusOr<ImportTotals> Import(model::FactSource& source, storage::FactStore& store,
                                    model::IssueSink& issues) {
  ImportTotals totals;
  totals.head = store.head();
  while (true) {
    const auto batch = source.Next();
    if (!batch.ok()) return batch.status();
    if (batch->empty()) return totals;
    const auto committed = store.Commit(*batch, issues);
    if (!committed.ok()) return committed.status();
    totals.read += batch->size();
    totals.stored += committed->stored;
    totals.unchanged += committed->unchanged;
    totals.refused += committed->refused;
    totals.head = committed->revision;
  }
}

}  // namespace liancheng::query
