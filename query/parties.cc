#include "query/parties.h"

#include <algorithm>

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
  for (const auto& [id, card] : cards_) ids.push_back(id);
  std::sort(ids.begin(), ids.end());
  auto files = directory.Describe(ids);
  if (!files.ok()) return files.status();
  for (size_t i = 0; i < ids.size(); ++i) {
    const model::EntityFact& fact = (*files)[i].fact;
    const std::string& key = fact.entity.key;
    cards_[ids[i]] = {key.empty() ? fmt::format("#{}", ids[i].value) : key, fact.name, fact.type,
                      fact.region};
  }
  return absl::OkStatus();
}

std::string EdgeText(const Parties& parties, const model::PathEdge& edge) {
  return fmt::format("{} -{}-> {}", parties[edge.from].key, Name(edge.relation),
                     parties[edge.to].key);
}

}  // namespace liancheng::query
