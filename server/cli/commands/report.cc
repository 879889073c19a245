#include <CLI/CLI.hpp>

#include "server/cli/commands/commands.h"
#include "server/cli/commands/report_files.h"

namespace liancheng::cli {

void AddReportCommand(CLI::App& app, CommandLine& line) {
  auto asked = std::make_shared<ReportOptions>();
  CLI::App* command = app.add_subcommand("report", "The standing reports of the documents");
  command->footer(
      "KIND: effect CS-7-b, quarterly HJ-21, cross HJ-4, grades TQ-9 and TQ-10, collection HX-35,\n"
      "delinquency HJ-22, ledger SX-16, delivery HE-2.4-b, assessment HP-7.3.\n"
      "The period is whole days, the first and the last inside; a report stands on its last day,\n"
      "whatever --as-of says. What the texts leave open is said in its notes.\n"
      "Example: liancheng report quarterly --from 2026-07-01 --to 2026-09-30 --out q3.xlsx\n"
      "         liancheng report cross --to 2026-09-30 --region 320800 --out reports\n"
      "         liancheng report delivery --from 2026-01-01 --to 2026-06-30 --firms firms.txt "
      "--public --out delivery.html");
  command->add_option("KIND", asked->kind, "Which report")->required()->check(CheckReportKind);
  command->add_option("--from", asked->from, "First day (default: one period of the document)")
      ->check(CheckDay);
  command->add_option("--to", asked->to, "Last day")->required()->check(CheckDay);
  command->add_option("--region", asked->region, "Parties of this region only: six digits")
      ->check(CheckRegion);
  command->add_option("--unit", asked->unit, "Listings decided, or work to be done, by this body");
  command->add_option("--documents", asked->documents,
                      "Lists of these rulebooks, comma-separated (default: those of the report)");
  command->add_option("--firms", asked->firms,
                      "delivery: a file with the firms of the register, one id or code a line");
  command->add_option("--out", asked->out, "FILE.xlsx, FILE.html, FILE.json, or a folder for all");
  command->add_flag("--public", asked->open, "For publication: counts, and what a row publishes");
  command->callback(
      [&line, asked] { line.run = [&line, asked] { return RunReport(line.options, *asked); }; });
}

}  // namespace liancheng::cli
