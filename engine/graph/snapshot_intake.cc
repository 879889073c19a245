#include "engine/graph/snapshot_intake.h"

#include <iterator>
#include <utility>
#include <variant>

#include "engine/graph/snapshot.h"
#include "fmt/format.h"

namespace liancheng::graph {
namespace {

constexpr size_t kChunkEdges = size_t{1} << 16;

// How messages name a relation: by the caller's id, or by the store's number.
std::string NameOf(const model::RelationFact& fact) {
  return fact.id.empty() ? fmt::format("relation number {}", fact.number.value)
                         : fmt::format("relation \"{}\"", fact.id);
}

}  // namespace

uint64_t StableOf(const model::EntityRef& entity) {
  return StableHash(entity.key.empty() ? std::to_string(entity.id.value) : entity.key);
}

absl::Status SnapshotIntake::Read(model::FactSource& facts) {
  for (;;) {
    const absl::StatusOr<std::span<const model::Fact>> batch = facts.Next();
    if (!batch.ok()) return batch.status();
    if (batch->empty()) return absl::OkStatus();
    for (const model::Fact& fact : *batch) {
      absl::Status added;
      if (const auto* entity = std::get_if<model::EntityFact>(&fact.statement)) {
        added = AddEntity(*entity);
      } else if (const auto* relation = std::get_if<model::RelationFact>(&fact.statement)) {
        added = AddRelation(*relation, fact.provenance.source);
      }
      if (!added.ok()) return added;
    }
  }
}

absl::Status SnapshotIntake::AddEntity(const model::EntityFact& fact) {
  const model::EntityId id = fact.entity.id;
  if (id.value == 0) {
    return absl::DataLossError(fmt::format("entity \"{}\" has no id", fact.entity.key));
  }
  if (entities.size() >= limits.vertices_max) {
    return absl::ResourceExhaustedError(fmt::format(
        "the graph has more than {} entities (at \"{}\")", limits.vertices_max, fact.entity.key));
  }
  const auto row = static_cast<uint32_t>(entities.size());
  entities.push_back(id);
  types.push_back(fact.type);
  regions.push_back(fact.region);
  lives.push_back(fact.life);
  stable.push_back(StableOf(fact.entity));
  if (fact.attributes.empty()) return absl::OkStatus();
  for (uint16_t name = 0; name < std::size(model::kRuleAttributes); ++name) {
    const auto found = fact.attributes.find(std::string(model::kRuleAttributes[name]));
    // An empty value means the same as no value.
    if (found == fact.attributes.end() || found->second.empty()) continue;
    attributes.push_back({row, name, found->second});
  }
  return absl::OkStatus();
}

uint32_t SnapshotIntake::SourceNumber(const std::string& text) {
  if (!source_numbers_.empty() && text == last_source_) return last_source_number_;
  const auto [entry, added] =
      source_numbers_.try_emplace(text, static_cast<uint32_t>(source_numbers_.size()));
  if (added) sources.push_back(text);
  last_source_ = text;
  last_source_number_ = entry->second;
  return last_source_number_;
}

absl::Status SnapshotIntake::AddRelation(const model::RelationFact& fact,
                                         const std::string& source) {
  if (edges >= limits.edges_max) {
    return absl::ResourceExhaustedError(fmt::format("the graph has more than {} relations (at {})",
                                                    limits.edges_max, NameOf(fact)));
  }
  if (fact.from.id.value == 0 || fact.to.id.value == 0) {
    return absl::DataLossError(fmt::format("{} names \"{}\" and \"{}\", of which one has no id",
                                           NameOf(fact), fact.from.key, fact.to.key));
  }
  if (chunks.empty() || chunks.back().size() == kChunkEdges) {
    chunks.emplace_back().reserve(kChunkEdges);
  }
  const bool known = fact.share.has_value();
  chunks.back().push_back({.from = fact.from.id.value,
                           .to = fact.to.id.value,
                           .number = fact.number,
                           .valid_from = fact.valid.from.days,
                           .valid_to = fact.valid.to.days,
                           .lo_ppm = known ? fact.share->lo_ppm : kShareUnknown,
                           .hi_ppm = known ? fact.share->hi_ppm : kShareUnknown,
                           .source = SourceNumber(source),
                           .relation = fact.relation});
  ++edges;
  return absl::OkStatus();
}

}  // namespace liancheng::graph
