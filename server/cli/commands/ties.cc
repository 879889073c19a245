#include <CLI/CLI.hpp>
#include <map>

#include "query/ask/questions.h"
#include "server/cli/commands/asking.h"
#include "server/wire/control_json.h"

namespace liancheng::cli {
namespace {

struct ControlOptions {
  query::ControlQuestion question;
  std::string threshold;
  bool up = false;
  bool down = false;
  bool ultimate = false;
};

int AskOwners(const GlobalOptions& global, const query::Workspace& workspace,
              const ControlOptions& options) {
  constexpr uint32_t kBeneficialPpm = model::kWholePpm / 4;
  const uint32_t beneficial_ppm =
      options.threshold.empty() ? kBeneficialPpm : PercentPpm(options.threshold);
  const auto answer = query::AskOwners(workspace, options.question.subjects.front(),
                                       model::kWholePpm / 2, beneficial_ppm);
  if (!answer.ok()) return Report(answer.status());
  return Print(global, workspace, *answer, true, "beneficial_owners",
               {"id", "name", "type", "share_percent", "share_percent_max", "by_control",
                "undetermined", "arithmetic", "missing"});
}

int AskControl(const GlobalOptions& global, const query::Workspace& workspace,
               const ControlOptions& options) {
  if (options.ultimate) return AskOwners(global, workspace, options);
  query::ControlQuestion question = options.question;
  question.direction = options.down ? query::ControlDirection::kDown : query::ControlDirection::kUp;
  const bool multiplied = question.method == query::ControlMethod::kMultiplied;
  question.threshold_ppm = !options.threshold.empty() ? PercentPpm(options.threshold)
                           : multiplied               ? model::kWholePpm / 4
                                                      : model::kWholePpm / 2;
  const auto answer = query::AskControl(workspace, question);
  if (!answer.ok()) return Report(answer.status());
  return Print(global, workspace, *answer, answer->complete, "parties",
               {"id", "name", "type", "share_percent", "share_percent_max", "method",
                "undetermined", "arithmetic", "missing"});
}

void AddControl(CLI::App& app, CommandLine& line) {
  auto options = std::make_shared<ControlOptions>();
  CLI::App* command = app.add_subcommand(
      "control",
      "Who controls or holds a party, or whom it controls or holds, with the arithmetic");
  command->footer(
      "majority    stakes of a holder and of all that it controls: more than the threshold (50)\n"
      "cascade     stakes of the set's members in full, others none: at least the threshold (50)\n"
      "multiplied  products along chains, summed, loops in closed form: at least it (25)\n"
      "Example: liancheng control E1\n"
      "         liancheng control P1 --down --method multiplied --threshold 10\n"
      "         liancheng control P1 P2 --down --method cascade\n"
      "         liancheng control E1 --ultimate");
  command->add_option("SUBJECT", options->question.subjects, "Id, code or unique name")->required();
  auto* up = command->add_flag("--up", options->up, "Who stands above it (default)");
  auto* down = command->add_flag("--down", options->down, "Who stands below it");
  up->excludes(down);
  const std::map<std::string, query::ControlMethod> methods = {
      {"majority", query::ControlMethod::kMajority},
      {"cascade", query::ControlMethod::kCascade},
      {"multiplied", query::ControlMethod::kMultiplied}};
  command->add_option("--method", options->question.method, "majority, cascade or multiplied")
      ->transform(CLI::CheckedTransformer(methods))
      ->default_str("majority");
  command->add_option("--threshold", options->threshold, "Percent, 0 to 100")->check(CheckPercent);
  command->add_option("--chains", options->question.chains_max, "Most chains shown for a party")
      ->check(CLI::Range(1u, 10'000u))
      ->capture_default_str();
  command
      ->add_flag("--ultimate", options->ultimate,
                 "Suspected actual controller 疑似实际控制人 and beneficial owners 受益所有人")
      ->excludes(down);
  BindQuestion(command, line, [options](const auto& global, const auto& workspace) {
    return AskControl(global, workspace, *options);
  });
}

struct GroupOptions {
  query::GroupsQuestion question;
  std::string relations;
  std::string threshold = "50";
};

void AddGroups(CLI::App& app, CommandLine& line) {
  auto options = std::make_shared<GroupOptions>();
  query::GroupsQuestion& question = options->question;
  CLI::App* command = app.add_subcommand(
      "groups", "Groups under one controller, or tied together, the largest first");
  command->footer(
      "Example: liancheng groups --min 5\n"
      "         liancheng groups --kind connected --relations legal_representative,shareholder");
  const std::map<std::string, query::GroupKind> kinds = {
      {"control", query::GroupKind::kControl}, {"connected", query::GroupKind::kConnected}};
  command->add_option("--kind", question.kind, "control or connected")
      ->transform(CLI::CheckedTransformer(kinds))
      ->default_str("control");
  command->add_option("--min", question.parties_min, "Fewest parties of a group")
      ->check(CLI::Range(2u, 4'000'000'000u))
      ->capture_default_str();
  command->add_option("--threshold", options->threshold, "Control: a majority above this, percent")
      ->check(CheckPercent)
      ->capture_default_str();
  command
      ->add_option("--relations", options->relations,
                   "Connected: only these, comma-separated (default: all that are no clue)")
      ->check(CheckRelations);
  command->add_option("--limit", question.groups_max, "Groups given at once")
      ->check(CLI::Range(1u, 1'000'000u))
      ->capture_default_str();
  command->add_option("--skip", question.skip, "Larger groups passed over: the page before")
      ->capture_default_str();
  command->add_option("--members", question.members_max, "Members named of each group; 0: all")
      ->capture_default_str();
  BindQuestion(command, line, [options](const auto& global, const auto& workspace) {
    query::GroupsQuestion asked = options->question;
    if (!options->relations.empty()) asked.relations = RelationsOf(options->relations);
    asked.threshold_ppm = PercentPpm(options->threshold);
    const auto answer = query::AskGroups(workspace, asked);
    if (!answer.ok()) return Report(answer.status());
    Print(global, workspace, *answer, !answer->members_cut && !answer->next, "groups",
          {"size", "head", "members"});
    return answer->groups.empty() ? static_cast<int>(kRefusedOrNothing) : static_cast<int>(kDone);
  });
}

struct CommonOptions {
  std::vector<std::string> subjects;
  std::string relations;
  uint32_t hops = 2;
  uint32_t degree_max = 100'000;
};

void AddCommon(CLI::App& app, CommandLine& line) {
  auto options = std::make_shared<CommonOptions>();
  CLI::App* command =
      app.add_subcommand("common", "What several parties are all tied to, with the evidence");
  command->footer("Example: liancheng common E1 E2 E7 --hops 2");
  command->add_option("SUBJECT", options->subjects, "Two or more ids, codes or unique names")
      ->required()
      ->expected(2, 1'000);
  command->add_option("--hops", options->hops, "How far to walk from each")
      ->check(CLI::Range(1u, 20u))
      ->capture_default_str();
  command->add_option("--relations", options->relations, "Only these, comma-separated")
      ->check(CheckRelations);
  command
      ->add_option("--degree-max", options->degree_max,
                   "Parties with more ties than this are reported and not walked through")
      ->check(CLI::Range(1u, 4'000'000'000u))
      ->capture_default_str();
  BindQuestion(command, line, [options](const auto& global, const auto& workspace) {
    const auto answer =
        query::AskCommon(workspace, options->subjects, RelationsOf(options->relations),
                         {options->hops, 5'000'000, options->degree_max, 0});
    if (!answer.ok()) return Report(answer.status());
    Print(global, workspace, *answer, answer->complete, "ties",
          {"id", "name", "type", "tier", "shared_by"});
    return answer->ties.empty() ? static_cast<int>(kRefusedOrNothing) : static_cast<int>(kDone);
  });
}

struct SuccessorOptions {
  query::SuccessionQuestion question;
  std::string since;
};

void AddSuccessors(CLI::App& app, CommandLine& line) {
  auto options = std::make_shared<SuccessorOptions>();
  query::SuccessionQuestion& question = options->question;
  CLI::App* command =
      app.add_subcommand("successors", "Clues to who carries on after a firm or shop closed (T3)");
  command->footer(
      "Same people, address, contact, account or name, in parties that began around the closing "
      "day.\nExample: liancheng successors S3\n         liancheng successors E4 --since "
      "2020-06-01");
  command->add_option("SUBJECT", question.subject, "Id, code or unique name")->required();
  command->add_option("--since", options->since, "YYYY-MM-DD (default: its closing day)")
      ->check([](const std::string& text) {
        const auto day = model::ParseDate(text);
        return day.ok() ? std::string() : std::string(day.status().message());
      });
  command->add_option("--days-before", question.days_before, "Began at most so long before")
      ->check(CLI::Range(0, 36'500))
      ->capture_default_str();
  command->add_option("--days-after", question.days_after, "Began at most so long after")
      ->check(CLI::Range(0, 36'500))
      ->capture_default_str();
  BindQuestion(command, line, [options](const auto& global, const auto& workspace) {
    query::SuccessionQuestion asked = options->question;
    if (!options->since.empty()) asked.since = *model::ParseDate(options->since);
    const auto answer = query::AskSuccession(workspace, asked);
    if (!answer.ok()) return Report(answer.status());
    Print(global, workspace, *answer, answer->complete, "successors",
          {"id", "name", "type", "began", "score", "reasons", "evidence"});
    return answer->successors.empty() ? static_cast<int>(kRefusedOrNothing)
                                      : static_cast<int>(kDone);
  });
}

struct FirmOptions {
  std::string subject;
  std::string definition = "control+chain";
  std::string control = "50";
  std::string chain = "50";
};

void AddAffiliatedFirms(CLI::App& app, CommandLine& line) {
  auto options = std::make_shared<FirmOptions>();
  CLI::App* command =
      app.add_subcommand("affiliated-firms", "关联企业 of a party by a definition that you state");
  command->footer(
      "control               one controls the other by a majority above --control\n"
      "chain                 an unbroken chain of holdings of at least --chain each\n"
      "legal_representative  the same legal representative on that day\n"
      "Example: liancheng affiliated-firms E1 --definition control+chain --chain 50");
  command->add_option("SUBJECT", options->subject, "Id, code or unique name")->required();
  command->add_option("--definition", options->definition, "Words joined by +")
      ->check([](const std::string& text) {
        return std::string(rules::ParseAffiliation(text).status().message());
      })
      ->capture_default_str();
  command->add_option("--control", options->control, "Percent, 0 to 100")
      ->check(CheckPercent)
      ->capture_default_str();
  command->add_option("--chain", options->chain, "Percent, 0 to 100")
      ->check(CheckPercent)
      ->capture_default_str();
  BindQuestion(command, line, [options](const auto& global, const auto& workspace) {
    rules::AffiliationDefinition definition = *rules::ParseAffiliation(options->definition);
    definition.control_ppm = PercentPpm(options->control);
    definition.chain_ppm = PercentPpm(options->chain);
    const auto answer = query::AskAffiliatedFirms(workspace, options->subject, definition);
    if (!answer.ok()) return Report(answer.status());
    return Print(global, workspace, *answer, true, "parties", {"id", "name", "type", "evidence"});
  });
}

}  // namespace

void AddTieCommands(CLI::App& app, CommandLine& line) {
  AddControl(app, line);
  AddGroups(app, line);
  AddCommon(app, line);
  AddSuccessors(app, line);
  AddAffiliatedFirms(app, line);
}

}  // namespace liancheng::cli
