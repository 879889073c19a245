#include "server/cli/commands/progress.h"

#include <unistd.h>

#include <algorithm>

#include "fmt/format.h"

namespace liancheng::cli {

using std::chrono::duration;
using std::chrono::steady_clock;

Progress::Progress(std::string label, Unit unit)
    : label_(std::move(label)),
      unit_(std::move(unit)),
      terminal_(isatty(STDERR_FILENO) == 1),
      start_(steady_clock::now()),
      last_(start_) {}

Progress::~Progress() {
  if (drawn_) fmt::print(stderr, "\r\x1b[K");
}

bool Progress::IsTime() {
  const auto now = steady_clock::now();
  if (!terminal_ || now - start_ < std::chrono::seconds(2) ||
      now - last_ < std::chrono::milliseconds(100)) {
    return false;
  }
  last_ = now;
  return true;
}

void Progress::Draw(uint64_t done, uint64_t all, const std::string& rate) {
  drawn_ = true;
  constexpr int kWidth = 30;
  const double elapsed = duration<double>(last_ - start_).count();
  const double part = std::min(1.0, static_cast<double>(done) / static_cast<double>(all));
  const double left = part > 0 ? elapsed / part - elapsed : 0;
  const auto filled = static_cast<size_t>(part * kWidth);
  fmt::print(stderr, "\r\x1b[K{} [{}{}] {:3.0f} %  {}  {:.0f} s left", label_,
             std::string(filled, '#'), std::string(kWidth - filled, '.'), part * 100, rate, left);
}

void Progress::Show(uint64_t done, uint64_t all) {
  if (all == 0 || !IsTime()) return;
  const double elapsed = duration<double>(last_ - start_).count();
  Draw(
      done, all,
      fmt::format("{:.1f} {}/s", static_cast<double>(done) / elapsed / unit_.per_unit, unit_.name));
}

void Progress::ShowRows(uint64_t done, uint64_t all, uint64_t rows) {
  if (all == 0 || !IsTime()) return;
  const double elapsed = duration<double>(last_ - start_).count();
  Draw(done, all, fmt::format("{:.0f} rows/s", static_cast<double>(rows) / elapsed));
}

}  // namespace liancheng::cli
