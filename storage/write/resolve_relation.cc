// Resolves relations: each has one row in `out` and the same row in `in`.
#include "fmt/format.h"
#include "storage/index/derived.h"
#include "storage/write/resolver.h"

namespace liancheng::storage {

using model::FactKind;

Resolver::Outcomes Resolver::ResolveRelation(const model::RelationFact& fact) {
  if (fact.id.size() > kIdBytesMax || fact.to.key.size() > kIdBytesMax) {
    const bool id = fact.id.size() > kIdBytesMax;
    return Refuse({id ? "id" : "to", id ? fact.id : fact.to.key, "the id is too long",
                   fmt::format("at most {} bytes", kIdBytesMax)});
  }
  const auto from = FindEnd(0, fact.from.key);
  if (!from.ok()) return from.status();
  if (!*from) return Refuse({"from", fact.from.key, "unknown party", "the id of a stated entity"});
  auto to = FindEnd(1, fact.to.key);
  if (!to.ok()) return to.status();
  if (!*to && !model::IsValueKey(fact.to.key)) {
    return Refuse({"to", fact.to.key, "unknown party", "the id of a stated entity"});
  }
  if (!*to) to = OpenValueNode(fact.to.key);
  return StoreRelation(fact, {**from, fact.relation, **to, fact.valid.from, 0});
}

// A value node (a shared address, phone or name) is made by the first relation that points to it.
model::EntityId Resolver::OpenValueNode(const std::string& key) {
  model::EntityFact node;
  node.entity.key = key;
  node.type = model::EntityType::kValue;
  node.name = key.substr(key.find(':') + 1);
  StoreForm(node);
  body_.clear();
  AppendEntityBody(node, identifiers_, sealed_attributes_, provenance_->source, body_);
  return OpenEntity(node);
}

Resolver::Outcomes Resolver::StoreRelation(const model::RelationFact& fact, EdgeKey key) {
  const auto old = FindEdge(fact.id, key);
  if (!old.ok()) return old.status();
  EdgeRow row;
  row.known_from = revision_;
  row.number.value = *old ? GetBig((*old)->value.data() + 8, 8) : head_.relation_numbers + 1;
  row.to = fact.valid.to;
  row.share = fact.share;
  row.source = provenance_->source;
  row.position = fact.position;
  row.id = fact.id;
  if (!fact.id.empty()) key.edge = row.number.value;
  value_.clear();
  AppendEdgeRow(row, value_);
  const std::string_view content = std::string_view(value_).substr(kEdgeContentAt);
  Verb verb = Verb::kOpen;
  if (*old) {
    const StoredEdge& before = **old;
    if (before.key == key && before.value.substr(kEdgeContentAt) == content) {
      return Outcome::kUnchanged;
    }
    const auto retired = Retire(HistClass::kEdge, OutKey(before.key).view(), before.value, false);
    if (!retired.ok()) return retired.status();
    verb = *retired;
    if (before.key != key) DeleteEdge(before.key);
  } else {
    ++head_.relation_numbers;
    ++head_.relations;
  }
  if (!*old || (*old)->key != key) {
    CountEdge(key, 1);
    VisitEdgeXid(key, fact.id, [this](std::string_view xid, std::string_view at) {
      rows_.Put(Table::kXid, xid, at);
    });
  }
  PutEdge(key, value_);
  body_.assign(OutKey(key).view());
  body_.append(content);
  Log(verb, FactKind::kRelation, row.number.value, body_);
  return Outcome::kStored;
}

void Resolver::PutEdge(const EdgeKey& key, std::string_view value) {
  rows_.Put(Table::kOut, OutKey(key).view(), value);
  rows_.Append(Table::kIn, InKey(key).view(), value);
}

// The caller decides about the xid row: a relation that moves to another key keeps it.
void Resolver::DeleteEdge(const EdgeKey& key) {
  rows_.Delete(Table::kOut, OutKey(key).view());
  rows_.AppendDelete(Table::kIn, InKey(key).view());
  CountEdge(key, -1);
}

}  // namespace liancheng::storage
