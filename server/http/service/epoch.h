// server/http/service/epoch.h: the name of one line of revisions, as it stands in consistency tokens.
// A store whose head lies below a revision that was acknowledged once was put back from a backup:
// its later revisions will be others, so it gets another name and old tokens do not fit it.
// Errors:  those of server/access/state_file.h.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace liancheng::http {

class Epoch {
 public:
  // `head`: of the store; `acknowledged`: the newest revision that is known from elsewhere. The
  // file is read and written anew.
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
