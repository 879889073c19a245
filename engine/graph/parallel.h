// engine/graph/parallel.h: divides a loop among threads.
// Errors:  an exception of any thread is rethrown here after all threads have ended.
#pragma once

#include <algorithm>
#include <cstdint>
#include <exception>
#include <thread>
#include <vector>

namespace liancheng::graph {

// Calls work(i) for every i below `count`, each on a thread of its own, the last one on the calling
// thread.
template <typename Work>
void InThreads(unsigned count, Work&& work) {
  std::vector<std::exception_ptr> thrown(count);
  const auto guarded = [&](unsigned i) {
    try {
      work(i);
    } catch (...) {
      thrown[i] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i + 1 < count; ++i) threads.emplace_back(guarded, i);
    if (count > 0) guarded(count - 1);
  }
  for (const std::exception_ptr& one : thrown) {
    if (one != nullptr) std::rethrow_exception(one);
  }
}

// Calls work(begin, end) for consecutive ranges that together are [0, count). Ranges are long
// enough to be worth a thread.
template <typename Work>
void InRanges(uint32_t count, unsigned threads, Work&& work) {
  constexpr uint32_t kWorthAThread = 1 << 14;
  const unsigned parts = std::clamp(count / kWorthAThread, 1u, std::max(threads, 1u));
  InThreads(parts, [&](unsigned i) {
    work(static_cast<uint32_t>(uint64_t{count} * i / parts),
         static_cast<uint32_t>(uint64_t{count} * (i + 1) / parts));
  });
}

}  // namespace liancheng::graph
