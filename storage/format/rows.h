// storage/format/rows.h: the values of ent, out/in, rec and hist rows: facts to bytes and back.
// Body:    the part of a row that is its content. Two statements are equal exactly when their
//          bodies have the same bytes: the source is in the body, file and row number are not.
// Views:   decoded text points into the given bytes and is valid as long as they are.
// Errors:  nothing (nullopt) when the bytes are not such a row.
// Source:  docs/storage_format.md, "Values".
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/model/fact.h"
#include "storage/format/keys.h"

namespace liancheng::storage {

// --- ent and rec: header, then body ---
struct RowHeader {
  model::Revision known_from;
  int64_t row = 0;        // of the input file
  std::string_view file;  // as given by the reader
};
struct SplitRow {
  RowHeader header;
  std::string_view body;
};
void AppendRow(const RowHeader& header, std::string_view body, std::string& out);
std::optional<SplitRow> Split(std::string_view value);

// --- ent ---
// `identifiers` replaces fact.identifiers: in stored form (ID numbers encrypted), sorted. `sealed`
// holds the encrypted form of those attributes that are ID numbers, by name.
using SealedAttributes = std::map<std::string, std::string, std::less<>>;
void AppendEntityBody(const model::EntityFact& fact, std::span<const model::Identifier> identifiers,
                      const SealedAttributes& sealed, std::string_view source, std::string& out);
struct EntityBody {
  model::EntityFact fact;   // identifiers in stored form, without the sealed attributes
  SealedAttributes sealed;  // attributes in stored form
  std::string source;
};
std::optional<EntityBody> DecodeEntityBody(std::string_view body);
// Only the caller's id, read from the value of a row of ent.
std::optional<std::string_view> EntityKeyOf(std::string_view value);

// --- out, in ---
inline constexpr size_t kEdgeContentAt = 16;  // content begins after known_from and number
struct EdgeRow {
  model::Revision known_from;
  model::RelationId number;
  model::Date to;
  std::optional<model::ShareBand> share;
  std::string_view source;
  std::string_view position;
  std::string_view id;
};
void AppendEdgeRow(const EdgeRow& row, std::string& out);
std::optional<EdgeRow> DecodeEdgeRow(std::string_view value);

// --- rec ---
struct RecordParties {
  model::EntityId first;   // subject, person, party or operator
  model::EntityId second;  // merchant
  uint64_t parent = 0;     // number of the record that it belongs to
};
void AppendRecordBody(const model::Statement& statement, const RecordParties& parties,
                      std::string_view source, std::string& out);
struct RecordBody {
  model::Statement statement;  // parties by id
  RecordParties parties;
  std::string source;
};
std::optional<RecordBody> DecodeRecordBody(model::FactKind kind, std::string_view body);

// Whether records of this kind belong to another record. A stream gives the others first.
bool HangsOnRecord(model::FactKind kind);
// decided_on, delivered_on or on: the day a record is filed under.
model::Date DateOf(const model::Statement& record);
const std::string& IdOf(const model::Statement& record);

// --- hist: known_to, then the row as it was ---
std::string HistValue(model::Revision known_to, std::string_view row_value);
struct HistRow {
  model::Revision known_from;
  model::Revision known_to;
  std::string_view row_value;
};
std::optional<HistRow> DecodeHist(std::string_view value);

// The revision with which the value of every stored row begins.
std::optional<model::Revision> KnownFrom(std::string_view row_value);

}  // namespace liancheng::storage
