// server/cli/commands/impact_run.h: the commands impact and diff, after their options are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/cli/commands/options.h"

namespace liancheng::cli {

struct ImpactOptions {
  std::string listings;  // file; empty = all in effect
  std::string out;
  bool no_jsonl = false;
  bool resume = false;
  uint32_t parties = 10'000;
  unsigned threads = 0;  // 0 = one for each core
};
int RunImpact(const GlobalOptions& options, const ImpactOptions& asked);

struct DiffCommand {
  std::string rulebooks_to;
  std::vector<std::string> facts;
  std::string as_of_to;
  std::optional<uint64_t> known_at_to;
  std::optional<uint64_t> fail_above;
  std::string out = "-";
  uint32_t limit = 20;
  unsigned threads = 0;
};
// What is wrong with the combination of options; empty when nothing is.
std::string CheckDiff(const GlobalOptions& options, const DiffCommand& asked);
int RunDiff(const GlobalOptions& options, const DiffCommand& asked);

}  // namespace liancheng::cli
