#include "engine/rules/affiliation.h"

#include <algorithm>
#include <map>

#include "engine/graph/control.h"
#include "fmt/format.h"

namespace liancheng::rules {
namespace {

bool NamesWord(std::string_view joined, std::string_view word) {
  while (!joined.empty()) {
    const size_t plus = joined.find('+');
    if (joined.substr(0, plus) == word) return true;
    if (plus == std::string_view::npos) return false;
    joined.remove_prefix(plus + 1);
  }
  return false;
}

// A threshold without a value on the day counts as the whole, which is the narrowest reading.
uint32_t Threshold(const World& world, const std::string& parameter, model::Date day) {
  const auto text = world.plan.Parameter(parameter, day);
  if (!text) return model::kWholePpm;
  const auto ppm = model::ParsePercent(*text);
  return ppm.ok() ? *ppm : model::kWholePpm;
}

AffiliationDefinition Read(const World& world, const std::string& id, model::Date day) {
  AffiliationDefinition definition;
  const std::string_view words = world.plan.Parameter(id, day).value_or("");
  definition.control = NamesWord(words, "control");
  definition.chain = NamesWord(words, "chain");
  definition.control_ppm = Threshold(world, id + ".control_percent", day);
  definition.chain_ppm = Threshold(world, id + ".chain_percent", day);
  return definition;
}

class Search {
 public:
  Search(const graph::GraphSnapshot& graph, graph::VertexIndex party,
         const AffiliationDefinition& definition, const std::vector<model::EntityType>& types,
         model::Date day)
      : graph_(graph), party_(party), definition_(definition), types_(types), day_(day) {}

  std::vector<Affiliate> Run() {
    Downward();
    Upward();
    if (definition_.legal_representative) SameRepresentative();
    std::vector<Affiliate> affiliates;
    for (auto& [rank, affiliate] : found_) affiliates.push_back(std::move(affiliate));
    return affiliates;
  }

 private:
  bool Wanted(graph::VertexIndex v) const {
    if (v == party_) return false;
    return types_.empty() ||
           std::find(types_.begin(), types_.end(), graph_.type(v)) != types_.end();
  }

  void Add(graph::VertexIndex firm, std::vector<uint32_t> stakes) {
    found_.try_emplace({graph_.stable(firm), firm.value}, Affiliate{firm, std::move(stakes)});
  }

  void Downward() {
    if (definition_.control) {
      for (auto& c : graph::MajorityControlled(graph_, party_, day_, definition_.control_ppm)) {
        if (Wanted(c.vertex)) Add(c.vertex, std::move(c.edges));
      }
    }
    if (definition_.chain) {
      for (auto& c : graph::ChainedFrom(graph_, party_, day_, definition_.chain_ppm)) {
        if (Wanted(c.vertex)) Add(c.vertex, std::move(c.chain));
      }
    }
  }

  void Upward() {
    for (graph::VertexIndex holder : graph::HoldersUpward(graph_, party_, day_)) {
      if (!Wanted(holder)) continue;
      if (definition_.control) {
        for (auto& c : graph::MajorityControlled(graph_, holder, day_, definition_.control_ppm)) {
          if (c.vertex == party_) Add(holder, std::move(c.edges));
        }
      }
      if (definition_.chain) {
        for (auto& c : graph::ChainedFrom(graph_, holder, day_, definition_.chain_ppm)) {
          if (c.vertex == party_) Add(holder, std::move(c.chain));
        }
      }
    }
  }

  void SameRepresentative() {
    constexpr auto kOffice = model::Relation::kLegalRepresentative;
    for (const graph::Arc& office : graph_.Arcs(party_, graph::Direction::kIn, kOffice)) {
      if (!office.HoldsOn(day_)) continue;
      for (const graph::Arc& other :
           graph_.Arcs({office.neighbour}, graph::Direction::kOut, kOffice)) {
        const graph::VertexIndex firm{other.neighbour};
        if (other.HoldsOn(day_) && Wanted(firm)) Add(firm, {office.edge, other.edge});
      }
    }
  }

  const graph::GraphSnapshot& graph_;
  graph::VertexIndex party_;
  const AffiliationDefinition& definition_;
  const std::vector<model::EntityType>& types_;
  model::Date day_;
  // Ordered by stable hash, so that the order of loading has no effect.
  std::map<std::pair<uint64_t, uint32_t>, Affiliate> found_;
};

}  // namespace

absl::StatusOr<AffiliationDefinition> ParseAffiliation(std::string_view definition) {
  AffiliationDefinition parsed;
  for (std::string_view rest = definition; !rest.empty();) {
    const size_t plus = rest.find('+');
    const std::string_view word = rest.substr(0, plus);
    if (word == "control") {
      parsed.control = true;
    } else if (word == "chain") {
      parsed.chain = true;
    } else if (word == "legal_representative") {
      parsed.legal_representative = true;
    } else {
      return absl::InvalidArgumentError(fmt::format(
          "\"{}\" defines no affiliated firm; known are control, chain, legal_representative, "
          "joined by +",
          word));
    }
    rest = plus == std::string_view::npos ? std::string_view() : rest.substr(plus + 1);
  }
  if (definition.empty()) return absl::InvalidArgumentError("no definition of affiliated firms");
  return parsed;
}

std::vector<Affiliate> AffiliatesOf(const graph::GraphSnapshot& graph, graph::VertexIndex party,
                                    const AffiliationDefinition& definition,
                                    const std::vector<model::EntityType>& types, model::Date day) {
  return Search(graph, party, definition, types, day).Run();
}

std::vector<Affiliate> AffiliatesOf(const World& world, graph::VertexIndex party,
                                    const std::string& definition,
                                    const std::vector<model::EntityType>& types, model::Date day) {
  return AffiliatesOf(world.graph, party, Read(world, definition, day), types, day);
}

}  // namespace liancheng::rules
