// query/answers/parties.h: the parties that an answer names, fetched at its end in one batch.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "engine/model/finding.h"
#include "query/world/directory.h"

namespace liancheng::query {

struct PartyCard {
  std::string key;  // the caller's id; "#number" when there is none
  std::string name;
  model::EntityType type = model::EntityType::kEnterprise;
  model::RegionCode region;
};

class Parties {
 public:
  void Want(model::EntityId id) { cards_.try_emplace(id); }
  void Want(std::span<const model::PathEdge> path);
  absl::Status Fetch(const Directory& directory);
  // Adds the cards of `others` that are missing here.
  void Add(Parties others) { cards_.merge(others.cards_); }
  // The card of a party that was wanted and fetched.
  const PartyCard& operator[](model::EntityId id) const { return cards_.at(id); }

 private:
  absl::flat_hash_map<model::EntityId, PartyCard> cards_;
};

// `P1 -legal_representative-> E1`.
std::string EdgeText(const Parties& parties, const model::PathEdge& edge);

}  // namespace liancheng::query
