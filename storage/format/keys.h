// storage/format/keys.h: the key of every row, as bytes; the order of bytes is the order of
// reading.
// Source:  docs/storage_format.md, "Keys". `~` there is the bitwise complement: newest first.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/model/fact.h"
#include "storage/format/bytes.h"

namespace liancheng::storage {

// Each table is a column family.
enum class Table : uint8_t {
  kXid,
  kEnt,
  kOut,
  kIn,
  kRec,
  kHist,
  kDeg,
  kName,
  kLog,
  kJob,
  kAudit,
  kMeta
};
inline constexpr int kTableCount = 12;
std::string_view Name(Table table);

// A key of fixed length that needs no allocation.
template <size_t N>
struct FixedKey {
  std::array<char, N> bytes;
  std::string_view view() const { return {bytes.data(), N}; }
};

// --- ent, log ---
FixedKey<8> NumberKey(uint64_t number);
std::optional<uint64_t> ParseNumberKey(std::string_view key);

// --- out, in ---
inline constexpr size_t kEdgeKeyBytes = 30;
struct EdgeKey {
  model::EntityId from;
  model::Relation relation = model::Relation::kLegalRepresentative;
  model::EntityId to;
  model::Date start;
  // The relation's number when the caller gave it an id, else 0: a relation without an id is
  // identified by the other fields.
  uint64_t edge = 0;
  bool operator==(const EdgeKey&) const = default;
};
FixedKey<kEdgeKeyBytes> OutKey(const EdgeKey& key);
FixedKey<kEdgeKeyBytes> InKey(const EdgeKey& key);
std::optional<EdgeKey> ParseOutKey(std::string_view bytes);
std::optional<EdgeKey> ParseInKey(std::string_view bytes);

// --- rec ---
inline constexpr size_t kRecordKeyBytes = 22;
// An ending, objection, notice or step names no party: its key begins with the number of the record
// that it belongs to.
inline constexpr uint64_t kUnderRecord = uint64_t{1} << 63;
struct RecordKey {
  uint64_t subject = 0;  // an entity's number, or kUnderRecord | number of the parent record
  model::FactKind kind = model::FactKind::kListing;
  model::Date date;
  uint64_t number = 0;
  bool operator==(const RecordKey&) const = default;
};
FixedKey<kRecordKeyBytes> RecKey(const RecordKey& key);
std::optional<RecordKey> ParseRecKey(std::string_view bytes);

// --- hist: class, key of the row, ~known_from ---
enum class HistClass : char { kEntity = 'e', kEdge = 'o', kRecord = 'r' };
std::string HistKey(HistClass of, std::string_view row_key, model::Revision known_from);
size_t RowKeyBytes(HistClass of);
struct HistKeyParts {
  HistClass of;
  std::string_view row_key;
  model::Revision known_from;
};
std::optional<HistKeyParts> ParseHistKey(std::string_view bytes);

// --- deg ---
enum class DegreeOf : uint8_t {
  kOut = 0,
  kIn = 1,
  kNamedBy = 2,  // records of one kind that name this entity or belong to this record
};
inline constexpr size_t kDegreeKeyBytes = 11;
struct DegreeKey {
  uint64_t node = 0;  // an entity's number, or kUnderRecord | a record's number
  DegreeOf of = DegreeOf::kOut;
  uint16_t what = 0;  // relation, or kind of record
  auto operator<=>(const DegreeKey&) const = default;
  template <typename H>
  friend H AbslHashValue(H h, const DegreeKey& key) {
    return H::combine(std::move(h), key.node, static_cast<uint8_t>(key.of), key.what);
  }
};
FixedKey<kDegreeKeyBytes> DegKey(const DegreeKey& key);
std::optional<DegreeKey> ParseDegKey(std::string_view bytes);

// --- xid ---
inline constexpr char kXidEntity = 'e';                      // scheme and value -> entity
inline constexpr char kXidRelation = 'r';                    // caller's id -> key in `out`
inline constexpr char kXidRecord = 'k';                      // kind and caller's id -> key in `rec`
inline constexpr std::string_view kSourceScheme = "source";  // the caller's own id of an entity
void EntityXidKey(std::string_view scheme, std::string_view value, std::string& out);
void RelationXidKey(std::string_view id, std::string& out);
void RecordXidKey(model::FactKind kind, std::string_view id, std::string& out);

// --- name: class, folded name, 0, entity, former ---
inline constexpr char kWholeName = 'n';
std::string NameKey(std::string_view folded, model::EntityId id, bool former);
struct NameKeyParts {
  std::string_view folded;
  model::EntityId id;
  bool former = false;
};
std::optional<NameKeyParts> ParseNameKey(std::string_view bytes);

// --- name, grams: class, gram, revision, chunk unless 0; the value is a list of entities ---
inline constexpr char kNameGram = 'g';
struct GramKeyParts {
  uint64_t gram = 0;
  model::Revision revision;
  uint32_t chunk = 0;
};
std::string GramKey(const GramKeyParts& parts);
std::optional<GramKeyParts> ParseGramKey(std::string_view bytes);

// --- meta ---
inline constexpr std::string_view kMetaFormat = "format";
inline constexpr std::string_view kMetaHead = "head";
inline constexpr std::string_view kMetaKeyCheck = "id_key_check";

// The first key after every key that begins with `prefix`; empty when there is none.
std::string AfterPrefix(std::string_view prefix);

}  // namespace liancheng::storage
