// server/cli/commands/report_files.h: writes a standing report to files or to the terminal.
// Output:  FILE.xlsx, FILE.html or FILE.json. Any other name is a folder, made when it does not
//          exist, in which KIND.xlsx, KIND.html and KIND.json are written. Without a name, key
//          figures are printed, or JSON with --format json.
#pragma once

#include <string>

#include "server/cli/commands/options.h"
#include "server/report/standing.h"

namespace liancheng::cli {

struct ReportOptions {
  std::string kind;
  std::string from;  // checked on parsing; empty = one period before the last day
  std::string to;
  std::string region;
  std::string unit;
  std::string documents;  // comma-separated
  std::string firms;      // a file, one id or code a line
  std::string out;
  bool open = false;  // make a public report
};

// For the option parser: what is wrong with a text, or an empty text.
std::string CheckReportKind(const std::string& text);
std::string CheckRegion(const std::string& text);

int RunReport(const GlobalOptions& global, const ReportOptions& options);

}  // namespace liancheng::cli
