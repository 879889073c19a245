// storage/disk/blobs.h: whole files beside the database that can be made again at any time: written
// under another name, synced and renamed into place; read by mapping or by copying.
// Folder:  holds only such files. One writer at a time (flock on its file LOCK); it also removes
//          what a killed writer left behind. Readers take no lock.
// Threads: a blob is const; the bytes live as long as any holder of it.
// Errors:  NotFound; Unavailable with the file's name and the system's words; FailedPrecondition
//          when another process is writing there.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace liancheng::storage {

struct Blob {
  std::span<const char> bytes;
  std::shared_ptr<const void> keep;  // the bytes stay while this does
};

// How the bytes are held. Mapped bytes are shared with other processes, and the kernel can drop
// them when memory is short. Copied bytes lie in huge pages, which makes random access faster, and
// no longer depend on the file.
enum class BlobHold { kMapped, kCopied };

absl::StatusOr<Blob> ReadBlob(const std::string& file, BlobHold hold, unsigned threads);

// The names of the files in a folder that end with `ending`; none when there is no such folder.
std::vector<std::string> ListBlobs(const std::string& folder, std::string_view ending);

// Writes the file `name` in `folder`, which is made when it does not exist; durable on return. Then
// removes every other file there whose name ends with `replaces`.
absl::Status WriteBlob(const std::string& folder, const std::string& name,
                       std::span<const std::span<const char>> pieces, std::string_view replaces);

}  // namespace liancheng::storage
