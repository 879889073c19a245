#include "storage/fact_store.h"

#include <sodium.h>

#include <filesystem>
#include <utility>

#include "engine/names/fold.h"
#include "fmt/format.h"
#include "storage/bulk/loader.h"
#include "storage/bulk/state.h"
#include "storage/check/backup.h"
#include "storage/check/verify.h"
#include "storage/disk/sealed_ids.h"
#include "storage/disk/tables.h"
#include "storage/disk/writer_lock.h"
#include "storage/format/journal.h"
#include "storage/index/derived.h"
#include "storage/index/gram_rows.h"
#include "storage/read/facts.h"
#include "storage/read/scan.h"
#include "storage/write/changes.h"
#include "storage/write/commit_queue.h"
#include "storage/write/row_writer.h"

namespace liancheng::storage {
namespace {

namespace fs = std::filesystem;

class RocksFactStore : public FactStore {
 public:
  RocksFactStore(std::unique_ptr<WriterLock> lock, std::shared_ptr<const Tables> tables,
                 std::shared_ptr<SealedIds> sealed, const Head& head, const OpenOptions& options)
      : lock_(std::move(lock)),
        tables_(std::move(tables)),
        sealed_(std::move(sealed)),
        now_s_(options.now_s),
        head_(head.revision) {
    if (options.read_only) return;
    queue_ =
        std::make_unique<CommitQueue>(*tables_, *sealed_, head,
                                      CommitQueue::Options{{options.sync, options.bulk_rows_min},
                                                           options.now_s,
                                                           options.observer,
                                                           options.free_bytes_min,
                                                           options.free_bytes});
  }

  absl::StatusOr<CommitResult> Commit(std::span<const model::Fact> facts,
                                      model::IssueSink& issues) override {
    if (queue_ != nullptr) return queue_->Commit(facts, issues);
    return OpenedReadOnly();
  }

  absl::Status CanCommit() override {
    return queue_ != nullptr ? queue_->CanCommit() : OpenedReadOnly();
  }

  absl::StatusOr<std::unique_ptr<BulkLoad>> BeginBulk(const BulkOptions& options) override {
    if (absl::Status can = CanCommit(); !can.ok()) return can;
    if (head().value != 0) {
      return absl::FailedPreconditionError(
          fmt::format("store \"{}\" holds facts; a bulk load needs an empty one", tables_->path()));
    }
    return BulkLoader::Begin({*tables_, *sealed_, *queue_, now_s_}, options);
  }

  model::Revision head() const override { return queue_ != nullptr ? queue_->head() : head_; }

  absl::StatusOr<std::string> JournalHash(model::Revision at) const override {
    if (const absl::Status known = CheckKnown(at); !known.ok()) return known;
    if (at.value == 0) return std::string(View(kNoHash));
    rocksdb::PinnableSlice value;
    const auto found = tables_->Get(Table::kLog, NumberKey(at.value).view(), value);
    if (!found.ok()) return found.status();
    const auto row = *found ? DecodeLogRow(ToView(value)) : std::optional<LogRow>();
    if (!row) {
      return absl::DataLossError(
          fmt::format("journal row {} cannot be read; run verify", at.value));
    }
    return std::string(View(row->hash));
  }

  absl::StatusOr<GraphChanges> GraphChangesAfter(model::Revision after,
                                                 uint64_t operations_max) const override {
    if (const absl::Status known = CheckKnown(after); !known.ok()) return known;
    return storage::GraphChangesAfter(*tables_, *sealed_, after, operations_max);
  }

  absl::StatusOr<std::unique_ptr<model::FactSource>> Scan(model::Revision at,
                                                          ScanOf what) const override {
    if (const absl::Status known = CheckKnown(at); !known.ok()) return known;
    return NewScan(tables_, sealed_, at, what);
  }

