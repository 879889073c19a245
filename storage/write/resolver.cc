#include "storage/write/resolver.h"

#include <algorithm>
#include <utility>

#include "engine/model/codes.h"
#include "fmt/format.h"
#include "storage/index/derived.h"

namespace liancheng::storage {
namespace {

using model::FactKind;

constexpr size_t kIssueValueBytesMax = 200;
// Below this many facts, reading rows one by one costs no more than announcing them.
constexpr size_t kAnnounceFactsMin = 8;

std::string Cut(std::string_view text) {
  if (text.size() > kIssueValueBytesMax) {
    size_t end = kIssueValueBytesMax;
    while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xc0) == 0x80) --end;
    text = text.substr(0, end);
  }
  return std::string(text);
}

}  // namespace

bool LooksLikeIdNumber(std::string_view value) {
  return value.size() == 18 && model::CheckIdNumber(value).status == model::CodeStatus::kValid;
}

void Resolver::Restart(const Head& head) {
  head_ = head;
  rows_.Clear();
}

absl::Status Resolver::CheckWhole(std::span<const model::Fact> facts, bool& sealing) {
  if (facts.size() > kFactsMax) {
    return absl::InvalidArgumentError(fmt::format(
        "a commit of {} facts is over the limit of {}; split it", facts.size(), kFactsMax));
  }
  const auto holds_id = [](const model::Fact& fact) {
    const auto* entity = std::get_if<model::EntityFact>(&fact.statement);
    if (entity == nullptr) return false;
    return std::any_of(entity->identifiers.begin(), entity->identifiers.end(),
                       [](const auto& identifier) {
                         return identifier.scheme == kIdScheme && identifier.value != kHiddenId;
                       }) ||
           std::any_of(entity->attributes.begin(), entity->attributes.end(),
                       [](const auto& attribute) { return LooksLikeIdNumber(attribute.second); });
  };
  if (!std::any_of(facts.begin(), facts.end(), holds_id)) return absl::OkStatus();
  sealing = true;
  return sealed_.PrepareToSeal();
}

absl::StatusOr<CommitResult> Resolver::Resolve(std::span<const model::Fact> facts, int64_t time_s,
                                               std::vector<model::Issue>& issues) {
  revision_.value = head_.revision.value + 1;
  issues_ = &issues;
  operations_.Clear();
  grams_.Clear();
  ends_.clear();
  ExpectRows(facts);
  if (facts.size() >= kAnnounceFactsMin && rows_.WantsAnnouncing()) {
    if (const absl::Status announced = Announce(facts); !announced.ok()) return announced;
  }
  CommitResult result{};
  for (at_ = 0; at_ < facts.size(); ++at_) {
    const model::Fact& fact = facts[at_];
    provenance_ = &fact.provenance;
    const Outcomes outcome = ResolveOne(fact);
    if (!outcome.ok()) return outcome.status();
    if (*outcome == Outcome::kStored) ++result.stored;
    if (*outcome == Outcome::kUnchanged) ++result.unchanged;
    if (*outcome == Outcome::kRefused) ++result.refused;
  }
  if (operations_.bytes().size() > kOperationsBytesMax) {
    return absl::InvalidArgumentError(
        fmt::format("a commit of {} bytes is over the limit of {}; split it",
                    operations_.bytes().size(), kOperationsBytesMax));
  }
  if (!operations_.empty()) {
    const Hash hash = HashOf(head_.hash, revision_, time_s, operations_.bytes());
    rows_.Append(Table::kLog, NumberKey(revision_.value).view(),
                 EncodeLogRow({time_s, head_.hash, hash, operations_.bytes()}));
    grams_.Write(revision_, [this](std::string_view key, std::string_view value) {
      rows_.Append(Table::kName, key, value);
    });
    head_.revision = revision_;
    head_.hash = hash;
  }
  result.revision = head_.revision;
  return result;
}

Resolver::Outcomes Resolver::ResolveOne(const model::Fact& fact) {
  switch (fact.kind()) {
    case FactKind::kEntity:
      return ResolveEntity(std::get<model::EntityFact>(fact.statement));
    case FactKind::kRelation:
      return ResolveRelation(std::get<model::RelationFact>(fact.statement));
    case FactKind::kRetraction:
      return ResolveRetraction(std::get<model::RetractionFact>(fact.statement));
    default:
      return ResolveRecord(fact.statement);
  }
}

