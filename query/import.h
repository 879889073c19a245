// query/import.h: a source of facts into a store, batch by batch; one revision a batch.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "engine/model/fact_source.h"
#include "engine/model/issue.h"
#include "storage/fact_store.h"

namespace liancheng::query {

struct ImportTotals {
  uint64_t read = 0;  // facts that passed the reader
  uint64_t stored = 0;
  uint64_t unchanged = 0;
  uint64_t refused = 0;  // by the store: unknown party or record, conflicting code
  model::Revision head;
};

// Errors: those of the source and of Commit; what was committed before stays.
absl::StatusOr<ImportTotals> Import(model::FactSource& source, storage::FactStore& store,
                                    model::IssueSink& issues);

}  // namespace liancheng::query
