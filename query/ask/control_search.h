// query/ask/control_search.h: the parties that a question of control finds, with their arithmetic.
// Threads: one search, one thread.
#pragma once

#include <optional>
#include <vector>

#include "engine/graph/control_chains.h"
#include "engine/graph/interest.h"
#include "engine/graph/interest_chains.h"
#include "query/answers/control_answers.h"
#include "query/world/workspace.h"

namespace liancheng::query {

class ControlSearch {
 public:
  // Both must outlive the search.
  ControlSearch(const Workspace& workspace, const ControlQuestion& question);

  // In no order that matters; texts that need names are added by NameMissing.
  std::vector<ControlParty> Run(const std::vector<graph::VertexIndex>& subjects);
  bool complete() const { return complete_; }

  // Everyone whom `found` (as Run gave it) names, and then why the undetermined are so.
  void WantParties(const std::vector<ControlParty>& found, Parties* parties) const;
  void NameMissing(const Parties& parties, std::vector<ControlParty>* found) const;

 private:
  // An undetermined party of a fix-point, and the stakes in it.
  struct Open {
    size_t party;  // index in what Run gives
    std::vector<uint32_t> edges;
    graph::VertexSet members;  // who certainly belongs
  };

  graph::ControlRule Rule(graph::Bound bound) const;
  graph::VertexSet Upward(graph::VertexIndex firm, std::vector<graph::VertexIndex>* holders) const;
  void FixPointDown(const std::vector<graph::VertexIndex>& subjects);
  void FixPointUp(graph::VertexIndex firm);
  void AddFixPoint(const std::vector<graph::VertexIndex>& starts,
                   const std::vector<graph::Controlled>& floor,
                   const std::vector<graph::Controlled>& ceiling,
                   std::optional<graph::VertexIndex> firm);
  void AddChains(const std::vector<graph::ControlChain>& chains, ControlParty* party);
  void InterestsDown(graph::VertexIndex start);
  void InterestsUp(graph::VertexIndex firm);
  void AddInterest(const graph::Interest& interest, graph::VertexIndex holder,
                   graph::VertexIndex firm, const graph::VertexSet& within);
  ControlChainShown Shown(const graph::InterestChain& chain) const;
  void Explain(const graph::Interest& interest, double rest, ControlParty* party) const;

  const graph::GraphSnapshot& graph_;
  model::Date as_of_;
  const ControlQuestion& question_;
  std::vector<ControlParty> found_;
  std::vector<Open> open_;
  bool complete_ = true;
};

// What is certain first, then the larger share, then by key.
void SortBySize(const Parties& parties, std::vector<ControlParty>* found);

}  // namespace liancheng::query
