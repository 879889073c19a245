#include "fmt/format.h"
#include "server/cli/text/table.h"
#include "server/cli/text/text.h"
#include "server/wire/life_json.h"

namespace liancheng::cli {
namespace {

std::string Day(const std::optional<model::Date>& date) {
  return date ? model::FormatDate(*date) : "";
}

std::string EndText(const rules::TermResult& term) {
  if (!term.end) return "(not known)";
  std::string text = model::FormatDate(term.end->day);
  if (term.end->provisional) text += " (provisional)";
  return text;
}

std::string LengthText(const rules::TermResult& term) {
  return term.amount == 0 ? "(not set)" : fmt::format("{} {}", term.amount, term.timer->unit);
}

std::string StandText(const rules::TermResult& term) {
  if (term.overdue) return "OVERDUE";
  if (term.late) return fmt::format("late, {}", Day(term.answered_on));
  return term.answered_on ? fmt::format("kept, {}", Day(term.answered_on)) : "";
}

std::string TermLines(const rules::TermResult& term) {
  std::string text =
      fmt::format("{}  {}\n  length   {}\n  start    {} ({})\n  end      {}\n", term.timer->id,
                  term.timer->name, LengthText(term), term.start ? Day(term.start) : "not known",
                  term.timer->start, EndText(term));
  if (term.end && term.end->moved) {
    text += "           the last day is no working day; the next one counts (民法典 art. 203)\n";
  }
  if (!term.timer->actor.empty()) text += fmt::format("  actor    {}\n", term.timer->actor);
  if (const std::string stand = StandText(term); !stand.empty()) {
    text += fmt::format("  stands   {}\n", stand);
  }
  if (term.overdue && !term.timer->overdue.empty()) {
    text += fmt::format("  follows  {}\n", term.timer->overdue);
  }
  for (const std::string& missing : term.missing) text += fmt::format("  rests on {}\n", missing);
  for (const std::string& flag : term.timer->flags) text += fmt::format("  flag     {}\n", flag);
  return text;
}

std::string RepairLines(const rules::RepairResult& repair) {
  if (repair.repair == nullptr) return "  no asked rulebook sets up repair for this list\n";
  std::string text = fmt::format("  by {} ({}): {}\n", repair.repair->id, repair.repair->name,
                                 repair.allowed ? "no computed condition prevents it"
                                                : "barred by " + Joined(repair.bars, ", "));
  if (!repair.allowed && repair.earliest) {
    text += fmt::format("  earliest {}\n", Day(repair.earliest));
  }
  Table table({"row", "state", "from", "condition"});
  for (const rules::RepairCondition& condition : repair.conditions) {
    table.Add({condition.row, std::string(wire::Word(condition.state)), Day(condition.from),
               condition.what});
  }
  text += table.Text(2);
  for (const std::string& note : repair.notes) text += fmt::format("  note: {}\n", note);
  return text;
}

}  // namespace

std::string Text(const query::DeadlineAnswer& answer) {
  return TermLines(answer.term);
}

std::string Text(const query::LifeAnswer& answer) {
  const model::ListingFact& listing = answer.act->listing;
  std::string text = fmt::format(
      "{}  {} on {}, {}\n", answer.act->id, PartyLine(answer.parties, answer.subject), listing.list,
      answer.life.state
          ? fmt::format("{} {}", Name(*answer.life.state), ChineseName(*answer.life.state))
          : "not begun on this day");
  text += fmt::format("  ground {}, severity {}, effect {}\n", listing.ground,
                      Name(listing.severity), Span(answer.effect));
  for (const std::string& line : answer.life.annotations) text += fmt::format("  {}\n", line);
  Table history({"on", "state", "", "by", "record"});
  for (const rules::LifeEntry& entry : answer.life.entries) {
    history.Add({model::FormatDate(entry.on), std::string(Name(entry.state)),
                 std::string(ChineseName(entry.state)), entry.actor, entry.record});
  }
  if (!history.empty()) text += "history\n" + history.Text(2);
  Table terms({"term", "name", "length", "start", "end", "stands", "actor"});
  for (const rules::TermResult& term : answer.terms) {
    terms.Add({term.timer->id, term.timer->name, LengthText(term), Day(term.start), EndText(term),
               StandText(term), term.timer->actor});
  }
  if (!terms.empty()) text += "terms\n" + terms.Text(2);
  return text + "repair\n" + RepairLines(answer.repair);
}

std::string Text(const query::TermsAnswer& answer) {
  if (answer.terms.empty()) return "no term runs unanswered\n";
  Table table({"end", "stands", "term", "name", "listing", "party", "actor"});
  for (const query::RunningTerm& running : answer.terms) {
    table.Add({EndText(running.term), StandText(running.term), running.term.timer->id,
               running.term.timer->name, running.act->id,
               PartyLine(answer.parties, running.subject), running.term.timer->actor});
  }
  return table.Text(0);
}

}  // namespace liancheng::cli
