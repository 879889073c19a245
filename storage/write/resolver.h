// storage/write/resolver.h: turns the facts of commits into rows of the store: which party a fact
// means, whether it is new, which statement it supersedes, whether it is refused.
// Use:     Resolve each commit of a group in turn, then write the rows at once; or Restart without
//          them.
// Threads: one at a time.
// Limits:  kFactsMax facts and kOperationsBytesMax bytes a commit; ids of kIdBytesMax bytes.
// Errors:  of CheckWhole, FailedPrecondition (an ID number without the key) and InvalidArgument
//          (over a limit); nothing is pending then. Of Resolve, InvalidArgument, DataLoss and
//          Unavailable; the caller must then drop what is pending.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/fact.h"
#include "engine/model/issue.h"
#include "storage/disk/sealed_ids.h"
#include "storage/format/journal.h"
#include "storage/format/keys.h"
#include "storage/format/rows.h"
#include "storage/format/store_values.h"
#include "storage/index/gram_rows.h"
#include "storage/write/pending_rows.h"

namespace liancheng::storage {

inline constexpr size_t kFactsMax = size_t{1} << 22;
inline constexpr size_t kOperationsBytesMax = size_t{1} << 30;
inline constexpr size_t kIdBytesMax = 1024;
inline constexpr size_t kSchemeBytesMax = 64;

class Resolver {
 public:
  Resolver(PendingRows& rows, SealedIds& sealed, const Head& head)
      : rows_(rows), sealed_(sealed), head_(head) {}

  // Checks what would refuse the commit as a whole. When the commit holds ID numbers, makes their
  // key ready and sets `sealing`.
  absl::Status CheckWhole(std::span<const model::Fact> facts, bool& sealing);
  absl::StatusOr<CommitResult> Resolve(std::span<const model::Fact> facts, int64_t time_s,
                                       std::vector<model::Issue>& issues);

  // Entities resolved from now on can be found by id and code, not by name.
  void LeaveNamesOut() { index_names_ = false; }

  // The head as it will be when the pending rows are written.
  const Head& head() const { return head_; }
  // Starts the next group from `head`.
  void Restart(const Head& head);

 private:
  enum class Outcome { kStored, kUnchanged, kRefused };
  using Outcomes = absl::StatusOr<Outcome>;
  struct Refusal {
    std::string_view column;
    std::string_view value;
    std::string problem;
    std::string expected;
  };
  struct StoredEdge {
    EdgeKey key;
    std::string_view value;
  };

  // --- resolver.cc: the frame, and finding what is named ---
  Outcomes ResolveOne(const model::Fact& fact);
  Outcome Refuse(Refusal refusal);
  absl::Status Announce(std::span<const model::Fact> facts);
  using Ends = std::array<model::EntityId, 2>;
  void ExpectRows(std::span<const model::Fact> facts);
  void AnnounceNamed(const model::Fact& fact, Ends& ends);
  absl::Status AnnounceRows(const model::Fact& fact, Ends& ends);
  absl::Status AnnounceLocated(const model::Fact& fact);
  absl::StatusOr<std::optional<model::EntityId>> FindEntity(std::string_view key);
  // What FindEntity gives, taken from the announcement of the commit where possible.
  absl::StatusOr<std::optional<model::EntityId>> FindEnd(size_t end, const std::string& key);
  absl::StatusOr<std::optional<RecordKey>> FindRecord(model::FactKind kind, std::string_view id);
  // The current row of the relation that this fact states, if there is one.
  absl::StatusOr<std::optional<StoredEdge>> FindEdge(std::string_view id, const EdgeKey& unnamed);
  // Moves the old row to hist, unless it was written in this same revision.
  absl::StatusOr<Verb> Retire(HistClass of, std::string_view row_key, std::string_view value,
                              bool closing);
  void Log(Verb verb, model::FactKind kind, uint64_t number, std::string_view body);
  absl::Status Damaged(Table table, std::string_view row_key) const;
  void CountEdge(const EdgeKey& key, int64_t change);

  // --- resolve_entity.cc ---
  Outcomes ResolveEntity(const model::EntityFact& fact);
  std::optional<Refusal> CheckEntity(const model::EntityFact& fact) const;
  void StoreForm(const model::EntityFact& fact);
  absl::StatusOr<std::optional<Refusal>> FindConflict(const model::EntityFact& fact,
                                                      std::optional<model::EntityId> self);
  model::EntityId OpenEntity(const model::EntityFact& fact);
  Outcomes SupersedeEntity(const model::EntityFact& fact, model::EntityId id);
  void IndexEntity(const model::EntityFact& fact, std::span<const model::Identifier> stored,
                   model::EntityId id);
  void UnindexEntity(const model::EntityFact& fact, model::EntityId id);
  absl::StatusOr<std::string> KeyOf(model::EntityId id);

  // --- resolve_relation.cc ---
  Outcomes ResolveRelation(const model::RelationFact& fact);
  Outcomes StoreRelation(const model::RelationFact& fact, EdgeKey key);
  model::EntityId OpenValueNode(const std::string& key);
  void PutEdge(const EdgeKey& key, std::string_view value);
  void DeleteEdge(const EdgeKey& key);

  // --- resolve_record.cc ---
  Outcomes ResolveRecord(const model::Statement& statement);
  absl::StatusOr<std::optional<Refusal>> FindParties(const model::Statement& statement,
                                                     RecordParties& parties);
  absl::StatusOr<std::optional<Refusal>> FindParent(const model::Statement& statement,
                                                    RecordParties& parties);
  Outcomes StoreRecord(const model::Statement& statement, const RecordParties& parties);
  void CountRecord(model::FactKind kind, const RecordParties& parties, int64_t change);

  // --- retract.cc ---
  Outcomes ResolveRetraction(const model::RetractionFact& fact);
  Outcomes RetractEntity(const model::RetractionFact& fact, std::string_view key);
  Outcomes RetractRelation(const model::RetractionFact& fact, std::string_view identity);
  Outcomes RetractRecord(const model::RetractionFact& fact, model::FactKind kind,
                         std::string_view id);
  absl::StatusOr<std::optional<StoredEdge>> FindEdgeByIdentity(std::string_view identity);
  absl::StatusOr<std::optional<Refusal>> NamedElsewhere(const model::RetractionFact& fact,
                                                        uint64_t node);
  void LogClose(Verb verb, model::FactKind kind, uint64_t number,
                const model::RetractionFact& fact);

  PendingRows& rows_;
  SealedIds& sealed_;
  Head head_;

  // State of the commit that is being resolved.
  model::Revision revision_;
  const model::Provenance* provenance_ = nullptr;
  std::vector<model::Issue>* issues_ = nullptr;
  OperationWriter operations_;
  bool index_names_ = true;
  RevisionGrams grams_;
  // Both ends of each relation, as found when the commit was announced; 0 = not found then.
  // Cleared when a fact of the commit removes a party or one of its ids.
  std::vector<Ends> ends_;
  size_t at_ = 0;  // index of the fact that is being resolved

  // Buffers, reused from fact to fact.
  std::string key_;
  std::string body_;
  std::string value_;
  std::vector<model::Identifier> identifiers_;
  SealedAttributes sealed_attributes_;
};

// Whether a value outside the identifier id_number is an ID number; such a value is encrypted too.
bool LooksLikeIdNumber(std::string_view value);

}  // namespace liancheng::storage
