#include "server/access/access_file.h"

#include "server/access/state_file.h"

namespace liancheng::access {

absl::StatusOr<std::shared_ptr<const AccessBook>> AccessFile::Read() const {
  const auto text = ReadWhole(path_);
  if (absl::IsNotFound(text.status())) return std::make_shared<const AccessBook>();
  if (!text.ok()) return text.status();
  auto book = AccessBook::Parse(*text, path_);
  if (!book.ok()) return book.status();
  return std::make_shared<const AccessBook>(*std::move(book));
}

absl::StatusOr<std::shared_ptr<const AccessBook>> AccessFile::Book() const {
  // Taken before the file is read: if the file is replaced meanwhile, the next call reads it again.
  const uint64_t stamp = StampOf(path_);
  const std::lock_guard lock(mutex_);
  if (book_ != nullptr && stamp == stamp_) return book_;
  auto book = Read();
  if (!book.ok()) {
    book_ = nullptr;
    return book.status();
  }
  book_ = *std::move(book);
  stamp_ = stamp;
  return book_;
}

absl::Status AccessFile::Change(const std::function<absl::Status(AccessBook&)>& change) {
  const auto lock = FileLock::Take(path_ + ".lock");
  if (!lock.ok()) return lock.status();
  const auto before = Read();
  if (!before.ok()) return before.status();
  AccessBook book = **before;
  if (absl::Status changed = change(book); !changed.ok()) return changed;
  return ReplaceWhole(path_, book.Write());
}

}  // namespace liancheng::access
