#include "storage/write/changes.h"

#include <map>
#include <string>
#include <utility>

#include "fmt/format.h"
#include "storage/format/journal.h"
#include "storage/read/facts.h"
#include "storage/read/scan.h"

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

namespace {

// Entities and relations that operations of the journal stated or ended, each relation with the key
// that its row has now.
class Touched {
 public:
  absl::Status Read(const Tables& tables, const rocksdb::Snapshot* snapshot, model::Revision after,
                    uint64_t operations_max) {
    last = after;
    const auto it = tables.Iterate(Table::kLog, snapshot);
    uint64_t operations = 0;
    for (it->Seek(ToSlice(NumberKey(after.value + 1).view())); it->Valid(); it->Next()) {
      const auto row = DecodeLogRow(ToView(it->value()));
      const auto revision = ParseNumberKey(ToView(it->key()));
      if (!row || !revision) return Unreadable();
      last = {*revision};
      OperationReader reader(row->operations);
      Operation operation;
      while (reader.Next(operation)) {
        if (++operations > operations_max) {
          return absl::ResourceExhaustedError(
              fmt::format("more than {} changes after revision {}", operations_max, after.value));
        }
        Note(operation);
      }
      if (!reader.ok()) return Unreadable();
    }
    if (!it->status().ok()) return ToStatus(it->status(), "read log");
    return absl::OkStatus();
  }

  model::Revision last;
  std::map<uint64_t, bool> entities;          // number -> whether it still exists
  std::map<uint64_t, std::string> relations;  // number -> key in out, empty when ended

 private:
  static absl::Status Unreadable() {
    return absl::DataLossError("a row of the journal cannot be read; run verify");
  }

  void Note(const Operation& operation) {
    const bool ended = operation.verb == Verb::kClose || operation.verb == Verb::kCloseInRevision;
    if (operation.kind == model::FactKind::kEntity) {
      entities[operation.number] = !ended;
    } else if (operation.kind == model::FactKind::kRelation) {
      relations[operation.number] =
          ended ? std::string() : std::string(operation.body.substr(0, kEdgeKeyBytes));
    }
  }
};

}  // namespace

absl::StatusOr<GraphChanges> GraphChangesAfter(const Tables& tables, const SealedIds& sealed,
                                               model::Revision after, uint64_t operations_max) {
  const Snapshot snapshot(tables);
  Touched touched;
  absl::Status read = touched.Read(tables, snapshot.get(), after, operations_max);
  if (!read.ok()) return read;
  GraphChanges changes;
  changes.at = touched.last;
  const auto state = [&](Table table, std::string_view key) -> absl::Status {
    rocksdb::PinnableSlice value;
    const auto found = tables.Get(table, key, value, snapshot.get());
    if (!found.ok()) return found.status();
    if (!*found) {
      return absl::DataLossError(
          fmt::format("the journal names a row of {} that is not there; "
                      "run verify",
                      Name(table)));
    }
    auto fact = ReadFact(table, key, ToView(value), sealed);
    if (!fact.ok()) return fact.status();
    changes.stated.push_back(*std::move(fact));
    return absl::OkStatus();
  };
  for (const auto& [number, stands] : touched.entities) {
    changes.entities.push_back({number});
    if (!stands) continue;
    if (absl::Status stated = state(Table::kEnt, NumberKey(number).view()); !stated.ok()) {
      return stated;
    }
  }
  for (const auto& [number, key] : touched.relations) {
    changes.relations.push_back({number});
    if (key.empty()) continue;
    if (absl::Status stated = state(Table::kOut, key); !stated.ok()) return stated;
  }
  return changes;
}

}  // namespace liancheng::storage
