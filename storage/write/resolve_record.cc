// Resolves listings, penalties and every record that belongs to one.
#include <array>
#include <utility>

#include "fmt/format.h"
#include "storage/index/derived.h"
#include "storage/write/resolver.h"

namespace liancheng::storage {
namespace {

using model::FactKind;

// The field names of docs/interchange.md.
std::array<std::string_view, 2> PartyColumns(FactKind kind) {
  switch (kind) {
    case FactKind::kAttribution:
      return {"person", ""};
    case FactKind::kConfirmation:
    case FactKind::kFeedback:
      return {"party", ""};
    case FactKind::kDemand:
      return {"operator", "merchant"};
    default:
      return {"subject", ""};
  }
}

struct ParentKinds {
  std::string_view column;
  std::string_view problem;
  std::array<FactKind, 2> kinds;
};

ParentKinds ParentsOf(FactKind kind) {
  if (kind == FactKind::kAttribution) {
    return {"act", "unknown listing or penalty", {FactKind::kListing, FactKind::kPenalty}};
  }
  if (kind == FactKind::kNotice) {
    return {"listing", "unknown listing", {FactKind::kListing, FactKind::kListing}};
  }
  // A demand that was not followed has consequences too (CS-4.3), so confirmations, objections,
  // feedback, endings and steps may name a demand in place of a listing.
  return {"listing", "unknown listing or demand", {FactKind::kListing, FactKind::kDemand}};
}

}  // namespace

Resolver::Outcomes Resolver::ResolveRecord(const model::Statement& statement) {
  const std::string& id = IdOf(statement);
  if (id.empty() || id.size() > kIdBytesMax) {
    return Refuse({"id", id, id.empty() ? "the record has no id" : "the id is too long",
                   fmt::format("an id of 1 to {} bytes", kIdBytesMax)});
  }
  RecordParties parties;
  auto refusal = FindParties(statement, parties);
  if (refusal.ok() && !*refusal) refusal = FindParent(statement, parties);
  if (!refusal.ok()) return refusal.status();
  if (*refusal) return Refuse(**std::move(refusal));
  return StoreRecord(statement, parties);
}

absl::StatusOr<std::optional<Resolver::Refusal>> Resolver::FindParties(
    const model::Statement& statement, RecordParties& parties) {
  const auto columns = PartyColumns(static_cast<FactKind>(statement.index()));
  const std::array<model::EntityId*, 2> found = {&parties.first, &parties.second};
  const std::vector<const model::EntityRef*> named = model::PartiesOf(statement);
  for (size_t i = 0; i < named.size(); ++i) {
    const auto id = FindEntity(named[i]->key);
    if (!id.ok()) return id.status();
    if (!*id) {
      return Refusal{columns[i], named[i]->key, "unknown party", "the id of a stated entity"};
    }
    *found[i] = **id;
  }
  return std::nullopt;
}

absl::StatusOr<std::optional<Resolver::Refusal>> Resolver::FindParent(
    const model::Statement& statement, RecordParties& parties) {
  const std::string* parent = model::ParentRecord(statement);
  if (parent == nullptr) return std::nullopt;
  const ParentKinds parents = ParentsOf(static_cast<FactKind>(statement.index()));
  for (const FactKind kind : parents.kinds) {
    const auto at = FindRecord(kind, *parent);
    if (!at.ok()) return at.status();
    if (!*at) continue;
    parties.parent = (*at)->number;
    return std::nullopt;
  }
  return Refusal{parents.column, *parent, std::string(parents.problem),
                 "the id of a stated record"};
}

Resolver::Outcomes Resolver::StoreRecord(const model::Statement& statement,
                                         const RecordParties& parties) {
  const auto kind = static_cast<FactKind>(statement.index());
  const std::string& id = IdOf(statement);
  const auto located = FindRecord(kind, id);
  if (!located.ok()) return located.status();
  body_.clear();
  AppendRecordBody(statement, parties, provenance_->source, body_);
  RecordKey key;
  key.subject = parties.first.value != 0 ? parties.first.value : kUnderRecord | parties.parent;
  key.kind = kind;
  key.date = DateOf(statement);
  key.number = *located ? (*located)->number : head_.record_numbers + 1;
  Verb verb = Verb::kOpen;
  if (*located) {
    const FixedKey<kRecordKeyBytes> old_key = RecKey(**located);
    const auto row = rows_.Get(Table::kRec, old_key.view());
    if (!row.ok()) return row.status();
    const std::optional<SplitRow> old = *row ? Split(**row) : std::optional<SplitRow>();
    if (!old) return Damaged(Table::kRec, old_key.view());
    if (old->body == body_) return Outcome::kUnchanged;
    const std::optional<RecordBody> before = DecodeRecordBody(kind, old->body);
    if (!before) return Damaged(Table::kRec, old_key.view());
    const auto retired = Retire(HistClass::kRecord, old_key.view(), **row, false);
    if (!retired.ok()) return retired.status();
    verb = *retired;
    rows_.Delete(Table::kRec, old_key.view());
    CountRecord(kind, before->parties, -1);
  } else {
    ++head_.record_numbers;
    ++head_.records;
  }
  CountRecord(kind, parties, 1);
  VisitRecordXid(key, id, [this](std::string_view xid, std::string_view at) {
    rows_.Put(Table::kXid, xid, at);
  });
  value_.clear();
  AppendRow({revision_, provenance_->row, provenance_->file}, body_, value_);
  rows_.Put(Table::kRec, RecKey(key).view(), value_);
  Log(verb, kind, key.number, body_);
  return Outcome::kStored;
}

void Resolver::CountRecord(FactKind kind, const RecordParties& parties, int64_t change) {
  VisitRecordDegrees(kind, parties, [&](const DegreeKey& degree) { rows_.Count(degree, change); });
}

}  // namespace liancheng::storage
