// engine/graph/snapshot_form.h: a whole snapshot as bytes, for a file that is mapped on start, and
// back, trusting nothing: a byte that is not as it was written is found before anything is read.
// Form:    docs/storage_format.md, "Snapshot file": a header page, the arrays as they stand in
//          memory (each from a page boundary), a checksum of every 4 MiB.
// Errors:  FailedPrecondition: another version, machine, vocabulary or stamp: sound, but not this
//          one. DataLoss: not whole, or altered; the message says where.
// Source:  docs/decisions/0019-mapped-snapshot.md
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/graph/snapshot.h"

namespace liancheng::graph {

// Which state of which store a file holds: the hash is that of the journal at the revision.
struct SnapshotStamp {
  model::Revision revision;
  std::array<char, 32> journal{};
  bool operator==(const SnapshotStamp&) const = default;
};

// The pieces of the file, in order. They point into the snapshot, which must outlive the form.
class SnapshotForm {
 public:
  // The snapshot must have no overlay.
  SnapshotForm(const GraphSnapshot& snapshot, const SnapshotStamp& stamp);
  SnapshotForm(const SnapshotForm&) = delete;
  SnapshotForm& operator=(const SnapshotForm&) = delete;
  std::span<const std::span<const char>> pieces() const { return pieces_; }

 private:
  std::string header_;
  std::string checksums_;
  std::vector<std::span<const char>> pieces_;
};

// Reads every byte once, in parallel. The snapshot keeps `keep`, and through it the bytes.
absl::StatusOr<std::shared_ptr<const GraphSnapshot>> SnapshotFromBytes(
    std::span<const char> bytes, std::shared_ptr<const void> keep, const SnapshotStamp& wanted,
    unsigned threads);

// The stamp of a file from its first page, when that page is sound.
absl::StatusOr<SnapshotStamp> StampOf(std::span<const char> bytes);

// Do the arrays fit together, so that no walk can leave them? DataLoss naming what does not.
absl::Status CheckArrays(const SnapshotArrays& arrays, unsigned threads);

}  // namespace liancheng::graph
