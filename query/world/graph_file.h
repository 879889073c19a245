// query/world/graph_file.h: the graph of a store, read from its snapshot file and the changes in
// the journal since, or built from the store and then written to a file. The file only saves time:
// when it cannot be used, one note says why and the graph is built as if there were no file.
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
  // The folder of the files (DATA/snapshot). When empty, no file is read or written.
  std::string folder;
  // Smaller graphs (entities and relations together) get no file: they are built faster than a file
  // is read.
  uint64_t rows_min = 200'000;
  // For a long-running process: copy the file's bytes to huge pages instead of mapping them.
  bool copied = false;
  // Threads to build and check with; 0 = as many as the machine has.
  unsigned threads = 0;
  // Called with the reason when a file was not used or could not be written.
  std::function<void(const std::string&)> note = {};
};

absl::StatusOr<std::shared_ptr<const graph::GraphSnapshot>> LoadGraph(
    const storage::FactStore& store, model::Revision at, const GraphFileOptions& options);

// Writes the file of a graph that has no overlay, if the graph is large enough. A failure is only
// noted.
void KeepGraph(const storage::FactStore& store, const graph::GraphSnapshot& graph,
               const GraphFileOptions& options);

}  // namespace liancheng::query
