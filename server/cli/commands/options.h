// server/cli/commands/options.h: the options that all commands have, and exit codes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "engine/model/date.h"

namespace liancheng::cli {

enum ExitCode : int { kDone = 0, kRefusedOrNothing = 1, kUsage = 2, kDamaged = 3 };

enum class Format { kText, kJson, kCsv };

struct GlobalOptions {
  std::string data = "liancheng-data";
  std::string key_file;
  std::string rulebooks;           // folder
  std::vector<std::string> books;  // ids; empty = all
  Format format = Format::kText;
  std::string as_of_text;  // YYYY-MM-DD, checked on parsing; empty = today in China
  std::optional<uint64_t> known_at;
  bool salvage = false;
  bool no_snapshot = false;
};

// Today by the wall clock at UTC+8, the only clock that provisions know.
model::Date TodayInChina();
int64_t NowSeconds();

// For an option that is a day: what is wrong with the text, or an empty text.
std::string CheckDay(const std::string& text);

// The day of --as-of, or today.
model::Date AsOf(const GlobalOptions& options);

// Prints `liancheng: message` to stderr and returns the exit code for this error.
int Report(const absl::Status& status);

}  // namespace liancheng::cli
