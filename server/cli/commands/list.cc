#include <CLI/CLI.hpp>

#include "fmt/format.h"
#include "query/listing/list_step.h"
#include "query/ask/questions.h"
#include "server/cli/commands/commands.h"
#include "server/cli/commands/context.h"
#include "server/cli/commands/desk.h"
#include "server/cli/text/text.h"
#include "server/wire/life_json.h"

namespace liancheng::cli {
namespace {

using model::ListingState;

struct ListOptions {
  std::string listing;
  std::string on;
  query::StepRequest step;
  query::NewListing entry;
  std::string severity;
  std::string role;
  std::string party;
  std::string provision;
  std::string basis;
  std::string rule;
  std::string from;
  std::string valid_to;
  std::string act_on;
  std::string objection;
  std::string result;
  bool dry_run = false;
  bool overdue = false;
};

model::Date DayOf(const ListOptions& asked) {
  return asked.on.empty() ? TodayInChina() : *model::ParseDate(asked.on);
}

int PrintRefusals(const GlobalOptions& options, const std::vector<rules::Refusal>& refusals) {
  if (options.format == Format::kJson) {
    wire::Json all = wire::Json::array();
    for (const rules::Refusal& refusal : refusals) all.push_back(wire::ToJson(refusal));
    fmt::print("{}\n", wire::Json({{"refused", std::move(all)}}).dump(2));
  } else {
    fmt::print("refused\n");
    for (const rules::Refusal& refusal : refusals) {
      fmt::print("  {}  {}\n", refusal.row.empty() ? "(no provision)" : refusal.row, refusal.why);
    }
  }
  return kRefusedOrNothing;
}

int RunStep(const GlobalOptions& options, const ListOptions& asked) {
  query::StepRequest request = asked.step;
  request.listing = asked.listing;
  request.on = DayOf(asked);
  if (!asked.valid_to.empty()) request.valid_to = *model::ParseDate(asked.valid_to);
  auto desk = OpenDesk(options, request.on);
  if (!desk.ok()) return Report(desk.status());
  auto plan = query::PlanStep(*desk->workspace, request);
  if (!plan.ok()) return Report(plan.status());
  if (!plan->refusals.empty()) return PrintRefusals(options, plan->refusals);
  std::string done = fmt::format("{} {} {} on {}", request.listing, Name(request.to),
                                 ChineseName(request.to), model::FormatDate(request.on));
  if (Ends(request.to)) {
    done += "; every measure that comes from it ends with it, the record is kept as an archive";
  }
  if (asked.dry_run) {
    fmt::print("would be recorded: {}\n", done);
    return kDone;
  }
  return Commit(options, *desk, std::move(plan->facts), done);
}

void AddActor(CLI::App* command, const std::shared_ptr<ListOptions>& asked) {
  command->add_option("--on", asked->on, "The day, YYYY-MM-DD (default: today)")->check(CheckDay);
  command->add_option("--by", asked->step.actor, "Who takes the step")->required();
}

void AddWho(CLI::App* command, const std::shared_ptr<ListOptions>& asked) {
  AddActor(command, asked);
  command->add_option("--document", asked->step.document, "Number of the document");
  command->add_option("--note", asked->step.note, "Remark");
}

void AddValidity(CLI::App* command, const std::shared_ptr<ListOptions>& asked) {
  command
      ->add_option("--valid-to", asked->valid_to,
                   "First day without effect, as the department sets it (default: the list's term)")
      ->check(CheckDay);
  command->footer(
      "Example: liancheng list decide L1 --on 2020-03-01 --valid-to 2022-03-01 --by 某局");
}

using Runner = int (*)(const GlobalOptions&, const ListOptions&);

void BindStep(CLI::App* command, CommandLine& line, std::shared_ptr<ListOptions> asked,
              Runner run) {
  command->callback([&line, asked, run] {
    line.run = [&line, asked, run] { return run(line.options, *asked); };
  });
}

struct StepCommand {
  const char* name;
  const char* help;
  ListingState to;
  std::optional<model::EndingHow> ending;
};

void AddSteps(CLI::App* list, CommandLine& line) {
  using enum ListingState;
  const StepCommand commands[] = {
      {"pre-notice",
       "The party is told of reasons, basis and rights before a decision",
       kPreNotice,
       {}},
      {"decide", "The listing is decided; its measures begin", kDecided, {}},
      {"publish", "The listing is published", kPublished, {}},
      {"notify", "A notice of rectification is delivered", kRectifying, {}},
      {"rectify", "The duties are done or the correction is complete", kRectified, {}},
      {"apply", "The party applies for repair", kRepairApplied, {}},
      {"opinion", "The provider gives its opinion on repair", kRepairOpinion, {}},
      {"notice", "The opinion is published", kRepairNotice, {}},
      {"contest", "Somebody objects to the published opinion", kContested, {}},
      {"repair", "The listing is repaired and archived", kRepaired, {}},
      {"revoke", "The listing is taken back", kRevoked, {}},
      {"uphold", "An objection is upheld: the listing is taken back", kRevoked,
       model::EndingHow::kUpheldObjection},
      {"supersede", "Another listing takes its place", kSuperseded, {}},
  };
  for (const StepCommand& one : commands) {
    auto asked = std::make_shared<ListOptions>();
    asked->step.to = one.to;
    asked->step.ending = one.ending;
    CLI::App* command = list->add_subcommand(one.name, one.help);
    command->footer(
        fmt::format("Example: liancheng list {} L1 --on 2020-03-01 --by 某局", one.name));
    command->add_option("LISTING", asked->listing, "Id of the listing")->required();
    AddWho(command, asked);
    if (one.to == kDecided) AddValidity(command, asked);
    command->add_flag("--dry-run", asked->dry_run, "Only say whether it may be done");
    BindStep(command, line, asked, RunStep);
  }
}

int RunAdd(const GlobalOptions& options, const ListOptions& asked) {
  query::NewListing entry = asked.entry;
  entry.id = asked.listing;
  entry.on = DayOf(asked);
  entry.actor = asked.step.actor;
  entry.document = asked.step.document;
  if (!asked.act_on.empty()) entry.act_on = *model::ParseDate(asked.act_on);
  if (!asked.severity.empty()) entry.severity = *model::Parse<model::Severity>(asked.severity);
  auto desk = OpenDesk(options, entry.on);
  if (!desk.ok()) return Report(desk.status());
  auto facts = query::PropositionOf(*desk->workspace, entry);
  if (!facts.ok()) return Report(facts.status());
  return Commit(
      options, *desk, *std::move(facts),
      fmt::format("{} proposed 拟认定 for {} on {}; it has no effect before it is decided",
                  entry.id, entry.list, model::FormatDate(entry.on)));
}

void AddProposal(CLI::App* list, CommandLine& line) {
  auto asked = std::make_shared<ListOptions>();
  CLI::App* command = list->add_subcommand("add", "Propose a party for a list");
  command->footer(
      "Example: liancheng list add L9 --list HJ-black --subject E1 --ground 'HJ-6-(一)' --by 某局 "
      "--act-on 2019-11-05");
  command->add_option("LISTING", asked->listing, "Id for the new listing")->required();
  command->add_option("--list", asked->entry.list, "Id of the list")->required();
  command->add_option("--subject", asked->entry.subject, "Id, code or unique name")->required();
  command->add_option("--ground", asked->entry.ground, "Row of the ground")->required();
  command->add_option("--basis", asked->entry.basis, "Named basis that an open ground needs (G14)");
  command->add_option("--severity", asked->severity, "轻微, 一般, 较重, 严重 or 未明确")
      ->check([](const std::string& word) {
        return model::Parse<model::Severity>(word) ? std::string()
                                                   : "one of 轻微, 一般, 较重, 严重, 未明确";
      });
  command
      ->add_option("--act-on", asked->act_on,
                   "Day of the act, on which offices and ties are asked (default: the decision's)")
      ->check(CheckDay);
  AddWho(command, asked);
  BindStep(command, line, asked, RunAdd);
}

int RunAttribute(const GlobalOptions& options, const ListOptions& asked) {
  auto desk = OpenDesk(options, DayOf(asked));
  if (!desk.ok()) return Report(desk.status());
  auto fact = query::AttributionOf(*desk->workspace, asked.listing, asked.party,
                                   *model::Parse<model::ResponsibleRole>(asked.role), DayOf(asked),
                                   asked.step.actor, asked.step.document);
  if (!fact.ok()) return Report(fact.status());
  return Commit(options, *desk, {*std::move(fact)},
                fmt::format("{} answers for {} as {}", asked.party, asked.listing, asked.role));
}

int RunConfirm(const GlobalOptions& options, const ListOptions& asked) {
  auto desk = OpenDesk(options, DayOf(asked));
  if (!desk.ok()) return Report(desk.status());
  auto fact = query::ConfirmationOf(*desk->workspace, asked.listing, asked.provision, asked.party,
                                    DayOf(asked), asked.basis, asked.step.actor);
  if (!fact.ok()) return Report(fact.status());
  return Commit(
      options, *desk, {*std::move(fact)},
      fmt::format("{} confirmed for {} under {}", asked.provision, asked.party, asked.listing));
}

int RunObject(const GlobalOptions& options, const ListOptions& asked) {
  auto desk = OpenDesk(options, DayOf(asked));
  if (!desk.ok()) return Report(desk.status());
  auto fact = query::ObjectionOf(*desk->workspace, asked.listing, DayOf(asked), asked.step.actor);
  if (!fact.ok()) return Report(fact.status());
  return Commit(
      options, *desk, {*std::move(fact)},
      fmt::format("objection to {} received; it is annotated while it runs", asked.listing));
}

int RunAnswer(const GlobalOptions& options, const ListOptions& asked) {
  const query::ObjectionAnswer answer{asked.listing, asked.objection,
                                      *model::Parse<model::ObjectionResult>(asked.result),
                                      DayOf(asked), asked.step.actor};
  auto desk = OpenDesk(options, answer.on);
  if (!desk.ok()) return Report(desk.status());
  auto fact = query::AnswerOf(*desk->workspace, answer);
  if (!fact.ok()) return Report(fact.status());
  const std::string& objection = std::get<model::ObjectionFact>(fact->statement).id;
  std::string done = fmt::format("objection {} {} {} on {}", objection, Name(answer.result),
                                 ChineseName(answer.result), model::FormatDate(answer.on));
  done += "; the listing is no longer annotated with it";
  return Commit(options, *desk, {*std::move(fact)}, done);
}

void AddObjections(CLI::App* list, CommandLine& line) {
  auto object = std::make_shared<ListOptions>();
  CLI::App* command = list->add_subcommand("object", "An objection to a listing is received");
  command->footer("Example: liancheng list object L1 --by E1");
  command->add_option("LISTING", object->listing, "Id of the listing")->required();
  AddActor(command, object);  // an objection has no field for more
  BindStep(command, line, object, RunObject);

  auto answer = std::make_shared<ListOptions>();
  command = list->add_subcommand(
      "answer", "The review of an objection is over; the listing stands (uphold takes it back)");
  command->footer("Example: liancheng list answer L1 --result rejected --by 某局");
  command->add_option("LISTING", answer->listing, "Id of the listing")->required();
  command
      ->add_option("--result", answer->result,
                   "rejected: the information is kept; upheld: it was wrong and is put right")
      ->required()
      ->check(CLI::IsMember({"rejected", "upheld"}));
  command->add_option("--objection", answer->objection,
                      "Id of the objection (default: the one that is running)");
  AddActor(command, answer);
  BindStep(command, line, answer, RunAnswer);
}

void AddPersons(CLI::App* list, CommandLine& line) {
  auto attribute = std::make_shared<ListOptions>();
  CLI::App* command = list->add_subcommand(
      "attribute", "The deciding department finds a person responsible for the act");
  command->footer("Example: liancheng list attribute L1 P1 --role principal --by 某局");
  command->add_option("LISTING", attribute->listing, "Id of the listing")->required();
  command->add_option("PERSON", attribute->party, "Id, code or unique name")->required();
  command->add_option("--role", attribute->role, "In which role")
      ->required()
      ->check(CLI::IsMember(
          {"legal_representative", "principal", "directly_responsible", "practitioner"}));
  AddWho(command, attribute);
  BindStep(command, line, attribute, RunAttribute);

  auto confirm = std::make_shared<ListOptions>();
  command = list->add_subcommand("confirm", "A person confirms that a provision reaches a party");
  command->footer("Example: liancheng list confirm L1 'HX-26-b' P1 --by 某局");
  command->add_option("LISTING", confirm->listing, "Id of the listing")->required();
  command->add_option("PROVISION", confirm->provision, "Row, or label of one rule")->required();
  command->add_option("PARTY", confirm->party, "Id, code or unique name")->required();
  command->add_option("--basis", confirm->basis, "The basis named");
  AddWho(command, confirm);
  BindStep(command, line, confirm, RunConfirm);
}

template <typename Answer>
int Print(const GlobalOptions& options, const query::Workspace& workspace, const Answer& answer) {
  if (options.format == Format::kText) {
    fmt::print("{}{}", Heading(workspace), Text(answer));
  } else {
    fmt::print("{}\n", wire::Envelope(workspace, true, wire::Result(answer)).dump(2));
  }
  return kDone;
}

int RunShow(const GlobalOptions& options, const ListOptions& asked) {
  const auto opened = OpenWorkspace(options);
  if (!opened.ok()) return Report(opened.status());
  const auto answer = query::AskLife(*opened->workspace, asked.listing);
  if (!answer.ok()) return Report(answer.status());
  return Print(options, *opened->workspace, *answer);
}

int RunTerms(const GlobalOptions& options, const ListOptions& asked) {
  const auto opened = OpenWorkspace(options);
  if (!opened.ok()) return Report(opened.status());
  const auto answer = query::AskTerms(*opened->workspace, asked.overdue);
  if (!answer.ok()) return Report(answer.status());
  return Print(options, *opened->workspace, *answer);
}

int RunDeadline(const GlobalOptions& options, const ListOptions& asked) {
  // From a given day no store is needed.
  if (!asked.from.empty()) {
    auto library = OpenLibrary(options);
    if (!library.ok()) return Report(library.status());
    auto plan = rules::Plan::Make(*std::move(library), options.books);
    if (!plan.ok()) return Report(plan.status());
    const query::Workspace workspace({}, *std::move(plan), AsOf(options));
    const auto answer =
        query::AskDeadlineFrom(workspace, asked.rule, *model::ParseDate(asked.from));
    if (!answer.ok()) return Report(answer.status());
    if (options.format == Format::kText) {
      fmt::print("{}", Text(*answer));
    } else {
      fmt::print("{}\n", wire::Result(*answer).dump(2));
    }
    return kDone;
  }
  const auto opened = OpenWorkspace(options);
  if (!opened.ok()) return Report(opened.status());
  const auto answer = query::AskDeadline(*opened->workspace, asked.rule, asked.listing);
  if (!answer.ok()) return Report(answer.status());
  return Print(options, *opened->workspace, *answer);
}

void AddQuestions(CLI::App* list, CommandLine& line) {
  auto show = std::make_shared<ListOptions>();
  CLI::App* command =
      list->add_subcommand("show", "State, history, running terms and repair of a listing");
  command->footer("Example: liancheng list show L1 --as-of 2020-06-01");
  command->add_option("LISTING", show->listing, "Id of the listing")->required();
  BindStep(command, line, show, RunShow);

  auto terms = std::make_shared<ListOptions>();
  command = list->add_subcommand("terms", "Every term that runs unanswered, by its end");
  command->footer("Example: liancheng list terms --overdue --as-of 2020-06-01");
  command->add_flag("--overdue", terms->overdue, "Only those that have passed");
  BindStep(command, line, terms, RunTerms);

  auto deadline = std::make_shared<ListOptions>();
  command = list->add_subcommand("deadline", "When a term of the rulebooks ends");
  command->footer(
      "Example: liancheng list deadline HJ-9 --from 2018-10-30\n"
      "         liancheng list deadline SX-16-f --listing L1");
  command->add_option("TERM", deadline->rule, "Row of the term")->required();
  auto* from = command->add_option("--from", deadline->from, "The day it starts")->check(CheckDay);
  auto* listing = command->add_option("--listing", deadline->listing, "Or the listing it runs on");
  from->excludes(listing);
  command->callback([&line, deadline] {
    if (deadline->from.empty() && deadline->listing.empty()) {
      throw CLI::RequiredError("--from or --listing");
    }
    line.run = [&line, deadline] { return RunDeadline(line.options, *deadline); };
  });
}

}  // namespace

void AddListCommands(CLI::App& app, CommandLine& line) {
  CLI::App* list = app.add_subcommand(
      "list", "The life of a listing: each step checked, recorded with who and when, and timed");
  list->require_subcommand(1);
  list->footer(
      "Example: liancheng list add L9 --list HJ-black --subject E1 --ground 'HJ-6-(一)' --by 某局\n"
      "         liancheng list pre-notice L9 --by 某局 && liancheng list decide L9 --by 某局\n"
      "         liancheng list show L9");
  AddQuestions(list, line);
  AddProposal(list, line);
  AddSteps(list, line);
  AddPersons(list, line);
  AddObjections(list, line);
}

}  // namespace liancheng::cli
