// query/answers/tie_answers.h: what questions on groups, common ties, successors and affiliated firms ask
// and give back. All of it is tier T3: evidence for people, never an effect, never public.
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
  model::RelationSet relations = 0;               // connected: what ties; 0 = all that are no clue
  uint32_t threshold_ppm = model::kWholePpm / 2;  // control: majority above it
  uint32_t parties_min = 3;
  uint32_t groups_max = 20;    // given at once
  uint32_t skip = 0;           // larger groups passed over: the page before
  uint32_t members_max = 100;  // named of each group; 0 = all
};

struct PartyGroup {
  uint64_t size = 0;                     // parties, the head among them
  std::optional<model::EntityId> head;   // control: who controls the others
  std::vector<model::EntityId> members;  // without the head; at most members_max, in stable order
};

struct GroupsAnswer {
  GroupKind kind = GroupKind::kControl;
  std::vector<PartyGroup> groups;  // the largest first
  uint64_t groups_found = 0;
  uint64_t parties_found = 0;    // in all groups found; under two heads, twice
  std::optional<uint32_t> next;  // what to skip for the next page
  bool members_cut = false;      // some group has more members than are named
  Parties parties;
};

// --- common ties ---

struct CommonTie {
  model::EntityId party;  // may be a value node: a shared address or phone
  struct Side {
    size_t subject;  // index in CommonAnswer::subjects
    uint32_t hops = 0;
    std::vector<model::PathEdge> evidence;  // from the subject
  };
  std::vector<Side> sides;  // two at least
  bool clue = false;        // some edge of the evidence is only a clue
  // How many parties are tied directly to what is shared: what many share says little.
  uint64_t shared_by = 0;
};

struct CommonAnswer {
  std::vector<model::EntityId> subjects;
  std::vector<CommonTie> ties;  // of the most subjects first, then nearest, then least shared
  std::vector<CrowdedParty> crowded;
  bool complete = true;
  Parties parties;
};

// --- succession ---

struct SuccessionQuestion {
  std::string subject;
  std::optional<model::Date> since;  // none: the day the subject's life ended
  int32_t days_before = 365;         // a successor may begin this long before that day
  int32_t days_after = 730;
  uint64_t degree_max = 10'000;  // values and parties with more ties are not followed
};

struct Successor {
  model::EntityId party;
  std::optional<model::Date> began;  // none: not stated
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
