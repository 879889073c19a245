#include "storage/bulk/loader.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "fmt/format.h"
#include "storage/disk/table_files.h"
#include "storage/write/row_writer.h"

namespace liancheng::storage {
namespace {

namespace fs = std::filesystem;

// What a reader of facts keeps in memory for each statement, to notice an id that is stated twice.
constexpr uint64_t kReaderBytesEach = 24;

}  // namespace

absl::StatusOr<std::unique_ptr<BulkLoad>> BulkLoader::Begin(const Into& into,
                                                            const BulkOptions& options) {
  const std::string folder = IncomingFolder(into.tables.path());
  std::unique_ptr<BulkLoader> load(new BulkLoader(into, options, folder));
  if (load->TakeUp()) return load;
  // The failed attempt may have read part of the old rows; destroying it also removes the folder.
  load.reset();
  std::error_code error;
  fs::remove_all(folder, error);
  fs::create_directories(folder, error);
  if (error) {
    return absl::UnavailableError(
        fmt::format("cannot make folder \"{}\": {}", folder, error.message()));
  }
  return std::unique_ptr<BulkLoad>(new BulkLoader(into, options, folder));
}

BulkLoader::BulkLoader(const Into& into, const BulkOptions& options, const std::string& folder)
    : into_(into),
      options_(options),
      folder_(folder),
      rows_(folder, options),
      resolver_(rows_, into.sealed, Head()) {
  if (!options_.index_names) resolver_.LeaveNamesOut();
}

BulkLoader::~BulkLoader() {
  if (done_ || !HoldsBulkState(folder_)) RemoveLeftovers(into_.tables.path());
}

bool BulkLoader::TakeUp() {
  if (options_.fingerprint.empty()) return false;
  std::optional<BulkState> state = ReadBulkState(folder_);
  if (!state || state->fingerprint != options_.fingerprint) return false;
  // ID numbers encrypted with another key could not be read any more.
  sealing_ = !state->key_check.empty();
  if (sealing_ && (!into_.sealed.CanUnseal() || into_.sealed.Check() != state->key_check)) {
    return false;
  }
  if (!rows_.TakeUp(*state).ok()) return false;
  head_ = state->head;
  gathered_ = std::move(state->note);
  return true;
}

absl::Status BulkLoader::Gather() {
  state_.fingerprint = options_.fingerprint;
  state_.head = head_;
  if (sealing_) state_.key_check = into_.sealed.Check();
  if (absl::Status gathered = rows_.Gather(state_); !gathered.ok()) return gathered;
  return WriteBulkState(folder_, state_);
}

absl::StatusOr<std::optional<CommitResult>> BulkLoader::Add(std::span<const model::Fact> facts,
                                                            model::IssueSink& issues) {
  const bool takes_back = std::any_of(facts.begin(), facts.end(), [](const model::Fact& fact) {
    return fact.kind() == model::FactKind::kRetraction;
  });
  if (takes_back) return std::optional<CommitResult>();
  if (absl::Status whole = resolver_.CheckWhole(facts, sealing_); !whole.ok()) return whole;
  const Head before = resolver_.head();
  rows_.Mark();
  std::vector<model::Issue> found;
  auto result = resolver_.Resolve(facts, into_.now_s(), found);
  if (!rows_.taken()) {
    resolver_.Restart(before);
    rows_.Undo();
    return std::optional<CommitResult>();
  }
  if (!result.ok()) return result.status();
  for (model::Issue& issue : found) issues.Report(std::move(issue));
  facts_ += facts.size();
  if (absl::Status spilled = rows_.SpillOver(facts_ * kReaderBytesEach); !spilled.ok()) {
    return spilled;
  }
  return std::optional<CommitResult>(*result);
}

absl::Status BulkLoader::Finish() {
  if (!gathered_) head_ = resolver_.head();
  if (head_ == Head()) return absl::OkStatus();
  // A load that fits in memory is repeated faster than its state could be written to disk.
  if (!gathered_ && !options_.fingerprint.empty() && rows_.spilled()) {
    if (absl::Status gathered = Gather(); !gathered.ok()) return gathered;
  }
  const uint64_t rows = rows_.rows();
  if (options_.progress) options_.progress(0, rows);
  auto files = rows_.WriteFiles([&](uint64_t done) {
    if (options_.progress) options_.progress(std::min(done, rows), rows);
  });
  if (!files.ok()) return files.status();
  if (absl::Status meta = WriteMeta((*files)[static_cast<size_t>(Table::kMeta)]); !meta.ok()) {
    return meta;
  }
  if (absl::Status taken = TakeIn(*std::move(files)); !taken.ok()) return taken;
  if (sealing_) into_.sealed.CheckWasStored();
  into_.queue.Adopt(head_);
  done_ = true;
  return absl::OkStatus();
}

absl::Status BulkLoader::WriteMeta(std::vector<std::string>& files) {
  TableFiles meta(folder_, Table::kMeta);
  absl::Status written = meta.Add(kMetaHead, EncodeHead(head_));
  if (written.ok() && sealing_) written = meta.Add(kMetaKeyCheck, into_.sealed.Check());
  if (written.ok()) written = meta.Finish();
  files = meta.files();
  return written;
}

absl::Status BulkLoader::TakeIn(std::array<std::vector<std::string>, kTableCount> files) {
  std::vector<rocksdb::IngestExternalFileArg> args;
  for (size_t i = 0; i < files.size(); ++i) {
    if (files[i].empty()) continue;
    rocksdb::IngestExternalFileArg& arg = args.emplace_back();
    arg.column_family = into_.tables.of(static_cast<Table>(i));
    arg.external_files = std::move(files[i]);
    arg.options.move_files = true;
    arg.options.write_global_seqno = false;
  }
  return ToStatus(into_.tables.db().IngestExternalFiles(args), "ingest data files");
}

}  // namespace liancheng::storage
