// engine/graph/snapshot_form.h: a complete snapshot as bytes, for a file that is mapped at start,
// and back. Reading trusts nothing: an altered byte is found before any array is used.
// Form:    docs/storage_format.md, "Snapshot file": a header page, the arrays as they are in memory
//          (each from a page boundary), a checksum for every 4 MiB.
// Errors:  FailedPrecondition when the file is sound but of another version, machine, vocabulary or
//          stamp. DataLoss when it is incomplete or altered; the message says where.
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

// Says which state of which store a file holds; the hash is that of the journal at the revision.
struct SnapshotStamp {
  model::Revision revision;
  std::array<char, 32> journal{};
  bool operator==(const SnapshotStamp&) const = default;
};

// The pieces of the file, in order. They point into the snapshot, which must outlive this object.
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

// Checks every byte once, in parallel. The snapshot holds `keep`, which holds the bytes.
absl::StatusOr<std::shared_ptr<const GraphSnapshot>> SnapshotFromBytes(
    std::span<const char> bytes, std::shared_ptr<const void> keep, const SnapshotStamp& wanted,
    unsigned threads);

// Reads the stamp from the first page of a file, if that page is sound.
absl::StatusOr<SnapshotStamp> StampOf(std::span<const char> bytes);

// Checks that the arrays are consistent, so that no walk can leave them. DataLoss naming what is
// wrong.
absl::Status CheckArrays(const SnapshotArrays& arrays, unsigned threads);

}  // namespace liancheng::graph
