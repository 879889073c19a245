// server/http/service/epoch.h: the name of one history of revisions, which consistency tokens
// carry. When the store's head is below a revision that was acknowledged, the store was restored
// from a backup: its later revisions will differ, so it gets another name and old tokens are not
// accepted.
// Errors:  those of server/access/state_file.h.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace liancheng::http {

class Epoch {
 public:
  // `head` is that of the store, `acknowledged` the newest revision known from elsewhere. Reads the
  // file and writes it again.
  static absl::StatusOr<Epoch> Find(std::string file, uint64_t head, uint64_t acknowledged);
  const std::string& name() const { return name_; }
  // Remembers that `head` was reached.
  absl::Status Keep(uint64_t head) const;

 private:
  Epoch(std::string file, std::string name) : file_(std::move(file)), name_(std::move(name)) {}
  std::string file_;
  std::string name_;
};

}  // namespace liancheng::http
