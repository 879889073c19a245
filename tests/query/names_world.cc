#include "tests/query/names_world.h"

namespace liancheng::query {

std::unique_ptr<Directory> DirectoryOf(const std::vector<std::string>& names) {
  std::vector<PartyFile> parties;
  for (const std::string& name : names) {
    PartyFile& party = parties.emplace_back();
    party.fact.entity.id.value = parties.size();
    party.fact.entity.key = "N" + std::to_string(parties.size());
    party.fact.type = model::EntityType::kEnterprise;
    const size_t bar = name.find('|');
    party.fact.name = name.substr(0, bar);
    if (bar != name.npos) party.fact.former_names.push_back(name.substr(bar + 1));
  }
  return MakeMemoryDirectory(std::move(parties));
}

}  // namespace liancheng::query