Resolver::Outcome Resolver::Refuse(Refusal refusal) {
  issues_->push_back({model::IssueGrade::kRefused, provenance_->file, provenance_->row,
                      std::string(refusal.column), Cut(refusal.value), std::move(refusal.problem),
                      std::move(refusal.expected)});
  return Outcome::kRefused;
}

// Announces all reads of a commit in three rounds: the parties and records that the facts name;
// then the rows of what was found; then the rows to which those refer.
absl::Status Resolver::Announce(std::span<const model::Fact> facts) {
  ends_.assign(facts.size(), Ends{});
  for (size_t i = 0; i < facts.size(); ++i) AnnounceNamed(facts[i], ends_[i]);
  if (absl::Status read = rows_.Fetch(); !read.ok()) return read;
  for (size_t i = 0; i < facts.size(); ++i) {
    if (absl::Status read = AnnounceRows(facts[i], ends_[i]); !read.ok()) return read;
  }
  if (absl::Status read = rows_.Fetch(); !read.ok()) return read;
  for (const model::Fact& fact : facts) {
    if (absl::Status read = AnnounceLocated(fact); !read.ok()) return read;
  }
  return rows_.Fetch();
}

void Resolver::ExpectRows(std::span<const model::Fact> facts) {
  size_t entities = 0;
  size_t relations = 0;
  size_t ids = 0;
  for (const model::Fact& fact : facts) {
    if (const auto* entity = std::get_if<model::EntityFact>(&fact.statement)) {
      ++entities;
      ids += 1 + entity->identifiers.size();
    } else if (const auto* relation = std::get_if<model::RelationFact>(&fact.statement)) {
      ++relations;
      if (!relation->id.empty()) ++ids;
    }
  }
  rows_.Expect(Table::kEnt, entities);
  rows_.Expect(Table::kOut, relations);
  rows_.Expect(Table::kXid, ids);
}

void Resolver::AnnounceNamed(const model::Fact& fact, Ends& ends) {
  const auto want = [this](const std::string& key) {
    if (const auto known = rows_.Recall(key)) return *known;
    EntityXidKey(kSourceScheme, key, key_);
    rows_.Want(Table::kXid, key_);
    return model::EntityId{};
  };
  if (const auto* entity = std::get_if<model::EntityFact>(&fact.statement)) {
    want(entity->entity.key);
    for (const model::Identifier& identifier : entity->identifiers) {
      if (identifier.scheme == kIdScheme || identifier.scheme.size() > kSchemeBytesMax) continue;
      IdentifierXidKey(identifier, key_);
      rows_.Want(Table::kXid, key_);
    }
  } else if (const auto* relation = std::get_if<model::RelationFact>(&fact.statement)) {
    ends = {want(relation->from.key), want(relation->to.key)};
    if (!relation->id.empty()) {
      RelationXidKey(relation->id, key_);
      rows_.Want(Table::kXid, key_);
    }
  } else if (fact.kind() != FactKind::kRetraction) {
    for (const model::EntityRef* party : model::PartiesOf(fact.statement)) want(party->key);
    RecordXidKey(fact.kind(), IdOf(fact.statement), key_);
    rows_.Want(Table::kXid, key_);
  }
}

absl::Status Resolver::AnnounceRows(const model::Fact& fact, Ends& ends) {
  if (const auto* entity = std::get_if<model::EntityFact>(&fact.statement)) {
    const auto id = FindEntity(entity->entity.key);
    if (!id.ok()) return id.status();
    if (*id) rows_.Want(Table::kEnt, NumberKey((*id)->value).view());
  } else if (const auto* relation = std::get_if<model::RelationFact>(&fact.statement)) {
    const std::array<const std::string*, 2> keys = {&relation->from.key, &relation->to.key};
    for (size_t end = 0; end < keys.size(); ++end) {
      if (ends[end].value != 0) continue;
      const auto id = FindEntity(*keys[end]);
      if (!id.ok()) return id.status();
      if (*id) ends[end] = **id;
    }
    if (!relation->id.empty() || ends[0].value == 0 || ends[1].value == 0) return absl::OkStatus();
    const EdgeKey key{ends[0], relation->relation, ends[1], relation->valid.from, 0};
    rows_.Want(Table::kOut, OutKey(key).view());
  }
  return absl::OkStatus();
}

