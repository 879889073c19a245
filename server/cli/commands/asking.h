// server/cli/commands/asking.h: shared by the commands that ask a question: opening, options,
// printing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "server/cli/commands/commands.h"
#include "server/cli/commands/context.h"
#include "server/cli/files/csv_out.h"
#include "server/cli/text/text.h"
#include "server/cli/text/gate.h"
#include "server/wire/answers_json.h"
#include "server/wire/control_json.h"
#include "server/wire/gate_json.h"

namespace CLI {
class Option;
}

namespace liancheng::cli {

// Prints an answer in the asked format; `items` is the array of the result that CSV shows.
template <typename Answer>
int Print(const GlobalOptions& options, const query::Workspace& workspace, const Answer& answer,
          bool complete, const char* items, const std::vector<std::string>& fields) {
  if (options.format == Format::kText) {
    fmt::print("{}{}", Heading(workspace), Text(answer));
    return kDone;
  }
  wire::Json result = wire::Result(answer);
  if (options.format == Format::kCsv) {
    fmt::print("{}", CsvTable(result.at(items), fields));
  } else {
    fmt::print("{}\n", wire::Envelope(workspace, complete, std::move(result)).dump(2));
  }
  return kDone;
}

// Opens the workspace, then asks; reports what fails.
void BindQuestion(CLI::App* command, CommandLine& line,
                  std::function<int(const GlobalOptions&, const query::Workspace&)> ask);

// Comma-separated relations as a set, all of them for no text; the check names the unknown one.
model::RelationSet RelationsOf(const std::string& text);
std::string CheckRelations(const std::string& text);

// Percent, 0 to 100, as text; the check says the range.
std::string CheckPercent(const std::string& text);
uint32_t PercentPpm(const std::string& text);  // of checked text

}  // namespace liancheng::cli