  absl::StatusOr<std::optional<model::EntityId>> FindByIdentifier(
      std::string_view scheme, std::string_view value) const override {
    if (scheme.empty() || scheme.size() > kSchemeBytesMax) return std::nullopt;
    std::string wanted = CanonicalIdentifier(scheme, value);
    if (scheme == kIdScheme) {
      auto hash = sealed_->MatchHash(value);
      if (!hash.ok()) return hash.status();
      if (!*hash) return std::nullopt;
      wanted = **std::move(hash);
    }
    std::string key;
    EntityXidKey(scheme, wanted, key);
    rocksdb::PinnableSlice row;
    const auto found = tables_->Get(Table::kXid, key, row);
    if (!found.ok()) return found.status();
    if (!*found) return std::nullopt;
    const auto number = ParseNumberKey(ToView(row));
    if (!number) return absl::DataLossError("a row of xid cannot be read; run verify");
    return model::EntityId{*number};
  }

  absl::StatusOr<std::vector<NameMatch>> FindByName(std::string_view text, bool prefix,
                                                    uint32_t limit) const override {
    std::vector<NameMatch> matches;
    const std::string folded = names::FoldName(text);
    if (folded.empty()) return matches;
    std::string lower(1, kWholeName);
    lower += folded;
    if (!prefix) lower.push_back('\0');
    const std::string upper = AfterPrefix(lower);
    const rocksdb::Slice bound(upper);
    const auto it = tables_->Iterate(Table::kName, nullptr, &bound);
    for (it->Seek(lower); it->Valid() && matches.size() < limit; it->Next()) {
      const auto parts = ParseNameKey(ToView(it->key()));
      if (!parts) return absl::DataLossError("a row of name cannot be read; run verify");
      matches.push_back({parts->id, it->value().ToString(), parts->former});
    }
    if (!it->status().ok()) return ToStatus(it->status(), "read name");
    return matches;
  }

  absl::StatusOr<bool> FindByGrams(names::Gram from, names::Gram to, model::Revision at,
                                   size_t postings_max,
                                   std::vector<model::EntityId>& out) const override {
    return ReadGramRows(*tables_, from, to, at, postings_max, out);
  }

  absl::StatusOr<std::vector<std::optional<model::EntityFact>>> DescribeBriefly(
      std::span<const model::EntityId> ids, model::Revision at) const override {
    if (const absl::Status known = CheckKnown(at); !known.ok()) return known;
    std::vector<std::optional<model::EntityFact>> out;
    out.reserve(ids.size());
    for (const model::EntityId id : ids) {
      const auto row = EntityRowAt(*tables_, nullptr, id, at);
      if (!row.ok()) return row.status();
      auto& brief = out.emplace_back();
      if (row->empty()) continue;
      auto fact = ReadEntityBriefly(id, *row);
      if (!fact.ok()) return fact.status();
      brief = *std::move(fact);
    }
    return out;
  }

  absl::StatusOr<std::vector<EntityDescription>> Describe(std::span<const model::EntityId> ids,
                                                          model::Revision at) const override {
    if (const absl::Status known = CheckKnown(at); !known.ok()) return known;
    const Snapshot snapshot(*tables_);
    std::vector<EntityDescription> out;
    out.reserve(ids.size());
    for (const model::EntityId id : ids) {
      const auto row = EntityRowAt(*tables_, snapshot.get(), id, at);
      if (!row.ok()) return row.status();
      if (row->empty()) {
        return absl::NotFoundError(
            fmt::format("entity {} is not known at revision {}", id.value, at.value));
      }
      auto description = ReadEntity(NumberKey(id.value).view(), *row, *sealed_);
      if (!description.ok()) return description.status();
      out.push_back(*std::move(description));
    }
    return out;
  }

  absl::StatusOr<VerifyReport> Verify() const override { return VerifyStore(*tables_, *sealed_); }

  absl::Status Backup(const std::string& folder) const override {
    return BackupStore(*tables_, folder);
  }

  absl::Status Fork(const std::string& folder) const override {
    return ForkStore(*tables_, folder);
  }

 private:
  absl::Status OpenedReadOnly() const {
    return absl::PermissionDeniedError(
        fmt::format("store \"{}\" was opened read-only", tables_->path()));
  }

  absl::Status CheckKnown(model::Revision at) const {
    if (at <= head()) return absl::OkStatus();
    return absl::OutOfRangeError(
        fmt::format("revision {} is after the newest, {}", at.value, head().value));
  }

