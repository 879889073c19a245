// query/world/loaded_world.h: one revision, ready to be asked: graph, records and directory.
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

// Loads a store as it was known at `at`. With a snapshot file of that revision only records are
// read, no entities or relations. OutOfRange after its head; DataLoss when the store is damaged.
// The store must outlive the world.
absl::StatusOr<LoadedWorld> LoadFromStore(const storage::FactStore& store, model::Revision at,
                                          const GraphFileOptions& files);

// Loads facts that name parties by the caller's keys; later facts supersede earlier ones of the
// same key. Numbers are given in order of the keys, so the order of unrelated facts has no effect.
// InvalidArgument when a fact names an unknown party or record.
absl::StatusOr<LoadedWorld> LoadFromFacts(std::vector<model::Fact> facts);

}  // namespace liancheng::query
