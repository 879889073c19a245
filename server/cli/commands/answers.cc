#include <CLI/CLI.hpp>

#include "query/ask/questions.h"
#include "server/cli/commands/asking.h"

namespace liancheng::cli {
namespace {

struct AnswerOptions {
  std::string subject;
  std::string other;
  std::string relations;
  std::string tier;
  uint32_t hops = 0;
  uint32_t limit = 0;
  uint32_t degree_max = 100'000;
};

const std::vector<std::string> kFindingFields = {
    "subject",  "subject_name", "measure", "name",    "standing", "tier",      "force",
    "modality", "executors",    "listing", "list",    "rulebook", "provision", "basis",
    "path",     "from",         "to",      "missing", "notes"};

graph::Limits LimitsOf(const AnswerOptions& options) {
  return {options.hops, 5'000'000, options.degree_max, options.limit};
}

query::TierChoice TiersOf(const AnswerOptions& options) {
  return {.consequences = options.tier != "T3", .clues = !options.tier.empty()};
}

void AddWalkOptions(CLI::App* command, AnswerOptions* options, uint32_t hops, uint32_t hops_max) {
  options->hops = hops;
  command->add_option("--hops", options->hops, "How far to walk")
      ->check(CLI::Range(1u, hops_max))
      ->capture_default_str();
  command->add_option("--relations", options->relations, "Only these, comma-separated")
      ->check(CheckRelations);
  command
      ->add_option("--degree-max", options->degree_max,
                   "Parties with more ties than this are reported and not walked through")
      ->check(CLI::Range(1u, 4'000'000'000u))
      ->capture_default_str();
}

using Asker =
    std::function<int(const GlobalOptions&, const query::Workspace&, const AnswerOptions&)>;

void BindAnswer(CLI::App* command, CommandLine& line, std::shared_ptr<AnswerOptions> options,
                Asker ask) {
  BindQuestion(command, line,
               [options, ask = std::move(ask)](const auto& global, const auto& workspace) {
                 return ask(global, workspace, *options);
               });
}

void AddMeasures(CLI::App& app, CommandLine& line) {
  auto options = std::make_shared<AnswerOptions>();
  CLI::App* command =
      app.add_subcommand("measures", "What applies to a party, by which provision, and why");
  command->footer(
      "Example: liancheng measures E2 --as-of 2020-06-01\n"
      "         liancheng measures 91350104MA0000001X --tier all --format json");
  command->add_option("SUBJECT", options->subject, "Id, code or unique name")->required();
  command->add_option("--tier", options->tier, "T3: clues instead; all: both")
      ->check(CLI::IsMember({"T3", "all"}));
  BindAnswer(
      command, line, options, [](const auto& global, const auto& workspace, const auto& asked) {
        const auto answer =
            query::AskMeasures(workspace, asked.subject, TiersOf(asked), LimitsOf(asked));
        if (!answer.ok()) return Report(answer.status());
        return Print(global, workspace, *answer, answer->complete, "findings", kFindingFields);
      });
}

void AddReach(CLI::App& app, CommandLine& line) {
  auto options = std::make_shared<AnswerOptions>();
  CLI::App* command = app.add_subcommand("reach", "Whom a listing reaches, and where it stops");
  command->footer("Example: liancheng reach L1 --as-of 2020-06-01");
  command->add_option("LISTING", options->subject, "Id of a listing or of a demand")->required();
  command->add_option("--tier", options->tier, "T3: clues instead; all: both")
      ->check(CLI::IsMember({"T3", "all"}));
  BindAnswer(
      command, line, options, [](const auto& global, const auto& workspace, const auto& asked) {
        const auto answer =
            query::AskReach(workspace, asked.subject, TiersOf(asked), LimitsOf(asked));
        if (!answer.ok()) return Report(answer.status());
        return Print(global, workspace, *answer, answer->complete, "findings", kFindingFields);
      });
}

void AddAffiliates(CLI::App& app, CommandLine& line) {
  auto options = std::make_shared<AnswerOptions>();
  CLI::App* command =
      app.add_subcommand("affiliates", "Who is tied to a party, each with its evidence");
  command->footer(
      "Example: liancheng affiliates E1 --hops 3 --relations legal_representative,owner");
  command->add_option("SUBJECT", options->subject, "Id, code or unique name")->required();
  AddWalkOptions(command, options.get(), 2, 20);
  BindAnswer(command, line, options,
             [](const auto& global, const auto& workspace, const auto& asked) {
               const auto answer = query::AskAffiliates(
                   workspace, asked.subject, RelationsOf(asked.relations), LimitsOf(asked));
               if (!answer.ok()) return Report(answer.status());
               return Print(global, workspace, *answer, answer->complete, "parties",
                            {"id", "name", "type", "hops", "tier", "evidence"});
             });
}

void AddPath(CLI::App& app, CommandLine& line) {
  auto options = std::make_shared<AnswerOptions>();
  CLI::App* command = app.add_subcommand("path", "How two parties are tied, shortest first");
  command->footer("Example: liancheng path E1 E9 --hops 6 --limit 3");
  command->add_option("FROM", options->subject, "Id, code or unique name")->required();
  command->add_option("TO", options->other, "Id, code or unique name")->required();
  options->limit = 10;
  command->add_option("--limit", options->limit, "Most paths to give")
      ->check(CLI::Range(1u, 100'000u))
      ->capture_default_str();
  AddWalkOptions(command, options.get(), 4, 12);
  BindAnswer(command, line, options,
             [](const auto& global, const auto& workspace, const auto& asked) {
               const auto answer = query::AskPath(workspace, asked.subject, asked.other,
                                                  RelationsOf(asked.relations), LimitsOf(asked));
               if (!answer.ok()) return Report(answer.status());
               Print(global, workspace, *answer, answer->complete, "paths", {});
               return answer->paths.empty() ? static_cast<int>(kRefusedOrNothing)
                                            : static_cast<int>(kDone);
             });
}

void AddShow(CLI::App& app, CommandLine& line) {
  auto options = std::make_shared<AnswerOptions>();
  CLI::App* command = app.add_subcommand("show", "The credit file of a party");
  command->footer("Example: liancheng show E1 --as-of 2020-06-01 --known-at 3");
  command->add_option("SUBJECT", options->subject, "Id, code or unique name")->required();
  BindAnswer(command, line, options,
             [](const auto& global, const auto& workspace, const auto& asked) {
               const auto file = query::AskCreditFile(workspace, asked.subject);
               if (!file.ok()) return Report(file.status());
               return Print(
                   global, workspace, *file, true, "relations",
                   {"from", "relation", "to", "share_percent", "valid_from", "valid_to", "source"});
             });
}

void AddGrounds(CLI::App& app, CommandLine& line) {
  auto options = std::make_shared<AnswerOptions>();
  CLI::App* command = app.add_subcommand("grounds", "What a party's penalty records add up to");
  command->footer("Example: liancheng grounds E1 --as-of 2020-06-01");
  command->add_option("SUBJECT", options->subject, "Id, code or unique name")->required();
  BindAnswer(command, line, options,
             [](const auto& global, const auto& workspace, const auto& asked) {
               const auto answer = query::AskGrounds(workspace, asked.subject);
               if (!answer.ok()) return Report(answer.status());
               return Print(global, workspace, *answer, true, "grounds",
                            {"rulebook", "ground", "name", "met", "met_on", "records", "missing"});
             });
}

}  // namespace

void AddAnswerCommands(CLI::App& app, CommandLine& line) {
  AddShow(app, line);
  AddAffiliates(app, line);
  AddPath(app, line);
  AddMeasures(app, line);
  AddReach(app, line);
  AddGrounds(app, line);
}

}  // namespace liancheng::cli
