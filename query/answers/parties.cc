#include "query/answers/parties.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "fmt/format.h"

namespace liancheng::query {

void Parties::Want(std::span<const model::PathEdge> path) {
  for (const model::PathEdge& edge : path) {
    Want(edge.from);
    Want(edge.to);
  }
}

absl::Status Parties::Fetch(const Directory& directory) {
  std::vector<model::EntityId> ids;
  // A card without a key has not been fetched yet.
  for (const auto& [id, card] : cards_) {
    if (card.key.empty()) ids.push_back(id);
  }
  if (ids.empty()) return absl::OkStatus();
  std::sort(ids.begin(), ids.end());
  auto facts = directory.DescribeBriefly(ids);
  if (!facts.ok()) return facts.status();
  for (size_t i = 0; i < ids.size(); ++i) {
    std::optional<model::EntityFact>& fact = (*facts)[i];
    if (!fact) return absl::NotFoundError(fmt::format("there is no entity {}", ids[i].value));
    std::string& key = fact->entity.key;
    if (key.empty()) key = fmt::format("#{}", ids[i].value);
    cards_[ids[i]] = {std::move(key), std::move(fact->name), fact->type, fact->region};
  }
  return absl::OkStatus();
}

std::string EdgeText(const Parties& parties, const model::PathEdge& edge) {
  return fmt::format("{} -{}-> {}", parties[edge.from].key, Name(edge.relation),
                     parties[edge.to].key);
}

}  // namespace liancheng::query
