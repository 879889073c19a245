// server/http/service/metrics.h: the counters of the service, in the form that Prometheus reads.
// Threads: from any thread.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/http/api/routes.h"
#include "server/http/transport/handler.h"

namespace liancheng::http {

class Metrics {
 public:
  explicit Metrics(const RouteTable& table);

  // `route` is a row of the table, or nullptr for a request that matched none.
  void Answered(const Route* route, int status, int64_t elapsed_us);

  ConnectionCounts connections;
  std::atomic<int64_t> in_flight{0};

  struct Gauge {
    const char* name;
    const char* help;
    uint64_t value;
  };
  std::string Text(const std::vector<Gauge>& gauges) const;

 private:
  static constexpr std::array<int64_t, 10> kBucketsUs = {
      100, 300, 1'000, 3'000, 10'000, 30'000, 100'000, 300'000, 1'000'000, 10'000'000};
  struct OfRoute {
    std::array<std::atomic<uint64_t>, 6> by_class{};  // by class of status: 2xx is [2]
  };
  const RouteTable& table_;
  std::unique_ptr<OfRoute[]> of_routes_;
  std::array<std::atomic<uint64_t>, kBucketsUs.size() + 1> elapsed_{};
  std::atomic<uint64_t> elapsed_sum_us_{0};
};

}  // namespace liancheng::http
