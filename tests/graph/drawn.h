// tests/graph/drawn.h: a random world that changes: facts as a store would give them, and the
// snapshot built from the current ones.
#pragma once

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engine/graph/snapshot.h"
#include "engine/graph/snapshot_form.h"
#include "engine/model/fact.h"

namespace liancheng::graph {

class Drawn {
 public:
  explicit Drawn(uint32_t seed) : random_(seed) {}

  // Each returns the fact in its new form, or for a Drop in its old form.
  const model::Fact& AddEntity();
  const model::Fact& RestateEntity();  // any
  const model::Fact& AddRelation();    // between any two, or of one with itself
  struct Restated {
    model::Fact before;
    model::Fact after;
  };
  Restated RestateRelation();  // may move it to other ends
  model::Fact DropRelation();
  // Drops an entity that no relation names; nothing when there is none.
  std::optional<model::Fact> DropEntity();

  size_t entities() const { return entities_.size(); }
  size_t relations() const { return relations_.size(); }
  std::vector<model::EntityId> ids() const;

  std::shared_ptr<const GraphSnapshot> Build(model::Revision at, unsigned threads) const;
  // The facts, shuffled and divided among several sources.
  std::shared_ptr<const GraphSnapshot> BuildDivided(model::Revision at, unsigned sources) const;

 private:
  uint32_t Below(size_t bound) { return static_cast<uint32_t>(random_() % bound); }
  model::EntityId AnyEntity();
  void DrawEntity(model::EntityFact& entity);
  void DrawRelation(model::Fact& fact);

  mutable std::mt19937 random_;
  uint64_t last_entity_ = 0;
  uint64_t last_relation_ = 0;
  std::map<uint64_t, model::Fact> entities_;
  std::map<uint64_t, model::Fact> relations_;
};

// Every vertex and every arc of a snapshot in order, read through its interface and without
// indexes: equal texts mean equal answers.
std::string TextOf(const GraphSnapshot& graph);
std::string BytesOf(const GraphSnapshot& graph, const SnapshotStamp& stamp);

}  // namespace liancheng::graph
