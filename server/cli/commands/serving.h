// server/cli/commands/serving.h: the commands `serve`, `token` and `audit`, after their options are
// read. Each function prints its result and returns the exit code.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/cli/commands/options.h"

namespace liancheng::cli {

struct ServeOptions {
  std::string config;  // file; empty = the defaults
  std::string address;
  int port = -1;  // -1 = as the configuration says
  bool print_access = false;
  bool print_openapi = false;
  bool print_client = false;
};
int RunServe(const GlobalOptions& options, const ServeOptions& asked);

struct TokenOptions {
  std::string state;  // folder; empty = DATA.service
  std::string id;
  std::string user;
  std::string role;
  std::string unit;
  std::string unit_name;
  std::string kind = "department";
  std::string party;
  std::vector<uint32_t> regions;
  std::vector<std::string> measures;
  int days = 90;
};
int RunTokenAdd(const GlobalOptions& options, const TokenOptions& asked);
int RunTokenList(const GlobalOptions& options, const TokenOptions& asked);
int RunTokenRotate(const GlobalOptions& options, const TokenOptions& asked);
int RunTokenRevoke(const GlobalOptions& options, const TokenOptions& asked);

struct ConsentOptions {
  std::string state;
  std::string id;
  std::string party;
  std::string unit;
  std::vector<std::string> purposes;
  std::string from;
  std::string to;
};
int RunConsentAdd(const GlobalOptions& options, const ConsentOptions& asked);

struct AuditOptions {
  std::string state;
  std::string head;
  std::string user;
  std::string unit;
  std::string operation;
  std::string kind;
  std::string from;
  std::string to;
  uint64_t after = 0;
  size_t limit = 100;
  std::string out = "-";
};
int RunAuditList(const GlobalOptions& options, const AuditOptions& asked);
int RunAuditVerify(const GlobalOptions& options, const AuditOptions& asked);
int RunAuditExport(const GlobalOptions& options, const AuditOptions& asked);
int RunAuditAnomalies(const GlobalOptions& options, const AuditOptions& asked);

}  // namespace liancheng::cli
