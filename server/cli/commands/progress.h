// server/cli/commands/progress.h: a progress bar on stderr with rate and remaining time; only on a
// terminal, and only for work that takes over two seconds.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace liancheng::cli {

class Progress {
 public:
  // The unit of the display: `per_unit` of the counted things are one `unit`.
  struct Unit {
    std::string name = "MB";
    double per_unit = 1e6;
  };
  explicit Progress(std::string label) : Progress(std::move(label), Unit()) {}
  Progress(std::string label, Unit unit);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // Shows how much is done, of how much.
  void Show(uint64_t done, uint64_t all);
  // The same for work that is counted in rows.
  void ShowRows(uint64_t done, uint64_t all, uint64_t rows);

 private:
  bool IsTime();
  void Draw(uint64_t done, uint64_t all, const std::string& rate);

  std::string label_;
  Unit unit_;
  bool terminal_ = false;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace liancheng::cli
