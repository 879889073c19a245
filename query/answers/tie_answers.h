// query/answers/tie_answers.h: questions and answers on groups, common ties, successors and
// affiliated firms. All of them are tier T3: evidence for people, never an effect, never public.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/graph/walk.h"
#include "engine/model/finding.h"
#include "query/answers/answers.h"
#include "query/answers/parties.h"

namespace liancheng::query {

// --- groups ---

enum class GroupKind { kConnected, kControl };

struct GroupsQuestion {
  GroupKind kind = GroupKind::kControl;
  // connected: the relations that tie; 0 = all that are not clues
  model::RelationSet relations = 0;
  uint32_t threshold_ppm = model::kWholePpm / 2;  // control: a majority is more than this
  uint32_t parties_min = 3;
  uint32_t groups_max = 20;    // groups on one page
  uint32_t skip = 0;           // groups on earlier pages, which are larger
  uint32_t members_max = 100;  // members that are listed for each group; 0 = all
};

struct PartyGroup {
  uint64_t size = 0;                     // number of parties, including the head
  std::optional<model::EntityId> head;   // control: who controls the others
  std::vector<model::EntityId> members;  // without the head; at most members_max, in stable order
};

struct GroupsAnswer {
  GroupKind kind = GroupKind::kControl;
  std::vector<PartyGroup> groups;  // the largest first
  uint64_t groups_found = 0;
  uint64_t parties_found = 0;    // in all groups; a party under two heads counts twice
  std::optional<uint32_t> next;  // what to skip for the next page
  bool members_cut = false;      // some group has more members than are listed
  Parties parties;
};

// --- common ties ---

struct CommonTie {
  model::EntityId party;  // may be a value node: a shared address or phone
  struct Side {
    size_t subject;  // index in CommonAnswer::subjects
    uint32_t hops = 0;
    std::vector<model::PathEdge> evidence;  // path from the subject
  };
  std::vector<Side> sides;  // at least two
  bool clue = false;        // some edge of the evidence is only a clue
  // How many parties are tied directly to what is shared; the more, the less it means.
  uint64_t shared_by = 0;
};

struct CommonAnswer {
  std::vector<model::EntityId> subjects;
  std::vector<CommonTie> ties;  // most subjects first, then nearest, then least shared
  std::vector<CrowdedParty> crowded;
  bool complete = true;
  Parties parties;
};

// --- succession ---

struct SuccessionQuestion {
  std::string subject;
  std::optional<model::Date> since;  // empty = the day on which the subject ended
  int32_t days_before = 365;         // a successor may begin this long before that day
  int32_t days_after = 730;
  uint64_t degree_max = 10'000;  // values and parties with more ties are not followed
};

struct Successor {
  model::EntityId party;
  std::optional<model::Date> began;  // empty = not stated
  double score = 0;                  // 0 to below 1; each reason adds, none alone reaches 1
  std::vector<std::string> reasons;
  std::vector<model::PathEdge> evidence;
};

struct SuccessionAnswer {
  model::EntityId subject;
  model::Date since;
  std::vector<Successor> successors;  // the best first
  std::vector<CrowdedParty> crowded;
  bool complete = true;
  Parties parties;
};

// --- affiliated firms by a stated definition ---

struct AffiliatedFirm {
  model::EntityId party;
  std::vector<model::PathEdge> evidence;
};

struct AffiliatedFirmsAnswer {
  model::EntityId subject;
  std::string definition;
  std::vector<AffiliatedFirm> firms;  // by key
  Parties parties;
};

}  // namespace liancheng::query
