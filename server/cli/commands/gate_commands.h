// server/cli/commands/gate_commands.h: the commands check, worklist, feed and feedback, after their
// options are read. Each function returns the exit code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/cli/commands/options.h"

namespace liancheng::cli {

struct UnitOptions {
  std::string name;
  std::string kind = "department";
  std::vector<std::string> regions;
  std::vector<std::string> measures;
  std::string party;
};

struct CheckOptions {
  std::string subject;  // id, USCC, organisation code or ID number; empty with --name alone
  std::string name;
  std::string type;
  std::string matter;
  UnitOptions unit;
  std::string user;
  std::string stage;
  std::string purpose;
  std::string ground;
  std::string consent;
  std::string request_id;
  std::vector<std::string> roles;  // ROLE=NUMBER
  std::string request_file;        // file with the whole request as JSON, in place of all of these
};
int RunCheck(const GlobalOptions& options, const CheckOptions& asked);

struct WorklistOptions {
  UnitOptions unit;
  std::string since;
  std::optional<int> answer_days;
};
int RunWorklist(const GlobalOptions& options, const WorklistOptions& asked);
int RunFeed(const GlobalOptions& options, const std::string& since);

struct FeedbackOptions {
  std::string item;
  std::string listing;
  std::string measure;
  std::string party;
  std::string executor;
  bool executed = false;
  std::string reason;
  std::string on;  // YYYY-MM-DD, checked; empty = today
};
int RunFeedbackAdd(const GlobalOptions& options, const FeedbackOptions& asked);
struct StatsOptions {
  std::string from;  // YYYY-MM-DD, checked
  std::string to;
  std::string state;  // folder of the service; empty = DATA.service
};
int RunFeedbackStats(const GlobalOptions& options, const StatsOptions& asked);

// For the option parser: what is wrong with a text, or an empty text.
std::string CheckUnitKind(const std::string& text);
std::string CheckRegionCode(const std::string& text);
std::string CheckFeedToken(const std::string& text);
std::string CheckGateDay(const std::string& text);

}  // namespace liancheng::cli
