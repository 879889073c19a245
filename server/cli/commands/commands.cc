#include "server/cli/commands/commands.h"

#include <CLI/CLI.hpp>
#include <map>

namespace liancheng::cli {
namespace {

void AddGlobalOptions(CLI::App& app, CommandLine& line) {
  GlobalOptions& options = line.options;
  app.set_version_flag("--version", "liancheng " LIANCHENG_VERSION);
  app.add_option("--data", options.data, "Folder of the store")
      ->envname("LIANCHENG_DATA")
      ->capture_default_str();
  app.add_option("--key-file", options.key_file,
                 "Key of the ID numbers, outside the store (default: DATA.key)")
      ->envname("LIANCHENG_KEY_FILE");
  app.add_option("--rulebooks", options.rulebooks, "Folder of the rulebooks")
      ->check(CLI::ExistingDirectory);
  app.add_option("--books", options.books, "Only these rulebooks, comma-separated (default: all)")
      ->delimiter(',');
  const std::map<std::string, Format> formats = {
      {"text", Format::kText}, {"json", Format::kJson}, {"csv", Format::kCsv}};
  app.add_option("--format", options.format, "text, json or csv")
      ->transform(CLI::CheckedTransformer(formats));
  app.add_option("--as-of", options.as_of_text, "The day asked about, YYYY-MM-DD (default: today)")
      ->check(CheckDay);
  app.add_option("--known-at", options.known_at, "What was known at this revision (default: all)");
  app.add_flag("--no-snapshot", options.no_snapshot,
               "Neither use nor write the snapshot file of the graph (DIR/snapshot)");
  app.add_flag("--salvage", options.salvage, "Open a damaged store to read what can still be read");
}

}  // namespace

int RunCommandLine(int argc, const char* const* argv) {
  CLI::App app(
      "Liancheng 联惩: who is tied to a party, which measures apply to it and why, whom a listing "
      "reaches and where it stops");
  app.footer(
      "Exit codes: 0 done, 1 input refused or nothing found, 2 usage, 3 damaged store.\n"
      "Example: liancheng --data store import datasets/samples/demo\n"
      "         liancheng --data store measures E1 --as-of 2020-06-01");
  app.require_subcommand(1);
  app.fallthrough();
  CommandLine line;
  AddGlobalOptions(app, line);
  AddImportCommand(app, line);
  AddStoreCommands(app, line);
  AddAnswerCommands(app, line);
  AddTieCommands(app, line);
  AddNameCommands(app, line);
  AddListCommands(app, line);
  AddRulebookCommands(app, line);
  AddTraceCommand(app, line);
  AddPublicationCommands(app, line);
  AddImpactCommands(app, line);
  AddGateCommands(app, line);
  AddServeCommands(app, line);
  AddReportCommand(app, line);
  AddGenerateCommand(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  return line.run();
}

}  // namespace liancheng::cli
