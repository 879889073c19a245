// storage/write/row_writer.h: the rows of a group of commits, written at once: all of them or none.
// Small groups go through the write-ahead log. Large ones become data files of their own, which
// RocksDB takes in together: no row is written twice, nothing is sorted again in memory.
// Errors: Unavailable; then it is not known what reached the disk until the store is opened again.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "storage/write/overlay.h"
#include "storage/disk/tables.h"

namespace liancheng::storage {

struct WriteRowsOptions {
  bool sync = true;          // durable when it returns
  size_t bulk_rows_min = 0;  // from here on as data files
};
absl::Status WriteRows(const Tables& tables, const Overlay& overlay,
                       const WriteRowsOptions& options);

// Where data files are made.
std::string IncomingFolder(const std::string& store);
// What a killed writer left half-made; called when a store is opened for writing.
void RemoveLeftovers(const std::string& store);

}  // namespace liancheng::storage
