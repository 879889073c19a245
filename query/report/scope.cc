#include "query/report/scope.h"

#include <algorithm>
#include <set>

#include "engine/model/region.h"
#include "engine/rules/effect.h"
#include "fmt/format.h"

namespace liancheng::query {

bool RegionCounts(const Workspace& workspace, const ReportQuestion& question,
                  graph::VertexIndex party) {
  return model::Area{question.region}.Holds(workspace.graph().region(party));
}

bool IsUnit(const rules::Plan& plan, const std::string& unit, const std::string& name) {
  if (unit.empty() || unit == name) return true;
  const auto bodies = plan.BodiesNamed(unit);
  const auto others = plan.BodiesNamed(name);
  return std::find_first_of(bodies.begin(), bodies.end(), others.begin(), others.end()) !=
         bodies.end();
}

absl::StatusOr<ReportScope> ScopeOf(const Workspace& workspace, const ReportQuestion& question) {
  if (question.to < question.from) {
    return absl::InvalidArgumentError(fmt::format("the period ends ({}) before it begins ({})",
                                                  model::FormatDate(question.to),
                                                  model::FormatDate(question.from)));
  }
  const rules::Plan& plan = workspace.plan();
  for (const std::string& id : question.documents) {
    if (plan.FindBook(id) != nullptr) continue;
    return absl::InvalidArgumentError(fmt::format("no rulebook \"{}\"", id));
  }
  const std::set<std::string> documents(question.documents.begin(), question.documents.end());
  ReportScope scope;
  for (const rules::Act* act : workspace.records().ActsInOrder()) {
    if (act->is_demand) continue;
    const auto place = plan.FindList(act->listing.list);
    if (!place || (!documents.empty() && !documents.contains(place->book->id))) continue;
    if (!IsUnit(plan, question.unit, act->listing.decider)) continue;
    const model::DateRange effect = rules::EffectOf(plan, *act).range;
    if (effect.Empty()) continue;
    if (!RegionCounts(workspace, question, act->party)) {
      if (workspace.graph().region(act->party).value == 0) ++scope.region_unknown;
      continue;
    }
    scope.acts.push_back({act, place->book, place->list, effect});
  }
  return scope;
}

}  // namespace liancheng::query
