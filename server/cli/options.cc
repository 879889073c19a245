#include "server/cli/options.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <map>

#include "fmt/format.h"
#include "server/cli/commands.h"

namespace liancheng::cli {

int64_t NowSeconds() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

model::Date TodayInChina() {
  constexpr int64_t kEightHours = 8 * 3600;
  constexpr int64_t kDay = 24 * 3600;
  return model::Date{static_cast<int32_t>((NowSeconds() + kEightHours) / kDay)};
}

model::Date AsOf(const GlobalOptions& options) {
  const auto day = model::ParseDate(options.as_of_text);
  return day.ok() ? *day : TodayInChina();
}

int Report(const absl::Status& status) {
  if (status.ok()) return kDone;
  const std::string message(status.message());
  fmt::print(stderr, "liancheng: {}\n", message);
  if (status.code() == absl::StatusCode::kDataLoss) {
    fmt::print(
        stderr,
        "liancheng: the store is damaged; `liancheng verify` says where, `--salvage` reads what "
        "can still be read, `liancheng restore` puts back a backup\n");
    return kDamaged;
  }
  return kRefusedOrNothing;
}

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
      ->check([](const std::string& text) {
        const auto day = model::ParseDate(text);
        return day.ok() ? std::string() : std::string(day.status().message());
      });
  app.add_option("--known-at", options.known_at, "What was known at this revision (default: all)");
  app.add_flag("--no-snapshot", options.no_snapshot,
               "Neither use nor write the snapshot file of the graph (DIR/snapshot)");
  app.add_flag("--salvage", options.salvage, "Open a damaged store to read what can still be read");
}

}  // namespace liancheng::cli
