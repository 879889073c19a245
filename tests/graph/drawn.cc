#include "tests/graph/drawn.h"

#include <algorithm>
#include <sstream>

#include "fmt/format.h"

namespace liancheng::graph {
namespace {

// The first existing one at or after a random number.
model::Fact& AnyOf(std::map<uint64_t, model::Fact>& map, uint64_t number) {
  const auto found = map.lower_bound(number);
  return found == map.end() ? map.begin()->second : found->second;
}

const model::RelationFact& RelationIn(const model::Fact& fact) {
  return std::get<model::RelationFact>(fact.statement);
}

std::string EdgeText(const GraphSnapshot& graph, uint32_t number) {
  const Edge edge = graph.EdgeAt(number);
  return fmt::format(
      "{} -{}-> {} {}..{} {} #{} {} {}", graph.entity(edge.from).value,
      static_cast<int>(edge.relation), graph.entity(edge.to).value, edge.valid.from.days,
      edge.valid.to.days,
      edge.share ? fmt::format("{}-{}", edge.share->lo_ppm, edge.share->hi_ppm) : std::string("?"),
      edge.number.value, graph.SourceText(edge.source), graph.ShareFloorPpm(number));
}

}  // namespace

model::EntityId Drawn::AnyEntity() {
  return std::get<model::EntityFact>(AnyOf(entities_, Below(last_entity_ + 1)).statement).entity.id;
}

void Drawn::DrawEntity(model::EntityFact& entity) {
  entity.type = static_cast<model::EntityType>(Below(model::kEntityTypeCount));
  entity.region = {Below(1000)};
  entity.life.from = {static_cast<int32_t>(Below(100))};
  entity.attributes.clear();
  if (Below(3) == 0) entity.attributes["bankrupt"] = Below(2) == 0 ? "true" : "false";
  if (Below(5) == 0) entity.attributes["licensed"] = fmt::format("L{}", Below(9));
  if (Below(9) == 0) entity.attributes["ownership"] = "";
  if (Below(4) == 0) entity.attributes["colour"] = "red";
}

const model::Fact& Drawn::AddEntity() {
  model::EntityFact entity;
  last_entity_ += 1 + (Below(10) == 0 ? Below(5) : 0);
  entity.entity = {{last_entity_}, Below(20) == 0 ? "" : fmt::format("key{}", last_entity_)};
  DrawEntity(entity);
  return entities_[last_entity_] = {std::move(entity), {}};
}

const model::Fact& Drawn::RestateEntity() {
  model::Fact& fact = entities_.at(AnyEntity().value);
  DrawEntity(std::get<model::EntityFact>(fact.statement));
  return fact;
}

void Drawn::DrawRelation(model::Fact& fact) {
  auto& relation = std::get<model::RelationFact>(fact.statement);
  relation.relation = static_cast<model::Relation>(Below(4));
  relation.from.id = AnyEntity();
  // Few hubs, so that arcs of one pair and long lists occur.
  relation.to.id = Below(3) == 0 ? model::EntityId{entities_.begin()->first} : AnyEntity();
  relation.valid = {};
  if (Below(2) == 0) relation.valid.from = {static_cast<int32_t>(Below(4))};
  if (Below(3) == 0) relation.valid.to = {static_cast<int32_t>(Below(4) + 5)};
  relation.share.reset();
  if (Below(2) == 0) relation.share = model::ShareBand{Below(3) * 100'000, 300'000};
  fact.provenance.source = fmt::format("source {}", Below(7) * Below(7));
}

const model::Fact& Drawn::AddRelation() {
  model::Fact fact{model::RelationFact(), {}};
  DrawRelation(fact);
  std::get<model::RelationFact>(fact.statement).number = {++last_relation_};
  return relations_[last_relation_] = std::move(fact);
}

Drawn::Restated Drawn::RestateRelation() {
  model::Fact& fact = AnyOf(relations_, Below(last_relation_ + 1));
  Restated restated{fact, {}};
  DrawRelation(fact);
  restated.after = fact;
  return restated;
}

model::Fact Drawn::DropRelation() {
  const uint64_t number = RelationIn(AnyOf(relations_, Below(last_relation_ + 1))).number.value;
  return std::move(relations_.extract(number).mapped());
}

std::optional<model::Fact> Drawn::DropEntity() {
  std::map<uint64_t, int> named;
  for (const auto& [number, fact] : relations_) {
    ++named[RelationIn(fact).from.id.value];
    ++named[RelationIn(fact).to.id.value];
  }
  for (auto it = entities_.begin(); it != entities_.end(); ++it) {
    if (named.contains(it->first) || Below(2) == 0 || entities_.size() < 3) continue;
    return std::move(entities_.extract(it).mapped());
  }
  return std::nullopt;
}

std::vector<model::EntityId> Drawn::ids() const {
  std::vector<model::EntityId> ids;
  for (uint64_t id = 0; id <= last_entity_ + 1; ++id) ids.push_back({id});
  return ids;
}

std::shared_ptr<const GraphSnapshot> Drawn::Build(model::Revision at, unsigned threads) const {
  std::vector<model::Fact> facts;
  for (const auto& [id, fact] : entities_) facts.push_back(fact);
  for (const auto& [number, fact] : relations_) facts.push_back(fact);
  model::VectorSource source(std::move(facts));
  model::FactSource* const sources[] = {&source};
  return GraphSnapshot::Build(sources, at, threads).value();
}

std::shared_ptr<const GraphSnapshot> Drawn::BuildDivided(model::Revision at,
                                                         unsigned sources) const {
  std::vector<model::Fact> facts;
  for (const auto& [id, fact] : entities_) facts.push_back(fact);
  for (const auto& [number, fact] : relations_) facts.push_back(fact);
  std::shuffle(facts.begin(), facts.end(), random_);
  std::vector<std::vector<model::Fact>> dealt(sources);
  for (size_t i = 0; i < facts.size(); ++i) dealt[i % sources].push_back(std::move(facts[i]));
  std::vector<model::VectorSource> readers;
  for (std::vector<model::Fact>& part : dealt) readers.emplace_back(std::move(part));
  std::vector<model::FactSource*> all;
  for (model::VectorSource& reader : readers) all.push_back(&reader);
  return GraphSnapshot::Build(all, at, 2).value();
}

std::string TextOf(const GraphSnapshot& graph) {
  std::ostringstream out;
  out << "revision " << graph.revision().value << "\n";
  for (uint32_t i = 0; i < graph.vertex_count(); ++i) {
    const VertexIndex v{i};
    if (graph.IsGone(v)) continue;
    out << graph.entity(v).value << " " << static_cast<int>(graph.type(v)) << " "
        << graph.region(v).value << " " << graph.life(v).from.days << " " << graph.stable(v);
    for (const std::string_view name : model::kRuleAttributes) {
      out << " " << graph.attribute(v, name);
    }
    size_t both = 0;
    for (const Direction direction : {Direction::kOut, Direction::kIn}) {
      out << "\n ";
      for (const Arc& arc : graph.Arcs(v, direction)) {
        out << " [" << graph.entity({arc.neighbour}).value << " " << arc.from << " " << arc.to
            << " " << static_cast<int>(arc.relation) << " : " << EdgeText(graph, arc.edge) << "]";
        ++both;
      }
    }
    out << (both == graph.ArcsBothWays(v).size() ? "\n" : " not both\n");
  }
  return out.str();
}

std::string BytesOf(const GraphSnapshot& graph, const SnapshotStamp& stamp) {
  const SnapshotForm form(graph, stamp);
  std::string bytes;
  for (const std::span<const char> piece : form.pieces()) bytes.append(piece.data(), piece.size());
  return bytes;
}

}  // namespace liancheng::graph
