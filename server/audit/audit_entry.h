// server/audit/audit_entry.h: one line of the audit log: who did what, for which purpose, with what
// result; and its place in the chain.
// Form:   one JSON object a line, keys in a fixed order, ending `,"prev":"<64 hex>","hash":"<64
//         hex>"}`. `hash` is BLAKE2b-256 of the line up to `,"hash":`; `prev` is the hash of the
//         line before, 64 zeros for the first. So no line can be changed, left out or put in
//         without every later line.
// Source: docs/decisions/0035-audit-log.md
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace liancheng::audit {

enum class Kind : uint8_t { kRead, kChange, kRefused };
std::string_view Name(Kind kind);

struct Entry {
  uint64_t sequence = 0;  // from 1; given by the log
  int64_t at_ms = 0;      // since 1970, UTC
  Kind kind = Kind::kRead;
  std::string request;  // id
  std::string user;     // empty: no token
  std::string unit;
  std::string role;
  std::string operation;  // of the route
  std::string subject;    // what was asked about, as it was asked; ID numbers masked
  std::string purpose;
  std::string ground;
  int status = 0;         // of HTTP
  uint64_t revision = 0;  // answered from, or made
  uint64_t items = 0;     // parties, findings or rows given
  bool out_of_remit = false;
  bool name_only = false;   // found by a name, not by a number
  std::optional<bool> hit;  // of a check: whether something spoke in the matter (gate.h, IsHit)
};

inline constexpr std::string_view kFirstHash =
    "0000000000000000000000000000000000000000000000000000000000000000";

// The line without its line feed; `hash` becomes its hash.
std::string WriteLine(const Entry& entry, std::string_view previous, std::string* hash);

struct ReadEntry {
  Entry entry;
  std::string previous;
  std::string hash;
};
// Nothing when the line is not one that WriteLine gives, its own hash included.
std::optional<ReadEntry> ReadLine(std::string_view line);

// 2026-11-22T03:51:03.123Z
std::string FormatTime(int64_t at_ms);

}  // namespace liancheng::audit
