#include <CLI/CLI.hpp>
#include <memory>

#include "server/cli/commands/commands.h"
#include "server/cli/commands/gate_commands.h"
#include "server/cli/commands/serving.h"

namespace liancheng::cli {
namespace {

template <typename Options>
void BindServing(CLI::App* command, CommandLine& line, std::shared_ptr<Options> asked,
                 int (*run)(const GlobalOptions&, const Options&)) {
  command->callback([&line, asked, run] {
    line.run = [&line, asked, run] { return run(line.options, *asked); };
  });
}

void AddServe(CLI::App& app, CommandLine& line) {
  auto asked = std::make_shared<ServeOptions>();
  CLI::App* command = app.add_subcommand("serve", "The service: the same questions over HTTP");
  command->footer(
      "Ends on SIGTERM, when what is under way is answered. Keys of FILE: docs/operations.md.\n"
      "Example: liancheng --data store token add --user u1 --role steward --unit credit-office\n"
      "         liancheng --data store serve\n"
      "         curl -H \"Authorization: Bearer $TOKEN\" http://127.0.0.1:8480/v1/me");
  command->add_option("--config", asked->config, "JSON file; every key has a default");
  command->add_option("--address", asked->address, "Address to listen on (default: 127.0.0.1)");
  command->add_option("--port", asked->port, "Port; 0: a free one (default: 8480)")
      ->check(CLI::Range(0, 65535));
  command->add_flag("--print-access", asked->print_access, "Print who may do what, and end");
  command->add_flag("--print-openapi", asked->print_openapi, "Print the OpenAPI, and end");
  command->add_flag("--print-client", asked->print_client,
                    "Print the OpenAPI as types for TypeScript, and end");
  BindServing(command, line, asked, RunServe);
}

CLI::App* AddTokenCommand(CLI::App* token, const char* name, const char* help,
                          const std::shared_ptr<TokenOptions>& asked) {
  CLI::App* command = token->add_subcommand(name, help);
  command->add_option("--state", asked->state, "Folder of the service (default: DATA.service)");
  return command;
}

void AddTokens(CLI::App& app, CommandLine& line) {
  CLI::App* token = app.add_subcommand("token", "Who may use the service, and as whom");
  token->require_subcommand(1);
  auto add = std::make_shared<TokenOptions>();
  CLI::App* command =
      AddTokenCommand(token, "add", "A token for a user; printed once, kept as a hash", add);
  command->footer(
      "Example: liancheng token add --user u7 --role department --unit fin --unit-name 财政局 "
      "--region 152224");
  command->add_option("--user", add->user, "Id of the user")->required();
  command
      ->add_option("--role", add->role,
                   "department, platform, investigator, steward, auditor or administrator")
      ->required();
  command->add_option("--unit", add->unit, "Id of the unit")->required();
  command->add_option("--unit-name", add->unit_name,
                      "As rulebooks name it; with it the unit is stated anew");
  command->add_option("--kind", add->kind, "Kind of unit")
      ->check(CheckUnitKind)
      ->capture_default_str();
  command->add_option("--party", add->party, "Id of the party that the unit is (a platform)");
  command->add_option("--region", add->regions, "Codes of GB/T 2260 (default: everywhere)");
  command->add_option("--measure", add->measures, "Measures given to it beyond the provisions");
  command->add_option("--days", add->days, "Valid for so long")
      ->check(CLI::Range(1, 366))
      ->capture_default_str();
  BindServing(command, line, add, RunTokenAdd);

  auto list = std::make_shared<TokenOptions>();
  BindServing(AddTokenCommand(token, "list", "Every token, without its secret", list), line, list,
              RunTokenList);
  auto rotate = std::make_shared<TokenOptions>();
  command = AddTokenCommand(token, "rotate", "A new token in place of an old one", rotate);
  command->add_option("TOKEN", rotate->id, "Id of the token")->required();
  command->add_option("--days", rotate->days, "Valid for so long")
      ->check(CLI::Range(1, 366))
      ->capture_default_str();
  BindServing(command, line, rotate, RunTokenRotate);
  auto revoke = std::make_shared<TokenOptions>();
  command = AddTokenCommand(token, "revoke", "Ends a token; at once, also while it serves", revoke);
  command->add_option("TOKEN", revoke->id, "Id of the token")->required();
  BindServing(command, line, revoke, RunTokenRevoke);
}

void AddConsent(CLI::App& app, CommandLine& line) {
  CLI::App* consent = app.add_subcommand("consent", "Parties' written consents to queries");
  consent->require_subcommand(1);
  auto add = std::make_shared<ConsentOptions>();
  CLI::App* command = consent->add_subcommand("add", "Keeps a consent (HX-21)");
  command->footer(
      "Example: liancheng consent add --id C1 --party P101 --unit bank --purpose 信贷审批");
  command->add_option("--state", add->state, "Folder of the service (default: DATA.service)");
  command->add_option("--id", add->id, "Number of the consent")->required();
  command->add_option("--party", add->party, "Id of the party")->required();
  command->add_option("--unit", add->unit, "Id of the unit that may query")->required();
  command->add_option("--purpose", add->purposes, "What for")->required();
  command->add_option("--from", add->from, "YYYY-MM-DD")->check(CheckDay);
  command->add_option("--to", add->to, "YYYY-MM-DD, the first day without it")->check(CheckDay);
  BindServing(command, line, add, RunConsentAdd);
}

CLI::App* AddAuditCommand(CLI::App* audit, const char* name, const char* help,
                          const std::shared_ptr<AuditOptions>& asked) {
  CLI::App* command = audit->add_subcommand(name, help);
  command->add_option("--state", asked->state, "Folder of the service (default: DATA.service)");
  command->add_option("--from", asked->from, "YYYY-MM-DD (UTC)")->check(CheckDay);
  command->add_option("--to", asked->to, "YYYY-MM-DD, exclusive")->check(CheckDay);
  return command;
}

void AddAudit(CLI::App& app, CommandLine& line) {
  CLI::App* audit = app.add_subcommand("audit", "The log of every read and change");
  audit->require_subcommand(1);
  auto list = std::make_shared<AuditOptions>();
  CLI::App* command = AddAuditCommand(audit, "list", "Lines of the log", list);
  command->footer("Example: liancheng audit list --user u7 --from 2026-11-01");
  command->add_option("--user", list->user, "Only of this user");
  command->add_option("--unit", list->unit, "Only of this unit");
  command->add_option("--operation", list->operation, "Only this operation");
  command->add_option("--kind", list->kind, "read, change or refused");
  command->add_option("--after", list->after, "After this line");
  command->add_option("--limit", list->limit, "Most lines")->capture_default_str();
  BindServing(command, line, list, RunAuditList);
  auto verify = std::make_shared<AuditOptions>();
  command = AddAuditCommand(audit, "verify", "Whether every line stands in the chain", verify);
  command->footer(
      "Keep the head it prints elsewhere; --head HASH proves later that nothing was cut");
  command->add_option("--head", verify->head, "A hash that must be in the log");
  BindServing(command, line, verify, RunAuditVerify);
  auto out = std::make_shared<AuditOptions>();
  command = AddAuditCommand(audit, "export", "The lines as they are", out);
  command->add_option("--out", out->out, "File, or - for standard output")->capture_default_str();
  BindServing(command, line, out, RunAuditExport);
  auto anomalies = std::make_shared<AuditOptions>();
  command = AddAuditCommand(audit, "anomalies", "What a person should look at", anomalies);
  BindServing(command, line, anomalies, RunAuditAnomalies);
}

}  // namespace

void AddServeCommands(CLI::App& app, CommandLine& line) {
  AddServe(app, line);
  AddTokens(app, line);
  AddConsent(app, line);
  AddAudit(app, line);
}

}  // namespace liancheng::cli