  // Destroyed last: no other process may write before the database is closed.
  const std::unique_ptr<WriterLock> lock_;
  const std::shared_ptr<const Tables> tables_;
  const std::shared_ptr<SealedIds> sealed_;
  std::unique_ptr<CommitQueue> queue_;
  const std::function<int64_t()> now_s_;
  const model::Revision head_;
};

absl::Status CheckOptions(const OpenOptions& options) {
  if (options.path.empty()) return absl::InvalidArgumentError("the store's path is empty");
  if (!options.read_only && !options.now_s) {
    return absl::InvalidArgumentError("a store opened for writing needs a clock");
  }
  if (!options.read_only && options.salvage) {
    return absl::InvalidArgumentError("a store opened for salvage must be read-only");
  }
  std::error_code error;
  const fs::path store = fs::weakly_canonical(options.path, error);
  const fs::path key = fs::weakly_canonical(options.key_file, error);
  const fs::path beside = key.lexically_relative(store);
  if (!beside.empty() && *beside.begin() != "..") {
    return absl::InvalidArgumentError(fmt::format(
        "key file \"{}\" lies inside the store; it must be kept apart from it", options.key_file));
  }
  return absl::OkStatus();
}

// When a damaged store is salvaged and its head cannot be read, the head comes from the last row of
// the journal.
absl::StatusOr<Head> ReadHead(const Tables& tables) {
  rocksdb::PinnableSlice value;
  const auto found = tables.Get(Table::kMeta, kMetaHead, value);
  if (found.ok() && *found) {
    if (const auto head = DecodeHead(ToView(value))) return *head;
  }
  if (!tables.salvage()) {
    if (!found.ok()) return found.status();
    return absl::DataLossError(
        fmt::format("store \"{}\" is damaged: no readable head in meta", tables.path()));
  }
  Head head;
  const auto it = tables.Iterate(Table::kLog);
  it->SeekToLast();
  if (it->Valid()) head.revision.value = ParseNumberKey(ToView(it->key())).value_or(0);
  return head;
}

absl::StatusOr<std::string> ReadKeyCheck(const Tables& tables) {
  rocksdb::PinnableSlice value;
  const auto found = tables.Get(Table::kMeta, kMetaKeyCheck, value);
  if (found.ok()) return *found ? value.ToString() : std::string();
  return tables.salvage() ? absl::StatusOr<std::string>(std::string()) : found.status();
}

}  // namespace

absl::StatusOr<std::unique_ptr<FactStore>> FactStore::Open(OpenOptions options) {
  while (options.path.size() > 1 && options.path.back() == '/') options.path.pop_back();
  if (options.key_file.empty()) options.key_file = options.path + ".key";
  if (!options.free_bytes) {
    options.free_bytes = [path = options.path] {
      std::error_code error;
      const uint64_t free = fs::space(path, error).available;
      return error ? UINT64_MAX : free;
    };
  }
  if (const absl::Status good = CheckOptions(options); !good.ok()) return good;
  if (sodium_init() < 0) return absl::UnavailableError("libsodium cannot be started");
  std::unique_ptr<WriterLock> lock;
  if (!options.read_only && (options.create || HoldsStore(options.path))) {
    std::error_code error;
    fs::create_directories(options.path, error);
    auto taken = WriterLock::Take(options.path, options.writer, options.now_s());
    if (!taken.ok()) return taken.status();
    lock = *std::move(taken);
  }
  const bool create = options.create && !options.read_only;
  auto opened =
      Tables::Open({options.path, options.read_only, create, options.salvage, options.sync});
  if (!opened.ok()) return opened.status();
  const std::shared_ptr<const Tables> tables = *std::move(opened);
  const auto head = ReadHead(*tables);
  if (!head.ok()) return head.status();
  // A bulk load that was interrupted can resume as long as the store is empty.
  if (!options.read_only &&
      (head->revision.value != 0 || !HoldsBulkState(IncomingFolder(options.path)))) {
    RemoveLeftovers(options.path);
  }
  const auto check = ReadKeyCheck(*tables);
  if (!check.ok()) return check.status();
  auto sealed = SealedIds::Open(options.key_file, *check, options.path);
  if (!sealed.ok()) return sealed.status();
  return std::make_unique<RocksFactStore>(std::move(lock), tables, *std::move(sealed), *head,
                                          options);
}

absl::Status Restore(const std::string& backup, const std::string& path) {
  return RestoreStore(backup, path);
}

}  // namespace liancheng::storage
