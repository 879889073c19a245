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

  // The parties found, in no particular order; NameMissing adds the texts that need names.
  std::vector<ControlParty> Run(const std::vector<graph::VertexIndex>& subjects);
  bool complete() const { return complete_; }

  // Adds to `parties` everyone whom `found` (the result of Run) names; NameMissing then says why
  // some are undetermined.
  void WantParties(const std::vector<ControlParty>& found, Parties* parties) const;
  void NameMissing(const Parties& parties, std::vector<ControlParty>* found) const;

 private:
  // An undetermined party of a fix-point, and the stakes in it that are open.
  struct Open {
    size_t party;  // index in the result of Run
    std::vector<uint32_t> edges;
    graph::VertexSet members;  // the certain members
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

// Sorts certain parties first, then by larger share, then by key.
void SortBySize(const Parties& parties, std::vector<ControlParty>* found);

}  // namespace liancheng::query
