#include "query/report/duties.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "fmt/format.h"
#include "query/report/scope.h"

namespace liancheng::query {
namespace {

using Units = std::map<std::string, UnitRow>;

UnitRow& UnitNamed(const std::string& name, Units* units) {
  UnitRow& row = (*units)[name];
  row.unit = name;
  return row;
}

// Adds the registered bodies in the region of a counted document. In the register regions are text.
void AddRegistered(const Workspace& workspace, const ReportQuestion& question, Units* units) {
  std::set<std::string> regions;
  const model::RuleLibrary& library = workspace.plan().library();
  for (const model::Rulebook& book : library.books) {
    const auto& asked = question.documents;
    const bool counted =
        asked.empty() || std::find(asked.begin(), asked.end(), book.id) != asked.end();
    if (counted && book.scope.region.value != 0) {
      regions.insert(fmt::format("{:06}", book.scope.region.value));
    }
  }
  for (const model::Body& body : library.bodies) {
    const bool here = std::any_of(body.regions.begin(), body.regions.end(),
                                  [&](const std::string& one) { return regions.contains(one); });
    if (!here || body.names.empty()) continue;
    const std::string& name = body.names.front().name;
    if (!IsUnit(workspace.plan(), question.unit, name)) continue;
    UnitNamed(name, units).registered = true;
  }
}

void CountListings(const ReportScope& scope, const ReportQuestion& question, Units* units,
                   std::vector<WrongRow>* wrong) {
  for (const ReportedAct& reported : scope.acts) {
    const rules::Act& act = *reported.act;
    UnitRow& row = UnitNamed(act.listing.decider, units);
    if (act.listing.decided_on <= question.to) ++row.listings_ever;
    if (InPeriod(question, reported.effect.from)) ++row.entered;
    if (reported.effect.Contains(question.to)) ++row.closing;
    // a set: an upheld objection and the ending that it causes count once
    std::set<model::Date> days;
    for (const rules::Objection& objection : act.objections) {
      const bool upheld = objection.result == model::ObjectionResult::kUpheld;
      const auto on = rules::AnsweredOn(act, objection);
      if (upheld && on && InPeriod(question, *on)) days.insert(*on);
    }
    for (const rules::Ending& ending : act.endings) {
      const bool upheld = ending.how == model::EndingHow::kUpheldObjection;
      if (upheld && InPeriod(question, ending.on) && days.empty()) days.insert(ending.on);
    }
    row.upheld_objections += days.size();
    for (const model::Date day : days) {
      wrong->push_back({act.id, reported.list->id, act.listing.decider, day});
    }
  }
}

void CountTerms(const std::vector<TermRow>& terms, Units* units) {
  for (const TermRow& term : terms) {
    UnitRow& row = UnitNamed(term.decider, units);
    switch (term.verdict) {
      case TermVerdict::kKept:
        ++row.terms_kept;
        break;
      case TermVerdict::kLate:
        ++row.terms_late;
        break;
      case TermVerdict::kOverdue:
        ++row.terms_overdue;
        break;
      case TermVerdict::kUndetermined:
        ++row.terms_undetermined;
        break;
      case TermVerdict::kRunning:
        break;
    }
  }
}

void CountWork(const WorkReport& work, Units* units) {
  for (const WorkRow& done : work.rows) {
    if (done.incentive) continue;
    WorkCount& count = UnitNamed(done.executor, units).work;
    count.due += done.count.due;
    count.executed += done.count.executed;
    count.not_executed += done.count.not_executed;
    count.unanswered += done.count.unanswered;
    count.delay_days_sum += done.count.delay_days_sum;
  }
}

absl::StatusOr<std::vector<IdleRow>> IdleRows(const Workspace& workspace, const ReportScope& scope,
                                              const WorkReport& work) {
  const std::set<std::string> idle(work.idle.begin(), work.idle.end());
  std::vector<IdleRow> rows;
  std::vector<model::EntityId> subjects;
  Parties parties;
  for (const ReportedAct& reported : scope.acts) {
    if (!idle.contains(reported.act->id)) continue;
    subjects.push_back(workspace.graph().entity(reported.act->party));
    parties.Want(subjects.back());
    rows.push_back({reported.act->id,
                    reported.list->id,
                    reported.act->listing.decider,
                    {},
                    reported.effect.from});
  }
  if (absl::Status status = parties.Fetch(workspace.directory()); !status.ok()) return status;
  for (size_t i = 0; i < rows.size(); ++i) rows[i].party = ReportPartyOf(parties, subjects[i]);
  return rows;
}

}  // namespace

absl::StatusOr<DutyReport> ReportDuties(const Workspace& workspace,
                                        const ReportQuestion& question) {
  const auto scope = ScopeOf(workspace, question);
  if (!scope.ok()) return scope.status();
  auto terms = ReportTerms(workspace, question);
  if (!terms.ok()) return terms.status();
  const auto work = ReportWork(workspace, question);
  if (!work.ok()) return work.status();
  auto idle = IdleRows(workspace, *scope, *work);
  if (!idle.ok()) return idle.status();
  DutyReport report;
  Units units;
  AddRegistered(workspace, question, &units);
  CountListings(*scope, question, &units, &report.wrong);
  CountTerms(*terms, &units);
  CountWork(*work, &units);
  for (auto& [name, row] : units) report.units.push_back(std::move(row));
  report.terms = *std::move(terms);
  report.idle = *std::move(idle);
  std::sort(report.wrong.begin(), report.wrong.end(), [](const WrongRow& a, const WrongRow& b) {
    return std::tie(a.on, a.listing) < std::tie(b.on, b.listing);
  });
  return report;
}

}  // namespace liancheng::query
