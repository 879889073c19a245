// query/report/cross.h: parties on red and on black lists at once, on the last day of a period.
// Same document: by HJ-4 the earlier red entry is deleted after verification (D21); a red entry
//          made while the black one was in effect should have been refused (G61). Documents without
//          such a row, and lists of two documents: a warning, no more (G30).
// Red firm with a black legal representative: a warning; no row carries anything from one to the
//          other.
// Errors:  as query/report/report.h.
// Source:  HJ-4, D21, G30, G61.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query/report/report.h"

namespace liancheng::query {

enum class CrossVerdict {
  kDeleteRed,        // HJ-4
  kRedWhileBlack,    // G61
  kWarnRedAndBlack,  // of two documents, or of one without such a row
  kWarnSeveralBlack,
  kWarnBlackHead,
};
inline constexpr int kCrossVerdictCount = 5;

struct CrossEntry {
  std::string listing;
  std::string list;
  std::string document;
  std::string decider;
  model::Date decided_on;
};

struct CrossRow {
  CrossVerdict verdict = CrossVerdict::kWarnRedAndBlack;
  ReportParty party;                 // the party that is on the red list, or on the black ones
  std::optional<ReportParty> other;  // the legal representative of kWarnBlackHead
  std::optional<CrossEntry> red;
  std::vector<CrossEntry> black;  // by listing; only kWarnSeveralBlack has more than one
};

struct CrossReport {
  std::vector<CrossRow> rows;  // by verdict, party's key, listings
  uint64_t parties_on_red = 0;
  uint64_t parties_on_black = 0;
  uint64_t region_unknown = 0;
};

absl::StatusOr<CrossReport> ReportCross(const Workspace& workspace, const ReportQuestion& question);

}  // namespace liancheng::query
