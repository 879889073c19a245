// query/answers/control_answers.h: what questions of ownership and control ask and give back.
// Shares: ppm of the whole. All of it is tier T3: evidence for people, no effect by itself, except
//         where a provision states a definition of 关联企业 (engine/rules/affiliation.h).
#pragma once

#include <string>
#include <vector>

#include "engine/model/finding.h"
#include "query/answers/parties.h"

namespace liancheng::query {

enum class ControlMethod { kMajority, kCascade, kMultiplied };
enum class ControlDirection { kUp, kDown };

// Words of the command line and of answers.
std::string_view Name(ControlMethod method);
std::string_view Name(ControlDirection direction);

struct ControlQuestion {
  std::vector<std::string> subjects;  // several only for a cascade downward: the set it starts from
  ControlDirection direction = ControlDirection::kUp;
  ControlMethod method = ControlMethod::kMajority;
  // Majority: more than it; cascade and multiplied: at least it.
  uint32_t threshold_ppm = model::kWholePpm / 2;
  uint32_t chains_max = 10;           // shown for each party
  uint32_t vertices_max = 5'000'000;  // walked through
};

struct ControlChainShown {
  std::vector<model::PathEdge> edges;
  uint64_t share_ppm = 0;  // what the chain adds: its last holding; multiplied: the product
  bool outright = false;   // by an actual_controller edge, whatever the shares
  std::string arithmetic;  // `60 % × 50 % = 30 %`
};

struct ControlParty {
  model::EntityId party;
  // From what is stated, and the most it can be where shares are unknown or bands.
  uint64_t share_ppm = 0;
  uint64_t share_max_ppm = 0;
  bool undetermined = false;
  std::vector<std::string> missing;  // why it is undetermined
  std::string arithmetic;            // of the whole, against the threshold
  std::vector<ControlChainShown> chains;
  uint64_t chains_more = 0;  // chains of the same kind not shown; 0 where they were not counted
};

struct ControlAnswer {
  std::vector<model::EntityId> subjects;
  ControlQuestion question;
  std::vector<ControlParty> found;  // what is certain first, then by share, then by key
  bool complete = true;
  Parties parties;
};

// 疑似实际控制人 and 受益所有人 of a firm.
struct OwnersAnswer {
  model::EntityId subject;
  uint32_t majority_ppm = 0;
  uint32_t beneficial_ppm = 0;
  // Those who control it by majority and whom nobody among them controls; where nobody has a
  // majority, whoever holds most in the end, as `largest`.
  std::vector<ControlParty> controllers;
  bool largest = false;
  struct Owner {
    ControlParty by_share;    // multiplied
    bool by_control = false;  // also, or only, by majority
  };
  std::vector<Owner> owners;  // natural persons
  Parties parties;
};

}  // namespace liancheng::query
