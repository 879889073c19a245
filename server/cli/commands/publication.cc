#include <CLI/CLI.hpp>

#include "fmt/format.h"
#include "fmt/ranges.h"
#include "query/listing/publication.h"
#include "server/cli/commands/commands.h"
#include "server/cli/commands/context.h"
#include "server/cli/files/csv_out.h"
#include "server/cli/text/table.h"
#include "server/cli/text/text.h"
#include "server/wire/publication_json.h"

namespace liancheng::cli {
namespace {

using State = query::ViewField::State;

struct ViewOptions {
  std::string listing;
  bool reporting = false;
  bool publication = false;
};

std::string ValueText(const query::ViewField& field) {
  switch (field.state) {
    case State::kShown:
    case State::kMasked:
      return field.value;
    case State::kWithheld:
      return "(withheld)";
    case State::kHidden:
      return "(hidden: no key)";
    case State::kUnknown:
      return field.field->required && field.note.empty() ? "(missing)" : "-";
  }
  return "";
}

std::string ViewText(const query::ListingViewAnswer& answer) {
  std::string text =
      fmt::format("{} view of {} on {}, party {} ({})\n", wire::Word(answer.view), answer.act->id,
                  answer.act->listing.list, answer.subject, ChineseName(answer.subject_type));
  if (!answer.available) {
    text += fmt::format("  none: {}{}{}\n", answer.why,
                        answer.since ? ", since " + model::FormatDate(*answer.since) : "",
                        answer.provision.empty() ? "" : fmt::format(" ({})", answer.provision));
    return text;
  }
  Table table({"field", "value", "class", "row", "note"});
  std::vector<std::string> hidden;
  for (const query::ViewField& field : answer.fields) {
    table.Add({field.field->name, ValueText(field),
               std::string(wire::Word(field.field->disclosure)), field.field->id, field.note});
    if (field.state == State::kHidden) hidden.push_back(field.field->name);
  }
  text += table.Text(2);
  const auto line = [&text](std::string_view label, const std::vector<std::string>& names) {
    if (!names.empty()) text += fmt::format("{}: {}\n", label, fmt::join(names, "、"));
  };
  line("required and missing", answer.missing);
  line("hidden, for the store was opened without its key", hidden);
  for (const std::string& note : answer.notes) text += note + "\n";
  return text;
}

int Run(const GlobalOptions& options, const ViewOptions& asked) {
  auto opened = OpenWorkspace(options);
  if (!opened.ok()) return Report(opened.status());
  const query::Workspace& workspace = *opened->workspace;
  const auto answer = query::AskListingView(
      workspace, asked.listing,
      asked.reporting ? query::ListingView::kReporting : query::ListingView::kPublication);
  if (!answer.ok()) return Report(answer.status());
  if (options.format == Format::kText) {
    fmt::print("{}{}", Heading(workspace), ViewText(*answer));
  } else if (options.format == Format::kCsv) {
    fmt::print("{}",
               CsvTable(wire::Result(*answer).at("fields"),
                        {"row", "key", "name", "required", "class", "state", "value", "note"}));
  } else {
    fmt::print("{}\n", wire::Envelope(workspace, true, wire::Result(*answer)).dump(2));
  }
  return answer->available ? kDone : kRefusedOrNothing;
}

}  // namespace

void AddPublicationCommands(CLI::App& app, CommandLine& line) {
  auto asked = std::make_shared<ViewOptions>();
  CLI::App* command =
      app.add_subcommand("view", "A listing as it is published, or as it is reported");
  command->footer(
      "Published: ID numbers masked, private fields withheld; none once the listing has ended, or\n"
      "where its list is not published (exit code 1). Reported: every field, ID numbers in full.\n"
      "Example: liancheng view L1 --as-of 2020-06-01\n"
      "         liancheng view L1 --reporting --format json");
  command->add_option("LISTING", asked->listing, "Id of a listing")->required();
  CLI::Option* reporting =
      command->add_flag("--reporting", asked->reporting, "As reported to the credit platform");
  command->add_flag("--publication", asked->publication, "As published (the default)")
      ->excludes(reporting);
  command->callback(
      [&line, asked] { line.run = [&line, asked] { return Run(line.options, *asked); }; });
}

}  // namespace liancheng::cli
