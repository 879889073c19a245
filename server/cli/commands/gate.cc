#include <CLI/CLI.hpp>

#include "server/cli/commands/commands.h"
#include "server/cli/commands/gate_commands.h"

namespace liancheng::cli {
namespace {

void AddUnit(CLI::App* command, UnitOptions* unit, bool required) {
  auto* name =
      command->add_option("--unit", unit->name, "Who asks, as the provisions name it (区财政局)");
  if (required) name->required();
  command->add_option("--kind", unit->kind, "What kind of body it is")
      ->check(CheckUnitKind)
      ->capture_default_str();
  command->add_option("--region", unit->regions, "Its regions (GB/T 2260); none: not limited")
      ->delimiter(',')
      ->check(CheckRegionCode);
  command->add_option("--measures", unit->measures, "Measures given to it, comma-separated")
      ->delimiter(',');
  command->add_option("--party", unit->party, "Id of the party that it is (a platform operator)");
}

void AddCheck(CLI::App& app, CommandLine& line) {
  auto asked = std::make_shared<CheckOptions>();
  CLI::App* command =
      app.add_subcommand("check", "The gate: pass, prompt or hold for a party in one matter");
  command->footer(
      "Example: liancheng check 91350104WWWW010001 --matter government_procurement --unit "
      "区财政局\n"
      "         liancheng check --name 某某商贸有限公司 --matter licence --unit 市行政审批局\n"
      "         liancheng check P1 --matter appointment --unit 市市场监督管理局 --purpose 登记\n"
      "           --ground 《公司法》第一百七十八条 --role agent=P2\n"
      "         liancheng check --request FILE\n"
      "A name alone is never a hit. A hold is for a person to decide.");
  auto* subject = command->add_option("SUBJECT", asked->subject,
                                      "Code, ID number or the caller's id; leave out with --name");
  command->add_option("--name", asked->name, "Name as the applicant gives it");
  command->add_option("--type", asked->type, "Type of party as the applicant gives it");
  auto* matter = command->add_option("--matter", asked->matter, "What is applied for (licence)");
  AddUnit(command, &asked->unit, false);
  command->add_option("--user", asked->user, "Who sits there");
  command->add_option("--stage", asked->stage, "Stage of the matter, in the unit's own words");
  command->add_option("--purpose", asked->purpose, "For what; required for a person's data");
  command->add_option("--ground", asked->ground, "Legal ground; this or --consent for a person");
  command->add_option("--consent", asked->consent, "Id of the person's consent");
  command->add_option("--request-id", asked->request_id, "The unit's own number");
  command->add_option("--role", asked->roles, "ROLE=NUMBER, also to be checked; may be repeated");
  auto* request =
      command->add_option("--request", asked->request_file, "A whole request as a JSON file");
  request->excludes(subject)->excludes(matter);
  command->callback([&line, asked] {
    if (asked->request_file.empty() && asked->matter.empty()) {
      throw CLI::RequiredError("--matter or --request");
    }
    line.run = [&line, asked] { return RunCheck(line.options, *asked); };
  });
}

void AddWorklist(CLI::App& app, CommandLine& line) {
  auto asked = std::make_shared<WorklistOptions>();
  CLI::App* command =
      app.add_subcommand("worklist", "What a unit has to carry out, or what changed since a token");
  command->footer(
      "Example: liancheng worklist --unit 县市场监督管理局 --region 152224\n"
      "         liancheng worklist --unit 县市场监督管理局 --since 3f0c2a9b11d4:7@2020-06-01\n"
      "         liancheng worklist --unit 某平台 --kind platform --party E103");
  AddUnit(command, &asked->unit, true);
  command->add_option("--since", asked->since, "Only changes since this token")
      ->check(CheckFeedToken);
  command
      ->add_option("--answer-days", asked->answer_days,
                   "Days in which an answer is expected; no document sets any")
      ->check(CLI::Range(1, 3650));
  command->callback(
      [&line, asked] { line.run = [&line, asked] { return RunWorklist(line.options, *asked); }; });
}

void AddFeed(CLI::App& app, CommandLine& line) {
  auto since = std::make_shared<std::string>();
  CLI::App* command =
      app.add_subcommand("feed", "What is new, changed and ended for everybody since a token");
  command->footer(
      "Example: liancheng feed\n"
      "         liancheng feed --since 3f0c2a9b11d4:7@2020-06-01 --format json");
  command->add_option("--since", *since, "A token; without it, the token of now")
      ->check(CheckFeedToken);
  command->callback(
      [&line, since] { line.run = [&line, since] { return RunFeed(line.options, *since); }; });
}

void AddFeedback(CLI::App& app, CommandLine& line) {
  CLI::App* feedback = app.add_subcommand("feedback", "What executors did, or why they did not");
  feedback->require_subcommand(1);
  auto asked = std::make_shared<FeedbackOptions>();
  CLI::App* add = feedback->add_subcommand("add", "Report on an item of a worklist");
  add->footer(
      "Example: liancheng feedback add --item 0123456789abcdef --by 县市场监督管理局 --executed\n"
      "         liancheng feedback add --listing L1 --measure S-SUP --party E2 --by 某局\n"
      "           --reason 无在办事项 --on 2020-05-01");
  auto* item = add->add_option("--item", asked->item, "Id of the item, as a worklist shows it");
  auto* listing = add->add_option("--listing", asked->listing, "Listing it comes from");
  auto* measure = add->add_option("--measure", asked->measure, "Measure (S-SUP)")->excludes(item);
  auto* party = add->add_option("--party", asked->party, "Party it falls on")->excludes(item);
  measure->needs(listing)->needs(party);
  party->needs(measure);
  add->add_option("--by", asked->executor, "Who reports")->required();
  auto* executed = add->add_flag("--executed", asked->executed, "It was carried out");
  auto* reason = add->add_option("--reason", asked->reason, "Why it was not carried out");
  reason->excludes(executed);
  add->add_option("--on", asked->on, "The day, YYYY-MM-DD (default: today)")->check(CheckGateDay);
  add->callback([&line, asked] {
    if (asked->item.empty() && asked->measure.empty()) {
      throw CLI::RequiredError("--item, or --listing with --measure and --party");
    }
    if (!asked->executed && asked->reason.empty()) {
      throw CLI::RequiredError("--executed or --reason");
    }
    line.run = [&line, asked] { return RunFeedbackAdd(line.options, *asked); };
  });

  auto counted = std::make_shared<StatsOptions>();
  CLI::App* stats = feedback->add_subcommand("stats", "By executor, measure and month");
  stats->footer("Example: liancheng feedback stats --from 2020-01-01 --to 2020-04-01");
  stats->add_option("--from", counted->from, "First day")->required()->check(CheckGateDay);
  stats->add_option("--to", counted->to, "First day after it")->required()->check(CheckGateDay);
  stats->add_option("--state", counted->state,
                    "Folder of the service, whose log tells of checks (default: DATA.service)");
  stats->callback([&line, counted] {
    line.run = [&line, counted] { return RunFeedbackStats(line.options, *counted); };
  });
}

}  // namespace

void AddGateCommands(CLI::App& app, CommandLine& line) {
  AddCheck(app, line);
  AddWorklist(app, line);
  AddFeed(app, line);
  AddFeedback(app, line);
}

}  // namespace liancheng::cli
