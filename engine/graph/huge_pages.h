// engine/graph/huge_pages.h: a vector whose large blocks ask the kernel for huge pages. A walk
// reads arrays of hundreds of megabytes at random; with 4 KiB pages most reads miss the TLB.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

namespace liancheng::graph {

inline constexpr size_t kHugePageBytes = size_t{2} << 20;

template <typename T>
struct HugePages {
  using value_type = T;

  HugePages() = default;
  template <typename U>
  HugePages(const HugePages<U>&) {}  // NOLINT: allocators convert implicitly

  T* allocate(size_t count) {
    const size_t bytes = count * sizeof(T);
    if (bytes < kHugePageBytes) return static_cast<T*>(::operator new(bytes));
    const size_t whole = (bytes + kHugePageBytes - 1) / kHugePageBytes * kHugePageBytes;
    void* block = std::aligned_alloc(kHugePageBytes, whole);
    if (block == nullptr) throw std::bad_alloc();
    // Only a hint: a kernel that ignores it gives ordinary pages.
    madvise(block, whole, MADV_HUGEPAGE);
    return static_cast<T*>(block);
  }

  void deallocate(T* block, size_t count) {
    if (count * sizeof(T) < kHugePageBytes) {
      ::operator delete(block);
    } else {
      std::free(block);
    }
  }

  bool operator==(const HugePages&) const { return true; }
};

template <typename T>
using HugeVector = std::vector<T, HugePages<T>>;

}  // namespace liancheng::graph
