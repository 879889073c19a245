// engine/model/ids.h: the ids that rooms hand to each other; each has a type of its own.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace liancheng::model {

// An entity's number in one store; dense from 1; 0 means "not resolved yet".
struct EntityId {
  uint64_t value = 0;
  auto operator<=>(const EntityId&) const = default;
  template <typename H>
  friend H AbslHashValue(H h, EntityId id) {
    return H::combine(std::move(h), id.value);
  }
};

// A relation's number in one store; dense from 1.
struct RelationId {
  uint64_t value = 0;
  auto operator<=>(const RelationId&) const = default;
};

// The number of a commit; 0 is the empty store.
struct Revision {
  uint64_t value = 0;
  auto operator<=>(const Revision&) const = default;
};

// GB/T 2260 county-level code as a number (350104); 0 means unknown.
struct RegionCode {
  uint32_t value = 0;
  auto operator<=>(const RegionCode&) const = default;
};

// How a fact names a party: by the caller's id (as read) or by the store's number (as stored).
// Readers fill `key`; a store or a memory world fills `id`; engines use `id` only.
struct EntityRef {
  EntityId id;
  std::string key;
  bool operator==(const EntityRef&) const = default;
};

}  // namespace liancheng::model
