#include "query/report/terms.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/rules/life.h"
#include "engine/rules/terms.h"
#include "fmt/format.h"
#include "query/report/scope.h"

namespace liancheng::query {
namespace {

TermVerdict VerdictOf(const rules::TermResult& term, model::Date day, std::string* why) {
  if (!term.end) {
    *why = fmt::format("{}", fmt::join(term.missing, "; "));
    return TermVerdict::kUndetermined;
  }
  if (term.answered_on) return term.late ? TermVerdict::kLate : TermVerdict::kKept;
  if (day <= term.end->day) return TermVerdict::kRunning;
  if (term.overdue) return TermVerdict::kOverdue;
  *why = "no statement tells when it was done";
  return TermVerdict::kUndetermined;
}

TermRow RowOf(const ReportedAct& reported, const rules::TermResult& term, model::Date day) {
  TermRow row;
  row.listing = reported.act->id;
  row.list = reported.list->id;
  row.decider = reported.act->listing.decider;
  row.term = term.timer->id;
  row.name = term.timer->name;
  row.actor = term.timer->actor;
  row.overdue_means = term.timer->overdue;
  row.start = term.start;
  if (term.end) {
    row.end = term.end->day;
    row.provisional = term.end->provisional;
  }
  row.answered_on = term.answered_on;
  row.verdict = VerdictOf(term, day, &row.why);
  return row;
}

// Whether the duty fell due. A duty whose event has not happened does not run and has no row.
bool FellDue(const rules::TermResult& term, const ReportedAct& reported,
             const ReportQuestion& question) {
  if (term.timer->kind != model::Timer::Kind::kDeadline) return false;
  if (term.end) return InPeriod(question, term.end->day);
  return term.start.has_value() && reported.Touches(question);
}

void FillTerms(const rules::World& world, const ReportedAct& reported, model::Date day,
               LedgerRow* row) {
  for (const rules::TermResult& term : rules::TermsOf(world, *reported.act, day)) {
    if (term.timer->answered_by == model::TermEvent::kRectificationNotice) {
      if (term.end) row->notice_due = term.end->day;
      row->notice_overdue = term.overdue;
    } else if (term.timer->answered_by == model::TermEvent::kCorrected) {
      if (term.end) row->rectify_by = term.end->day;
      row->overdue = term.overdue;
    } else {
      continue;
    }
    row->missing.insert(row->missing.end(), term.missing.begin(), term.missing.end());
  }
}

LedgerRow LedgerRowOf(const Workspace& workspace, const ReportedAct& reported,
                      const ReportQuestion& question) {
  const rules::Act& act = *reported.act;
  LedgerRow row;
  row.listing = act.id;
  row.list = reported.list->id;
  row.kind = reported.list->kind;
  row.ground = act.listing.ground;
  row.decider = act.listing.decider;
  row.decided_on = act.listing.decided_on;
  const auto known = [&](const std::optional<model::Date>& date) {
    return date && *date <= question.to ? date : std::nullopt;
  };
  row.published_on = known(act.listing.published_on);
  row.corrected_on = known(act.listing.corrected_on);
  if (reported.effect.to <= question.to) row.ended_on = reported.effect.to;
  for (const rules::Notice& notice : act.notices) {
    if (notice.kind == "rectification" && !row.notice_on)
      row.notice_on = known(notice.delivered_on);
  }
  FillTerms(workspace.world(), reported, question.to, &row);
  row.state = rules::LifeOf(workspace.world(), act, question.to).state;
  std::set<std::string> taken;
  for (const rules::Feedback& answer : act.feedback) {
    if (answer.executed && answer.on <= question.to) taken.insert(answer.measure);
  }
  row.taken.assign(taken.begin(), taken.end());
  return row;
}

}  // namespace

absl::StatusOr<std::vector<TermRow>> ReportTerms(const Workspace& workspace,
                                                 const ReportQuestion& question) {
  const auto scope = ScopeOf(workspace, question);
  if (!scope.ok()) return scope.status();
  std::vector<TermRow> rows;
  for (const ReportedAct& reported : scope->acts) {
    for (const auto& term : rules::TermsOf(workspace.world(), *reported.act, question.to)) {
      const bool counts = term.book == reported.book && FellDue(term, reported, question);
      if (counts) rows.push_back(RowOf(reported, term, question.to));
    }
  }
  std::stable_sort(rows.begin(), rows.end(), [](const TermRow& a, const TermRow& b) {
    return std::make_tuple(a.end.value_or(model::kOpenEnd), a.listing, a.term) <
           std::make_tuple(b.end.value_or(model::kOpenEnd), b.listing, b.term);
  });
  return rows;
}

absl::StatusOr<std::vector<LedgerRow>> ReportLedger(const Workspace& workspace,
                                                    const ReportQuestion& question) {
  const auto scope = ScopeOf(workspace, question);
  if (!scope.ok()) return scope.status();
  std::vector<LedgerRow> rows;
  std::vector<model::EntityId> subjects;
  Parties parties;
  for (const ReportedAct& reported : scope->acts) {
    const bool kept = reported.list->kind == model::ListKind::kBlack ||
                      reported.list->kind == model::ListKind::kWatch;
    if (!kept || !reported.Touches(question)) continue;
    subjects.push_back(workspace.graph().entity(reported.act->party));
    parties.Want(subjects.back());
    rows.push_back(LedgerRowOf(workspace, reported, question));
  }
  if (absl::Status status = parties.Fetch(workspace.directory()); !status.ok()) return status;
  for (size_t i = 0; i < rows.size(); ++i) rows[i].party = ReportPartyOf(parties, subjects[i]);
  return rows;
}

}  // namespace liancheng::query
