// tests/benchmark/world_source.h: a random world of any size as a stream of facts: persons, firms
// and addresses; three relations for each entity; one in ten has ended; one end in ten is one of a
// few hubs.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "engine/model/fact_source.h"

namespace liancheng::graph {

class WorldSource : public model::FactSource {
 public:
  explicit WorldSource(uint32_t entities) : entities_(entities), relations_(3 * entities) {}

  absl::StatusOr<std::span<const model::Fact>> Next() override {
    batch_.clear();
    while (batch_.size() < 4096 && next_ < entities_ + relations_) {
      if (next_ < entities_) {
        model::EntityFact entity;
        entity.entity = {{next_ + 1}, "e" + std::to_string(next_)};
        batch_.push_back({std::move(entity), {}});
      } else {
        batch_.push_back({MakeRelation(), {.source = "register", .file = {}, .row = 0}});
      }
      ++next_;
    }
    return std::span<const model::Fact>(batch_);
  }

 private:
  model::RelationFact MakeRelation() {
    static constexpr std::array kRelations = {model::Relation::kLegalRepresentative,
                                              model::Relation::kShareholder,
                                              model::Relation::kShareholder,
                                              model::Relation::kShareholder,
                                              model::Relation::kDirector,
                                              model::Relation::kSeniorManager,
                                              model::Relation::kBranchOf,
                                              model::Relation::kOperates,
                                              model::Relation::kRegisteredAt,
                                              model::Relation::kContact};
    static constexpr std::array<uint32_t, 6> kPercents = {100, 60, 51, 30, 20, 10};
    model::RelationFact relation;
    relation.relation = kRelations[Below(kRelations.size())];
    relation.from.id = {Party() + 1};
    relation.to.id = {Party() + 1};
    relation.valid.from = {static_cast<int32_t>(10000 + Below(8000))};
    if (Below(10) == 0) relation.valid.to = {static_cast<int32_t>(18000 + Below(2000))};
    if (relation.relation == model::Relation::kShareholder) {
      const uint32_t ppm = kPercents[Below(kPercents.size())] * 10000;
      relation.share = model::ShareBand{ppm, ppm};
    }
    relation.number = {next_ - entities_ + 1};
    return relation;
  }

  uint64_t Below(uint64_t bound) { return random_() % bound; }

  uint64_t Party() {
    if (Below(10) != 0) return Below(entities_);
    const double u = static_cast<double>(Below(1u << 20)) / (1u << 20);
    return static_cast<uint64_t>(u * u * u * static_cast<double>(entities_ - 1));
  }

  uint64_t entities_;
  uint64_t relations_;
  uint64_t next_ = 0;
  std::mt19937_64 random_{7};
  std::vector<model::Fact> batch_;
};

}  // namespace liancheng::graph
