// storage/write/changes.h: what commits changed in the current statements, as facts.
// Errors:  those of reading the store; DataLoss when the journal cannot be read.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "storage/disk/sealed_ids.h"
#include "storage/disk/tables.h"
#include "storage/format/store_values.h"
#include "storage/write/overlay.h"

namespace liancheng::storage {

// Made from the rows of a group that are about to be written and the rows that they replace.
absl::StatusOr<ChangeSet> ChangesOf(const Overlay& overlay, const Tables& tables,
                                    const SealedIds& sealed);

// Implements FactStore::GraphChangesAfter for the state that a reader sees now.
absl::StatusOr<GraphChanges> GraphChangesAfter(const Tables& tables, const SealedIds& sealed,
                                               model::Revision after, uint64_t operations_max);

}  // namespace liancheng::storage
