// storage/bulk/state.h: the file that describes a bulk load whose rows are all in sorted runs; with
// it the same load can resume there after a crash.
// Errors:  Unavailable (cannot be written). Reading gives nothing when there is no such file or it
//          is not complete.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "storage/format/journal.h"

namespace liancheng::storage {

struct BulkState {
  std::string fingerprint;  // BulkOptions::fingerprint
  std::string note;         // BulkLoad::SetNote
  std::string key_check;    // check value of the key of ID numbers; empty when there were none
  Head head;
  uint64_t rows = 0;
  struct Order {
    uint8_t group = 0;
    std::string prefix;
    std::string run_name;
    uint64_t runs = 0;
    uint64_t rows = 0;
  };
  std::vector<Order> orders;
  std::vector<std::string> log_files;
};

absl::Status WriteBulkState(const std::string& folder, const BulkState& state);
std::optional<BulkState> ReadBulkState(const std::string& folder);
bool HoldsBulkState(const std::string& folder);

}  // namespace liancheng::storage
