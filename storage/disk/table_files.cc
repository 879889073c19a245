#include "storage/disk/table_files.h"

#include <utility>

#include "fmt/format.h"
#include "rocksdb/sst_file_reader.h"
#include "rocksdb/sst_file_writer.h"

namespace liancheng::storage {
namespace {

// Size before compression: small enough to open and delete a file quickly, large enough to keep
// the number of files low.
constexpr uint64_t kFileBytesMax = uint64_t{512} << 20;

}  // namespace

TableFiles::TableFiles(std::string folder, Table table)
    : folder_(std::move(folder)), table_(table) {}

TableFiles::~TableFiles() = default;

absl::Status TableFiles::Add(std::string_view key, std::string_view value) {
  if (writer_ == nullptr) {
    rocksdb::Options options = TableOptions(table_);
    // These files go to the bottom level, but fast writing matters more here than size.
    options.bottommost_compression = rocksdb::kDisableCompressionOption;
    // The pages of this file stay in the system's cache: the graph is read from them next, and
    // commits look up keys in them.
    constexpr bool kForgetPages = false;
    writer_ = std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(), options, nullptr,
                                                       kForgetPages);
    files_.push_back(fmt::format("{}/{}.{}.sst", folder_, Name(table_), files_.size() + 1));
    const rocksdb::Status opened = writer_->Open(files_.back());
    if (!opened.ok()) return ToStatus(opened, fmt::format("write \"{}\"", files_.back()));
    bytes_ = 0;
  }
  const rocksdb::Status put = writer_->Put(ToSlice(key), ToSlice(value));
  if (!put.ok()) return ToStatus(put, fmt::format("write \"{}\"", files_.back()));
  bytes_ += key.size() + value.size();
  return bytes_ < kFileBytesMax ? absl::OkStatus() : Finish();
}

absl::Status TableFiles::Finish() {
  if (writer_ == nullptr) return absl::OkStatus();
  const rocksdb::Status finished = writer_->Finish();
  writer_.reset();
  return ToStatus(finished, fmt::format("write \"{}\"", files_.back()));
}

absl::Status TableFiles::TakeUp(const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    rocksdb::SstFileReader reader(TableOptions(table_));
    rocksdb::Status whole = reader.Open(file);
    if (whole.ok()) whole = reader.VerifyChecksum();
    if (!whole.ok()) return ToStatus(whole, fmt::format("read \"{}\"", file));
  }
  files_ = files;
  return absl::OkStatus();
}

}  // namespace liancheng::storage
