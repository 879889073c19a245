// Hand-written code for these questions only: offsets and targets in memory, both directions in one
// array, stakes in another; no store.
#include <unordered_map>

#include "engine/graph/huge_pages.h"
#include "tests/benchmark/peers/peer.h"

namespace liancheng::peers {
namespace {

template <typename T>
struct Csr {
  graph::HugeVector<uint32_t> offsets;
  graph::HugeVector<T> targets;

  // `each(add)` is called twice and gives the same (from, target) pairs each time.
  template <typename Each>
  void Build(size_t vertices, Each&& each) {
    offsets.assign(vertices + 2, 0);
    each([&](uint32_t from, const T&) { ++offsets[from + 2]; });
    for (size_t i = 2; i < offsets.size(); ++i) offsets[i] += offsets[i - 1];
    targets.resize(offsets.back());
    each([&](uint32_t from, const T& target) { targets[offsets[from + 1]++] = target; });
    offsets.pop_back();
  }
};

struct DatedArc {
  uint32_t to;
  int32_t valid_from;
  int32_t valid_to;
  int32_t relation;
};

struct Stake {
  uint32_t to;
  int32_t share_ppm;  // more than the whole for an actual controller
};

class BareCsr : public Peer {
 public:
  explicit BareCsr(bool dated) : dated_(dated) {}

  std::string Version() const override {
    return dated_ ? "bare CSR array with dates and relations, tested while walking"
                  : "bare CSR array of the edges that hold";
  }

  void Load(const std::string& folder) override {
    const WorldFiles world = ReadWorld(folder);
    const size_t vertices = world.ids.size();
    if (dated_) {
      dated_arcs_.Build(vertices, [&](auto&& add) {
        for (const EdgeRow& edge : world.edges) {
          add(edge.from, DatedArc{edge.to, edge.valid_from, edge.valid_to, edge.relation});
          add(edge.to, DatedArc{edge.from, edge.valid_from, edge.valid_to, edge.relation});
        }
      });
    } else {
      arcs_.Build(vertices, [&](auto&& add) {
        for (const EdgeRow& edge : world.edges) {
          if (!edge.Holds()) continue;
          add(edge.from, edge.to);
          add(edge.to, edge.from);
        }
      });
    }
    stakes_.Build(vertices, [&](auto&& add) {
      for (const EdgeRow& edge : world.edges) {
        if (!edge.Holds() || edge.from == edge.to) continue;
        if (edge.relation == kShareholder) add(edge.from, Stake{edge.to, edge.share_ppm});
        if (edge.relation == kActualController) add(edge.from, Stake{edge.to, kMajorityPpm + 1});
      }
    });
    seen_.assign(vertices, 0);
    queue_.resize(vertices);
  }

  bool Walk(uint32_t start, uint32_t hops) override {
    if (dated_) {
      WalkBy(
          start, hops, dated_arcs_, [](const DatedArc& arc) { return arc.to; },
          [](const DatedArc& arc) {
            const bool holds = (arc.valid_from <= kAsOf) & (kAsOf < arc.valid_to);
            return (arc.relation < kWalkedCount) & holds;
          });
    } else {
      WalkBy(
          start, hops, arcs_, [](uint32_t to) { return to; }, [](uint32_t) { return true; });
    }
    return true;
  }

  bool Control(uint32_t start) override {
    held_.clear();
    controlled_.assign(1, start);
    for (size_t head = 0; head < controlled_.size(); ++head) {
      const uint32_t vertex = controlled_[head];
      for (uint32_t i = stakes_.offsets[vertex]; i < stakes_.offsets[vertex + 1]; ++i) {
        const Stake& stake = stakes_.targets[i];
        int64_t& sum = held_[stake.to];
        const bool before = sum > kMajorityPpm;
        sum += stake.share_ppm;
        if (!before && sum > kMajorityPpm && stake.to != start) controlled_.push_back(stake.to);
      }
    }
    answer_ = {controlled_.data() + 1, controlled_.size() - 1};
    return true;
  }

  void Answer(std::vector<uint32_t>* numbers) const override {
    numbers->assign(answer_.first, answer_.first + answer_.second);
  }

 private:
  template <typename T, typename Target, typename Admits>
  void WalkBy(uint32_t start, uint32_t hops, const Csr<T>& arcs, Target target, Admits admits) {
    ++round_;
    size_t tail = 0;
    queue_[tail++] = start;
    seen_[start] = round_;
    size_t head = 0;
    for (uint32_t hop = 0; hop < hops && head < tail; ++hop) {
      for (const size_t level = tail; head < level; ++head) {
        const uint32_t vertex = queue_[head];
        for (uint32_t i = arcs.offsets[vertex]; i < arcs.offsets[vertex + 1]; ++i) {
          if (!admits(arcs.targets[i])) continue;
          const uint32_t next = target(arcs.targets[i]);
          if (seen_[next] == round_) continue;
          seen_[next] = round_;
          queue_[tail++] = next;
        }
      }
    }
    answer_ = {queue_.data(), tail};
  }

  const bool dated_;
  Csr<uint32_t> arcs_;
  Csr<DatedArc> dated_arcs_;
  Csr<Stake> stakes_;
  graph::HugeVector<uint32_t> seen_;
  graph::HugeVector<uint32_t> queue_;
  uint32_t round_ = 0;
  std::unordered_map<uint32_t, int64_t> held_;
  std::vector<uint32_t> controlled_;
  std::pair<const uint32_t*, size_t> answer_;
};

}  // namespace
}  // namespace liancheng::peers

int main(int argc, char** argv) {
  const bool dated = argc == 2 && std::string_view(argv[1]) == "dated";
  liancheng::peers::BareCsr peer(dated);
  return liancheng::peers::Serve(peer);
}
