// server/access/access_file.h: the access book in a file that commands change while a service runs:
// what was changed holds for the next request.
// Threads: Book from any thread; it looks whether the file was replaced, at the cost of one stat.
// Errors:  those of access_book.h and state_file.h. A file that cannot be read any more lets nobody
//          in.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "server/access/access_book.h"

namespace liancheng::access {

class AccessFile {
 public:
  explicit AccessFile(std::string path) : path_(std::move(path)) {}

  // An empty book where there is no file yet.
  absl::StatusOr<std::shared_ptr<const AccessBook>> Book() const;

  // Reads, changes and replaces the file; other processes wait. Nothing is written when `change`
  // fails.
  absl::Status Change(const std::function<absl::Status(AccessBook&)>& change);

 private:
  absl::StatusOr<std::shared_ptr<const AccessBook>> Read() const;

  const std::string path_;
  mutable std::mutex mutex_;
  mutable uint64_t stamp_ = 0;
  mutable std::shared_ptr<const AccessBook> book_;
};

}  // namespace liancheng::access
