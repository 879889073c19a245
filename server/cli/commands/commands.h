// server/cli/commands/commands.h: the commands, each adding itself to the command line and setting
// the exit code.
#pragma once

#include <functional>
#include <memory>

#include "server/cli/commands/options.h"

namespace CLI {
class App;
}

namespace liancheng::cli {

// What a parsed command line wants done.
struct CommandLine {
  GlobalOptions options;
  std::function<int()> run;  // set by the chosen command
};

// Parses and runs; gives the exit code of the program.
int RunCommandLine(int argc, const char* const* argv);

void AddAnswerCommands(CLI::App& app,
                       CommandLine& line);  // show affiliates path measures reach grounds
void AddNameCommands(CLI::App& app, CommandLine& line);  // search screen
void AddTieCommands(CLI::App& app,
                    CommandLine& line);  // control groups common successors affiliated-firms
void AddImportCommand(CLI::App& app, CommandLine& line);     // import
void AddStoreCommands(CLI::App& app, CommandLine& line);     // export backup restore verify
void AddListCommands(CLI::App& app, CommandLine& line);      // list ...
void AddRulebookCommands(CLI::App& app, CommandLine& line);  // rulebook case
void AddTraceCommand(CLI::App& app, CommandLine& line);      // rulebook trace; after the one above
void AddPublicationCommands(CLI::App& app, CommandLine& line);  // view
void AddImpactCommands(CLI::App& app, CommandLine& line);       // impact diff
void AddGateCommands(CLI::App& app, CommandLine& line);         // check worklist feed feedback
void AddServeCommands(CLI::App& app, CommandLine& line);        // serve token consent audit
void AddGenerateCommand(CLI::App& app, CommandLine& line);      // generate
void AddReportCommand(CLI::App& app, CommandLine& line);        // report

}  // namespace liancheng::cli
