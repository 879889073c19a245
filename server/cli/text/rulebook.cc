#include "fmt/format.h"
#include "query/ask/review.h"
#include "server/cli/text/table.h"
#include "server/cli/text/text.h"

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

std::string PeriodText(int amount, const std::string& unit, const std::string& parameter) {
  return amount == 0 ? "by " + parameter : fmt::format("{} {}", amount, unit);
}

std::string NeedText(const model::RepairNeed& need) {
  using Kind = model::RepairNeed::Kind;
  std::string text;
  switch (need.kind) {
    case Kind::kCorrected:
      text = "duties done or correction complete";
      break;
    case Kind::kMonthsSince:
      text = fmt::format("{} months since {}", need.months, Name(need.event));
      break;
    case Kind::kClean:
      text = fmt::format("{} months after {} without another record{}", need.months,
                         Name(need.event), need.same_ground ? " of the same ground" : "");
      break;
    case Kind::kFound:
      text = fmt::format("a person finds: {}", need.what);
      break;
    case Kind::kRecords:
      text = fmt::format("{} or more other records in {} months", need.minimum, need.months);
      break;
    case Kind::kRepaired:
      text = fmt::format("{} or more repairs in {} months{}", need.minimum, need.months,
                         need.same_ground ? ", same class" : "");
      break;
    case Kind::kAttribute:
      text = fmt::format("{} is {}", need.name, Joined(need.words, " or "));
      break;
  }
  for (const model::Severity severity : need.severities)
    text += fmt::format(" [{}]", Name(severity));
  if (need.warning_from) {
    text += fmt::format(" (only warns from {})", model::FormatDate(*need.warning_from));
  }
  return text;
}

std::string RepairsText(const model::Rulebook& book) {
  std::string text;
  if (!book.repairs.empty()) text += "repair\n";
  for (const model::Repair& repair : book.repairs) {
    text += fmt::format("  {}  {}, of {}{}\n", repair.id, repair.name, Joined(repair.lists, " "),
                        repair.within_validity ? ", within the time of use" : "");
    if (!repair.actor.empty()) text += fmt::format("      decided by {}\n", repair.actor);
    for (const model::RepairWay& way : repair.ways) {
      using For = model::RepairWay::For;
      const char* whose = way.listing == For::kFirst    ? "first listing"
                          : way.listing == For::kRepeat ? "repeated listing"
                                                        : "any listing";
      for (const model::RepairNeed& need : way.needs) {
        text += fmt::format("      {} ({}): {}\n", way.id, whose, NeedText(need));
      }
    }
    for (const model::RepairNeed& need : repair.needs) {
      text += fmt::format("      {}: {}\n", need.id, NeedText(need));
    }
    for (const model::RepairNeed& bar : repair.bars) {
      text += fmt::format("      {}: not while {}\n", bar.id, NeedText(bar));
    }
    if (!repair.flags.empty()) {
      text += fmt::format("      flags      {}\n", Joined(repair.flags, "; "));
    }
  }
  return text;
}

// Time, repair, steps, disclosure and reports, in the order of the format's page.
std::string LifeText(const model::Rulebook& book) {
  std::string text;
  Table timers({"timer", "name", "length", "from", "event", "actor", "flags"});
  for (const model::Timer& timer : book.timers) {
    timers.Add({timer.id, timer.name, PeriodText(timer.amount, timer.unit, timer.parameter),
                timer.start, std::string(Name(timer.event)), timer.actor,
                Joined(timer.flags, "; ")});
  }
  if (!timers.empty()) text += "timers\n" + timers.Text(2);
  text += RepairsText(book);
  Table steps({"step", "to", "after", "lists", "actor", "flags"});
  for (const model::LifeStep& step : book.steps) {
    std::vector<std::string> after;
    for (const model::ListingState state : step.after) after.emplace_back(Name(state));
    steps.Add({step.id, fmt::format("{} {}", Name(step.to), ChineseName(step.to)),
               Joined(after, " "), step.lists.empty() ? "every list" : Joined(step.lists, " "),
               step.actor, Joined(step.flags, "; ")});
  }
  if (!steps.empty()) text += "steps\n" + steps.Text(2);
  Table fields({"row", "list", "field", "name", "required", "class", "published"});
  for (const model::DisclosedField& field : book.fields) {
    using Class = model::DisclosedField::Class;
    using Publish = model::DisclosedField::Publish;
    fields.Add({field.id, field.list, field.key, field.name, field.required ? "yes" : "",
                field.disclosure == Class::kPublic   ? "社会公开"
                : field.disclosure == Class::kShared ? "政府共享"
                                                     : "授权查询",
                field.publish == Publish::kShown    ? "shown"
                : field.publish == Publish::kMasked ? "masked"
                                                    : "withheld"});
  }
  if (!fields.empty()) text += "fields of a listing\n" + fields.Text(2);
  Table forbidden({"row", "not collected", "field words", "text words"});
  for (const model::ForbiddenData& data : book.forbidden) {
    forbidden.Add(
        {data.id, data.name, Joined(data.field_words, " "), Joined(data.text_words, " ")});
  }
  if (!forbidden.empty()) text += "forbidden data\n" + forbidden.Text(2);
  Table reports({"row", "report", "period", "actor", "to"});
  for (const model::ReportDuty& report : book.reports) {
    reports.Add({report.id, report.name, PeriodText(report.amount, report.unit, report.parameter),
                 report.actor, report.to});
  }
  if (!reports.empty()) text += "reports\n" + reports.Text(2);
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
  text += LifeText(book);
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
