// engine/graph/control_chains.h: why a firm is in a fix-point of control: one chain for each holder
// that counts.
// Chain:  the stakes from a start to the firm. Each holder on the way was itself controlled in an
//         earlier round, by the holding shown first of all (the largest; ties in stable order), so
//         no chain goes round a loop.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/graph/control.h"

namespace liancheng::graph {

struct ControlChain {
  // From a start to the firm; several stakes of one holder in one firm stand side by side.
  std::vector<uint32_t> edges;
  uint64_t share_ppm = 0;  // of the last holding: what it adds to the sum
  bool outright = false;   // the last step has an actual_controller edge
};

class ControlChains {
 public:
  // `controlled` as ControlledBy gave it at `bound`; both must outlive this.
  ControlChains(const GraphSnapshot& snapshot, const std::vector<Controlled>& controlled,
                model::Date as_of, Bound bound);

  // One chain for every holder of `firm` that counts, the largest holding first. Holders that were
  // controlled later than the firm, through it, are among them.
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
