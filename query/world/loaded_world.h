// query/world/loaded_world.h: one revision made ready to answer: graph, records and directory together.
// Threads: const after loading; share freely.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/graph/snapshot.h"
#include "engine/rules/plan.h"
#include "engine/rules/record_book.h"
#include "query/world/directory.h"
#include "query/world/graph_file.h"

namespace liancheng::query {

struct LoadedWorld {
  model::Revision known_at;
  std::shared_ptr<const graph::GraphSnapshot> graph;
  std::shared_ptr<const rules::RecordBook> records;
  std::shared_ptr<const Directory> directory;
};

// The store as it was known at `at`. With a snapshot file of that revision no entity or relation is
// read, only records. OutOfRange after its head; DataLoss when it is damaged. The store must
// outlive the world.
absl::StatusOr<LoadedWorld> LoadFromStore(const storage::FactStore& store, model::Revision at,
                                          const GraphFileOptions& files);

// Facts in intake form (caller's keys), later ones superseding earlier ones of the same key.
// Numbers are given in order of the keys, so the order of unrelated facts does not matter.
// InvalidArgument when a fact names an unknown party or record.
absl::StatusOr<LoadedWorld> LoadFromFacts(std::vector<model::Fact> facts);

}  // namespace liancheng::query
