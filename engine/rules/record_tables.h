// engine/rules/record_tables.h: the parts of a RecordBook: tables that are built once, and an
// overlay of the records and parties that changed since, in versions that share what they have in
// common.
// Shape:   acts of the tables are numbered in their order (ActBefore); later acts have the numbers
//          after those. For a changed party the overlay has all its records, for a changed act the
//          whole act.
// Cost:    a change copies the records of the parties it names and the act to which it belongs.
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
  // Records that belong to an id that no act has (such as that of a penalty). Of the Act only the
  // id and these records are used.
  absl::flat_hash_map<std::string, Act> unattached;
};

// All records of one party.
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
  uint32_t act_count = 0;  // numbers given so far, including those of the tables
  uint32_t gone_count = 0;
  graph::PersistentArray<std::shared_ptr<const ActState>> acts;         // by number
  graph::PersistentArray<std::shared_ptr<const PartyRecords>> parties;  // by vertex
  // By ShortHash of the id: acts that are not in the tables, and records that belong to no act. An
  // empty entry of the latter hides what the tables have.
  graph::PersistentArray<std::vector<uint32_t>> new_acts;
  graph::PersistentArray<std::vector<std::shared_ptr<const Act>>> unattached;
  uint64_t bytes = 0;  // estimated memory; decides when to fold
};

uint32_t ShortHash(std::string_view id);

// Whether any record belongs to the act.
bool AnythingHangsOn(const Act& act);
// Sorts the records of an act, and the records of a party (acts by their order in `book`).
void SortHanging(Act& act);
void SortPenalties(std::vector<Penalty>& penalties);
void SortGrades(std::vector<Grade>& grades);
void SortHonours(std::vector<Honour>& honours);

// Makes the act of a listing or a demand, without records that belong to it. DataLoss when the
// snapshot lacks one of its parties.
absl::StatusOr<Act> ActOf(const model::Fact& fact, const graph::GraphSnapshot& snapshot);
absl::StatusOr<graph::VertexIndex> VertexOf(const model::EntityRef& party,
                                            const std::string& record,
                                            const graph::GraphSnapshot& snapshot);
// Adds a record to the act to which it belongs. DataLoss as above.
absl::Status Hang(const model::Fact& fact, const graph::GraphSnapshot& snapshot, Act& act);
Grade GradeOf(const model::GradeFact& fact);
Honour HonourOf(const model::HonourFact& fact);

// Fills the indexes of the tables by party: acts_of and attributed.
void IndexActs(RecordTables& tables);

}  // namespace liancheng::rules
