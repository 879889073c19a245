// server/audit/audit_entry.h: one line of the audit log: who did what, for which purpose, with what
// result, and its link in the chain of hashes.
// Form:    one JSON object a line, keys in a fixed order, ending
//          `,"prev":"<64 hex>","hash":"<64 hex>"}`. `hash` is BLAKE2b-256 of the line up to
//          `,"hash":`; `prev` is the hash of the line before, 64 zeros for the first. So a line
//          that is changed, removed or inserted breaks the chain of every later line.
// Source:  docs/decisions/0035-audit-log.md
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace liancheng::audit {

enum class Kind : uint8_t { kRead, kChange, kRefused };
std::string_view Name(Kind kind);

struct Entry {
  uint64_t sequence = 0;  // from 1; the log sets it
  int64_t at_ms = 0;      // since 1970, UTC
  Kind kind = Kind::kRead;
  std::string request;  // id
  std::string user;     // empty = no token
  std::string unit;
  std::string role;
  std::string operation;  // of the route
  std::string subject;    // the subject as it was asked; ID numbers masked
  std::string purpose;
  std::string ground;
  int status = 0;         // status of the HTTP response
  uint64_t revision = 0;  // the revision that was read, or made
  uint64_t items = 0;     // number of parties, findings or rows in the answer
  bool out_of_remit = false;
  bool name_only = false;   // found by a name, not by a number
  std::optional<bool> hit;  // for a check: whether it was a hit (gate.h, IsHit)
};

inline constexpr std::string_view kFirstHash =
    "0000000000000000000000000000000000000000000000000000000000000000";

// Returns the line without its line feed and sets `hash` to its hash.
std::string WriteLine(const Entry& entry, std::string_view previous, std::string* hash);

struct ReadEntry {
  Entry entry;
  std::string previous;
  std::string hash;
};
// Nothing when the line is not one that WriteLine makes, including its own hash.
std::optional<ReadEntry> ReadLine(std::string_view line);

// 2026-11-22T03:51:03.123Z
std::string FormatTime(int64_t at_ms);

}  // namespace liancheng::audit
