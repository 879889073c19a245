#include "query/report/work.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "query/report/scope.h"
#include "query/work/worklist.h"

namespace liancheng::query {
namespace {

using RowKey = std::tuple<bool, model::Force, std::string, std::string, std::string>;
using ReasonKey = std::tuple<bool, std::string, std::string>;

class WorkCounter {
 public:
  void Count(const WorkItem& item) {
    const model::Finding& finding = item.finding;
    WorkRow& row =
        rows_[{finding.incentive, finding.force, finding.measure, finding.name, item.executor}];
    row = {finding.incentive, finding.force, finding.measure,
           finding.name,      item.executor, row.count};
    Add(item, &row.count);
    if (WorkCount* const sum = SumOf(finding)) Add(item, sum);
    if (item.answers.empty() || item.answers.back().executed) return;
    ++reasons_[{finding.incentive, finding.measure, item.answers.back().reason}];
  }

  WorkReport Take() {
    for (auto& [key, row] : rows_) report_.rows.push_back(std::move(row));
    for (const auto& [key, count] : reasons_) {
      report_.reasons.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), count});
    }
    return std::move(report_);
  }

 private:
  // The sum to which a finding adds; nullptr for a finding that requires no action.
  WorkCount* SumOf(const model::Finding& finding) {
    switch (finding.force) {
      case model::Force::kEffective:
      case model::Force::kAwaitingConfirmation:
      case model::Force::kRecommended:
        return finding.incentive ? &report_.incentives : &report_.sanctions;
      case model::Force::kAdvisory:
        return &report_.advisory;
      case model::Force::kSuspended:
      case model::Force::kUndetermined:
        break;
    }
    return nullptr;
  }

  static void Add(const WorkItem& item, WorkCount* count) {
    ++count->due;
    if (item.answers.empty()) {
      ++count->unanswered;
    } else if (!item.answers.back().executed) {
      ++count->not_executed;
    } else {
      ++count->executed;
      const auto first = std::find_if(item.answers.begin(), item.answers.end(),
                                      [](const Answered& one) { return one.executed; });
      const int days = first->on.days - item.finding.effect.from.days;
      count->delay_days_sum += static_cast<uint64_t>(std::max(0, days));
    }
  }

  std::map<RowKey, WorkRow> rows_;
  std::map<ReasonKey, uint64_t> reasons_;
  WorkReport report_;
};

absl::Status AddCases(const Workspace& workspace, const ReportQuestion& question,
                      const std::vector<ReportedAct>& acts, WorkReport* report) {
  Parties parties;
  const auto each_answer = [&](auto&& use) {
    for (const ReportedAct& reported : acts) {
      for (const rules::Feedback& answer : reported.act->feedback) {
        if (!InPeriod(question, answer.on)) continue;
        if (!IsUnit(workspace.plan(), question.unit, answer.executor)) continue;
        use(reported, answer, workspace.graph().entity(answer.party));
      }
    }
  };
  each_answer([&](const auto&, const auto&, model::EntityId party) { parties.Want(party); });
  if (absl::Status status = parties.Fetch(workspace.directory()); !status.ok()) return status;
  each_answer(
      [&](const ReportedAct& reported, const rules::Feedback& answer, model::EntityId party) {
        report->cases.push_back({answer.on, reported.act->id, reported.list->id,
                                 ReportPartyOf(parties, party), answer.measure, answer.executor,
                                 answer.executed, answer.reason});
      });
  std::stable_sort(
      report->cases.begin(), report->cases.end(), [](const CaseRow& a, const CaseRow& b) {
        return std::tie(a.on, a.listing, a.measure) < std::tie(b.on, b.listing, b.measure);
      });
  return absl::OkStatus();
}

// The listings for which no answer up to the last day of the period says that something was done
// (HJ-22-(三) with G52).
std::vector<std::string> IdleOf(const ReportQuestion& question,
                                const std::vector<ReportedAct>& acts) {
  std::vector<std::string> idle;
  for (const ReportedAct& reported : acts) {
    const bool sanction = reported.list->kind == model::ListKind::kBlack ||
                          reported.list->kind == model::ListKind::kCourt;
    if (!sanction || !reported.Touches(question)) continue;
    const auto& answers = reported.act->feedback;
    const bool done = std::any_of(answers.begin(), answers.end(), [&](const auto& answer) {
      return answer.executed && answer.on <= question.to;
    });
    if (!done) idle.push_back(reported.act->id);
  }
  return idle;
}

}  // namespace

absl::StatusOr<WorkReport> ReportWork(const Workspace& workspace, const ReportQuestion& question) {
  ReportQuestion of_all_deciders = question;
  of_all_deciders.unit.clear();
  const auto scope = ScopeOf(workspace, of_all_deciders);
  if (!scope.ok()) return scope.status();
  // Items that are evaluated on the same day are asked for together.
  std::map<model::Date, ActIds> by_last_day;
  for (const ReportedAct& reported : scope->acts) {
    if (!reported.Touches(question)) continue;
    const model::Date last = reported.effect.to == model::kOpenEnd
                                 ? question.to
                                 : std::min(question.to, model::AddDays(reported.effect.to, -1));
    by_last_day[last].insert(reported.act->id);
  }
  WorkCounter counter;
  for (const auto& [day, acts] : by_last_day) {
    const auto items = ItemsOf(workspace.On(day), &acts);
    if (!items.ok()) return items.status();
    for (const WorkItem& item : items->items) {
      if (IsUnit(workspace.plan(), question.unit, item.executor)) counter.Count(item);
    }
  }
  WorkReport report = counter.Take();
  report.idle = IdleOf(question, scope->acts);
  if (absl::Status status = AddCases(workspace, question, scope->acts, &report); !status.ok()) {
    return status;
  }
  return report;
}

}  // namespace liancheng::query
