#include "server/http/service/check_counts.h"

#include <cstdint>
#include <map>
#include <tuple>
#include <utility>

#include "server/audit/audit_read.h"

namespace liancheng::http {
namespace {

constexpr int64_t kDayMs = int64_t{24} * 3'600'000;
constexpr int64_t kChinaMs = int64_t{8} * 3'600'000;

model::Date DayInChina(int64_t at_ms) {
  return {static_cast<int32_t>((at_ms + kChinaMs) / kDayMs)};
}

void AddTo(query::CheckCount* count, const audit::Entry& entry) {
  ++count->queries;
  count->hits += entry.hit.value_or(false) ? 1 : 0;
  // The line was written before the log recorded hits.
  count->hits_unknown += entry.hit ? 0 : 1;
}

}  // namespace

absl::StatusOr<query::CheckCounts> CountChecks(const std::string& audit_folder,
                                               const access::AccessBook& book, model::Date from,
                                               model::Date to, const std::string& unit) {
  query::CheckCounts counts;
  counts.unknown_why.clear();
  std::map<std::pair<std::string, std::string>, query::CheckCount> rows;
  const absl::Status read = audit::ForEach(audit_folder, [&](const audit::Entry& entry) {
    const model::Date day = DayInChina(entry.at_ms);
    const bool counted = entry.operation == "check" && entry.status == 200 && from <= day &&
                         day < to && (unit.empty() || entry.unit == unit);
    if (!counted) return true;
    AddTo(&rows[{entry.unit, query::MonthOf(day)}], entry);
    AddTo(&counts.total, entry);
    return true;
  });
  if (!read.ok()) return read;
  for (auto& [key, row] : rows) {
    std::tie(row.unit, row.month) = key;
    const auto known = book.units().find(row.unit);
    row.unit_name = known == book.units().end() ? row.unit : known->second.name;
    counts.rows.push_back(std::move(row));
  }
  return counts;
}

}  // namespace liancheng::http
