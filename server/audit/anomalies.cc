#include "server/audit/anomalies.h"

#include <map>
#include <tuple>

namespace liancheng::audit {
namespace {

constexpr int64_t kChinaMs = 8 * 3'600'000;

class Counter {
 public:
  explicit Counter(const Thresholds& thresholds) : thresholds_(thresholds) {}

  void Count(const Entry& entry) {
    const std::string local = FormatTime(entry.at_ms + kChinaMs);
    const std::string day = local.substr(0, 10);
    const std::string hour = local.substr(0, 13);
    const int hour_of_day = (local[11] - '0') * 10 + (local[12] - '0');
    Add("requests", hour, entry, 1, thresholds_.requests_per_hour);
    if (entry.kind == Kind::kRefused) {
      Add("refused", hour, entry, 1, thresholds_.refused_per_hour);
    }
    if (entry.kind != Kind::kRead) return;
    Add("volume", hour, entry, entry.items, thresholds_.items_per_hour);
    if (hour_of_day < thresholds_.day_begins || hour_of_day >= thresholds_.day_ends) {
      Add("odd_hours", day, entry, 1, thresholds_.odd_hour_reads_per_day);
    }
    if (entry.out_of_remit) {
      Add("out_of_remit", day, entry, 1, thresholds_.out_of_remit_per_day);
    }
    if (entry.name_only) {
      Add("name_searches", day, entry, 1, thresholds_.name_searches_per_day);
    }
  }

  std::vector<Anomaly> Exceeding() const {
    std::vector<Anomaly> found;
    for (const auto& [key, anomaly] : windows_) {
      if (anomaly.count > anomaly.threshold) found.push_back(anomaly);
    }
    return found;
  }

 private:
  void Add(std::string_view kind, const std::string& window, const Entry& entry, uint64_t count,
           uint64_t threshold) {
    Anomaly& one = windows_[{window, entry.user, kind}];
    if (one.first == 0) one.first = entry.sequence;
    one.kind = kind;
    one.user = entry.user;
    one.unit = entry.unit;
    one.window = window;
    one.count += count;
    one.threshold = threshold;
    one.last = entry.sequence;
  }

  const Thresholds& thresholds_;
  std::map<std::tuple<std::string, std::string, std::string_view>, Anomaly> windows_;
};

}  // namespace

absl::StatusOr<std::vector<Anomaly>> FindAnomalies(const std::string& folder,
                                                   const Thresholds& thresholds,
                                                   const Filter& within) {
  Counter counter(thresholds);
  const absl::Status read = ForEach(folder, [&](const Entry& entry) {
    const bool inside = entry.at_ms >= within.from_ms && entry.at_ms < within.to_ms &&
                        (within.unit.empty() || entry.unit == within.unit) &&
                        (within.user.empty() || entry.user == within.user);
    if (inside) counter.Count(entry);
    return true;
  });
  if (!read.ok()) return read;
  return counter.Exceeding();
}

}  // namespace liancheng::audit
