#include "query/report_work.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "engine/rules/evaluate.h"
#include "query/report_scope.h"

namespace liancheng::query {
namespace {

using RowKey = std::tuple<bool, model::Force, std::string, std::string, std::string>;
using ReasonKey = std::tuple<bool, std::string, std::string>;
// Party, provision, measure, its name, executor: one item of a listing.
using ItemKey = std::tuple<model::EntityId, std::string, std::string, std::string, std::string>;

struct Item {
  model::Finding finding;
  std::string executor;
  std::vector<const rules::Feedback*> answers;  // up to the day, in order
};

// The answers of a body are for the executor that it is; those of a body that the provision does
// not name, for every executor: a word may stand for many (各有关部门).
bool AnswersFor(const rules::Plan& plan, const model::Finding& finding, const std::string& executor,
                const std::string& by) {
  if (by.empty() || executor.empty()) return true;
  const auto is_named = [&](const std::string& one) { return IsUnit(plan, one, by); };
  if (std::none_of(finding.executors.begin(), finding.executors.end(), is_named)) return true;
  return is_named(executor);
}

std::vector<const rules::Feedback*> AnswersTo(const Workspace& workspace, const rules::Act& act,
                                              const Item& item, model::Date day) {
  std::vector<const rules::Feedback*> answers;
  for (const rules::Feedback& one : act.feedback) {
    const bool fits = one.on <= day && one.measure == item.finding.measure &&
                      workspace.graph().entity(one.party) == item.finding.subject &&
                      AnswersFor(workspace.plan(), item.finding, item.executor, one.executor);
    if (fits) answers.push_back(&one);
  }
  return answers;
}

// Each once: of several findings that are one item, the first.
std::vector<Item> ItemsOn(const Workspace& workspace, const rules::Act& act, model::Date day) {
  rules::Outcome outcome;
  rules::EvaluateAct(workspace.world(), act, day, std::nullopt, &outcome);
  std::set<ItemKey> seen;
  std::vector<Item> items;
  for (const model::Finding& finding : outcome.findings) {
    if (finding.tier == model::Tier::kT3) continue;
    std::vector<std::string> executors = finding.executors;
    if (executors.empty()) executors.emplace_back();
    for (std::string& executor : executors) {
      const ItemKey key{finding.subject, finding.provision, finding.measure, finding.name,
                        executor};
      if (!seen.insert(key).second) continue;
      Item item{finding, std::move(executor), {}};
      item.answers = AnswersTo(workspace, act, item, day);
      items.push_back(std::move(item));
    }
  }
  return items;
}

class WorkCounter {
 public:
  void Count(const Item& item) {
    const model::Finding& finding = item.finding;
    WorkRow& row =
        rows_[{finding.incentive, finding.force, finding.measure, finding.name, item.executor}];
    row = {finding.incentive, finding.force, finding.measure,
           finding.name,      item.executor, row.count};
    Add(item, &row.count);
    if (WorkCount* const sum = SumOf(finding)) Add(item, sum);
    if (item.answers.empty() || item.answers.back()->executed) return;
    ++reasons_[{finding.incentive, finding.measure, item.answers.back()->reason}];
  }

  WorkReport Take() {
    for (auto& [key, row] : rows_) report_.rows.push_back(std::move(row));
    for (const auto& [key, count] : reasons_) {
      report_.reasons.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), count});
    }
    return std::move(report_);
  }

 private:
  // Nothing for what asks nothing of anybody.
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

  static void Add(const Item& item, WorkCount* count) {
    ++count->due;
    if (item.answers.empty()) {
      ++count->unanswered;
    } else if (!item.answers.back()->executed) {
      ++count->not_executed;
    } else {
      ++count->executed;
      const auto first = std::find_if(item.answers.begin(), item.answers.end(),
                                      [](const rules::Feedback* one) { return one->executed; });
      const int days = (*first)->on.days - item.finding.effect.from.days;
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

// Not one answer says that something was done, on any day up to the last of the period (HJ-22-(三)
// with G52).
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
  WorkCounter counter;
  for (const ReportedAct& reported : scope->acts) {
    if (!reported.Touches(question)) continue;
    const model::Date last = reported.effect.to == model::kOpenEnd
                                 ? question.to
                                 : std::min(question.to, model::AddDays(reported.effect.to, -1));
    for (const Item& item : ItemsOn(workspace, *reported.act, last)) {
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
