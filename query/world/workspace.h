// query/world/workspace.h: one world, one plan (the rulebooks) and one day; every question is asked
// of it. Each question has its own file and takes the workspace by const reference.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/rules/plan.h"
#include "query/world/loaded_world.h"

namespace liancheng::query {

class Workspace {
 public:
  Workspace(LoadedWorld world, std::shared_ptr<const rules::Plan> plan, model::Date as_of)
      : world_(std::move(world)), plan_(std::move(plan)), as_of_(as_of) {}

  model::Date as_of() const { return as_of_; }
  model::Revision known_at() const { return world_.known_at; }
  const graph::GraphSnapshot& graph() const { return *world_.graph; }
  const rules::RecordBook& records() const { return *world_.records; }
  const rules::Plan& plan() const { return *plan_; }
  // The plan, to make another workspace under the same rulebooks.
  const std::shared_ptr<const rules::Plan>& shared_plan() const { return plan_; }
  const Directory& directory() const { return *world_.directory; }
  rules::World world() const { return {*world_.graph, *world_.records, *plan_}; }

  // Id and revision hash of every book asked.
  std::vector<std::pair<std::string, std::string>> Rulebooks() const;

  // The same world on another day.
  Workspace On(model::Date as_of) const { return Workspace(world_, plan_, as_of); }

 private:
  LoadedWorld world_;
  std::shared_ptr<const rules::Plan> plan_;
  model::Date as_of_;
};

}  // namespace liancheng::query
