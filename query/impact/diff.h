// query/impact/diff.h: what follows from the same listings in two states: of the rulebooks, of the
// facts, of the day or of what was known.
// Pairing: two findings are one when listing, party, rulebook, provision, movement, measure and
//          standing are the same; several of that kind are paired in order. docs/impact.md.
// Reasons: from what the other state says of the act and of the party; notes are not compared.
// Errors:  those of the directories.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "query/impact/impact.h"

namespace liancheng::query {

enum class ChangeKind : uint8_t { kAdded, kEnded, kChanged };
std::string_view Name(ChangeKind kind);

// A field of a changed finding, as text; lists are joined with "; ".
struct FieldChange {
  std::string_view field;
  std::string before;
  std::string after;
};

struct FindingChange {
  ChangeKind kind = ChangeKind::kAdded;
  model::Finding finding;  // as it is; of an ended one, as it was
  PartyCard subject;
  std::vector<std::string> executors;  // in either state
  std::vector<FieldChange> fields;     // of a changed one
  std::string why;                     // of an added or ended one: what the other state says
};

// One listing or demand in both states; null where it is not stated.
struct ActPair {
  const rules::Act* before = nullptr;
  const rules::Act* after = nullptr;
};

// Those that have effect in at least one of the states on its day, in order of id.
std::vector<ActPair> ActsInEitherEffect(const Workspace& before, const Workspace& after);

struct SideCount {
  uint64_t before = 0;
  uint64_t after = 0;
};

struct ActDiff {
  std::vector<FindingChange> changes;  // in order of party, rulebook, provision, measure
  uint64_t unchanged = 0;
  std::map<std::string, SideCount> findings_of;  // by the party's key
};

// One for each pair, in order.
absl::StatusOr<std::vector<ActDiff>> DiffOf(const Workspace& before, const Workspace& after,
                                            std::span<const ActPair> acts);

// Totals over many acts.
struct ChangeCount {
  uint64_t added = 0;
  uint64_t ended = 0;
  uint64_t changed = 0;
  uint64_t all() const { return added + ended + changed; }
  void Add(ChangeKind kind);
  void Merge(const ChangeCount& other);
};

struct PartyDiff {
  std::string name;
  SideCount findings;
  ChangeCount changes;
};

struct DiffTally {
  uint64_t listings = 0;
  uint64_t listings_touched = 0;
  uint64_t unchanged = 0;
  ChangeCount changes;
  std::map<std::string, ChangeCount> by_executor;
  std::map<std::string, ChangeCount> by_measure;
  std::map<std::string, std::string> measure_names;
  std::map<std::string, uint64_t> by_reason;  // of added and ended, without days and long numbers
  std::map<std::string, uint64_t> by_field;   // of changed
  std::map<std::string, PartyDiff> parties;   // all with a finding in either state

  void Add(const ActDiff& diff);
  void Merge(const DiffTally& other);
  // Parties with findings in one state only.
  uint64_t newly_reached() const;
  uint64_t no_longer_reached() const;
};

}  // namespace liancheng::query
