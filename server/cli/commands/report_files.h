// server/cli/commands/report_files.h: a standing report to files or to the terminal.
// Out: FILE.xlsx, FILE.html or FILE.json; any other name is a folder, made where it is not there,
//      in which KIND.xlsx, KIND.html and KIND.json are written; nothing: key figures on the
//      terminal, or JSON with --format json.
#pragma once

#include <string>

#include "server/cli/commands/options.h"
#include "server/report/standing.h"

namespace liancheng::cli {

struct ReportOptions {
  std::string kind;
  std::string from;  // checked on parsing; empty: one period before the last day
  std::string to;
  std::string region;
  std::string unit;
  std::string documents;  // comma-separated
  std::string firms;      // a file, one id or code a line
  std::string out;
  bool open = false;  // public
};

// For the command line's checks: empty when the text is fine, else what is wrong with it.
std::string CheckReportKind(const std::string& text);
std::string CheckRegion(const std::string& text);

int RunReport(const GlobalOptions& global, const ReportOptions& options);

}  // namespace liancheng::cli
