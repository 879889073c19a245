// storage/index/derived.h: the index rows that follow from a row of ent, out or rec. The writer
// keeps them up to date and verify recounts them, both with the functions here.
// Source:  docs/storage_format.md, "Derived rows".
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "engine/model/fact.h"
#include "engine/names/grams.h"
#include "storage/format/keys.h"
#include "storage/format/rows.h"

namespace liancheng::storage {

// Receives a row of an index. The views are valid during the call only.
using RowVisitor = absl::FunctionRef<void(std::string_view key, std::string_view value)>;
using GramVisitor = absl::FunctionRef<void(names::Gram gram)>;
using DegreeVisitor = absl::FunctionRef<void(const DegreeKey& key)>;

// The form in which an identifier's value is compared: codes in capitals, organisation codes
// without hyphen.
std::string CanonicalIdentifier(std::string_view scheme, std::string_view value);

// Sets `out` to the key in xid of an identifier in stored form; false for an ID number that must
// never be matched.
bool IdentifierXidKey(const model::Identifier& stored, std::string& out);

// xid rows of an entity: the caller's id and every identifier, in stored form.
void VisitEntityXids(std::string_view callers_id, std::span<const model::Identifier> stored,
                     model::EntityId id, RowVisitor visit);
// name rows of an entity; a value node has none.
void VisitNames(const model::EntityFact& fact, model::EntityId id, RowVisitor visit);
// Grams of the current and the former names, each once, in order; a value node has none. The rows
// of `name` that hold grams are made for one revision at a time (gram_rows.h), from the entities
// that were stated in that revision.
void VisitNameGrams(const model::EntityFact& fact, GramVisitor visit);

// The xid row of a relation that has an id.
void VisitEdgeXid(const EdgeKey& key, std::string_view id, RowVisitor visit);
void VisitEdgeDegrees(const EdgeKey& key, DegreeVisitor visit);

void VisitRecordXid(const RecordKey& key, std::string_view id, RowVisitor visit);
void VisitRecordDegrees(model::FactKind kind, const RecordParties& parties, DegreeVisitor visit);

}  // namespace liancheng::storage
