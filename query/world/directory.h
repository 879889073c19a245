// query/world/directory.h: finds parties by code and name, and returns what is known of them.
// Threads: const; shared by readers.
// Errors:  those of the store behind it.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/fact.h"
#include "storage/fact_store.h"

namespace liancheng::query {

struct PartyFile {
  model::EntityFact fact;  // entity.id and entity.key are filled
  model::Provenance provenance;
};

struct NameHit {
  model::EntityId id;
  std::string name;
  bool former = false;
};

class Directory {
 public:
  virtual ~Directory() = default;
  virtual absl::StatusOr<std::optional<model::EntityId>> FindByIdentifier(
      std::string_view scheme, std::string_view value) const = 0;
  // Parties with exactly this name, or with names that begin with `text`; in order of names.
  virtual absl::StatusOr<std::vector<NameHit>> FindByName(std::string_view text, bool prefix,
                                                          uint32_t limit) const = 0;
  // As FactStore::FindByGrams and DescribeBriefly, at the revision of this directory.
  virtual absl::StatusOr<bool> FindByGrams(names::Gram from, names::Gram to, size_t postings_max,
                                           std::vector<model::EntityId>& out) const = 0;
  virtual absl::StatusOr<std::vector<std::optional<model::EntityFact>>> DescribeBriefly(
      std::span<const model::EntityId> ids) const = 0;
  // Parties in the order asked.
  virtual absl::StatusOr<std::vector<PartyFile>> Describe(
      std::span<const model::EntityId> ids) const = 0;
};

// A directory of a store at one revision; the store must outlive it.
std::unique_ptr<Directory> MakeStoreDirectory(const storage::FactStore& store, model::Revision at);

// A directory of entities in memory, with ids filled.
std::unique_ptr<Directory> MakeMemoryDirectory(std::vector<PartyFile> parties);

}  // namespace liancheng::query
