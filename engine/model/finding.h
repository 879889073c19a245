// engine/model/finding.h: one consequence for one party, with everything that led to it.
// Dates:   [effect.from, effect.to) is when this finding holds; it does not depend on who asks.
// Source:  design of answers in docs/api.md; standings, tiers and forces in docs/glossary.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/date.h"
#include "engine/model/ids.h"
#include "engine/model/share.h"
#include "engine/model/vocabulary.h"

namespace liancheng::model {

// One edge of a path, in the direction it was stated, whichever way it was walked.
struct PathEdge {
  EntityId from;
  Relation relation = Relation::kLegalRepresentative;
  EntityId to;
  DateRange valid;
  std::optional<ShareBand> share;
  std::string source;
  bool operator==(const PathEdge&) const = default;
};

struct BasisCited {
  std::string name;
  std::string article;
  BasisStatus status = BasisStatus::kUnverified;  // on the asked day
  bool operator==(const BasisCited&) const = default;
};

struct Finding {
  EntityId subject;
  std::string measure;  // S-SUP, CS-6-(四)
  std::string name;     // 重点监督
  Standing standing = Standing::kNone;
  Tier tier = Tier::kT1;
  Force force = Force::kUndetermined;
  Modality modality = Modality::kMust;
  MovementKind kind = MovementKind::kMeas;
  bool incentive = false;
  std::vector<std::string> executors;
  std::vector<std::string> matters;
  std::string listing;   // id of the listing (or demand) from which it comes and with which it ends
  std::string list;      // TQ-black; empty for a demand
  std::string rulebook;  // TQ
  std::string provision;  // TQ-14-(三)
  std::string movement;   // D14; empty for the listed party's own measure
  std::vector<BasisCited> basis;
  std::vector<PathEdge> path;
  DateRange effect;
  std::vector<std::string> missing;  // missing facts, without which it is not effective
  std::vector<std::string> notes;    // readings that were chosen, objections under review
};

// A place where a consequence did not go on to a further party, and why.
struct Stop {
  EntityId party;
  std::vector<PathEdge> path;
  std::string why;
};

}  // namespace liancheng::model
