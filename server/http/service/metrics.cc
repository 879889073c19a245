#include "server/http/service/metrics.h"

#include <algorithm>

#include "fmt/format.h"

namespace liancheng::http {

Metrics::Metrics(const RouteTable& table)
    : table_(table), of_routes_(std::make_unique<OfRoute[]>(table.size() + 1)) {}

void Metrics::Answered(const Route* route, int status, int64_t elapsed_us) {
  const size_t place =
      route == nullptr ? table_.size() : static_cast<size_t>(route - table_.routes().data());
  const auto status_class = static_cast<size_t>(std::clamp(status / 100, 1, 5));
  of_routes_[place].by_class[status_class].fetch_add(1, std::memory_order_relaxed);
  const auto bucket = std::lower_bound(kBucketsUs.begin(), kBucketsUs.end(), elapsed_us);
  elapsed_[static_cast<size_t>(bucket - kBucketsUs.begin())].fetch_add(1,
                                                                       std::memory_order_relaxed);
  elapsed_sum_us_.fetch_add(static_cast<uint64_t>(std::max<int64_t>(elapsed_us, 0)),
                            std::memory_order_relaxed);
}

std::string Metrics::Text(const std::vector<Gauge>& gauges) const {
  std::string text =
      "# HELP liancheng_requests_total Requests answered.\n"
      "# TYPE liancheng_requests_total counter\n";
  for (size_t i = 0; i <= table_.size(); ++i) {
    for (size_t status_class = 1; status_class <= 5; ++status_class) {
      const uint64_t count = of_routes_[i].by_class[status_class];
      if (count == 0) continue;
      text += fmt::format("liancheng_requests_total{{operation=\"{}\",status=\"{}xx\"}} {}\n",
                          i < table_.size() ? table_.routes()[i].operation : "none", status_class,
                          count);
    }
  }
  text +=
      "# HELP liancheng_request_seconds Time to an answer.\n"
      "# TYPE liancheng_request_seconds histogram\n";
  uint64_t sum = 0;
  for (size_t i = 0; i < kBucketsUs.size(); ++i) {
    sum += elapsed_[i];
    text += fmt::format("liancheng_request_seconds_bucket{{le=\"{}\"}} {}\n",
                        static_cast<double>(kBucketsUs[i]) / 1e6, sum);
  }
  sum += elapsed_.back();
  text += fmt::format(
      "liancheng_request_seconds_bucket{{le=\"+Inf\"}} {}\n"
      "liancheng_request_seconds_sum {}\nliancheng_request_seconds_count {}\n",
      sum, static_cast<double>(elapsed_sum_us_) / 1e6, sum);
  const auto one = [&text](const char* name, const char* type, const char* help, auto value) {
    text += fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n{0} {3}\n", name, type, help, value);
  };
  one("liancheng_connections", "gauge", "Open connections.", connections.open.load());
  one("liancheng_connections_total", "counter", "Connections opened.", connections.opened.load());
  one("liancheng_connections_refused_total", "counter", "Connections refused, over the limit.",
      connections.refused.load());
  one("liancheng_timeouts_total", "counter", "Connections cut for slowness.",
      connections.timeouts.load());
  one("liancheng_requests_in_flight", "gauge", "Requests being answered.", in_flight.load());
  for (const Gauge& gauge : gauges) one(gauge.name, "gauge", gauge.help, gauge.value);
  return text;
}

}  // namespace liancheng::http
