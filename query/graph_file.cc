#include "query/graph_file.h"

#include <algorithm>
#include <array>
#include <thread>
#include <utility>

#include "engine/graph/snapshot_form.h"
#include "fmt/format.h"
#include "storage/blobs.h"

namespace liancheng::query {
namespace {

constexpr std::string_view kEnding = ".graph";

std::string FileName(model::Revision at) {
  return fmt::format("{}{}", at.value, kEnding);
}

unsigned ThreadsOf(const GraphFileOptions& options) {
  return options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
}

void Note(const GraphFileOptions& options, const std::string& what) {
  if (options.note) options.note(what);
}

absl::StatusOr<graph::SnapshotStamp> StampAt(const storage::FactStore& store, model::Revision at) {
  const auto hash = store.JournalHash(at);
  if (!hash.ok()) return hash.status();
  graph::SnapshotStamp stamp{at, {}};
  if (hash->size() != stamp.journal.size()) return absl::DataLossError("the journal has no hash");
  std::copy(hash->begin(), hash->end(), stamp.journal.begin());
  return stamp;
}

absl::StatusOr<std::shared_ptr<const graph::GraphSnapshot>> ReadGraph(
    const std::string& file, const graph::SnapshotStamp& stamp, const GraphFileOptions& options) {
  const auto hold = options.copied ? storage::BlobHold::kCopied : storage::BlobHold::kMapped;
  auto blob = storage::ReadBlob(file, hold, ThreadsOf(options));
  if (!blob.ok()) return blob.status();
  return graph::SnapshotFromBytes(blob->bytes, std::move(blob->keep), stamp, ThreadsOf(options));
}

absl::StatusOr<std::shared_ptr<const graph::GraphSnapshot>> BuildGraph(
    const storage::FactStore& store, model::Revision at, unsigned threads) {
  auto entities = store.Scan(at, storage::ScanOf::kEntities);
  if (!entities.ok()) return entities.status();
  auto relations = store.Scan(at, storage::ScanOf::kRelations);
  if (!relations.ok()) return relations.status();
  const std::array<model::FactSource*, 2> sources = {entities->get(), relations->get()};
  return graph::GraphSnapshot::Build(sources, at, threads);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const graph::GraphSnapshot>> LoadGraph(
    const storage::FactStore& store, model::Revision at, const GraphFileOptions& options) {
  if (options.folder.empty()) return BuildGraph(store, at, ThreadsOf(options));
  // A store that cannot say where its journal stands is still read as far as it goes.
  const auto stamp = StampAt(store, at);
  if (stamp.ok()) {
    const std::string file = options.folder + "/" + FileName(at);
    auto graph = ReadGraph(file, *stamp, options);
    if (graph.ok()) return graph;
    if (!absl::IsNotFound(graph.status())) {
      Note(options, fmt::format("{} is not used: {}", file, std::string(graph.status().message())));
    }
  }
  auto graph = BuildGraph(store, at, ThreadsOf(options));
  if (graph.ok() && stamp.ok() && at == store.head()) KeepGraph(store, **graph, options);
  return graph;
}

void KeepGraph(const storage::FactStore& store, const graph::GraphSnapshot& graph,
               const GraphFileOptions& options) {
  const uint64_t rows = uint64_t{graph.vertex_count()} + graph.edge_count();
  if (options.folder.empty() || rows < options.rows_min) return;
  const auto stamp = StampAt(store, graph.revision());
  absl::Status written = stamp.status();
  if (stamp.ok()) {
    const graph::SnapshotForm form(graph, *stamp);
    written =
        storage::WriteBlob(options.folder, FileName(graph.revision()), form.pieces(), kEnding);
  }
  // Somebody else writing there writes the same.
  if (written.ok() || absl::IsFailedPrecondition(written)) return;
  Note(options, fmt::format("the graph was not kept in {}: {}", options.folder,
                            std::string(written.message())));
}

}  // namespace liancheng::query
