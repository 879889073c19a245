// server/cli/commands/screen_out.h: writes the verdicts of a screening row by row, in the order of
// the input: lines for people, CSV (a line for each candidate) or JSON (in the envelope of every
// answer). A party that is not found is reported as such, never as cleared.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>

#include "query/names/screen.h"
#include "server/cli/commands/options.h"
#include "server/cli/files/screen_file.h"

namespace liancheng::cli {

struct ScreenTotals {
  std::array<uint64_t, 3> verdicts{};  // by query::ScreenVerdict
  uint64_t refused = 0;                // rows that could not be screened
  uint64_t noted = 0;                  // rows with an impossible code
  bool complete = true;
  uint64_t rows() const { return verdicts[0] + verdicts[1] + verdicts[2] + refused; }
};

class ScreenOut {
 public:
  virtual ~ScreenOut() = default;
  static std::unique_ptr<ScreenOut> Open(Format format, model::Date as_of, model::Revision known_at,
                                         std::ostream& out);
  // `result` is used only when the input has no problem.
  virtual void Write(const ScreenInput& input, const query::ScreenResult& result) = 0;
  virtual void Finish(const ScreenTotals& totals) = 0;
};

}  // namespace liancheng::cli
