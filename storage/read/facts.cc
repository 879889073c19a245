#include "storage/read/facts.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"
#include "storage/format/journal.h"
#include "storage/format/rows.h"

namespace liancheng::storage {
namespace {

absl::Status Unreadable(Table table, std::string_view key) {
  return absl::DataLossError(fmt::format("{} row {} cannot be read", Name(table), Hex(key)));
}

// The key of an entity that was retracted: it is still in a row of hist.
absl::StatusOr<std::string> RetiredKey(const Tables& tables, const rocksdb::Snapshot* snapshot,
                                       model::EntityId id) {
  const std::string prefix(1, static_cast<char>(HistClass::kEntity));
  const std::string lower = prefix + std::string(NumberKey(id.value).view());
  const std::string upper = AfterPrefix(lower);
  const rocksdb::Slice bound(upper);
  const auto it = tables.Iterate(Table::kHist, snapshot, &bound);
  it->Seek(lower);
  if (!it->Valid()) {
    if (!it->status().ok()) return ToStatus(it->status(), "read hist");
    return std::string();
  }
  const auto hist = DecodeHist(ToView(it->value()));
  const auto key = hist ? EntityKeyOf(hist->row_value) : std::optional<std::string_view>();
  if (!key) return Unreadable(Table::kHist, ToView(it->key()));
  return std::string(*key);
}

constexpr size_t kKeysAtOnce = 256;

}  // namespace

absl::StatusOr<EntityDescription> ReadEntity(std::string_view key, std::string_view value,
                                             const SealedIds& sealed) {
  const std::optional<uint64_t> number = ParseNumberKey(key);
  const std::optional<SplitRow> row = Split(value);
  std::optional<EntityBody> body = row ? DecodeEntityBody(row->body) : std::optional<EntityBody>();
  if (!number || !body) return Unreadable(Table::kEnt, key);
  EntityDescription out;
  out.id.value = *number;
  out.known_from = row->header.known_from;
  out.provenance = {std::move(body->source), std::string(row->header.file), row->header.row};
  out.fact = std::move(body->fact);
  out.fact.entity.id = out.id;
  for (model::Identifier& identifier : out.fact.identifiers) {
    if (identifier.scheme != kIdScheme) continue;
    auto clear = sealed.Unseal(identifier.value);
    if (!clear.ok()) return clear.status();
    identifier.value = *std::move(clear);
  }
  for (const auto& [name, hidden] : body->sealed) {
    auto clear = sealed.Unseal(hidden);
    if (!clear.ok()) return clear.status();
    out.fact.attributes.emplace(name, *std::move(clear));
  }
  return out;
}

absl::StatusOr<model::EntityFact> ReadEntityBriefly(model::EntityId id, std::string_view value) {
  const std::optional<SplitRow> row = Split(value);
  std::optional<EntityBody> body = row ? DecodeEntityBody(row->body) : std::optional<EntityBody>();
  if (!body) return Unreadable(Table::kEnt, NumberKey(id.value).view());
  body->fact.entity.id = id;
  std::erase_if(body->fact.identifiers,
                [](const model::Identifier& one) { return one.scheme == kIdScheme; });
  return std::move(body->fact);
}

absl::StatusOr<model::Fact> ReadRelation(std::string_view key, std::string_view value) {
  const std::optional<EdgeKey> edge = ParseOutKey(key);
  const std::optional<EdgeRow> row = DecodeEdgeRow(value);
  if (!edge || !row) return Unreadable(Table::kOut, key);
  model::RelationFact fact;
  fact.id = row->id;
  fact.relation = edge->relation;
  fact.from.id = edge->from;
  fact.to.id = edge->to;
  fact.valid = {edge->start, row->to};
  fact.share = row->share;
  fact.position = row->position;
  fact.number = row->number;
  return model::Fact{std::move(fact), {std::string(row->source), "", 0}};
}

absl::StatusOr<model::Fact> ReadRecord(std::string_view key, std::string_view value) {
  const std::optional<RecordKey> record = ParseRecKey(key);
  const std::optional<SplitRow> row = Split(value);
  std::optional<RecordBody> body =
      record && row ? DecodeRecordBody(record->kind, row->body) : std::optional<RecordBody>();
  if (!body) return Unreadable(Table::kRec, key);
  return model::Fact{std::move(body->statement),
                     {std::move(body->source), std::string(row->header.file), row->header.row}};
}

absl::StatusOr<std::string> EntityRowAt(const Tables& tables, const rocksdb::Snapshot* snapshot,
                                        model::EntityId id, model::Revision at) {
  const FixedKey<8> key = NumberKey(id.value);
  rocksdb::PinnableSlice value;
  const auto found = tables.Get(Table::kEnt, key.view(), value, snapshot);
  if (!found.ok()) return found.status();
  if (*found) {
    const auto known_from = KnownFrom(ToView(value));
    if (!known_from) return Unreadable(Table::kEnt, key.view());
    if (*known_from <= at) return value.ToString();
  }
  // Rows of hist are in order from newest to oldest, so only the first row from `at` on can have
  // been current at `at`.
  const std::string from = HistKey(HistClass::kEntity, key.view(), at);
  const std::string upper = AfterPrefix(std::string_view(from).substr(0, 9));
  const rocksdb::Slice bound(upper);
  const auto it = tables.Iterate(Table::kHist, snapshot, &bound);
  it->Seek(from);
  if (!it->Valid()) {
    if (!it->status().ok()) return ToStatus(it->status(), "read hist");
    return std::string();
  }
  const auto hist = DecodeHist(ToView(it->value()));
  if (!hist) return Unreadable(Table::kHist, ToView(it->key()));
  return hist->known_to > at ? std::string(hist->row_value) : std::string();
}

absl::Status FillKeys(const Tables& tables, const rocksdb::Snapshot* snapshot,
                      std::vector<model::EntityRef*>& refs) {
  std::sort(refs.begin(), refs.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  for (size_t at = 0; at < refs.size();) {
    std::array<FixedKey<8>, kKeysAtOnce> keys;
    std::array<rocksdb::Slice, kKeysAtOnce> slices;
    std::array<rocksdb::PinnableSlice, kKeysAtOnce> values;
    std::array<rocksdb::Status, kKeysAtOnce> statuses;
    std::array<size_t, kKeysAtOnce + 1> begins{};
    size_t count = 0;
    size_t end = at;
    while (end < refs.size() && count < kKeysAtOnce) {
      keys[count] = NumberKey(refs[end]->id.value);
      slices[count] = ToSlice(keys[count].view());
      begins[count++] = end;
      const model::EntityId id = refs[end]->id;
      while (end < refs.size() && refs[end]->id == id) ++end;
    }
    begins[count] = end;
    tables.db().MultiGet(options, tables.of(Table::kEnt), count, slices.data(), values.data(),
                         statuses.data(), true);
    for (size_t i = 0; i < count; ++i) {
      std::string key;
      if (statuses[i].ok()) {
        const auto stored = EntityKeyOf(ToView(values[i]));
        if (!stored) return Unreadable(Table::kEnt, keys[i].view());
        key = *stored;
      } else if (statuses[i].IsNotFound()) {
        auto retired = RetiredKey(tables, snapshot, refs[begins[i]]->id);
        if (!retired.ok()) return retired.status();
        key = *std::move(retired);
      } else if (!tables.salvage()) {
        return ToStatus(statuses[i], "read ent");
      }
      for (size_t r = begins[i]; r < begins[i + 1]; ++r) refs[r]->key = key;
    }
    at = end;
  }
  return absl::OkStatus();
}

}  // namespace liancheng::storage
