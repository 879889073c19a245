// tests/oracle/worlds_draw.h: random draws of parties, edges and lives; for worlds.cc only.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "engine/model/fact.h"
#include "engine/model/rulebook.h"
#include "tests/oracle/worlds.h"

namespace liancheng::oracle {

// Draws by remainders, so that a seed gives the same result with every standard library.
class Chance {
 public:
  explicit Chance(uint64_t seed) : engine_(seed) {}

  int Below(int bound) { return static_cast<int>(engine_() % static_cast<uint64_t>(bound)); }
  int Between(int low, int high) { return low + Below(high - low + 1); }
  bool OneIn(int n) { return Below(n) == 0; }
  bool Percent(int percent) { return Below(100) < percent; }

  template <typename T>
  const T& Of(const std::vector<T>& values) {
    return values[static_cast<size_t>(Below(static_cast<int>(values.size())))];
  }

 private:
  std::mt19937_64 engine_;
};

// Types that the ends of a relation usually have; empty when an end is a shared value.
std::vector<model::EntityType> UsualFrom(model::Relation relation);
std::vector<model::EntityType> UsualTo(model::Relation relation);
std::vector<model::Relation> RelationsIn(model::RelationSet set);

// Parties, edges and dates, collected until the world is written out.
class Canvas {
 public:
  Canvas(Chance& chance, const WorldLimits& limits) : chance_(chance), limits_(limits) {}

  // 2018 to 2022, the first of a month every other time so that dates meet.
  model::Date AnyDay();
  // Often open at one end or both, mostly around `near`.
  model::DateRange AnySpan(model::Date near);

  // A party of one of these types: an existing one, or a new one while there is room.
  std::string Party(const std::vector<model::EntityType>& types);
  std::string OtherParty(const std::vector<model::EntityType>& types, const std::string& than);
  model::EntityFact& Entity(const std::string& key);

  void Edge(const std::string& from, model::Relation relation, const std::string& to,
            model::Date near);
  void Stake(const std::string& from, const std::string& to, int lo_ppm, model::Date near);
  // Any relation between two parties, usually of the usual types.
  void NoiseEdge();

  template <typename T>
  void Add(T statement) {
    model::Fact fact;
    fact.statement = std::move(statement);
    records_.push_back(std::move(fact));
  }
  std::string NextId(char letter);

  std::vector<model::EntityFact>& entities() { return entities_; }
  std::vector<model::RelationFact>& relations() { return relations_; }
  std::vector<model::Fact>& records() { return records_; }

 private:
  std::string NewParty(model::EntityType type);

  Chance& chance_;
  const WorldLimits& limits_;
  std::vector<model::EntityFact> entities_;
  std::vector<model::RelationFact> relations_;
  std::vector<model::Fact> records_;
  int ids_ = 0;
};

// Draws whether the listing is decided, published and corrected, and how long it lasts, around its
// decided_on.
void Life(Chance& chance, model::ListingFact* listing);

void Notices(Chance& chance, Canvas& canvas, const std::string& listing, model::Date decided_on);

// Draws endings, objections and steps of an act; a demand has no notices.
void HangOn(Chance& chance, Canvas& canvas, const std::string& act, model::Date decided_on);

// Draws for persons a birth close to eighteen years before `near`, or earlier, or none; and full
// capacity.
void Age(Chance& chance, model::Date near, model::EntityFact* entity);

// Each day that a fact names and the day before it, where answers change. Sorted.
std::vector<model::Date> DaysOf(const std::vector<model::Fact>& facts);

}  // namespace liancheng::oracle
