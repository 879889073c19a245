// storage/disk/blobs.h: whole files beside the database that can be made again at any time: written
// aside, synced and renamed into place, read by mapping or into memory of their own.
// Folder:  one that only such files live in; one writer at a time (flock on its file LOCK), who
//          also clears away what a killed writer left. Readers take no lock.
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

// How the bytes are held. Mapped ones are shared with other readers and given back when memory is
// short; copied ones lie in huge pages, on which a walk that jumps about is faster, and no longer
// depend on the file.
enum class BlobHold { kMapped, kCopied };

absl::StatusOr<Blob> ReadBlob(const std::string& file, BlobHold hold, unsigned threads);

// The names in a folder that end so; none when there is no such folder.
std::vector<std::string> ListBlobs(const std::string& folder, std::string_view ending);

// Writes `name` in `folder` (made when it is not there), durable on return; then removes every
// other file there that ends as `replaces`.
absl::Status WriteBlob(const std::string& folder, const std::string& name,
                       std::span<const std::span<const char>> pieces, std::string_view replaces);

}  // namespace liancheng::storage
