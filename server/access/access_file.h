// server/access/access_file.h: the access book in a file. Commands may change it while a service
// runs; a change holds from the next request on.
// Threads: Book from any thread; each call checks by one stat whether the file was replaced.
// Errors:  those of access_book.h and state_file.h. While the file cannot be read, nobody is
//          admitted.
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

  // The current book; an empty one when there is no file yet.
  absl::StatusOr<std::shared_ptr<const AccessBook>> Book() const;

  // Reads, changes and replaces the file while other processes wait. Nothing is written when
  // `change` fails.
  absl::Status Change(const std::function<absl::Status(AccessBook&)>& change);

 private:
  absl::StatusOr<std::shared_ptr<const AccessBook>> Read() const;

  const std::string path_;
  mutable std::mutex mutex_;
  mutable uint64_t stamp_ = 0;
  mutable std::shared_ptr<const AccessBook> book_;
};

}  // namespace liancheng::access
