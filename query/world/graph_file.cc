#include "query/world/graph_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <thread>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "engine/graph/snapshot_edit.h"
#include "engine/graph/snapshot_form.h"
#include "fmt/format.h"
#include "storage/disk/blobs.h"

namespace liancheng::query {
namespace {

constexpr std::string_view kEnding = ".graph";
// A file of an earlier revision is brought up to date from the journal as long as the changes are
// less than this part of its rows; beyond that the graph is built from the store and written again.
constexpr uint64_t kBuildFromShare = 16;

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

using Graph = absl::StatusOr<std::shared_ptr<const graph::GraphSnapshot>>;

// The newest revision up to `at` for which there is a file.
std::optional<model::Revision> NewestFile(const GraphFileOptions& options, model::Revision at) {
  std::optional<model::Revision> newest;
  for (const std::string& name : storage::ListBlobs(options.folder, kEnding)) {
    model::Revision revision;
    const char* const end = name.data() + name.size() - kEnding.size();
    const auto [rest, error] = std::from_chars(name.data(), end, revision.value);
    if (error != std::errc() || rest != end || revision > at) continue;
    newest = std::max(newest.value_or(revision), revision);
  }
  return newest;
}

Graph ReadGraph(const std::string& file, const graph::SnapshotStamp& stamp,
                const GraphFileOptions& options) {
  const auto hold = options.copied ? storage::BlobHold::kCopied : storage::BlobHold::kMapped;
  auto blob = storage::ReadBlob(file, hold, ThreadsOf(options));
  if (!blob.ok()) return blob.status();
  return graph::SnapshotFromBytes(blob->bytes, std::move(blob->keep), stamp, ThreadsOf(options));
}

// Makes the graph of the head from that of an earlier revision and the changes in the journal
// since.
Graph CatchUp(const storage::FactStore& store, std::shared_ptr<const graph::GraphSnapshot> graph,
              model::Revision at) {
  const uint64_t rows = uint64_t{graph->vertex_count()} + graph->edge_count();
  const auto changes = store.GraphChangesAfter(graph->revision(), rows / kBuildFromShare);
  if (!changes.ok()) return changes.status();
  if (changes->at != at) return absl::ResourceExhaustedError("the head has moved on");
  graph::GraphEdit edit(graph);
  edit.DropAll(changes->relations);
  absl::flat_hash_set<uint64_t> standing;
  for (const model::Fact& fact : changes->stated) {
    absl::Status put;
    if (const auto* entity = std::get_if<model::EntityFact>(&fact.statement)) {
      standing.insert(entity->entity.id.value);
      put = edit.Put(*entity);
    } else if (const auto* relation = std::get_if<model::RelationFact>(&fact.statement)) {
      put = edit.Put(*relation, fact.provenance.source);
    }
    if (!put.ok()) return put;
  }
  for (const model::EntityId entity : changes->entities) {
    if (standing.contains(entity.value) || !graph->Find(entity)) continue;
    if (absl::Status dropped = edit.Drop(entity); !dropped.ok()) return dropped;
  }
  return edit.Publish(at);
}

// Reads the graph from a file. NotFound when there is none that fits; notes say what was wrong with
// a file.
Graph FromFile(const storage::FactStore& store, model::Revision at,
               const GraphFileOptions& options) {
  const auto revision = NewestFile(options, at);
  // The journal leads from a file to the head only, not to a revision before it.
  if (!revision || (*revision != at && at != store.head())) return absl::NotFoundError("no file");
  const std::string file = options.folder + "/" + FileName(*revision);
  const auto stamp = StampAt(store, *revision);
  Graph graph = stamp.ok() ? ReadGraph(file, *stamp, options) : stamp.status();
  if (graph.ok() && *revision != at) graph = CatchUp(store, *graph, at);
  if (graph.ok()) return graph;
  // A file that is too old is no error and gives no note.
  if (!absl::IsNotFound(graph.status()) && !absl::IsResourceExhausted(graph.status())) {
    Note(options, fmt::format("{} is not used: {}", file, std::string(graph.status().message())));
  }
  return absl::NotFoundError("no file that fits");
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
  if (!options.folder.empty()) {
    auto graph = FromFile(store, at, options);
    if (graph.ok()) return graph;
  }
  auto graph = BuildGraph(store, at, ThreadsOf(options));
  if (graph.ok() && at == store.head()) KeepGraph(store, **graph, options);
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
  // FailedPrecondition means that another process is writing the same file.
  if (written.ok() || absl::IsFailedPrecondition(written)) return;
  Note(options, fmt::format("the graph was not kept in {}: {}", options.folder,
                            std::string(written.message())));
}

}  // namespace liancheng::query
