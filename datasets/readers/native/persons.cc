#include "datasets/readers/native/persons.h"

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "absl/hash/hash.h"

namespace liancheng::datasets {
namespace {

// The id by which other statements hang on this one, or nullptr.
const std::string* RecordId(const model::Statement& statement) {
  if (const auto* listing = std::get_if<model::ListingFact>(&statement)) return &listing->id;
  if (const auto* penalty = std::get_if<model::PenaltyFact>(&statement)) return &penalty->id;
  if (const auto* demand = std::get_if<model::DemandFact>(&statement)) return &demand->id;
  return nullptr;
}

}  // namespace

void PersonIndex::AddPerson(std::string_view key) {
  persons_.insert(absl::HashOf(key));
}

bool PersonIndex::IsPerson(const model::EntityRef& party) const {
  return persons_.contains(absl::HashOf(std::string_view(party.key)));
}

bool PersonIndex::IsOnPerson(const model::Fact& fact) {
  if (const auto* entity = std::get_if<model::EntityFact>(&fact.statement)) {
    return entity->type == model::EntityType::kPerson;
  }
  if (fact.kind() == model::FactKind::kAttribution) return true;
  if (persons_.empty()) return false;
  if (const auto* relation = std::get_if<model::RelationFact>(&fact.statement)) {
    // By far the most, and few of them with a text.
    return !relation->position.empty() && (IsPerson(relation->from) || IsPerson(relation->to));
  }
  const std::vector<const model::EntityRef*> parties = model::PartiesOf(fact.statement);
  const std::string* parent = model::ParentRecord(fact.statement);
  const bool names_person =
      std::any_of(parties.begin(), parties.end(),
                  [this](const model::EntityRef* party) { return IsPerson(*party); });
  const bool hangs_on_person =
      parent != nullptr && records_.contains(absl::HashOf(std::string_view(*parent)));
  if (!names_person && !hangs_on_person) return false;
  if (const std::string* id = RecordId(fact.statement)) {
    records_.insert(absl::HashOf(std::string_view(*id)));
  }
  return true;
}

}  // namespace liancheng::datasets
