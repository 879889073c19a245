#include "storage/read/scan.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "fmt/format.h"
#include "storage/format/journal.h"
#include "storage/format/rows.h"
#include "storage/read/facts.h"
#include "storage/read/version_cursor.h"

namespace liancheng::storage {
namespace {

using model::Fact;
using model::FactKind;

constexpr size_t kBatchFacts = 4096;
constexpr size_t kLostNamedMax = 20;

enum class Stage { kEntities, kRelations, kStanding, kHanging, kEnd };

class Scan : public model::FactSource {
 public:
  Scan(std::shared_ptr<const Tables> tables, std::shared_ptr<const SealedIds> sealed,
       model::Revision at, ScanOf what)
      : tables_(std::move(tables)),
        sealed_(std::move(sealed)),
        snapshot_(*tables_),
        at_(at),
        what_(what),
        stage_(FirstStage(what)) {}

  absl::StatusOr<std::span<const Fact>> Next() override {
    batch_.clear();
    while (batch_.empty() && stage_ != Stage::kEnd) {
      if (const absl::Status filled = Fill(); !filled.ok()) return filled;
    }
    if (batch_.empty()) return End();
    if (what_ == ScanOf::kEverything) {
      if (const absl::Status keys = NameParties(); !keys.ok()) return keys;
    }
    return std::span<const Fact>(batch_);
  }

 private:
  absl::Status Fill() {
    if (cursor_ == nullptr) {
      const auto past = NeedsPast();
      if (!past.ok()) return past.status();
      const HistClass of = stage_ == Stage::kEntities    ? HistClass::kEntity
                           : stage_ == Stage::kRelations ? HistClass::kEdge
                                                         : HistClass::kRecord;
      cursor_ = std::make_unique<VersionCursor>(*tables_, snapshot_.get(), of, at_, *past);
    }
    for (; cursor_->Valid() && batch_.size() < kBatchFacts; cursor_->Next()) {
      if (const absl::Status added = AddRow(); !added.ok()) {
        if (!tables_->salvage()) return added;
        Lose(std::string(added.message()));
      }
    }
    if (cursor_->Valid()) return absl::OkStatus();
    if (const absl::Status read = cursor_->status(); !read.ok()) return read;
    for (std::string& lost : cursor_->lost()) Lose(std::move(lost));
    cursor_.reset();
    Advance();
    return absl::OkStatus();
  }

  static Stage FirstStage(ScanOf what) {
    if (what == ScanOf::kRecords) return Stage::kStanding;
    return what == ScanOf::kRelations ? Stage::kRelations : Stage::kEntities;
  }

  void Advance() {
    switch (stage_) {
      case Stage::kEntities:
        stage_ = what_ == ScanOf::kEntities ? Stage::kEnd : Stage::kRelations;
        break;
      case Stage::kRelations:
        stage_ = what_ == ScanOf::kEverything ? Stage::kStanding : Stage::kEnd;
        break;
      case Stage::kStanding:
        stage_ = Stage::kHanging;
        break;
      default:
        stage_ = Stage::kEnd;
    }
  }

  // Whether rows of hist are needed: only when the snapshot has revisions after the one asked for.
  absl::StatusOr<bool> NeedsPast() const {
    rocksdb::PinnableSlice value;
    const auto found = tables_->Get(Table::kMeta, kMetaHead, value, snapshot_.get());
    if (!found.ok() && !tables_->salvage()) return found.status();
    const auto head = found.ok() && *found ? DecodeHead(ToView(value)) : std::optional<Head>();
    return !head || head->revision != at_;
  }

  absl::Status AddRow() {
    if (stage_ == Stage::kEntities) {
      auto entity = ReadEntity(cursor_->key(), cursor_->value(), *sealed_);
      if (!entity.ok()) return entity.status();
      if (tables_->salvage()) entities_.insert(entity->id.value);
      batch_.push_back({std::move(entity->fact), std::move(entity->provenance)});
      return absl::OkStatus();
    }
    if (stage_ == Stage::kRelations) return Add(ReadRelation(cursor_->key(), cursor_->value()));
    const auto record = ParseRecKey(cursor_->key());
    if (record && HangsOnRecord(record->kind) != (stage_ == Stage::kHanging)) {
      return absl::OkStatus();
    }
    return Add(ReadRecord(cursor_->key(), cursor_->value()));
  }

  absl::Status Add(absl::StatusOr<Fact> fact) {
    if (!fact.ok()) return fact.status();
    if (tables_->salvage() && Orphaned(*fact)) {
      return absl::DataLossError(fmt::format("a {} of what was lost", model::Name(fact->kind())));
    }
    batch_.push_back(*std::move(fact));
    return absl::OkStatus();
  }

  // Used when salvaging: a stream must never name a party or record that it did not give.
  bool Orphaned(const Fact& fact) {
    if (what_ != ScanOf::kRecords && what_ != ScanOf::kRelations) {
      for (const model::EntityRef* party : model::PartiesOf(fact.statement)) {
        if (!entities_.contains(party->id.value)) return true;
      }
    }
    const std::string* parent = model::ParentRecord(fact.statement);
    if (parent != nullptr) return !records_.contains(*parent);
    if (fact.kind() != FactKind::kRelation) records_.insert(IdOf(fact.statement));
    return false;
  }

  absl::Status NameParties() {
    refs_.clear();
    for (Fact& fact : batch_) {
      if (fact.kind() == FactKind::kEntity) continue;
      if (auto* relation = std::get_if<model::RelationFact>(&fact.statement)) {
        refs_.push_back(&relation->from);
        refs_.push_back(&relation->to);
        continue;
      }
      for (model::EntityRef* party : model::PartiesOf(fact.statement)) refs_.push_back(party);
    }
    return FillKeys(*tables_, snapshot_.get(), refs_);
  }

  void Lose(std::string what) {
    ++lost_count_;
    if (lost_.size() < kLostNamedMax) lost_.push_back(std::move(what));
  }

  absl::StatusOr<std::span<const Fact>> End() const {
    if (lost_count_ == 0) return std::span<const Fact>();
    std::string words =
        fmt::format("store \"{}\": {} losses in salvage:", tables_->path(), lost_count_);
    for (const std::string& lost : lost_) words += fmt::format(" {};", lost);
    if (lost_count_ > lost_.size()) words += " ...";
    return absl::DataLossError(words);
  }

  const std::shared_ptr<const Tables> tables_;
  const std::shared_ptr<const SealedIds> sealed_;
  const Snapshot snapshot_;
  const model::Revision at_;
  const ScanOf what_;
  Stage stage_;
  std::unique_ptr<VersionCursor> cursor_;
  std::vector<Fact> batch_;
  std::vector<model::EntityRef*> refs_;

  // Numbers that a salvage has given so far.
  absl::flat_hash_set<uint64_t> entities_;
  absl::flat_hash_set<std::string> records_;
  std::vector<std::string> lost_;
  uint64_t lost_count_ = 0;
};

}  // namespace

std::unique_ptr<model::FactSource> NewScan(std::shared_ptr<const Tables> tables,
                                           std::shared_ptr<const SealedIds> sealed,
                                           model::Revision at, ScanOf what) {
  return std::make_unique<Scan>(std::move(tables), std::move(sealed), at, what);
}

}  // namespace liancheng::storage
