#include "server/cli/commands/options.h"

#include <chrono>

#include "fmt/format.h"

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

std::string CheckDay(const std::string& text) {
  const auto day = model::ParseDate(text);
  return day.ok() ? "" : std::string(day.status().message());
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

}  // namespace liancheng::cli
