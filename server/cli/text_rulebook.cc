#include "fmt/format.h"
#include "query/review.h"
#include "server/cli/table.h"
#include "server/cli/text.h"

namespace liancheng::cli {
namespace {

std::string DateText(const std::optional<model::Date>& date) {
  return date ? model::FormatDate(*date) : "not stated";
}

std::string ListsText(const model::Rulebook& book) {
  if (book.lists.empty()) return "";
  Table table({"list", "name", "kind", "decider", "term", "cites"});
  for (const model::ListDefinition& list : book.lists) {
    table.Add({list.id, list.name, std::string(Name(list.kind)),
               list.decider.empty() ? "(none named)" : list.decider,
               list.term.empty() ? "(none)" : list.term, Joined(list.cites, " ")});
  }
  return "lists\n" + table.Text(2);
}

std::string GroundsText(const model::Rulebook& book) {
  if (book.grounds.empty()) return "";
  Table table({"ground", "name", "lists", "counted", "flags"});
  for (const model::Ground& ground : book.grounds) {
    table.Add({ground.id, ground.name, Joined(ground.lists, " "),
               ground.ways.empty() ? "a person decides" : "from records",
               (ground.catch_all ? "catch_all " : "") + Joined(ground.flags, " ")});
  }
  return "grounds\n" + table.Text(2);
}

std::string BasisText(const model::RuleLibrary& library, const model::BasisUse& use) {
  for (const model::Basis& basis : library.bases) {
    if (basis.code != use.code) continue;
    std::string text = fmt::format("{} {}{}", basis.code, basis.name, basis.article);
    for (const model::BasisVersion& version : basis.versions) {
      const bool always = version.during == model::DateRange{};
      text +=
          fmt::format(" [{}{}]", Name(version.status), always ? "" : " " + Span(version.during));
    }
    return text;
  }
  return use.code;
}

std::string RulesText(const model::RuleLibrary& library, const model::Rulebook& book,
                      bool as_datalog) {
  std::string text = "rules\n";
  for (const model::Rule& rule : book.rules) {
    const model::Give& give = rule.give;
    text += fmt::format("  {}  {} {}\n", rule.label, give.measure, give.name);
    text += fmt::format("      {}\n", rule.text);
    text += fmt::format("      {} {} {}, {} {}{}\n", Name(give.tier), Name(give.kind),
                        Name(give.standing), Name(give.modality), ChineseName(give.modality),
                        rule.movement.empty() ? "" : ", movement " + rule.movement);
    if (!give.executors.empty()) {
      text += fmt::format("      executors  {}\n", Joined(give.executors, "、"));
    }
    for (const model::BasisUse& use : give.bases) {
      text += fmt::format("      basis      {}\n", BasisText(library, use));
    }
    if (!rule.flags.empty()) text += fmt::format("      flags      {}\n", Joined(rule.flags, "; "));
    if (as_datalog) text += query::DatalogOf(rule);
  }
  return text;
}

std::string RestText(const model::Rulebook& book) {
  std::string text;
  if (!book.exceptions.empty()) text += "exceptions\n";
  for (const model::Exception& exception : book.exceptions) {
    text += fmt::format("  {} on {}: {}\n", exception.label, Joined(exception.excepts, " "),
                        exception.why);
  }
  Table parameters({"parameter", "name", "value", "flag"});
  for (const model::Parameter& parameter : book.parameters) {
    std::vector<std::string> values;
    for (const model::ParameterValue& value : parameter.values) {
      const bool always = value.during == model::DateRange{};
      values.push_back(value.value + (always ? "" : " [" + Span(value.during) + "]"));
    }
    parameters.Add({parameter.id, parameter.name, Joined(values, "; "), parameter.flag});
  }
  if (!parameters.empty()) text += "parameters\n" + parameters.Text(2);
  Table timers({"timer", "name", "length", "from", "actor"});
  for (const model::Timer& timer : book.timers) {
    timers.Add({timer.id, timer.name, fmt::format("{} {}", timer.amount, timer.unit), timer.start,
                timer.actor});
  }
  if (!timers.empty()) text += "timers\n" + timers.Text(2);
  Table notes({"row", "", "modality", "what it says"});
  for (const model::Note& note : book.notes) {
    notes.Add({note.id, note.category, std::string(ChineseName(note.modality)), note.text});
  }
  if (!notes.empty()) text += "in words only\n" + notes.Text(2);
  return text;
}

}  // namespace

std::string RulebookListText(const model::RuleLibrary& library) {
  Table table({"id", "title", "number", "level", "region", "lists", "rules", "revision"});
  for (const model::Rulebook& book : library.books) {
    table.Add({book.id, book.titles.empty() ? "" : book.titles.front(), book.number, book.level,
               book.scope.region.value == 0 ? "" : std::to_string(book.scope.region.value),
               std::to_string(book.lists.size()), std::to_string(book.rules.size()),
               book.revision_hash.substr(0, 12)});
  }
  return table.Text(0);
}

std::string RulebookText(const model::RuleLibrary& library, const model::Rulebook& book,
                         bool as_datalog) {
  std::string text = fmt::format("{}  {}\n", book.id, Joined(book.titles, " / "));
  text += fmt::format("  number {}, issuer {}, level {}\n",
                      book.number.empty() ? "(none in the text)" : book.number, book.issuer,
                      book.level);
  text += fmt::format("  issued {}, published {}, effective {}, ended {}\n", DateText(book.issued),
                      DateText(book.published), DateText(book.effective), DateText(book.ended));
  if (book.scope.region.value != 0) text += fmt::format("  region {}\n", book.scope.region.value);
  text += fmt::format("  revision {}\n", book.revision_hash);
  for (const std::string& flag : book.flags) text += fmt::format("  flag {}\n", flag);
  return text + ListsText(book) + GroundsText(book) + RulesText(library, book, as_datalog) +
         RestText(book);
}

}  // namespace liancheng::cli
