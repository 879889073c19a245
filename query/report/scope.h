// query/report/scope.h: the listings that a report counts; for the report questions only.
// Life: points into the workspace.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/rulebook.h"
#include "query/report/question.h"
#include "query/world/workspace.h"

namespace liancheng::query {

struct ReportedAct {
  const rules::Act* act = nullptr;
  const model::Rulebook* book = nullptr;
  const model::ListDefinition* list = nullptr;
  model::DateRange effect;  // never empty
  // Whether it is in effect on some day of the period.
  bool Touches(const ReportQuestion& question) const {
    return effect.from <= question.to && question.from < effect.to;
  }
};

struct ReportScope {
  std::vector<ReportedAct> acts;  // in order of id
  uint64_t region_unknown = 0;
};

absl::StatusOr<ReportScope> ScopeOf(const Workspace& workspace, const ReportQuestion& question);

inline bool InPeriod(const ReportQuestion& question, model::Date day) {
  return question.from <= day && day <= question.to;
}

// Whether a party is counted. When a region is asked for, a party of unknown region is not.
bool RegionCounts(const Workspace& workspace, const ReportQuestion& question,
                  graph::VertexIndex party);

// Whether `unit` and `name` are the same name or names of one body (G35); true for every name when
// `unit` is empty.
bool IsUnit(const rules::Plan& plan, const std::string& unit, const std::string& name);

}  // namespace liancheng::query
