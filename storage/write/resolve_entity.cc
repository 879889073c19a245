// Resolves statements of entities: identifiers, names, and conflicts with whoever has an identifier
// already.
#include <algorithm>
#include <utility>

#include "engine/model/codes.h"
#include "fmt/format.h"
#include "storage/index/derived.h"
#include "storage/write/resolver.h"

namespace liancheng::storage {

using model::FactKind;

Resolver::Outcomes Resolver::ResolveEntity(const model::EntityFact& fact) {
  if (std::optional<Refusal> refusal = CheckEntity(fact)) return Refuse(*std::move(refusal));
  const auto self = FindEntity(fact.entity.key);
  if (!self.ok()) return self.status();
  StoreForm(fact);
  auto conflict = FindConflict(fact, *self);
  if (!conflict.ok()) return conflict.status();
  if (*conflict) return Refuse(**std::move(conflict));
  body_.clear();
  AppendEntityBody(fact, identifiers_, sealed_attributes_, provenance_->source, body_);
  if (*self) return SupersedeEntity(fact, **self);
  OpenEntity(fact);
  return Outcome::kStored;
}

std::optional<Resolver::Refusal> Resolver::CheckEntity(const model::EntityFact& fact) const {
  const std::string& key = fact.entity.key;
  if (key.empty()) return Refusal{"id", key, "the entity has no id", "the id it has in its source"};
  if (key.size() > kIdBytesMax) {
    return Refusal{"id", key, fmt::format("an id of {} bytes", key.size()),
                   fmt::format("at most {} bytes", kIdBytesMax)};
  }
  if (fact.type == model::EntityType::kPerson && model::CanonicalIdNumber(key)) {
    // Ids are stored unencrypted in several tables and in the journal.
    return Refusal{"id", "", "the id is an ID number, which may only be kept encrypted",
                   "another id, and the number as identifier id_number"};
  }
  for (const model::Identifier& identifier : fact.identifiers) {
    if (identifier.scheme == kIdScheme && identifier.value == kHiddenId) {
      return Refusal{identifier.scheme, identifier.value,
                     "the number was hidden when this was written", "an export with the key"};
    }
    if (identifier.scheme.empty() || identifier.scheme.size() > kSchemeBytesMax ||
        identifier.value.size() > kIdBytesMax) {
      return Refusal{identifier.scheme, identifier.value, "the identifier is too long",
                     fmt::format("a scheme of 1 to {} bytes, a value of at most {}",
                                 kSchemeBytesMax, kIdBytesMax)};
    }
  }
  return std::nullopt;
}

// Fills identifiers_ and sealed_attributes_.
void Resolver::StoreForm(const model::EntityFact& fact) {
  identifiers_.clear();
  for (const model::Identifier& identifier : fact.identifiers) {
    const bool own = identifier.scheme == kSourceScheme && identifier.value == fact.entity.key;
    if (!identifier.value.empty() && !own) identifiers_.push_back(identifier);
  }
  std::sort(identifiers_.begin(), identifiers_.end());
  for (model::Identifier& identifier : identifiers_) {
    if (identifier.scheme == kIdScheme) identifier.value = sealed_.Seal(identifier.value);
  }
  // Done after encryption, where two spellings of one ID number have become equal.
  identifiers_.erase(std::unique(identifiers_.begin(), identifiers_.end()), identifiers_.end());
  sealed_attributes_.clear();
  for (const auto& [name, value] : fact.attributes) {
    if (LooksLikeIdNumber(value)) sealed_attributes_.emplace(name, sealed_.Seal(value));
  }
}

absl::StatusOr<std::optional<Resolver::Refusal>> Resolver::FindConflict(
    const model::EntityFact& fact, std::optional<model::EntityId> self) {
  for (const model::Identifier& identifier : identifiers_) {
    if (!IdentifierXidKey(identifier, key_)) continue;
    const auto row = rows_.Get(Table::kXid, key_);
    if (!row.ok()) return row.status();
    if (!*row) continue;
    const auto owner = ParseNumberKey(**row);
    if (!owner) return Damaged(Table::kXid, key_);
    if (self && self->value == *owner) continue;
    const auto owner_key = KeyOf(model::EntityId{*owner});
    if (!owner_key.ok()) return owner_key.status();
    const bool secret = identifier.scheme == kIdScheme;
    return Refusal{identifier.scheme, secret ? std::string_view() : identifier.value,
                   fmt::format("belongs to \"{}\" already and cannot be \"{}\" too", *owner_key,
                               fact.entity.key),
                   "one party for one number: correct the number, or state both as one party"};
  }
  return std::nullopt;
}

absl::StatusOr<std::string> Resolver::KeyOf(model::EntityId id) {
  const auto row = rows_.Get(Table::kEnt, NumberKey(id.value).view());
  if (!row.ok()) return row.status();
  const std::optional<std::string_view> key =
      *row ? EntityKeyOf(**row) : std::optional<std::string_view>();
  if (!key) return Damaged(Table::kEnt, NumberKey(id.value).view());
  return std::string(*key);
}

// body_ and identifiers_ hold the entity's stored form.
model::EntityId Resolver::OpenEntity(const model::EntityFact& fact) {
  const model::EntityId id{++head_.entity_numbers};
  ++head_.entities;
  value_.clear();
  AppendRow({revision_, provenance_->row, provenance_->file}, body_, value_);
  rows_.Put(Table::kEnt, NumberKey(id.value).view(), value_);
  IndexEntity(fact, identifiers_, id);
  rows_.Remember(fact.entity.key, id);
  Log(Verb::kOpen, FactKind::kEntity, id.value, body_);
  return id;
}

Resolver::Outcomes Resolver::SupersedeEntity(const model::EntityFact& fact, model::EntityId id) {
  const FixedKey<8> row_key = NumberKey(id.value);
  const auto row = rows_.Get(Table::kEnt, row_key.view());
  if (!row.ok()) return row.status();
  const std::optional<SplitRow> old = *row ? Split(**row) : std::optional<SplitRow>();
  if (!old) return Damaged(Table::kEnt, row_key.view());
  if (old->body == body_) return Outcome::kUnchanged;
  const std::optional<EntityBody> before = DecodeEntityBody(old->body);
  if (!before) return Damaged(Table::kEnt, row_key.view());
  if (before->fact.entity.key != fact.entity.key) {
    return Refuse({"id", fact.entity.key,
                   fmt::format("is another id of \"{}\" already", before->fact.entity.key),
                   "the facts of one party under one id"});
  }
  const auto verb = Retire(HistClass::kEntity, row_key.view(), **row, false);
  if (!verb.ok()) return verb.status();
  UnindexEntity(before->fact, id);
  IndexEntity(fact, identifiers_, id);
  value_.clear();
  AppendRow({revision_, provenance_->row, provenance_->file}, body_, value_);
  rows_.Put(Table::kEnt, row_key.view(), value_);
  Log(*verb, FactKind::kEntity, id.value, body_);
  return Outcome::kStored;
}

void Resolver::IndexEntity(const model::EntityFact& fact, std::span<const model::Identifier> stored,
                           model::EntityId id) {
  VisitEntityXids(
      fact.entity.key, stored, id,
      [this](std::string_view key, std::string_view value) { rows_.Put(Table::kXid, key, value); });
  if (!index_names_) return;
  VisitNames(fact, id, [this](std::string_view key, std::string_view value) {
    rows_.Append(Table::kName, key, value);
  });
  grams_.Add(fact, id);
}

void Resolver::UnindexEntity(const model::EntityFact& fact, model::EntityId id) {
  VisitEntityXids(
      fact.entity.key, fact.identifiers, id,
      [this](std::string_view key, std::string_view) { rows_.Delete(Table::kXid, key); });
  VisitNames(fact, id, [this](std::string_view key, std::string_view) {
    rows_.AppendDelete(Table::kName, key);
  });
  // Rows of grams of earlier revisions stay: questions about the past read them.
  grams_.Drop(id);
  // Its other ids may have been remembered too.
  for (const model::Identifier& identifier : fact.identifiers) {
    if (identifier.scheme != kSourceScheme) continue;
    rows_.Forget(identifier.value);
    ends_.clear();
  }
}

}  // namespace liancheng::storage
