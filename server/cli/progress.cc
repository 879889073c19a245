#include "server/cli/progress.h"

#include <unistd.h>

#include <algorithm>

#include "fmt/format.h"

namespace liancheng::cli {

using std::chrono::duration;
using std::chrono::steady_clock;

Progress::Progress(std::string label)
    : label_(std::move(label)),
      terminal_(isatty(STDERR_FILENO) == 1),
      start_(steady_clock::now()),
      last_(start_) {}

Progress::~Progress() {
  if (drawn_) fmt::print(stderr, "\r\x1b[K");
}

void Progress::Show(uint64_t done, uint64_t all) {
  const auto now = steady_clock::now();
  const double elapsed = duration<double>(now - start_).count();
  if (!terminal_ || all == 0 || elapsed < 2.0 || duration<double>(now - last_).count() < 0.1)
    return;
  last_ = now;
  drawn_ = true;
  constexpr int kWidth = 30;
  const double part = std::min(1.0, static_cast<double>(done) / static_cast<double>(all));
  const double rate = static_cast<double>(done) / elapsed;
  const double left = rate > 0 ? static_cast<double>(all - std::min(done, all)) / rate : 0;
  const auto filled = static_cast<size_t>(part * kWidth);
  fmt::print(stderr, "\r\x1b[K{} [{}{}] {:3.0f} %  {:.1f} MB/s  {:.0f} s left", label_,
             std::string(filled, '#'), std::string(kWidth - filled, '.'), part * 100, rate / 1e6,
             left);
}

}  // namespace liancheng::cli
