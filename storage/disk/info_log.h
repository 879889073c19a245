// storage/disk/info_log.h: RocksDB's log of what it does, for whoever looks into a store: LOG in
// the store's folder, the one before it as LOG.old.
// Full disk: a line that cannot be written is dropped. RocksDB's own logger stops the process
//            instead: at the line after one that it could not write, by an assertion
//            (WritableFileWriter::AssertFalseAndGetStatusForPrevError in Debian's RocksDB 7.8).
// Limits:    a file that has grown over 8 MiB becomes LOG.old.
// Threads:   from any thread.
#pragma once

#include <memory>
#include <string>

#include "rocksdb/env.h"

namespace liancheng::storage {

std::shared_ptr<rocksdb::Logger> OpenInfoLog(const std::string& store);
// For a store that is opened for reading: whoever only reads leaves no trace in it.
std::shared_ptr<rocksdb::Logger> NoInfoLog();

}  // namespace liancheng::storage
