// engine/graph/persistent_array.h: a sparse array in versions that share their unchanged nodes:
// changing an entry copies only the nodes on the way to it, whatever the size.
// Use:     copy a version (one pointer), Edit it under an edit number higher than any used for the
//          versions it came from, then publish it. A published version is never written again.
// Threads: published versions are const and shared; a version that is being edited belongs to one
//          thread.
// Cost:    32 entries a node. Changing an entry copies at most 7 nodes; finding one reads at most
//          7.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace liancheng::graph {

template <typename T>
class PersistentArray {
 public:
  // Null when no entry in this leaf was ever edited; else the entry, which may still be T().
  const T* Find(uint32_t index) const {
    if (root_ == nullptr || index > Last()) return nullptr;
    const void* node = root_.get();
    for (int level = levels_; level > 0; --level) {
      node = static_cast<const Inner*>(node)->below[Slot(index, level)].get();
      if (node == nullptr) return nullptr;
    }
    return &static_cast<const Leaf*>(node)->values[Slot(index, 0)];
  }

  T& Edit(uint32_t index, uint64_t edit) {
    Grow(index, edit);
    std::shared_ptr<void>* place = &root_;
    for (int level = levels_; level > 0; --level) {
      place = &Own<Inner>(*place, edit).below[Slot(index, level)];
    }
    return Own<Leaf>(*place, edit).values[Slot(index, 0)];
  }

  // Calls visit(index, value) for every entry of every leaf, in order; most may be T().
  template <typename Visit>
  void ForEach(Visit&& visit) const {
    if (root_ != nullptr) Walk(root_.get(), levels_, 0, visit);
  }

 private:
  static constexpr int kBits = 5;
  static constexpr size_t kFan = size_t{1} << kBits;
  static constexpr int kLevelsMax = 6;  // 7 x 5 bits cover 32

  struct Inner {
    uint64_t edit = 0;
    std::array<std::shared_ptr<void>, kFan> below;
  };
  struct Leaf {
    uint64_t edit = 0;
    std::array<T, kFan> values{};
  };

  static size_t Slot(uint32_t index, int level) {
    return (uint64_t{index} >> (kBits * level)) & (kFan - 1);
  }
  uint64_t Last() const { return (uint64_t{1} << (kBits * (levels_ + 1))) - 1; }

  template <typename Visit>
  static void Walk(const void* node, int level, uint64_t first, Visit& visit) {
    const uint64_t step = uint64_t{1} << (kBits * level);
    for (size_t i = 0; i < kFan; ++i) {
      const uint64_t begin = first + i * step;
      if (level == 0) {
        visit(static_cast<uint32_t>(begin), static_cast<const Leaf*>(node)->values[i]);
      } else if (const void* below = static_cast<const Inner*>(node)->below[i].get()) {
        Walk(below, level - 1, begin, visit);
      }
    }
  }

  // A copy of the node that belongs to this edit; a node that already does is not copied.
  template <typename Node>
  static Node& Own(std::shared_ptr<void>& place, uint64_t edit) {
    auto* const node = static_cast<Node*>(place.get());
    if (node != nullptr && node->edit == edit) return *node;
    auto own = node == nullptr ? std::make_shared<Node>() : std::make_shared<Node>(*node);
    own->edit = edit;
    place = own;
    return *own;
  }

  void Grow(uint32_t index, uint64_t edit) {
    while (levels_ < kLevelsMax && index > Last()) {
      if (root_ != nullptr) {
        auto above = std::make_shared<Inner>();
        above->edit = edit;
        above->below[0] = std::move(root_);
        root_ = std::move(above);
      }
      ++levels_;
    }
  }

  std::shared_ptr<void> root_;
  int levels_ = 0;
};

}  // namespace liancheng::graph
