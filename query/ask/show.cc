#include <algorithm>

#include "engine/rules/effect.h"
#include "engine/rules/life.h"
#include "query/ask/questions.h"
#include "query/names/resolve.h"

namespace liancheng::query {
namespace {

std::string StateOf(const rules::World& world, const rules::Act& act, model::Date day) {
  if (act.is_demand) return act.cooperated ? "followed" : "not_followed";
  const auto state = rules::LifeOf(world, act, day).state;
  return state ? std::string(Name(*state)) : "not_yet_decided";
}

void CollectRelations(const Workspace& workspace, graph::VertexIndex vertex, CreditFile* file) {
  const graph::GraphSnapshot& graph = workspace.graph();
  for (const auto direction : {graph::Direction::kOut, graph::Direction::kIn}) {
    for (const graph::Arc& arc : graph.Arcs(vertex, direction)) {
      const bool self_loop = arc.neighbour == vertex.value;
      if (self_loop && direction == graph::Direction::kIn) continue;
      auto& place = arc.HoldsOn(workspace.as_of()) ? file->relations : file->other_relations;
      place.push_back(graph.Evidence(arc.edge));
    }
  }
  file->parties.Want(file->relations);
  file->parties.Want(file->other_relations);
}

void CollectRecords(const Workspace& workspace, graph::VertexIndex vertex, CreditFile* file) {
  const rules::RecordBook& records = workspace.records();
  for (uint32_t index : records.ActsOf(vertex)) {
    const rules::Act& act = records.acts()[index];
    rules::Effect effect = rules::EffectOf(workspace.plan(), act);
    file->acts.push_back({&act, effect.range, StateOf(workspace.world(), act, workspace.as_of()),
                          std::move(effect.missing)});
    file->parties.Want(workspace.graph().entity(act.party));
    file->parties.Want(workspace.graph().entity(act.answerable));
  }
  for (const rules::Penalty& penalty : records.PenaltiesOf(vertex)) {
    file->penalties.push_back(penalty.fact);
  }
  const auto grades = records.GradesOf(vertex);
  file->grades.assign(grades.begin(), grades.end());
  const auto honours = records.HonoursOf(vertex);
  file->honours.assign(honours.begin(), honours.end());
}

}  // namespace

absl::StatusOr<CreditFile> AskCreditFile(const Workspace& workspace, const std::string& subject) {
  const auto vertex = ResolveSubject(workspace, subject);
  if (!vertex.ok()) return vertex.status();
  const model::EntityId id = workspace.graph().entity(*vertex);
  auto described = workspace.directory().Describe({&id, 1});
  if (!described.ok()) return described.status();
  CreditFile file;
  file.as_of = workspace.as_of();
  file.party = std::move(described->front());
  file.parties.Want(id);
  CollectRelations(workspace, *vertex, &file);
  CollectRecords(workspace, *vertex, &file);
  if (absl::Status status = file.parties.Fetch(workspace.directory()); !status.ok()) return status;
  const auto by_kind_and_party = [&](const model::PathEdge& a, const model::PathEdge& b) {
    return std::make_tuple(a.relation, file.parties[a.from].key, file.parties[a.to].key,
                           a.valid.from) < std::make_tuple(b.relation, file.parties[b.from].key,
                                                           file.parties[b.to].key, b.valid.from);
  };
  std::stable_sort(file.relations.begin(), file.relations.end(), by_kind_and_party);
  std::stable_sort(file.other_relations.begin(), file.other_relations.end(), by_kind_and_party);
  return file;
}

}  // namespace liancheng::query
