#include "storage/format/keys.h"

namespace liancheng::storage {
namespace {

constexpr std::array<std::string_view, kTableCount> kTables = {
    "xid", "ent", "out", "in", "rec", "hist", "deg", "name", "log", "job", "audit", "meta"};

FixedKey<kEdgeKeyBytes> EdgeBytes(uint64_t first, uint64_t second, const EdgeKey& key) {
  FixedKey<kEdgeKeyBytes> out;
  char* at = out.bytes.data();
  PutBig(at, first, 8);
  PutBig(at + 8, static_cast<uint64_t>(key.relation), 2);
  PutBig(at + 10, second, 8);
  PutBig(at + 18, static_cast<uint32_t>(~OrderedDays(key.start)), 4);
  PutBig(at + 22, key.edge, 8);
  return out;
}

std::optional<EdgeKey> ParseEdge(std::string_view bytes, bool inward) {
  if (bytes.size() != kEdgeKeyBytes) return std::nullopt;
  const uint64_t relation = GetBig(bytes.data() + 8, 2);
  if (relation >= model::kRelationCount) return std::nullopt;
  const model::EntityId first{GetBig(bytes.data(), 8)};
  const model::EntityId second{GetBig(bytes.data() + 10, 8)};
  EdgeKey key;
  key.from = inward ? second : first;
  key.to = inward ? first : second;
  key.relation = static_cast<model::Relation>(relation);
  key.start = FromOrderedDays(~static_cast<uint32_t>(GetBig(bytes.data() + 18, 4)));
  key.edge = GetBig(bytes.data() + 22, 8);
  return key;
}

}  // namespace

std::string_view Name(Table table) {
  return kTables[static_cast<size_t>(table)];
}

FixedKey<8> NumberKey(uint64_t number) {
  FixedKey<8> out;
  PutBig(out.bytes.data(), number, 8);
  return out;
}

std::optional<uint64_t> ParseNumberKey(std::string_view key) {
  if (key.size() != 8) return std::nullopt;
  return GetBig(key.data(), 8);
}

FixedKey<kEdgeKeyBytes> OutKey(const EdgeKey& key) {
  return EdgeBytes(key.from.value, key.to.value, key);
}

FixedKey<kEdgeKeyBytes> InKey(const EdgeKey& key) {
  return EdgeBytes(key.to.value, key.from.value, key);
}

std::optional<EdgeKey> ParseOutKey(std::string_view bytes) {
  return ParseEdge(bytes, false);
}

std::optional<EdgeKey> ParseInKey(std::string_view bytes) {
  return ParseEdge(bytes, true);
}

FixedKey<kRecordKeyBytes> RecKey(const RecordKey& key) {
  FixedKey<kRecordKeyBytes> out;
  char* at = out.bytes.data();
  PutBig(at, key.subject, 8);
  PutBig(at + 8, static_cast<uint64_t>(key.kind), 2);
  PutBig(at + 10, static_cast<uint32_t>(~OrderedDays(key.date)), 4);
  PutBig(at + 14, key.number, 8);
  return out;
}

std::optional<RecordKey> ParseRecKey(std::string_view bytes) {
  if (bytes.size() != kRecordKeyBytes) return std::nullopt;
  const uint64_t kind = GetBig(bytes.data() + 8, 2);
  if (kind < static_cast<uint64_t>(model::FactKind::kListing) ||
      kind >= static_cast<uint64_t>(model::kFactKindCount) ||
      kind == static_cast<uint64_t>(model::FactKind::kRetraction)) {
    return std::nullopt;
  }
  RecordKey key;
  key.subject = GetBig(bytes.data(), 8);
  key.kind = static_cast<model::FactKind>(kind);
  key.date = FromOrderedDays(~static_cast<uint32_t>(GetBig(bytes.data() + 10, 4)));
  key.number = GetBig(bytes.data() + 14, 8);
  return key;
}

std::string HistKey(HistClass of, std::string_view row_key, model::Revision known_from) {
  std::string key;
  key.reserve(row_key.size() + 9);
  ByteWriter out(key);
  out.Byte(static_cast<uint8_t>(of));
  out.Raw(row_key);
  out.Big(~known_from.value, 8);
  return key;
}

size_t RowKeyBytes(HistClass of) {
  if (of == HistClass::kEntity) return 8;
  return of == HistClass::kEdge ? kEdgeKeyBytes : kRecordKeyBytes;
}

std::optional<HistKeyParts> ParseHistKey(std::string_view bytes) {
  if (bytes.empty()) return std::nullopt;
  const auto of = static_cast<HistClass>(bytes[0]);
  if (of != HistClass::kEntity && of != HistClass::kEdge && of != HistClass::kRecord) {
    return std::nullopt;
  }
  const size_t row = RowKeyBytes(of);
  if (bytes.size() != row + 9) return std::nullopt;
  return HistKeyParts{of, bytes.substr(1, row),
                      model::Revision{~GetBig(bytes.data() + 1 + row, 8)}};
}

FixedKey<kDegreeKeyBytes> DegKey(const DegreeKey& key) {
  FixedKey<kDegreeKeyBytes> out;
  PutBig(out.bytes.data(), key.node, 8);
  PutBig(out.bytes.data() + 8, static_cast<uint64_t>(key.of), 1);
  PutBig(out.bytes.data() + 9, key.what, 2);
  return out;
}

std::optional<DegreeKey> ParseDegKey(std::string_view bytes) {
  if (bytes.size() != kDegreeKeyBytes) return std::nullopt;
  const uint64_t of = GetBig(bytes.data() + 8, 1);
  if (of > static_cast<uint64_t>(DegreeOf::kNamedBy)) return std::nullopt;
  return DegreeKey{GetBig(bytes.data(), 8), static_cast<DegreeOf>(of),
                   static_cast<uint16_t>(GetBig(bytes.data() + 9, 2))};
}

void EntityXidKey(std::string_view scheme, std::string_view value, std::string& out) {
  out.clear();
  out.push_back(kXidEntity);
  out.push_back(static_cast<char>(scheme.size()));
  out.append(scheme);
  out.append(value);
}

void RelationXidKey(std::string_view id, std::string& out) {
  out.clear();
  out.push_back(kXidRelation);
  out.append(id);
}

void RecordXidKey(model::FactKind kind, std::string_view id, std::string& out) {
  out.clear();
  out.push_back(kXidRecord);
  out.push_back(static_cast<char>(kind));
  out.append(id);
}

std::string NameKey(std::string_view folded, model::EntityId id, bool former) {
  std::string key;
  ByteWriter out(key);
  out.Byte(static_cast<uint8_t>(kWholeName));
  out.Raw(folded);
  out.Byte(0);
  out.Big(id.value, 8);
  out.Byte(former ? 1 : 0);
  return key;
}

std::optional<NameKeyParts> ParseNameKey(std::string_view bytes) {
  constexpr size_t kTail = 10;
  if (bytes.size() < 1 + kTail || bytes[0] != kWholeName) return std::nullopt;
  const std::string_view tail = bytes.substr(bytes.size() - kTail);
  const auto former = static_cast<uint8_t>(tail[9]);
  if (tail[0] != 0 || former > 1) return std::nullopt;
  return NameKeyParts{bytes.substr(1, bytes.size() - 1 - kTail),
                      model::EntityId{GetBig(tail.data() + 1, 8)}, former == 1};
}

std::string GramKey(const GramKeyParts& parts) {
  std::string key;
  ByteWriter out(key);
  out.Byte(static_cast<uint8_t>(kNameGram));
  out.Big(parts.gram, 8);
  out.Big(parts.revision.value, 8);
  if (parts.chunk != 0) out.Big(parts.chunk, 4);
  return key;
}

std::optional<GramKeyParts> ParseGramKey(std::string_view bytes) {
  constexpr size_t kFirst = 17;
  if ((bytes.size() != kFirst && bytes.size() != kFirst + 4) || bytes[0] != kNameGram) {
    return std::nullopt;
  }
  GramKeyParts parts{GetBig(bytes.data() + 1, 8), model::Revision{GetBig(bytes.data() + 9, 8)}, 0};
  if (bytes.size() == kFirst) return parts;
  parts.chunk = static_cast<uint32_t>(GetBig(bytes.data() + kFirst, 4));
  return parts.chunk == 0 ? std::nullopt : std::optional(parts);
}

std::string AfterPrefix(std::string_view prefix) {
  std::string after(prefix);
  while (!after.empty() && static_cast<uint8_t>(after.back()) == 0xff) after.pop_back();
  if (!after.empty()) after.back() = static_cast<char>(static_cast<uint8_t>(after.back()) + 1);
  return after;
}

}  // namespace liancheng::storage
