// server/cli/main.cc: the program `liancheng`.

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "fmt/format.h"
#include "server/cli/commands.h"

int main(int argc, char** argv) {
  CLI::App app(
      "Liancheng 联惩: who is tied to a party, which measures apply to it and why, whom a listing "
      "reaches and where it stops");
  app.footer(
      "Exit codes: 0 done, 1 input refused or nothing found, 2 usage, 3 damaged store.\n"
      "Example: liancheng --data store import datasets/samples/demo\n"
      "         liancheng --data store measures E1 --as-of 2020-06-01");
  app.require_subcommand(1);
  app.fallthrough();
  liancheng::cli::CommandLine line;
  liancheng::cli::AddGlobalOptions(app, line);
  liancheng::cli::AddImportCommand(app, line);
  liancheng::cli::AddStoreCommands(app, line);
  liancheng::cli::AddAnswerCommands(app, line);
  liancheng::cli::AddTieCommands(app, line);
  liancheng::cli::AddNameCommands(app, line);
  liancheng::cli::AddListCommands(app, line);
  liancheng::cli::AddRulebookCommands(app, line);
  liancheng::cli::AddTraceCommand(app, line);
  liancheng::cli::AddPublicationCommands(app, line);
  liancheng::cli::AddImpactCommands(app, line);
  liancheng::cli::AddGateCommands(app, line);
  liancheng::cli::AddServeCommands(app, line);
  liancheng::cli::AddReportCommand(app, line);
  liancheng::cli::AddGenerateCommand(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? liancheng::cli::kDone : liancheng::cli::kUsage;
  }
  return line.run();
}
