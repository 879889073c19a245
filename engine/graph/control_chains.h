// engine/graph/control_chains.h: explains why a firm is in a fix-point of control, by one chain for
// each holder that counts.
// Chain:   the stakes from a start to the firm. Each holder on the way became controlled in an
//          earlier round; of its holdings the chain shows the largest (ties in stable order). So no
//          chain contains a cycle.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/graph/control.h"

namespace liancheng::graph {

struct ControlChain {
  // From a start to the firm; several stakes of one holder in one firm follow one another.
  std::vector<uint32_t> edges;
  uint64_t share_ppm = 0;  // of the last holding, which is what the chain adds to the sum
  bool outright = false;   // the last step has an actual_controller edge
};

class ControlChains {
 public:
  // `controlled` is the result of ControlledBy at `bound`. The snapshot and `controlled` must
  // outlive this object.
  ControlChains(const GraphSnapshot& snapshot, const std::vector<Controlled>& controlled,
                model::Date as_of, Bound bound);

  // One chain for every holder of `firm` that counts, the largest holding first. This includes
  // holders that became controlled later than the firm, through it.
  std::vector<ControlChain> To(const Controlled& firm) const;

 private:
  struct Holding {
    VertexIndex holder;
    uint64_t share_ppm = 0;
    bool outright = false;
    std::vector<uint32_t> edges = {};
  };
  std::vector<Holding> HoldingsIn(const Controlled& firm) const;
  uint64_t SharePpm(uint32_t edge, VertexIndex firm) const;
  uint32_t LevelOf(VertexIndex holder) const;
  std::vector<uint32_t> WayTo(VertexIndex holder) const;

  const GraphSnapshot& snapshot_;
  model::Date as_of_;
  Bound bound_;
  absl::flat_hash_map<uint32_t, const Controlled*> of_;
};

}  // namespace liancheng::graph
