#include "storage/changes.h"

#include <utility>

#include "storage/facts.h"

namespace liancheng::storage {
namespace {

absl::StatusOr<model::Fact> ReadFact(Table table, std::string_view key, std::string_view value,
                                     const SealedIds& sealed) {
  if (table == Table::kOut) return ReadRelation(key, value);
  if (table == Table::kRec) return ReadRecord(key, value);
  auto entity = ReadEntity(key, value, sealed);
  if (!entity.ok()) return entity.status();
  return model::Fact{std::move(entity->fact), std::move(entity->provenance)};
}

}  // namespace

absl::StatusOr<ChangeSet> ChangesOf(const Overlay& overlay, const Tables& tables,
                                    const SealedIds& sealed) {
  ChangeSet changes;
  for (const Table table : {Table::kEnt, Table::kOut, Table::kRec}) {
    for (const Overlay::Line& line : overlay.SortedRows(table)) {
      rocksdb::PinnableSlice before;
      const auto found = tables.Get(table, line.key, before);
      if (!found.ok()) return found.status();
      if (*found) {
        auto fact = ReadFact(table, line.key, ToView(before), sealed);
        if (!fact.ok()) return fact.status();
        changes.ended.push_back(*std::move(fact));
      }
      if (line.present) {
        auto fact = ReadFact(table, line.key, line.value, sealed);
        if (!fact.ok()) return fact.status();
        changes.stated.push_back(*std::move(fact));
      }
    }
  }
  return changes;
}

}  // namespace liancheng::storage
