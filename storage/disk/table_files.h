// storage/disk/table_files.h: writes rows in key order as data files of one table, which RocksDB
// then ingests.
// Errors:  Unavailable naming the file.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "storage/disk/tables.h"

namespace rocksdb {
class SstFileWriter;
}

namespace liancheng::storage {

class TableFiles {
 public:
  TableFiles(std::string folder, Table table);
  ~TableFiles();
  absl::Status Add(std::string_view key, std::string_view value);
  absl::Status Finish();
  const std::vector<std::string>& files() const { return files_; }
  // Resumes after files that were finished earlier.
  // Errors:  DataLoss (they are not complete), Unavailable.
  absl::Status TakeUp(const std::vector<std::string>& files);

 private:
  const std::string folder_;
  const Table table_;
  std::unique_ptr<rocksdb::SstFileWriter> writer_;
  std::vector<std::string> files_;
  uint64_t bytes_ = 0;  // given to the current file, before compression
};

}  // namespace liancheng::storage
