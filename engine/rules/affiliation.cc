#include "engine/rules/affiliation.h"

#include <algorithm>
#include <map>

#include "engine/graph/control.h"

namespace liancheng::rules {
namespace {

struct Definition {
  bool control = false;
  bool chain = false;
  uint32_t control_ppm = model::kWholePpm;
  uint32_t chain_ppm = model::kWholePpm;
};

bool NamesWord(std::string_view joined, std::string_view word) {
  while (!joined.empty()) {
    const size_t plus = joined.find('+');
    if (joined.substr(0, plus) == word) return true;
    if (plus == std::string_view::npos) return false;
    joined.remove_prefix(plus + 1);
  }
  return false;
}

// A threshold without value cannot be met: the narrow side of an unknown.
uint32_t Threshold(const World& world, const std::string& parameter, model::Date day) {
  const auto text = world.plan.Parameter(parameter, day);
  if (!text) return model::kWholePpm;
  const auto ppm = model::ParsePercent(*text);
  return ppm.ok() ? *ppm : model::kWholePpm;
}

Definition Read(const World& world, const std::string& id, model::Date day) {
  Definition definition;
  const std::string_view words = world.plan.Parameter(id, day).value_or("");
  definition.control = NamesWord(words, "control");
  definition.chain = NamesWord(words, "chain");
  definition.control_ppm = Threshold(world, id + ".control_percent", day);
  definition.chain_ppm = Threshold(world, id + ".chain_percent", day);
  return definition;
}

class Search {
 public:
  Search(const World& world, graph::VertexIndex party, const Definition& definition,
         const std::vector<model::EntityType>& types, model::Date day)
      : graph_(world.graph), party_(party), definition_(definition), types_(types), day_(day) {}

  std::vector<Affiliate> Run() {
    Downward();
    Upward();
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

  const graph::GraphSnapshot& graph_;
  graph::VertexIndex party_;
  const Definition& definition_;
  const std::vector<model::EntityType>& types_;
  model::Date day_;
  // Ordered by the vertex's stable rank, so that load order does not show.
  std::map<std::pair<uint64_t, uint32_t>, Affiliate> found_;
};

}  // namespace

std::vector<Affiliate> AffiliatesOf(const World& world, graph::VertexIndex party,
                                    const std::string& definition,
                                    const std::vector<model::EntityType>& types, model::Date day) {
  const Definition read = Read(world, definition, day);
  return Search(world, party, read, types, day).Run();
}

}  // namespace liancheng::rules
