// query/world/graph_file.h: the graph of a store from its snapshot file and what the journal says since,
// or built from the store and then kept as a file. The file only saves time: when it cannot be
// used, one note says why and the graph is built as if there were no file.
// Threads: any number of loads at once, in any number of processes; one of them writes.
// Errors:  those of the store; errors of a file become notes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "engine/graph/snapshot.h"
#include "storage/fact_store.h"

namespace liancheng::query {

struct GraphFileOptions {
  // Where the files lie (DATA/snapshot). When empty, no file is read or written.
  std::string folder;
  // Graphs with fewer entities and relations together are built faster than a file is worth.
  uint64_t rows_min = 200'000;
  // For a process that stays: the file's bytes are copied to huge pages, not mapped.
  bool copied = false;
  // Threads to build and check with; 0 = as many as the machine has.
  unsigned threads = 0;
  // Told why a file was not used or could not be written.
  std::function<void(const std::string&)> note = {};
};

absl::StatusOr<std::shared_ptr<const graph::GraphSnapshot>> LoadGraph(
    const storage::FactStore& store, model::Revision at, const GraphFileOptions& options);

// Writes the file of a graph without changes above it, if it is large enough. Best effort.
void KeepGraph(const storage::FactStore& store, const graph::GraphSnapshot& graph,
               const GraphFileOptions& options);

}  // namespace liancheng::query
