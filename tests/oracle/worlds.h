// tests/oracle/worlds.h: small random worlds of facts, drawn from the rules of a library so that
// shops, platforms, operators, heads and stakes are connected.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/model/fact.h"
#include "engine/model/rulebook.h"

namespace liancheng::oracle {

struct World {
  uint64_t seed = 0;
  // entities first, listings before the records that belong to them
  std::vector<model::Fact> facts;
  std::vector<std::string> parties;  // keys of the entity facts
  std::vector<std::string> acts;     // ids of listings and demands
  // days worth asking about: around every date that a fact names, sorted
  std::vector<model::Date> days;
};

struct WorldLimits {
  int parties_min = 3;
  int parties_max = 14;
  int noise_edges_max = 12;  // edges in addition to those that follow a rule's walk
  int listings_max = 4;
  int penalties_max = 8;
  // Also states some listings and relations again or retracts them: for tests that go through a
  // store.
  bool restatements = false;
};

World RandomWorld(uint64_t seed, const model::RuleLibrary& library, const WorldLimits& limits);

// The facts as text, one a line, for the message of a failing test.
std::string Describe(const World& world);

}  // namespace liancheng::oracle
