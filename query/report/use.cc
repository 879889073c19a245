#include "query/report/use.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/rules/repair.h"
#include "query/listing/publication.h"
#include "query/names/resolve.h"
#include "query/report/scope.h"

namespace liancheng::query {
namespace {

constexpr const char* kDeliveryRow = "HE-2.4";

void CountPenalties(const Workspace& workspace, const ReportQuestion& question,
                    std::map<std::string, ProviderRow>* providers) {
  for (uint32_t v = 0; v < workspace.graph().vertex_count(); ++v) {
    const graph::VertexIndex vertex{v};
    const auto penalties = workspace.records().PenaltiesOf(vertex);
    if (penalties.empty() || workspace.graph().IsGone(vertex)) continue;
    if (!RegionCounts(workspace, question, vertex)) continue;
    for (const rules::Penalty& penalty : penalties) {
      const std::string& authority = penalty.fact.authority;
      if (!InPeriod(question, penalty.fact.decided_on)) continue;
      if (!IsUnit(workspace.plan(), question.unit, authority)) continue;
      ++(*providers)[authority].penalties;
    }
  }
}

bool RanOut(const ReportedAct& reported, const ReportQuestion& question) {
  if (reported.list->kind != model::ListKind::kRecord) return false;
  if (!InPeriod(question, reported.effect.to)) return false;
  return std::none_of(reported.act->endings.begin(), reported.act->endings.end(),
                      [&](const auto& ending) { return ending.on == reported.effect.to; });
}

RanOutRow RanOutRowOf(const Workspace& workspace, const ReportedAct& reported) {
  RanOutRow row;
  row.listing = reported.act->id;
  row.list = reported.list->id;
  row.decided_on = reported.act->listing.decided_on;
  row.ended_on = reported.effect.to;
  const rules::RepairResult repair = rules::EvaluateRepair(workspace.world(), *reported.act,
                                                           model::AddDays(reported.effect.to, -1));
  row.repairable = repair.allowed;
  row.bars = repair.bars;
  return row;
}

std::vector<FirmStanding> StandingsOf(const Workspace& workspace, const ReportScope& scope,
                                      graph::VertexIndex firm) {
  std::vector<FirmStanding> standings;
  for (const ReportedAct& reported : scope.acts) {
    if (reported.act->party != firm || !reported.effect.Contains(workspace.as_of())) continue;
    const auto view = AskListingView(workspace, reported.act->id, ListingView::kPublication);
    standings.push_back({reported.act->id, reported.list->id, reported.list->name,
                         reported.list->kind, view.ok() && view->available});
  }
  return standings;
}

DeliveryRow FirmRow(const Workspace& workspace, const ReportQuestion& question,
                    graph::VertexIndex firm) {
  DeliveryRow row;
  for (const rules::Penalty& penalty : workspace.records().PenaltiesOf(firm)) {
    if (InPeriod(question, penalty.fact.decided_on)) ++row.penalties;
  }
  for (const rules::Grade& grade : workspace.records().GradesOf(firm)) {
    if (row.grade.empty() && grade.decided_on <= question.to) row.grade = grade.value;
  }
  return row;
}

// The parties confirmed under the row as of the last day.
std::set<graph::VertexIndex> Confirmed(const ReportScope& scope, const ReportQuestion& question) {
  std::set<graph::VertexIndex> firms;
  for (const ReportedAct& reported : scope.acts) {
    for (const rules::Confirmation& confirmation : reported.act->confirmations) {
      const bool of_firm =
          confirmation.provision == kDeliveryRow && confirmation.party == reported.act->party;
      if (of_firm && confirmation.decided_on <= question.to && reported.Touches(question)) {
        firms.insert(confirmation.party);
      }
    }
  }
  return firms;
}

}  // namespace

absl::StatusOr<CollectionReport> ReportCollection(const Workspace& workspace,
                                                  const ReportQuestion& question) {
  const auto scope = ScopeOf(workspace, question);
  if (!scope.ok()) return scope.status();
  std::map<std::string, ProviderRow> providers;
  std::map<std::string, UserRow> users;
  CollectionReport report;
  report.region_unknown = scope->region_unknown;
  std::vector<model::EntityId> subjects;
  Parties parties;
  for (const ReportedAct& reported : scope->acts) {
    if (InPeriod(question, reported.effect.from)) {
      ++providers[reported.act->listing.decider].listings;
    }
    for (const rules::Feedback& answer : reported.act->feedback) {
      if (!InPeriod(question, answer.on)) continue;
      UserRow& row = users[answer.executor];
      ++(answer.executed ? row.executed : row.not_executed);
    }
    if (!RanOut(reported, question)) continue;
    subjects.push_back(workspace.graph().entity(reported.act->party));
    parties.Want(subjects.back());
    report.ran_out.push_back(RanOutRowOf(workspace, reported));
  }
  CountPenalties(workspace, question, &providers);
  if (absl::Status status = parties.Fetch(workspace.directory()); !status.ok()) return status;
  for (size_t i = 0; i < subjects.size(); ++i) {
    report.ran_out[i].party = ReportPartyOf(parties, subjects[i]);
  }
  for (auto& [name, row] : providers) {
    row.provider = name;
    report.providers.push_back(row);
  }
  for (auto& [name, row] : users) {
    row.user = name;
    report.users.push_back(row);
  }
  return report;
}

absl::StatusOr<std::vector<DeliveryRow>> ReportDelivery(const Workspace& workspace,
                                                        const ReportQuestion& question,
                                                        const std::vector<std::string>& firms) {
  ReportQuestion of_all_lists = question;
  of_all_lists.documents.clear();
  const auto scope = ScopeOf(workspace, of_all_lists);
  if (!scope.ok()) return scope.status();
  const std::set<graph::VertexIndex> confirmed = Confirmed(*scope, question);
  std::set<graph::VertexIndex> named;
  for (const std::string& firm : firms) {
    const auto vertex = ResolveSubject(workspace, firm);
    if (!vertex.ok()) return vertex.status();
    if (RegionCounts(workspace, question, *vertex)) named.insert(*vertex);
  }
  std::set<graph::VertexIndex> all = confirmed;
  all.insert(named.begin(), named.end());
  Parties parties;
  for (const graph::VertexIndex firm : all) parties.Want(workspace.graph().entity(firm));
  if (absl::Status status = parties.Fetch(workspace.directory()); !status.ok()) return status;
  const Workspace last_day = workspace.On(question.to);
  std::vector<DeliveryRow> rows;
  for (const graph::VertexIndex firm : all) {
    DeliveryRow row = FirmRow(workspace, question, firm);
    row.firm = ReportPartyOf(parties, workspace.graph().entity(firm));
    row.named = named.contains(firm);
    row.confirmed = confirmed.contains(firm);
    row.on = StandingsOf(last_day, *scope, firm);
    rows.push_back(std::move(row));
  }
  std::sort(rows.begin(), rows.end(),
            [](const DeliveryRow& a, const DeliveryRow& b) { return a.firm.key < b.firm.key; });
  return rows;
}

}  // namespace liancheng::query
