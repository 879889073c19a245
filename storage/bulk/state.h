// storage/bulk/state.h: a bulk load whose rows are all gathered and sorted, as a file: whoever
// starts the same load again after a crash goes on from there.
// Errors: Unavailable (cannot be written); reading: nothing where there is no such file, or not a
//         whole one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "storage/format/journal.h"

namespace liancheng::storage {

struct BulkState {
  std::string fingerprint;  // of what is loaded, by the caller
  std::string note;         // the caller's
  std::string key_check;    // of the key that numbers were sealed with; empty: none were
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