absl::Status Resolver::AnnounceLocated(const model::Fact& fact) {
  if (const auto* relation = std::get_if<model::RelationFact>(&fact.statement)) {
    if (relation->id.empty()) return absl::OkStatus();
    RelationXidKey(relation->id, key_);
    const auto located = rows_.Get(Table::kXid, key_);
    if (!located.ok()) return located.status();
    if (*located) rows_.Want(Table::kOut, **located);
  } else if (fact.kind() != FactKind::kEntity && fact.kind() != FactKind::kRetraction) {
    RecordXidKey(fact.kind(), IdOf(fact.statement), key_);
    const auto located = rows_.Get(Table::kXid, key_);
    if (!located.ok()) return located.status();
    if (*located) rows_.Want(Table::kRec, **located);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<model::EntityId>> Resolver::FindEntity(std::string_view key) {
  if (const auto known = rows_.Recall(key)) return known;
  EntityXidKey(kSourceScheme, key, key_);
  const auto row = rows_.Get(Table::kXid, key_);
  if (!row.ok()) return row.status();
  if (!*row) return std::nullopt;
  const auto number = ParseNumberKey(**row);
  if (!number) return Damaged(Table::kXid, key_);
  rows_.Remember(key, model::EntityId{*number});
  return model::EntityId{*number};
}

absl::StatusOr<std::optional<model::EntityId>> Resolver::FindEnd(size_t end,
                                                                 const std::string& key) {
  if (at_ < ends_.size() && ends_[at_][end].value != 0) return ends_[at_][end];
  return FindEntity(key);
}

absl::StatusOr<std::optional<RecordKey>> Resolver::FindRecord(FactKind kind, std::string_view id) {
  RecordXidKey(kind, id, key_);
  const auto row = rows_.Get(Table::kXid, key_);
  if (!row.ok()) return row.status();
  if (!*row) return std::nullopt;
  std::optional<RecordKey> key = ParseRecKey(**row);
  if (!key) return Damaged(Table::kXid, key_);
  return key;
}

absl::StatusOr<std::optional<Resolver::StoredEdge>> Resolver::FindEdge(std::string_view id,
                                                                       const EdgeKey& unnamed) {
  EdgeKey key = unnamed;
  if (!id.empty()) {
    RelationXidKey(id, key_);
    const auto located = rows_.Get(Table::kXid, key_);
    if (!located.ok()) return located.status();
    if (!*located) return std::nullopt;
    const std::optional<EdgeKey> at = ParseOutKey(**located);
    if (!at) return Damaged(Table::kXid, key_);
    key = *at;
  }
  const auto row = rows_.Get(Table::kOut, OutKey(key).view());
  if (!row.ok()) return row.status();
  if (*row) return StoredEdge{key, **row};
  if (!id.empty()) return Damaged(Table::kOut, OutKey(key).view());
  return std::nullopt;
}

absl::StatusOr<Verb> Resolver::Retire(HistClass of, std::string_view row_key,
                                      std::string_view value, bool closing) {
  const std::optional<model::Revision> known_from = KnownFrom(value);
  if (!known_from || *known_from > revision_) {
    return Damaged(of == HistClass::kEntity ? Table::kEnt
                   : of == HistClass::kEdge ? Table::kOut
                                            : Table::kRec,
                   row_key);
  }
  if (*known_from == revision_) {
    return closing ? Verb::kCloseInRevision : Verb::kReplaceInRevision;
  }
  rows_.Append(Table::kHist, HistKey(of, row_key, *known_from), HistValue(revision_, value));
  ++head_.superseded;
  return closing ? Verb::kClose : Verb::kSupersede;
}

void Resolver::Log(Verb verb, FactKind kind, uint64_t number, std::string_view body) {
  operations_.Add({verb, kind, number, provenance_->row, provenance_->file, body});
}

absl::Status Resolver::Damaged(Table table, std::string_view row_key) const {
  return absl::DataLossError(
      fmt::format("{} row {} is damaged; run verify", Name(table), Hex(row_key)));
}

void Resolver::CountEdge(const EdgeKey& key, int64_t change) {
  VisitEdgeDegrees(key, [&](const DegreeKey& degree) { rows_.Count(degree, change); });
}

}  // namespace liancheng::storage
