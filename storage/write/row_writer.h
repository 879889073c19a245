// storage/write/row_writer.h: the rows of a group of commits, written at once: all of them or none.
// Small groups go through the write-ahead log. Large ones become data files, which RocksDB ingests
// together: no row is written twice, and none is sorted again in memory.
// Errors:  Unavailable; what reached the disk is then unknown until the store is opened again.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "storage/disk/tables.h"
#include "storage/write/overlay.h"

namespace liancheng::storage {

struct WriteRowsOptions {
  bool sync = true;          // durable when it returns
  size_t bulk_rows_min = 0;  // groups of at least so many rows become data files
};
absl::Status WriteRows(const Tables& tables, const Overlay& overlay,
                       const WriteRowsOptions& options);

// The folder in which data files are made before RocksDB ingests them.
std::string IncomingFolder(const std::string& store);
// Removes unfinished files of a killed writer; called when a store is opened for writing.
void RemoveLeftovers(const std::string& store);

}  // namespace liancheng::storage
