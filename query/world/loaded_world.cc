#include "query/world/loaded_world.h"

#include <algorithm>
#include <map>
#include <set>

#include "fmt/format.h"

namespace liancheng::query {
namespace {

// The current statements by key: later ones replace earlier ones, retractions remove them.
class Intake {
 public:
  absl::Status Add(model::Fact fact) {
    if (const auto* retraction = std::get_if<model::RetractionFact>(&fact.statement)) {
      if (current_.erase(retraction->target) == 0) {
        return absl::InvalidArgumentError(fmt::format("retraction {} names {}, which is not stated",
                                                      retraction->id, retraction->target));
      }
      return absl::OkStatus();
    }
    std::string key = model::FactKey(fact);
    current_.insert_or_assign(std::move(key), std::move(fact));
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<model::Fact>> Resolved() {
    NumberParties();
    if (absl::Status status = CheckParents(); !status.ok()) return status;
    std::vector<model::Fact> facts;
    uint64_t relation_number = 0;
    for (auto& [key, fact] : current_) {
      for (model::EntityRef* party : model::PartiesOf(fact.statement)) {
        const auto found = numbers_.find(party->key);
        if (found == numbers_.end()) {
          return absl::InvalidArgumentError(
              fmt::format("{} names {}, which no entity fact states", key, party->key));
        }
        party->id = found->second;
      }
      if (auto* relation = std::get_if<model::RelationFact>(&fact.statement)) {
        relation->number = {++relation_number};
      }
      facts.push_back(std::move(fact));
    }
    for (const std::string& value : values_) facts.push_back(ValueEntity(value));
    // Entities first, as a FactSource promises.
    std::stable_partition(facts.begin(), facts.end(), [](const model::Fact& fact) {
      return fact.kind() == model::FactKind::kEntity;
    });
    return facts;
  }

 private:
  void NumberParties() {
    std::set<std::string> keys;
    for (const auto& [key, fact] : current_) {
      if (const auto* entity = std::get_if<model::EntityFact>(&fact.statement)) {
        keys.insert(entity->entity.key);
      }
    }
    for (const auto& [key, fact] : current_) {
      const auto* relation = std::get_if<model::RelationFact>(&fact.statement);
      if (relation != nullptr && model::IsValueKey(relation->to.key) &&
          !keys.contains(relation->to.key)) {
        values_.insert(relation->to.key);
      }
    }
    keys.insert(values_.begin(), values_.end());
    uint64_t number = 0;
    for (const std::string& key : keys) numbers_[key] = {++number};
  }

  absl::Status CheckParents() const {
    for (const auto& [key, fact] : current_) {
      const std::string* parent = model::ParentRecord(fact.statement);
      if (parent == nullptr) continue;
      const bool known = current_.contains("listing:" + *parent) ||
                         current_.contains("penalty:" + *parent) ||
                         current_.contains("demand:" + *parent);
      if (!known) {
        return absl::InvalidArgumentError(
            fmt::format("{} hangs on {}, which is not stated", key, *parent));
      }
    }
    return absl::OkStatus();
  }

  model::Fact ValueEntity(const std::string& key) const {
    model::EntityFact entity;
    entity.entity = {numbers_.at(key), key};
    entity.type = model::EntityType::kValue;
    entity.name = key.substr(key.find(':') + 1);
    return {entity, {}};
  }

  std::map<std::string, model::Fact> current_;
  std::map<std::string, model::EntityId> numbers_;
  std::set<std::string> values_;
};

}  // namespace

absl::StatusOr<LoadedWorld> LoadFromStore(const storage::FactStore& store, model::Revision at,
                                          const GraphFileOptions& files) {
  LoadedWorld world;
  world.known_at = at;
  auto graph = LoadGraph(store, at, files);
  if (!graph.ok()) return graph.status();
  world.graph = *std::move(graph);
  auto record_facts = store.Scan(at, storage::ScanOf::kRecords);
  if (!record_facts.ok()) return record_facts.status();
  auto records = rules::RecordBook::Build(**record_facts, *world.graph);
  if (!records.ok()) return records.status();
  world.records = *std::move(records);
  world.directory = MakeStoreDirectory(store, at);
  return world;
}

absl::StatusOr<LoadedWorld> LoadFromFacts(std::vector<model::Fact> facts) {
  Intake intake;
  for (model::Fact& fact : facts) {
    if (absl::Status status = intake.Add(std::move(fact)); !status.ok()) return status;
  }
  auto resolved = intake.Resolved();
  if (!resolved.ok()) return resolved.status();
  std::vector<PartyFile> parties;
  for (const model::Fact& fact : *resolved) {
    if (const auto* entity = std::get_if<model::EntityFact>(&fact.statement)) {
      parties.push_back({*entity, fact.provenance});
    }
  }
  LoadedWorld world;
  world.known_at = {1};
  model::VectorSource for_graph(*resolved);
  auto graph = graph::GraphSnapshot::Build(for_graph, world.known_at);
  if (!graph.ok()) return graph.status();
  world.graph = *std::move(graph);
  model::VectorSource for_records(*std::move(resolved));
  auto records = rules::RecordBook::Build(for_records, *world.graph);
  if (!records.ok()) return records.status();
  world.records = *std::move(records);
  world.directory = MakeMemoryDirectory(std::move(parties));
  return world;
}

}  // namespace liancheng::query
