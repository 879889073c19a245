#include "server/cli/text/gate.h"

#include "fmt/format.h"
#include "server/cli/text/table.h"

namespace liancheng::cli {
namespace {

std::string Executor(const std::string& executor) {
  return executor.empty() ? "(the text names none)" : executor;
}

std::vector<std::string> ItemCells(const query::Parties& parties, const query::WorkItem& item) {
  const model::Finding& finding = item.finding;
  const query::PartyCard& card = parties[finding.subject];
  return {item.id,
          Executor(item.executor),
          card.key,
          card.name,
          finding.measure,
          finding.name,
          std::string(ChineseName(finding.force)),
          std::string(ChineseName(finding.modality)),
          finding.listing,
          finding.provision,
          Span(finding.effect)};
}

std::vector<std::string> With(std::string first, std::vector<std::string> rest) {
  rest.insert(rest.begin(), std::move(first));
  return rest;
}

std::string AnswerWord(const query::ListedItem& listed) {
  if (listed.item.answers.empty()) return listed.overdue ? "overdue" : "open";
  const query::Answered& last = listed.item.answers.back();
  const std::string on = model::FormatDate(last.on);
  return last.executed ? "done " + on : fmt::format("not done {}: {}", on, last.reason);
}

std::string ReasonsText(const query::FeedbackRow& row) {
  std::string text;
  for (const auto& [reason, count] : row.reasons) {
    text += fmt::format("{}{} ×{}", text.empty() ? "" : "; ", reason, count);
  }
  return text;
}

std::vector<std::string> RowCells(const query::FeedbackRow& row) {
  const double delay = row.executed == 0 ? 0
                                         : static_cast<double>(row.delay_days_sum) /
                                               static_cast<double>(row.executed);
  return {std::to_string(row.due),
          std::to_string(row.executed),
          std::to_string(row.not_executed),
          std::to_string(row.unanswered),
          row.executed == 0 ? "-" : fmt::format("{:.1f}", delay),
          ReasonsText(row)};
}

std::vector<std::string> CountCells(const query::CheckCount& count) {
  std::string hits = std::to_string(count.hits);
  if (count.hits_unknown > 0) {
    hits += fmt::format(" (of {} the log does not say)", count.hits_unknown);
  }
  return {std::to_string(count.queries), std::move(hits)};
}

std::string Text(const query::CheckCounts& checks) {
  if (!checks.unknown_why.empty()) {
    return fmt::format("queries and hits are not known: {}\n", checks.unknown_why);
  }
  Table table({"unit", "month", "queries", "hits"});
  for (const query::CheckCount& row : checks.rows) {
    table.Add(With(row.unit_name, With(row.month, CountCells(row))));
  }
  table.Add(With("in all", With("", CountCells(checks.total))));
  return "checks at the gate of the service in the same period\n" + table.Text(2);
}

}  // namespace

std::string Text(const query::CheckAnswer& answer) {
  std::string text = fmt::format("{} {}{}\n", Name(answer.decision), ChineseName(answer.decision),
                                 answer.review_required ? "  (a person looks at it)" : "");
  text += fmt::format("matter {}, unit {}, match {}\n", answer.request.matter,
                      answer.request.unit.name, Name(answer.parties_checked.front().match));
  for (const std::string& sentence : answer.explanation) text += "  " + sentence + "\n";
  Table table({"item", "weight", "measure", "", "force", "executors", "listing", "until"});
  for (const query::CheckedParty& party : answer.parties_checked) {
    for (const auto* items : {&party.items, &party.incentives}) {
      for (const query::CheckItem& item : *items) {
        const model::Finding& finding = item.finding;
        table.Add({item.id, finding.incentive ? "incentive" : std::string(Name(item.weight)),
                   finding.measure, finding.name, std::string(ChineseName(finding.force)),
                   Executor(Joined(finding.executors, "、")), finding.listing,
                   model::FormatDate(finding.effect.to)});
      }
    }
  }
  return table.empty() ? text : text + table.Text(2);
}

std::string Text(const query::WorklistAnswer& answer) {
  Table table({"answer", "item", "executor", "party", "name", "measure", "", "force", "modality",
               "listing", "provision", "period"});
  for (const query::ListedItem& listed : answer.items) {
    table.Add(With(AnswerWord(listed), ItemCells(answer.parties, listed.item)));
  }
  std::string text = fmt::format("worklist of {}: {} items, {} unanswered, {} overdue\n",
                                 answer.question.unit.name, answer.items.size(), answer.unanswered,
                                 answer.overdue);
  if (!table.empty()) text += table.Text(2);
  for (const std::string& note : answer.notes) text += "  note: " + note + "\n";
  return text + fmt::format("token {}\n", query::FormatFeedToken(answer.token));
}

std::string Text(const query::FeedAnswer& answer) {
  Table table({"change", "", "item", "executor", "party", "name", "measure", "", "force",
               "modality", "listing", "provision", "period"});
  for (const query::FeedEntry& entry : answer.entries) {
    std::string what = Joined(entry.changed, ", ") + entry.why;
    if (entry.lift) what += "; it was carried out: lift it";
    table.Add(With(std::string(query::Name(entry.change)),
                   With(std::move(what), ItemCells(answer.parties, entry.item))));
  }
  std::string text = fmt::format("changes since {}: {} (of {} acts, {} looked at)\n",
                                 query::FormatFeedToken(answer.since), answer.entries.size(),
                                 answer.acts_in_all, answer.acts_looked_at);
  if (!table.empty()) text += table.Text(2);
  return text + fmt::format("token {}\n", query::FormatFeedToken(answer.token));
}

std::string Text(const query::FeedbackStats& stats) {
  Table table({"executor", "measure", "month", "due", "executed", "not executed", "unanswered",
               "days", "reasons"});
  for (const query::FeedbackRow& row : stats.rows) {
    table.Add(With(Executor(row.executor), With(row.measure, With(row.month, RowCells(row)))));
  }
  table.Add(With("in all", With("", With("", RowCells(stats.total)))));
  return fmt::format("consequences that began from {} up to {}, not including that day\n",
                     model::FormatDate(stats.from), model::FormatDate(stats.to)) +
         table.Text(2) + Text(stats.checks);
}

}  // namespace liancheng::cli
