// engine/rules/record_tables.h: what a RecordBook is made of: tables built at once, and above them
// the records and parties that changed since, in versions that share what they have in common.
// Shape:   acts of the tables are numbered in their order (ActBefore); later ones go on counting.
//          A changed party has all its records in the overlay, a changed act is there whole.
// Cost:    of a change, the records of the parties it names and of the act it hangs on.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/graph/persistent_array.h"
#include "engine/rules/records.h"

namespace liancheng::rules {

struct RecordTables {
  template <typename T>
  using ByVertex = absl::flat_hash_map<uint32_t, std::vector<T>>;

  std::vector<Act> acts;
  ByVertex<uint32_t> acts_of;
  ByVertex<uint32_t> attributed;
  ByVertex<Penalty> penalties;
  ByVertex<Grade> grades;
  ByVertex<Honour> honours;
  // What hangs on an id that no act bears (a penalty's), until one does. Of an Act, the id and what
  // hangs on it.
  absl::flat_hash_map<std::string, Act> unattached;
};

// All that stands under one party.
struct PartyRecords {
  std::vector<uint32_t> acts;
  std::vector<uint32_t> attributed;
  std::vector<Penalty> penalties;
  std::vector<Grade> grades;
  std::vector<Honour> honours;
};

struct ActState {
  Act act;
  bool gone = false;
};

struct RecordOverlay {
  uint64_t edit = 0;
  uint32_t act_count = 0;  // numbers given, those of the tables among them
  uint32_t gone_count = 0;
  graph::PersistentArray<std::shared_ptr<const ActState>> acts;         // by number
  graph::PersistentArray<std::shared_ptr<const PartyRecords>> parties;  // by vertex
  // By ShortHash of the id: acts beyond the tables; what hangs on no act. The latter may be empty,
  // and then stands for nothing, whatever the tables have.
  graph::PersistentArray<std::vector<uint32_t>> new_acts;
  graph::PersistentArray<std::vector<std::shared_ptr<const Act>>> unattached;
  uint64_t bytes = 0;  // held, roughly: says when to fold
};

uint32_t ShortHash(std::string_view id);

// Does anything hang on it?
bool AnythingHangsOn(const Act& act);
// Sorts what hangs on an act, and what stands under a party (acts by their place in `book`).
void SortHanging(Act& act);
void SortPenalties(std::vector<Penalty>& penalties);
void SortGrades(std::vector<Grade>& grades);
void SortHonours(std::vector<Honour>& honours);

// The act that a listing or a demand states, with nothing hanging on it yet. DataLoss when the
// snapshot lacks a party of it.
absl::StatusOr<Act> ActOf(const model::Fact& fact, const graph::GraphSnapshot& snapshot);
absl::StatusOr<graph::VertexIndex> VertexOf(const model::EntityRef& party,
                                            const std::string& record,
                                            const graph::GraphSnapshot& snapshot);
// Hangs a dependent record on its act. DataLoss as above.
absl::Status Hang(const model::Fact& fact, const graph::GraphSnapshot& snapshot, Act& act);
Grade GradeOf(const model::GradeFact& fact);
Honour HonourOf(const model::HonourFact& fact);

// The tables indexed by what their acts say: acts_of and attributed.
void IndexActs(RecordTables& tables);

}  // namespace liancheng::rules
