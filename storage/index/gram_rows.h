// storage/index/gram_rows.h: the rows of `name` that hold grams: which entities got a name with
// this gram in this revision.
// Chunks:  a list of more than kPostingsInRow entities takes several rows (chunks), so that a
//          reader can stop after the first.
// Source:  docs/storage_format.md, "Grams".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "engine/model/fact.h"
#include "engine/names/grams.h"
#include "storage/disk/tables.h"

namespace liancheng::storage {

inline constexpr size_t kPostingsInRow = 4096;

// Makes the rows of one revision, in key order, from postings that arrive sorted by gram, then
// entity, each once. Finish writes the last row. The sink must outlive the writer.
class GramRowWriter {
 public:
  using Sink = absl::FunctionRef<void(std::string_view key, std::string_view value)>;

  GramRowWriter(model::Revision revision, Sink sink) : revision_(revision), sink_(sink) {}
  void Add(names::Gram gram, model::EntityId id);
  void Finish();

 private:
  void Write();

  const model::Revision revision_;
  const Sink sink_;
  names::Gram gram_;
  uint32_t chunk_ = 0;
  size_t count_ = 0;
  model::EntityId last_;
  std::string value_;
};

// Appends the entities of a row, ascending; false when it cannot be read.
bool ReadPostings(std::string_view value, std::vector<model::EntityId>& out);

// Implements FactStore::FindByGrams.
absl::StatusOr<bool> ReadGramRows(const Tables& tables, names::Gram from, names::Gram to,
                                  model::Revision at, size_t postings_max,
                                  std::vector<model::EntityId>& out);

// Collects the grams of one revision while its facts are resolved.
class RevisionGrams {
 public:
  void Add(const model::EntityFact& fact, model::EntityId id);
  // Removes what was added for this entity.
  void Drop(model::EntityId id);
  void Clear();
  // Writes all rows and clears the collection.
  void Write(model::Revision revision, GramRowWriter::Sink sink);

 private:
  struct Posting {
    names::Gram gram;
    model::EntityId id;
    uint64_t order;
  };
  std::vector<Posting> postings_;
  // For an entity: postings before this index were dropped.
  absl::flat_hash_map<uint64_t, uint64_t> dropped_;
};

}  // namespace liancheng::storage
