#include "storage/bulk/rows.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "fmt/format.h"
#include "storage/disk/row_run.h"

namespace liancheng::storage {
namespace {

constexpr uint64_t kNumbersEnd = uint64_t{1} << 32;

// The front of a key in xid that many keys share: its class and, for an entity, the scheme.
std::string_view XidPrefix(std::string_view key) {
  if (key[0] == kXidEntity) return key.substr(0, 2 + static_cast<unsigned char>(key[1]));
  return key.substr(0, key[0] == kXidRecord ? 2 : 1);
}

}  // namespace

BulkRows::BulkRows(std::string folder, const BulkOptions& budget)
    : folder_(std::move(folder)),
      memory_bytes_(budget.memory_bytes),
      sort_bytes_min_(budget.sort_bytes_min),
      out_(folder_ + "/out", RowOrder::Keys::kAsStored),
      in_(folder_ + "/in", RowOrder::Keys::kTurned),
      log_(folder_, Table::kLog) {}

// --- what Resolver reads and writes ---

absl::Status BulkRows::NotTaken() {
  taken_ = false;
  return absl::AbortedError("not to be taken in bulk");
}

absl::StatusOr<std::optional<std::string_view>> BulkRows::Get(Table table, std::string_view key) {
  if (table == Table::kXid) return GetXid(key);
  if (table == Table::kEnt) return GetEntity(key);
  if (table == Table::kOut) return GetEdge(key);
  return NotTaken();
}

absl::StatusOr<std::optional<std::string_view>> BulkRows::GetXid(std::string_view key) {
  if (key[0] == kXidRelation) return std::nullopt;
  const uint32_t number = keys_.Find(keys_.HashOf(key));
  if (number == 0) return std::nullopt;
  if (key[0] == kXidEntity) return given_.Keep(NumberKey(number).view());
  // A fact that refers to a record needs only its number. A fact that restates the record would
  // read its row next; that is no part of a bulk load and is refused there.
  RecordKey record;
  record.kind = static_cast<model::FactKind>(key[1]);
  record.number = number;
  return given_.Keep(RecKey(record).view());
}

absl::StatusOr<std::optional<std::string_view>> BulkRows::GetEntity(std::string_view key) {
  const uint64_t place = GetBig(key.data(), key.size()) - 1;
  const auto part = ent_.parts.find(std::string_view());
  if (part == ent_.parts.end() || place >= part->second.rows_in_all()) return std::nullopt;
  const RowOrder& order = part->second;
  const uint64_t spilled = order.rows_in_all() - order.size();
  if (place >= spilled) return RowValue(order.row(place - spilled));
  const auto found = order.FindSpilled(key);
  if (!found.ok()) return found.status();
  if (!*found) return std::nullopt;
  return given_.Keep(**found);
}

absl::StatusOr<std::optional<std::string_view>> BulkRows::GetEdge(std::string_view key) {
  const uint64_t place = edges_.Find(edges_.HashOf(key));
  if (place == 0) return std::nullopt;
  const uint64_t spilled = out_.rows_in_all() - out_.size();
  if (place > spilled) return RowValue(out_.row(place - spilled - 1));
  const auto found = out_.FindSpilled(key);
  if (!found.ok()) return found.status();
  if (!*found) return std::nullopt;
  return given_.Keep(**found);
}

void BulkRows::Want(Table table, std::string_view key) {
  if (table == Table::kXid && key[0] != kXidRelation) keys_.Prefetch(keys_.HashOf(key));
  if (table == Table::kOut) edges_.Prefetch(edges_.HashOf(key));
}

RowOrder& BulkRows::PartOf(Group& group, std::string_view prefix, Table table) {
  const auto it = group.parts.find(prefix);
  if (it != group.parts.end()) return it->second;
  const std::string run = fmt::format("{}/{}-{}", folder_, Name(table), group.parts.size());
  return group.parts.try_emplace(std::string(prefix), run, RowOrder::Keys::kAsStored).first->second;
}

void BulkRows::Put(Table table, std::string_view key, std::string_view value) {
  ++rows_;
  if (table == Table::kXid) return PutXid(key, value);
  if (table == Table::kOut) return PutEdge(key, value);
  Group& group = table == Table::kEnt ? ent_ : rec_;
  // An entity stated again within one revision.
  if (table == Table::kEnt && !ent_.parts.empty() &&
      GetBig(key.data(), 8) <= ent_.parts.begin()->second.rows_in_all()) {
    taken_ = false;
    return;
  }
  PartOf(group, "", table).Add(FrontFrom(key, 0), group.pile.Add(key, value));
}

void BulkRows::PutXid(std::string_view key, std::string_view value) {
  if (key[0] != kXidRelation) {
    const uint64_t number = GetBig(value.data() + value.size() - 8, 8);
    if (number >= kNumbersEnd) taken_ = false;
    keys_.Put(keys_.HashOf(key), static_cast<uint32_t>(number));
  }
  const std::string_view prefix = XidPrefix(key);
  PartOf(xid_, prefix, Table::kXid).Add(FrontFrom(key, prefix.size()), xid_.pile.Add(key, value));
}

void BulkRows::PutEdge(std::string_view key, std::string_view value) {
  if (GetBig(key.data() + kEdgeKeyBytes - 8, 8) == 0) {
    const KeyNumbers::Hash hash = edges_.HashOf(key);
    const uint64_t place = out_.rows_in_all() + 1;
    if (place >= kNumbersEnd || edges_.Find(hash) != 0) {
      taken_ = false;
      return;
    }
    edges_.Put(hash, static_cast<uint32_t>(place));
  }
  last_edge_ = edge_pile_.Add(key, value);
  out_.Add(FrontOfEdge(key), last_edge_);
}

void BulkRows::Append(Table table, std::string_view key, std::string_view value) {
  ++rows_;
  if (table == Table::kIn) {
    // The row of `in` has the same bytes as the row of `out` that was added just before.
    in_.Add(FrontOfEdge(key), last_edge_);
  } else if (table == Table::kName) {
    const std::string_view prefix = key.substr(0, 1);
    PartOf(name_, prefix, table).Add(FrontFrom(key, 1), name_.pile.Add(key, value));
  } else if (table == Table::kLog) {
    if (taken_ && log_status_.ok()) log_status_ = log_.Add(key, value);
  } else {
    taken_ = false;
  }
}

void BulkRows::Delete(Table, std::string_view) {
  taken_ = false;
}

void BulkRows::AppendDelete(Table, std::string_view) {
  taken_ = false;
}

void BulkRows::Count(const DegreeKey& key, int64_t change) {
  if (key.of != DegreeOf::kNamedBy) return;
  std::string row(DegKey(key).view());
  row.resize(kDegreeKeyBytes + 8);
  PutBig(row.data() + kDegreeKeyBytes, ++counts_, 8);
  PartOf(named_by_, "", Table::kDeg)
      .Add(FrontFrom(row, 0), named_by_.pile.Add(row, CountValue(change)));
}

absl::StatusOr<int64_t> BulkRows::Degree(const DegreeKey&) {
  return NotTaken();
}

// --- batches and the budget ---

void BulkRows::Mark() {
  marked_.clear();
  given_.Clear();
  for (Group* group : Groups()) {
    for (auto& [prefix, order] : group->parts) marked_.push_back({&order, order.size()});
  }
  marked_.push_back({&out_, out_.size()});
  marked_.push_back({&in_, in_.size()});
}

void BulkRows::Undo() {
  for (Group* group : Groups()) {
    for (auto& [prefix, order] : group->parts) {
      // A part that began during this batch has no mark and is emptied.
      const auto mark = std::find_if(marked_.begin(), marked_.end(),
                                     [&o = order](const Marked& m) { return m.order == &o; });
      order.Shrink(mark == marked_.end() ? 0 : mark->size);
    }
  }
  for (const Marked& mark : marked_) mark.order->Shrink(mark.size);
}

uint64_t BulkRows::GroupBytes(const Group& group) const {
  uint64_t bytes = group.pile.bytes();
  for (const auto& [prefix, order] : group.parts) bytes += order.bytes();
  return bytes;
}

uint64_t BulkRows::EdgeBytes() const {
  return edge_pile_.bytes() + out_.bytes() + in_.bytes();
}

absl::Status BulkRows::SpillGroup(Group& group) {
  spilled_ = true;
  for (auto& [prefix, order] : group.parts) {
    if (absl::Status spilled = order.Spill(); !spilled.ok()) return spilled;
  }
  group.pile.Free();
  return absl::OkStatus();
}

absl::Status BulkRows::SpillEdges() {
  spilled_ = true;
  absl::Status other;
  std::thread thread([&] { other = in_.Spill(); });
  absl::Status spilled = out_.Spill();
  thread.join();
  edge_pile_.Free();
  return spilled.ok() ? other : spilled;
}

absl::Status BulkRows::SpillOver(uint64_t reader_bytes) {
  if (!log_status_.ok()) return log_status_;
  const uint64_t kept = keys_.bytes() + edges_.bytes() + reader_bytes;
  const uint64_t room = std::max(sort_bytes_min_, memory_bytes_ - std::min(memory_bytes_, kept));
  const std::array<Group*, 5> groups = Groups();
  uint64_t all = EdgeBytes();
  for (const Group* group : groups) all += GroupBytes(*group);
  while (all > room) {
    Group* largest = *std::max_element(groups.begin(), groups.end(), [this](auto* a, auto* b) {
      return GroupBytes(*a) < GroupBytes(*b);
    });
    const bool edges = EdgeBytes() >= GroupBytes(*largest);
    all -= edges ? EdgeBytes() : GroupBytes(*largest);
    if (absl::Status spilled = edges ? SpillEdges() : SpillGroup(*largest); !spilled.ok()) {
      return spilled;
    }
  }
  return absl::OkStatus();
}

// --- to go on after a crash ---

absl::Status BulkRows::Gather(BulkState& state) {
  if (absl::Status log = log_status_.ok() ? log_.Finish() : log_status_; !log.ok()) return log;
  // Names without the folder, because a store may be moved.
  const size_t folder_bytes = folder_.size() + 1;
  const auto keep = [&](uint8_t group, const std::string& prefix, const RowOrder& order) {
    state.orders.push_back(
        {group, prefix, order.run_name().substr(folder_bytes), order.runs(), order.rows_in_all()});
  };
  uint8_t number = 0;
  for (Group* group : Groups()) {
    if (absl::Status spilled = SpillGroup(*group); !spilled.ok()) return spilled;
    for (const auto& [prefix, order] : group->parts) keep(number, prefix, order);
    ++number;
  }
  if (absl::Status spilled = SpillEdges(); !spilled.ok()) return spilled;
  keep(number, "", out_);
  keep(number, "", in_);
  state.rows = rows_;
  for (const std::string& file : log_.files()) {
    state.log_files.push_back(file.substr(folder_bytes));
  }
  return absl::OkStatus();
}

absl::Status BulkRows::TakeUp(const BulkState& state) {
  const std::array<Group*, 5> groups = Groups();
  for (const BulkState::Order& kept : state.orders) {
    const std::string run_name = folder_ + "/" + kept.run_name;
    RowOrder* order = run_name == out_.run_name() ? &out_ : &in_;
    if (kept.group < groups.size()) {
      order = &groups[kept.group]
                   ->parts.try_emplace(kept.prefix, run_name, RowOrder::Keys::kAsStored)
                   .first->second;
    }
    if (absl::Status whole = order->TakeUp(kept.runs, kept.rows); !whole.ok()) return whole;
  }
  rows_ = state.rows;
  std::vector<std::string> log_files;
  for (const std::string& file : state.log_files) log_files.push_back(folder_ + "/" + file);
  return log_.TakeUp(log_files);
}

}  // namespace liancheng::storage
