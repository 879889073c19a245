#include "query/world/live_archive.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "engine/graph/snapshot_edit.h"
#include "engine/rules/record_edit.h"
#include "fmt/format.h"

namespace liancheng::query {
namespace {

// A fold first catches up in this many rounds while commits continue; commits wait only for the
// last round.
constexpr int kFreeRounds = 4;

absl::StatusOr<std::shared_ptr<const graph::GraphSnapshot>> ApplyToGraph(
    const std::shared_ptr<const graph::GraphSnapshot>& graph, model::Revision at,
    const storage::ChangeSet& changes) {
  graph::GraphEdit edit(graph);
  absl::flat_hash_set<uint64_t> standing;
  for (const model::Fact& fact : changes.ended) {
    const auto* relation = std::get_if<model::RelationFact>(&fact.statement);
    if (relation == nullptr) continue;
    if (absl::Status dropped = edit.Drop(*relation); !dropped.ok()) return dropped;
  }
  for (const model::Fact& fact : changes.stated) {
    absl::Status put;
    if (const auto* entity = std::get_if<model::EntityFact>(&fact.statement)) {
      standing.insert(entity->entity.id.value);
      put = edit.Put(*entity);
    } else if (const auto* relation = std::get_if<model::RelationFact>(&fact.statement)) {
      put = edit.Put(*relation, fact.provenance.source);
    }
    if (!put.ok()) return put;
  }
  for (const model::Fact& fact : changes.ended) {
    const auto* entity = std::get_if<model::EntityFact>(&fact.statement);
    if (entity == nullptr || standing.contains(entity->entity.id.value)) continue;
    if (absl::Status dropped = edit.Drop(entity->entity.id); !dropped.ok()) return dropped;
  }
  return edit.Publish(at);
}

absl::StatusOr<std::shared_ptr<const rules::RecordBook>> ApplyToRecords(
    const LoadedWorld& world, const graph::GraphSnapshot& after,
    const storage::ChangeSet& changes) {
  rules::RecordEdit edit(world.records, *world.graph, after);
  for (const model::Fact& fact : changes.ended) {
    if (absl::Status removed = edit.Remove(fact); !removed.ok()) return removed;
  }
  for (const model::Fact& fact : changes.stated) {
    if (absl::Status added = edit.Add(fact); !added.ok()) return added;
  }
  return edit.Publish();
}

uint64_t BytesBelow(const LoadedWorld& world) {
  const graph::SnapshotArrays& g = world.graph->arrays();
  return g.entities.size() * 37 + g.arcs.size_bytes() + g.rows.size_bytes();
}

}  // namespace

absl::StatusOr<LoadedWorld> ApplyChanges(const LoadedWorld& world, model::Revision at,
                                         const storage::ChangeSet& changes,
                                         std::shared_ptr<const Directory> directory) {
  auto graph = ApplyToGraph(world.graph, at, changes);
  if (!graph.ok()) return graph.status();
  auto records = ApplyToRecords(world, **graph, changes);
  if (!records.ok()) return records.status();
  return LoadedWorld{at, *std::move(graph), *std::move(records), std::move(directory)};
}

absl::StatusOr<LoadedWorld> FoldWorld(const LoadedWorld& world) {
  auto folded = graph::Fold(*world.graph);
  if (!folded.ok()) return folded.status();
  LoadedWorld whole = world;
  whole.records = rules::Fold(*world.records, folded->vertex_of);
  whole.graph = std::move(folded->graph);
  return whole;
}

absl::StatusOr<std::unique_ptr<LiveArchive>> LiveArchive::Open(ArchiveOptions options,
                                                               LiveOptions live) {
  if (live.files.folder.empty()) live.files.folder = SnapshotFolder(options.path);
  options.read_only = false;
  options.observer = nullptr;
  std::unique_ptr<LiveArchive> archive(new LiveArchive(options, std::move(live)));
  options.observer = archive.get();
  auto store = storage::FactStore::Open(std::move(options));
  if (!store.ok()) return store.status();
  archive->store_ = *std::move(store);
  auto world = LoadFromStore(*archive->store_, archive->store_->head(), archive->options_.files);
  if (!world.ok()) return world.status();
  archive->Publish(*std::move(world));
  LiveArchive* const self = archive.get();
  archive->folder_ =
      std::jthread([self](const std::stop_token& stop) { self->FoldInBackground(stop); });
  return archive;
}

LiveArchive::~LiveArchive() = default;

absl::StatusOr<std::string> LiveArchive::JournalHash(model::Revision at) const {
  const auto hash = store_->JournalHash(at);
  if (!hash.ok()) return hash.status();
  std::string hex;
  for (const char byte : *hash) hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return hex;
}

absl::StatusOr<LoadedWorld> LiveArchive::Current() const {
  const std::lock_guard lock(publish_);
  return current_;
}

absl::StatusOr<LoadedWorld> LiveArchive::At(model::Revision at) const {
  const auto current = Current();
  if (current.ok() && current->known_at == at) return current;
  return LoadFromStore(*store_, at, options_.files);
}

uint64_t LiveArchive::folds() const {
  const std::lock_guard lock(publish_);
  return folds_;
}

void LiveArchive::Publish(absl::StatusOr<LoadedWorld> world) {
  // The old world is released after the lock.
  const std::lock_guard lock(publish_);
  std::swap(current_, world);
}

void LiveArchive::Committed(model::Revision at, const absl::StatusOr<storage::ChangeSet>& changes) {
  const std::lock_guard lock(apply_);
  absl::StatusOr<LoadedWorld> next = Current();
  if (next.ok() && changes.ok()) {
    next = ApplyChanges(*next, at, *changes, MakeStoreDirectory(*store_, at));
  } else if (next.ok()) {
    next = changes.status();
  }
  const bool fits = next.ok();
  if (!fits) next = LoadFromStore(*store_, at, options_.files);
  if (folding_ && fits) {
    missed_.push_back({at, std::make_shared<const storage::ChangeSet>(*changes)});
  }
  reloaded_ |= folding_ && !fits;
  const bool fold = next.ok() && WorthFolding(*next);
  Publish(std::move(next));
  if (!fold) return;
  const std::lock_guard wake(wake_mutex_);
  wanted_ = true;
  wake_.notify_one();
}

bool LiveArchive::WorthFolding(const LoadedWorld& world) const {
  uint64_t above = 0;
  if (world.graph->overlay() != nullptr) above += world.graph->overlay()->bytes;
  if (world.records->overlay() != nullptr) above += world.records->overlay()->bytes;
  return above > std::max(options_.fold_bytes_min, BytesBelow(world) / 8);
}

void LiveArchive::FoldInBackground(const std::stop_token& stop) {
  while (true) {
    {
      std::unique_lock lock(wake_mutex_);
      if (!wake_.wait(lock, stop, [this] { return wanted_; })) return;
      wanted_ = false;
    }
    const absl::StatusOr<LoadedWorld> current = Current();
    if (!current.ok() || !WorthFolding(*current)) continue;
    if (absl::Status folded = FoldOnce(); !folded.ok() && options_.files.note) {
      options_.files.note(
          fmt::format("changes were not folded: {}", std::string(folded.message())));
    }
  }
}

absl::Status LiveArchive::Fold() {
  return FoldOnce();
}

absl::StatusOr<LoadedWorld> LiveArchive::CatchUp(LoadedWorld world,
                                                 std::vector<Change> missed) const {
  for (const Change& change : missed) {
    auto next =
        ApplyChanges(world, change.at, *change.changes, MakeStoreDirectory(*store_, change.at));
    if (!next.ok()) return next.status();
    world = *std::move(next);
  }
  return world;
}

absl::Status LiveArchive::FoldOnce() {
  const std::lock_guard one_at_a_time(fold_);
  absl::StatusOr<LoadedWorld> world;
  {
    const std::lock_guard lock(apply_);
    world = Current();
    if (!world.ok()) return world.status();
    folding_ = true;
    reloaded_ = false;
    missed_.clear();
  }
  world = FoldWorld(*world);
  const std::shared_ptr<const graph::GraphSnapshot> folded = world.ok() ? world->graph : nullptr;
  for (int round = 0; world.ok() && round < kFreeRounds; ++round) {
    std::vector<Change> missed;
    {
      const std::lock_guard lock(apply_);
      missed.swap(missed_);
    }
    if (missed.empty()) break;
    world = CatchUp(*std::move(world), std::move(missed));
  }
  {
    const std::lock_guard lock(apply_);
    folding_ = false;
    std::vector<Change> missed = std::move(missed_);
    missed_.clear();
    if (world.ok()) world = CatchUp(*std::move(world), std::move(missed));
    if (!world.ok()) return world.status();
    // the world was read again from the store and needs no fold
    if (reloaded_) return absl::OkStatus();
    Publish(std::move(world));
  }
  {
    const std::lock_guard lock(publish_);
    ++folds_;
  }
  KeepGraph(*store_, *folded, options_.files);
  return absl::OkStatus();
}

}  // namespace liancheng::query
