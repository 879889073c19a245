// storage/read/facts.h: rows turned back into facts, with ids filled.
// Errors:  DataLoss naming the row that cannot be read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/fact.h"
#include "storage/disk/sealed_ids.h"
#include "storage/disk/tables.h"
#include "storage/format/keys.h"
#include "storage/format/store_values.h"

namespace liancheng::storage {

absl::StatusOr<EntityDescription> ReadEntity(std::string_view key, std::string_view value,
                                             const SealedIds& sealed);
// The entity without its ID numbers.
absl::StatusOr<model::EntityFact> ReadEntityBriefly(model::EntityId id, std::string_view value);
absl::StatusOr<model::Fact> ReadRelation(std::string_view key, std::string_view value);
absl::StatusOr<model::Fact> ReadRecord(std::string_view key, std::string_view value);

// The row of an entity as it was known at revision `at`; empty when it was not known then.
absl::StatusOr<std::string> EntityRowAt(const Tables& tables, const rocksdb::Snapshot* snapshot,
                                        model::EntityId id, model::Revision at);

// Fills `key` of every reference from its id, with few reads. The key stays empty for a party whose
// row is lost.
absl::Status FillKeys(const Tables& tables, const rocksdb::Snapshot* snapshot,
                      std::vector<model::EntityRef*>& refs);

}  // namespace liancheng::storage
