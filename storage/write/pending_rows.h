// storage/write/pending_rows.h: the interface through which Resolver reads and writes rows that are
// not in the store yet. Reads see the store with these rows on top. Two implementations: Overlay (a
// group of commits, in memory) and BulkRows (a bulk load, in sorted runs).
// Views:   returned values are valid until Clear.
// Errors:  those of reading the store.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "engine/model/ids.h"
#include "storage/format/keys.h"

namespace liancheng::storage {

class PendingRows {
 public:
  virtual ~PendingRows() = default;

  // Tables that are read while facts are resolved: xid, ent, out, rec, meta.
  virtual absl::StatusOr<std::optional<std::string_view>> Get(Table table,
                                                              std::string_view key) = 0;
  virtual void Put(Table table, std::string_view key, std::string_view value) = 0;
  virtual void Delete(Table table, std::string_view key) = 0;
  // Tables that are only written: in, name, hist, log. The last value appended for a key counts.
  virtual void Append(Table table, std::string_view key, std::string_view value) = 0;
  virtual void AppendDelete(Table table, std::string_view key) = 0;
  virtual void Count(const DegreeKey& key, int64_t change) = 0;
  // The stored count plus the pending changes.
  virtual absl::StatusOr<int64_t> Degree(const DegreeKey& key) = 0;

  // Whether it saves time to announce reads by Want and do them together by Fetch.
  virtual bool WantsAnnouncing() const = 0;
  virtual void Expect(Table table, size_t rows) = 0;
  virtual void Want(Table table, std::string_view key) = 0;
  virtual absl::Status Fetch() = 0;

  // The entity with this caller's id, when it is known without a read.
  virtual std::optional<model::EntityId> Recall(std::string_view key) = 0;
  virtual void Remember(std::string_view key, model::EntityId id) = 0;
  virtual void Forget(std::string_view key) = 0;

  virtual void Clear() = 0;
};

}  // namespace liancheng::storage
