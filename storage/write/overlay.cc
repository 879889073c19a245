#include "storage/write/overlay.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"
#include "storage/format/key_sort.h"

namespace liancheng::storage {
namespace {

constexpr size_t kFetchAtOnce = 256;

uint8_t Tag(Table table) {
  return static_cast<uint8_t>(table);
}

}  // namespace

absl::StatusOr<std::optional<std::string_view>> Overlay::Get(Table table, std::string_view key) {
  auto& rows = rows_[Tag(table)];
  const HashedKey hashed(Tag(table), key);
  const auto it = rows.find(hashed);
  if (it != rows.end() && it->second.known) {
    if (!it->second.present) return std::nullopt;
    return it->second.value;
  }
  if (it == rows.end() && presence_.SurelyAbsent(hashed)) return std::nullopt;
  rocksdb::PinnableSlice value;
  const auto found = tables_.Get(table, key, value);
  if (!found.ok()) return found.status();
  Row row;
  row.known = true;
  row.present = *found;
  if (row.present) row.value = arena_.Keep(ToView(value));
  if (it == rows.end()) {
    rows.emplace(HashedKey(arena_.Keep(key), hashed.hash), row);
  } else {
    it->second = row;
  }
  if (!row.present) return std::nullopt;
  return row.value;
}

void Overlay::Put(Table table, std::string_view key, std::string_view value) {
  const Row row{arena_.Keep(value), true, true, true};
  auto& rows = rows_[Tag(table)];
  const HashedKey hashed(Tag(table), key);
  if (const auto it = rows.find(hashed); it != rows.end()) {
    it->second = row;
    return;
  }
  rows.emplace(HashedKey(arena_.Keep(key), hashed.hash), row);
  presence_.Add(hashed);
}

void Overlay::Delete(Table table, std::string_view key) {
  const Row row{{}, false, true, true};
  auto& rows = rows_[Tag(table)];
  const HashedKey hashed(Tag(table), key);
  if (const auto it = rows.find(hashed); it != rows.end()) {
    it->second = row;
    return;
  }
  rows.emplace(HashedKey(arena_.Keep(key), hashed.hash), row);
}

void Overlay::Expect(Table table, size_t rows) {
  rows_[Tag(table)].reserve(rows_[Tag(table)].size() + rows);
}

void Overlay::Want(Table table, std::string_view key) {
  const HashedKey hashed(Tag(table), key);
  if (presence_.SurelyAbsent(hashed)) return;
  auto& rows = rows_[Tag(table)];
  if (rows.contains(hashed)) return;
  const std::string_view kept = arena_.Keep(key);
  rows.emplace(HashedKey(kept, hashed.hash), Row());
  wanted_[Tag(table)].push_back(kept);
}

absl::Status Overlay::Fetch() {
  for (int i = 0; i < kTableCount; ++i) {
    const absl::Status fetched = FetchTable(static_cast<Table>(i));
    if (!fetched.ok()) return fetched;
  }
  return absl::OkStatus();
}

absl::Status Overlay::FetchTable(Table table) {
  auto& wanted = wanted_[Tag(table)];
  std::sort(wanted.begin(), wanted.end());
  std::array<rocksdb::Slice, kFetchAtOnce> keys;
  std::array<rocksdb::PinnableSlice, kFetchAtOnce> values;
  std::array<rocksdb::Status, kFetchAtOnce> statuses;
  for (size_t at = 0; at < wanted.size(); at += kFetchAtOnce) {
    const size_t count = std::min(kFetchAtOnce, wanted.size() - at);
    for (size_t i = 0; i < count; ++i) keys[i] = ToSlice(wanted[at + i]);
    tables_.db().MultiGet(rocksdb::ReadOptions(), tables_.of(table), count, keys.data(),
                          values.data(), statuses.data(), true);
    for (size_t i = 0; i < count; ++i) {
      Row row;
      row.known = true;
      row.present = statuses[i].ok();
      if (!row.present && !statuses[i].IsNotFound()) {
        return ToStatus(statuses[i], fmt::format("read {}", Name(table)));
      }
      if (row.present) row.value = arena_.Keep(ToView(values[i]));
      rows_[Tag(table)].insert_or_assign(HashedKey(Tag(table), wanted[at + i]), row);
      values[i].Reset();
    }
  }
  wanted.clear();
  return absl::OkStatus();
}

void Overlay::Append(Table table, std::string_view key, std::string_view value) {
  appended_[Tag(table)].push_back({arena_.Keep(key), arena_.Keep(value), true});
}

void Overlay::AppendDelete(Table table, std::string_view key) {
  appended_[Tag(table)].push_back({arena_.Keep(key), {}, false});
}

void Overlay::Count(const DegreeKey& key, int64_t change) {
  counts_[key] += change;
}

absl::StatusOr<int64_t> Overlay::Degree(const DegreeKey& key) {
  rocksdb::PinnableSlice value;
  const auto found = tables_.Get(Table::kDeg, DegKey(key).view(), value);
  if (!found.ok()) return found.status();
  const auto it = counts_.find(key);
  return (*found ? ReadCount(ToView(value)) : 0) + (it == counts_.end() ? 0 : it->second);
}

std::vector<Overlay::Line> Overlay::SortedRows(Table table) const {
  std::vector<Line> lines = appended_[Tag(table)];
  for (const auto& [key, row] : rows_[Tag(table)]) {
    if (row.changed) lines.push_back({key.text, row.value, row.present});
  }
  std::vector<std::string_view> keys;
  keys.reserve(lines.size());
  for (const Line& line : lines) keys.push_back(line.key);
  std::vector<Line> sorted;
  sorted.reserve(lines.size());
  for (const uint32_t index : SortedOrder(keys)) {
    // The sort is stable, so of several lines with one key the newest is the last and stays.
    if (!sorted.empty() && sorted.back().key == lines[index].key) sorted.pop_back();
    sorted.push_back(lines[index]);
  }
  return sorted;
}

size_t Overlay::row_count() const {
  size_t count = counts_.size();
  for (const auto& rows : rows_) count += rows.size();
  for (const auto& lines : appended_) count += lines.size();
  return count;
}

std::vector<std::pair<DegreeKey, int64_t>> Overlay::SortedCounts() const {
  std::vector<std::pair<DegreeKey, int64_t>> counts;
  counts.reserve(counts_.size());
  for (const auto& [key, change] : counts_) {
    if (change != 0) counts.emplace_back(key, change);
  }
  std::sort(counts.begin(), counts.end());
  return counts;
}

void Overlay::Clear() {
  for (auto& rows : rows_) rows.clear();
  for (auto& wanted : wanted_) wanted.clear();
  for (auto& lines : appended_) lines.clear();
  counts_.clear();
  arena_.Clear();
}

}  // namespace liancheng::storage
