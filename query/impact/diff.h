// query/impact/diff.h: compares the consequences of the same listings in two states: of the
// rulebooks, of the facts, of the day or of the known revision.
// Pairing: two findings are the same one when listing, party, rulebook, provision, movement,
//          measure and standing agree; several such findings are paired in order. docs/impact.md.
// Reasons: come from the stops and findings of the other state; notes are not compared.
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
  model::Finding finding;  // in its new form; for an ended finding in its old form
  PartyCard subject;
  std::vector<std::string> executors;  // in either state
  std::vector<FieldChange> fields;     // for a changed finding
  std::string why;                     // for an added or ended finding: what the other state says
};

// One listing or demand in both states; null in a state that does not have it.
struct ActPair {
  const rules::Act* before = nullptr;
  const rules::Act* after = nullptr;
};

// The acts that are in effect in at least one of the states on its day, in order of id.
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

// The differences of each pair, in order.
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
  // for added and ended findings; days and long numbers are left out of the text
  std::map<std::string, uint64_t> by_reason;
  std::map<std::string, uint64_t> by_field;  // for changed findings
  std::map<std::string, PartyDiff> parties;  // all with a finding in either state

  void Add(const ActDiff& diff);
  void Merge(const DiffTally& other);
  // Parties with findings in one state only.
  uint64_t newly_reached() const;
  uint64_t no_longer_reached() const;
};

}  // namespace liancheng::query
