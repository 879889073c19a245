#include "tests/graph/world.h"

#include <algorithm>
#include <cstdlib>
#include <ostream>
#include <random>
#include <string_view>

namespace liancheng::graph {
namespace {

// The same random worlds on every run, unless the caller of the program sets RC_PARAMS.
[[maybe_unused]] const int kSeeded = setenv("RC_PARAMS", "seed=20240607 max_success=300", 0);

template <typename Values>
void Shuffle(Values& values, std::mt19937& random) {
  std::shuffle(values.begin(), values.end(), random);
}

std::vector<uint64_t> IdsOf(size_t count, uint32_t layout, std::mt19937& random) {
  std::vector<uint64_t> ids(count);
  for (size_t i = 0; i < count; ++i) ids[i] = layout == 0 ? i + 1 : 3 + i * (1 + layout % 5);
  if (layout != 0) Shuffle(ids, random);
  return ids;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Tie& tie) {
  out << tie.from << " -" << model::Name(tie.relation) << "-> " << tie.to;
  if (tie.share_ppm) out << " " << *tie.share_ppm << " ppm";
  if (tie.start != kEver) out << " from " << tie.start;
  if (tie.end != kForever) out << " to " << tie.end;
  return out << " (" << tie.source << ")";
}

std::ostream& operator<<(std::ostream& out, const World& world) {
  for (const std::string& party : world.parties) out << party << " ";
  for (const Tie& tie : world.ties) out << "\n  " << tie;
  return out;
}

std::vector<model::Fact> FactsOf(const World& world, uint32_t layout) {
  std::mt19937 random(layout);
  const std::vector<uint64_t> ids = IdsOf(world.parties.size(), layout, random);
  std::map<std::string, model::EntityRef> refs;
  std::vector<model::Fact> entities;
  for (size_t i = 0; i < world.parties.size(); ++i) {
    model::EntityFact entity;
    entity.entity = {{ids[i]}, world.parties[i]};
    refs[world.parties[i]] = entity.entity;
    entities.push_back({entity, {}});
  }
  std::vector<model::Fact> relations;
  for (size_t i = 0; i < world.ties.size(); ++i) {
    const Tie& tie = world.ties[i];
    model::RelationFact relation;
    relation.relation = tie.relation;
    relation.from = refs.at(tie.from);
    relation.to = refs.at(tie.to);
    relation.valid = {{tie.start}, {tie.end}};
    if (tie.share_ppm) relation.share = model::ShareBand{*tie.share_ppm, *tie.share_ppm};
    relation.number = {i + 1};
    relations.push_back({relation, {.source = tie.source, .file = {}, .row = 0}});
  }
  if (layout != 0) {
    Shuffle(entities, random);
    Shuffle(relations, random);
  }
  entities.insert(entities.end(), relations.begin(), relations.end());
  return entities;
}

Scene::Scene(const World& world, uint32_t layout) {
  std::vector<model::Fact> facts = FactsOf(world, layout);
  for (const model::Fact& fact : facts) {
    if (fact.kind() != model::FactKind::kEntity) continue;
    const model::EntityRef& ref = std::get<model::EntityFact>(fact.statement).entity;
    ids_[ref.key] = ref.id;
    keys_[ref.id] = ref.key;
  }
  model::VectorSource source(std::move(facts));
  graph_ = GraphSnapshot::Build(source, {7}).value();
}

VertexIndex Scene::at(const std::string& key) const {
  return graph_->Find(ids_.at(key)).value();
}

const std::string& Scene::key(VertexIndex v) const {
  return keys_.at(graph_->entity(v));
}

std::vector<std::string> Scene::keys(const std::vector<VertexIndex>& vertices) const {
  std::vector<std::string> names;
  for (const VertexIndex v : vertices) names.push_back(key(v));
  return names;
}

std::vector<size_t> Scene::ties(const std::vector<uint32_t>& edges) const {
  std::vector<size_t> indexes;
  for (const uint32_t edge : edges) indexes.push_back(tie(edge));
  return indexes;
}

bool Admits(const EdgeFilter& filter, const Tie& tie) {
  if ((filter.relations >> static_cast<unsigned>(tie.relation)) % 2 == 0) return false;
  if (filter.any_date) return true;
  return !(filter.as_of.days < tie.start) && !(tie.end <= filter.as_of.days);
}

uint32_t PairWorldCount(uint32_t parties) {
  uint32_t count = 1;
  for (uint32_t pair = 0; pair < parties * (parties - 1) / 2; ++pair) count *= 4;
  return count;
}

World PairWorld(uint32_t parties, uint32_t number) {
  // Not in alphabetical order of their hashes.
  static constexpr std::string_view kNames[] = {"E1", "P2", "E3", "X4"};
  World world;
  for (uint32_t i = 0; i < parties; ++i) world.parties.emplace_back(kNames[i]);
  for (uint32_t i = 0; i < parties; ++i) {
    for (uint32_t j = i + 1; j < parties; ++j, number /= 4) {
      Tie tie{.from = world.parties[i], .to = world.parties[j], .share_ppm = 500000};
      switch (number % 4) {
        case 0:
          continue;
        case 1:
          break;
        case 2:
          tie = {.from = world.parties[j],
                 .relation = model::Relation::kLegalRepresentative,
                 .to = world.parties[i],
                 .share_ppm = std::nullopt};
          break;
        default:
          tie.end = 10;
      }
      world.ties.push_back(tie);
    }
  }
  return world;
}

}  // namespace liancheng::graph
