#include "query/report/grades.h"

#include <algorithm>
#include <tuple>

#include "query/report/scope.h"

namespace liancheng::query {
namespace {

struct GradeDraft {
  model::EntityId party;
  const rules::Grade* now = nullptr;
  const rules::Grade* before = nullptr;
};

// The newest grade of the period and the newest one before it. `grades` is sorted newest first.
GradeDraft NewestOf(std::span<const rules::Grade> grades, const ReportQuestion& question) {
  GradeDraft draft;
  for (const rules::Grade& grade : grades) {
    if (question.to < grade.decided_on) continue;
    const rules::Grade*& place = InPeriod(question, grade.decided_on) ? draft.now : draft.before;
    if (place == nullptr) place = &grade;
  }
  return draft;
}

void Count(const GradeRow& row, GradeReport* report) {
  ++report->values[row.value];
  ++report->moves[{row.before, row.value}];
  if (row.before.empty()) {
    ++report->first;
  } else if (row.value == row.before) {
    ++report->same;
  } else {
    ++(row.value < row.before ? report->better : report->worse);
  }
}

}  // namespace

absl::StatusOr<GradeReport> ReportGrades(const Workspace& workspace,
                                         const ReportQuestion& question) {
  if (const auto scope = ScopeOf(workspace, question); !scope.ok()) return scope.status();
  GradeReport report;
  std::vector<GradeDraft> drafts;
  Parties parties;
  const graph::GraphSnapshot& graph = workspace.graph();
  for (uint32_t v = 0; v < graph.vertex_count(); ++v) {
    const graph::VertexIndex vertex{v};
    const auto grades = workspace.records().GradesOf(vertex);
    if (grades.empty() || graph.IsGone(vertex)) continue;
    GradeDraft draft = NewestOf(grades, question);
    if (draft.now == nullptr && draft.before == nullptr) continue;
    if (!RegionCounts(workspace, question, vertex)) {
      if (graph.region(vertex).value == 0) ++report.region_unknown;
      continue;
    }
    if (draft.now == nullptr) {
      ++report.not_graded;
      continue;
    }
    draft.party = graph.entity(vertex);
    parties.Want(draft.party);
    drafts.push_back(draft);
  }
  if (absl::Status status = parties.Fetch(workspace.directory()); !status.ok()) return status;
  for (const GradeDraft& draft : drafts) {
    GradeRow row;
    row.party = ReportPartyOf(parties, draft.party);
    row.value = draft.now->value;
    row.decided_on = draft.now->decided_on;
    if (draft.before != nullptr) {
      row.before = draft.before->value;
      row.before_on = draft.before->decided_on;
    }
    Count(row, &report);
    report.rows.push_back(std::move(row));
  }
  std::sort(report.rows.begin(), report.rows.end(), [](const GradeRow& a, const GradeRow& b) {
    return std::tie(a.value, a.party.key) < std::tie(b.value, b.party.key);
  });
  return report;
}

}  // namespace liancheng::query
