#include "query/work/feedback_stats.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "engine/rules/effect.h"
#include "fmt/format.h"
#include "query/work/worklist.h"

namespace liancheng::query {
namespace {

using model::Date;

// The first day of the next month.
Date NextMonth(Date date) {
  const model::CivilDate civil = model::ToCivil(date);
  return model::AddMonths(model::FromCivil({civil.year, civil.month, 1}), 1);
}

void AddTo(FeedbackRow* row, const WorkItem& item) {
  ++row->due;
  const auto executed = std::find_if(item.answers.begin(), item.answers.end(),
                                     [](const Answered& answer) { return answer.executed; });
  if (executed != item.answers.end()) {
    ++row->executed;
    const int32_t days = executed->on.days - item.finding.effect.from.days;
    row->delay_days_sum += static_cast<uint64_t>(std::max(days, 0));
  } else if (!item.answers.empty()) {
    ++row->not_executed;
    ++row->reasons[item.answers.back().reason];
  } else {
    ++row->unanswered;
  }
}

class Count {
 public:
  Count(const Workspace& workspace, Date from, Date to) : workspace_(workspace) {
    stats_.from = from;
    stats_.to = to;
  }

  absl::StatusOr<FeedbackStats> Run() {
    for (Date begin = stats_.from; begin < stats_.to; begin = NextMonth(begin)) {
      if (workspace_.as_of() < begin) break;
      const absl::Status status = CountMonth(begin, std::min(NextMonth(begin), stats_.to));
      if (!status.ok()) return status;
    }
    for (auto& [key, row] : rows_) {
      std::tie(row.executor, row.measure, row.month) = key;
      stats_.rows.push_back(std::move(row));
    }
    return std::move(stats_);
  }

 private:
  // Counts the acts of which a consequence may begin in the month, grouped by the day on which they
  // are evaluated.
  absl::Status CountMonth(Date begin, Date end) {
    std::map<Date, ActIds> by_day;
    for (const rules::Act* act : workspace_.records().ActsInOrder()) {
      const model::DateRange range = rules::EffectOf(workspace_.plan(), *act).range;
      const Date last =
          std::min({model::AddDays(end, -1), model::AddDays(range.to, -1), workspace_.as_of()});
      if (range.Contains(last) && begin <= last) by_day[last].insert(act->id);
    }
    for (const auto& [day, acts] : by_day) {
      auto all = ItemsOf(workspace_.On(day), &acts);
      if (!all.ok()) return all.status();
      for (WorkItem& item : all->items) CountItem(begin, end, std::move(item));
    }
    return absl::OkStatus();
  }

  void CountItem(Date begin, Date end, WorkItem item) {
    const Date from = item.finding.effect.from;
    if (from < begin || end <= from) return;
    // All answers up to the asked day count, whatever the day on which the item was evaluated.
    const rules::Act* act = workspace_.records().FindAct(item.finding.listing);
    item.answers = AnswersTo(workspace_, *act, item);
    AddTo(&rows_[{item.executor, item.finding.measure, MonthOf(begin)}], item);
    AddTo(&stats_.total, item);
  }

  const Workspace& workspace_;
  FeedbackStats stats_;
  std::map<std::tuple<std::string, std::string, std::string>, FeedbackRow> rows_;
};

}  // namespace

std::string MonthOf(Date date) {
  const model::CivilDate civil = model::ToCivil(date);
  return fmt::format("{:04}-{:02}", civil.year, civil.month);
}

absl::StatusOr<FeedbackStats> AskFeedbackStats(const Workspace& workspace, Date from, Date to) {
  if (to <= from) {
    return absl::InvalidArgumentError(fmt::format("the period from {} to {} is empty",
                                                  model::FormatDate(from), model::FormatDate(to)));
  }
  return Count(workspace, from, to).Run();
}

}  // namespace liancheng::query
