// Resolves retractions. A statement that others still name cannot be retracted before them.
#include <utility>

#include "fmt/format.h"
#include "storage/index/derived.h"
#include "storage/write/resolver.h"

namespace liancheng::storage {

using model::FactKind;

Resolver::Outcomes Resolver::ResolveRetraction(const model::RetractionFact& fact) {
  const std::string_view target = fact.target;
  const size_t colon = target.find(':');
  const auto kind = model::ParseFactKind(target.substr(0, colon));
  if (colon == std::string_view::npos || !kind || *kind == FactKind::kRetraction) {
    return Refuse({"target", target, "names no statement that can be retracted",
                   "kind and id, such as listing:L1"});
  }
  const std::string_view identity = target.substr(colon + 1);
  if (*kind == FactKind::kEntity) return RetractEntity(fact, identity);
  if (*kind == FactKind::kRelation) return RetractRelation(fact, identity);
  return RetractRecord(fact, *kind, identity);
}

Resolver::Outcomes Resolver::RetractEntity(const model::RetractionFact& fact,
                                           std::string_view key) {
  const auto id = FindEntity(key);
  if (!id.ok()) return id.status();
  if (!*id) return Refuse({"target", fact.target, "unknown statement", ""});
  const FixedKey<8> row_key = NumberKey((*id)->value);
  const auto row = rows_.Get(Table::kEnt, row_key.view());
  if (!row.ok()) return row.status();
  const std::optional<SplitRow> split = *row ? Split(**row) : std::optional<SplitRow>();
  const std::optional<EntityBody> body =
      split ? DecodeEntityBody(split->body) : std::optional<EntityBody>();
  if (!body) return Damaged(Table::kEnt, row_key.view());
  if (body->fact.entity.key != key) return Refuse({"target", fact.target, "unknown statement", ""});
  auto named = NamedElsewhere(fact, (*id)->value);
  if (!named.ok()) return named.status();
  if (*named) return Refuse(**std::move(named));
  const auto verb = Retire(HistClass::kEntity, row_key.view(), **row, true);
  if (!verb.ok()) return verb.status();
  UnindexEntity(body->fact, **id);
  rows_.Forget(key);
  ends_.clear();
  rows_.Delete(Table::kEnt, row_key.view());
  --head_.entities;
  LogClose(*verb, FactKind::kEntity, (*id)->value, fact);
  return Outcome::kStored;
}

Resolver::Outcomes Resolver::RetractRelation(const model::RetractionFact& fact,
                                             std::string_view identity) {
  const auto edge = FindEdgeByIdentity(identity);
  if (!edge.ok()) return edge.status();
  if (!*edge) return Refuse({"target", fact.target, "unknown statement", ""});
  const auto [key, value] = **edge;
  const std::optional<EdgeRow> row = DecodeEdgeRow(value);
  if (!row) return Damaged(Table::kOut, OutKey(key).view());
  const auto verb = Retire(HistClass::kEdge, OutKey(key).view(), value, true);
  if (!verb.ok()) return verb.status();
  VisitEdgeXid(key, row->id,
               [this](std::string_view xid, std::string_view) { rows_.Delete(Table::kXid, xid); });
  DeleteEdge(key);
  --head_.relations;
  LogClose(*verb, FactKind::kRelation, row->number.value, fact);
  return Outcome::kStored;
}

// Finds a relation by the caller's id or, for one without an id, by the form that FactKey gives:
// from|relation|to|start.
absl::StatusOr<std::optional<Resolver::StoredEdge>> Resolver::FindEdgeByIdentity(
    std::string_view identity) {
  if (identity.empty()) return std::nullopt;
  auto by_id = FindEdge(identity, {});
  if (!by_id.ok() || *by_id) return by_id;
  const size_t last = identity.rfind('|');
  if (last == std::string_view::npos) return std::nullopt;
  const std::string_view day = identity.substr(last + 1);
  const auto start =
      day.empty() ? absl::StatusOr<model::Date>(model::kOpenStart) : model::ParseDate(day);
  if (!start.ok()) return std::nullopt;
  const std::string_view ends = identity.substr(0, last);
  // A key may contain bars itself, so every place where the name of a relation stands between two
  // bars is tried.
  for (size_t bar = ends.find('|'); bar != std::string_view::npos; bar = ends.find('|', bar + 1)) {
    const size_t next = ends.find('|', bar + 1);
    if (next == std::string_view::npos) break;
    const auto relation = model::Parse<model::Relation>(ends.substr(bar + 1, next - bar - 1));
    if (!relation) continue;
    const auto from = FindEntity(ends.substr(0, bar));
    if (!from.ok()) return from.status();
    const auto to = FindEntity(ends.substr(next + 1));
    if (!to.ok()) return to.status();
    if (!*from || !*to) continue;
    auto found = FindEdge("", {**from, *relation, **to, *start, 0});
    if (!found.ok() || *found) return found;
  }
  return std::nullopt;
}

Resolver::Outcomes Resolver::RetractRecord(const model::RetractionFact& fact, FactKind kind,
                                           std::string_view id) {
  const auto key = FindRecord(kind, id);
  if (!key.ok()) return key.status();
  if (!*key) return Refuse({"target", fact.target, "unknown statement", ""});
  auto named = NamedElsewhere(fact, kUnderRecord | (*key)->number);
  if (!named.ok()) return named.status();
  if (*named) return Refuse(**std::move(named));
  const FixedKey<kRecordKeyBytes> row_key = RecKey(**key);
  const auto row = rows_.Get(Table::kRec, row_key.view());
  if (!row.ok()) return row.status();
  const std::optional<SplitRow> split = *row ? Split(**row) : std::optional<SplitRow>();
  const std::optional<RecordBody> body =
      split ? DecodeRecordBody(kind, split->body) : std::optional<RecordBody>();
  if (!body) return Damaged(Table::kRec, row_key.view());
  const auto verb = Retire(HistClass::kRecord, row_key.view(), **row, true);
  if (!verb.ok()) return verb.status();
  CountRecord(kind, body->parties, -1);
  VisitRecordXid(**key, id, [this](std::string_view xid, std::string_view) {
    rows_.Delete(Table::kXid, xid);
  });
  rows_.Delete(Table::kRec, row_key.view());
  --head_.records;
  LogClose(*verb, kind, (*key)->number, fact);
  return Outcome::kStored;
}

absl::StatusOr<std::optional<Resolver::Refusal>> Resolver::NamedElsewhere(
    const model::RetractionFact& fact, uint64_t node) {
  int64_t relations = 0;
  int64_t records = 0;
  for (const DegreeOf of : {DegreeOf::kOut, DegreeOf::kIn}) {
    if ((node & kUnderRecord) != 0) break;
    for (uint16_t relation = 0; relation < model::kRelationCount; ++relation) {
      const auto count = rows_.Degree({node, of, relation});
      if (!count.ok()) return count.status();
      relations += *count;
    }
  }
  for (uint16_t kind = 0; kind < model::kFactKindCount; ++kind) {
    const auto count = rows_.Degree({node, DegreeOf::kNamedBy, kind});
    if (!count.ok()) return count.status();
    records += *count;
  }
  if (relations == 0 && records == 0) return std::nullopt;
  return Refusal{"target", fact.target,
                 fmt::format("{} relations and {} records still name it", relations, records),
                 "those retracted first"};
}

void Resolver::LogClose(Verb verb, FactKind kind, uint64_t number,
                        const model::RetractionFact& fact) {
  body_.clear();
  ByteWriter to(body_);
  to.Text(fact.id);
  to.Text(fact.target);
  to.Text(provenance_->source);
  Log(verb, kind, number, body_);
}

}  // namespace liancheng::storage
