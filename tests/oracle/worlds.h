// tests/oracle/worlds.h: small random worlds of intake facts, drawn from the rules of a library so
// that shops, platforms, operators, heads and stakes do connect.
// Same seed and library: same world. A failing test prints the seed; that is all it takes to see
// the world again.
// Keys have one letter and two digits and are numbered in the order of the entity facts, so text
// order of keys is the order in which they are stated.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/model/fact.h"
#include "engine/model/rulebook.h"

namespace liancheng::oracle {

struct World {
  uint64_t seed = 0;
  std::vector<model::Fact> facts;    // entities first, listings before what hangs on them
  std::vector<std::string> parties;  // keys of the entity facts
  std::vector<std::string> acts;     // ids of listings and demands
  std::vector<model::Date> days;     // worth asking: around every date that a fact names, sorted
};

struct WorldLimits {
  int parties_min = 3;
  int parties_max = 14;
  int noise_edges_max = 12;  // beyond those that follow a rule's walk
  int listings_max = 4;
  int penalties_max = 8;
  // Some listings and relations stated anew or retracted: for ways that go through a store.
  bool restatements = false;
};

World RandomWorld(uint64_t seed, const model::RuleLibrary& library, const WorldLimits& limits);

// The facts as text, one a line, for the message of a failing test.
std::string Describe(const World& world);

}  // namespace liancheng::oracle
