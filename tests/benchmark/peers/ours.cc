// Liancheng itself, in process, with the same parts as the program: reader, store, snapshot,
// walker.
#include <filesystem>
#include <unordered_map>

#include "datasets/readers/native/native.h"
#include "engine/graph/control.h"
#include "engine/graph/walk.h"
#include "fmt/format.h"
#include "query/world/archive.h"
#include "tests/benchmark/peers/peer.h"

namespace liancheng::peers {
namespace {

using model::Relation;

constexpr model::RelationSet kWalkedRelations =
    model::SetOf(Relation::kLegalRepresentative) | model::SetOf(Relation::kOwner) |
    model::SetOf(Relation::kPrincipal) | model::SetOf(Relation::kDirector) |
    model::SetOf(Relation::kSupervisor) | model::SetOf(Relation::kSeniorManager) |
    model::SetOf(Relation::kShareholder) | model::SetOf(Relation::kActualController) |
    model::SetOf(Relation::kBranchOf) | model::SetOf(Relation::kOperates);
constexpr uint32_t kNone = 0xFFFFFFFF;
constexpr uint64_t kBulkBytesMin = uint64_t{1} << 20;

class CountedIssues : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    if (first.empty()) first = fmt::format("{} row {}: {}", issue.file, issue.row, issue.problem);
  }
  std::string first;
};

template <typename T>
T Need(absl::StatusOr<T> value) {
  if (!value.ok()) Fail(std::string(value.status().message()));
  return *std::move(value);
}

class Ours : public Peer {
 public:
  explicit Ours(std::string path) : path_(std::move(path)) {}

  std::string Version() const override { return "Liancheng"; }

  void Load(const std::string& folder) override { LoadBy(query::BulkOptions(), folder); }

  bool LoadWithoutNames(const std::string& folder) override {
    query::BulkOptions bulk;
    bulk.index_names = false;
    LoadBy(bulk, folder);
    return true;
  }

  bool Open() override {
    walker_.reset();
    world_ = {};
    archive_.reset();
    OpenArchive();
    LoadWorld();
    return true;
  }

  void Number(const std::vector<std::string>& ids) override {
    ids_ = ids;
    const IdTable table(ids_);
    vertices_.assign(ids.size(), {});
    numbers_.assign(world_.graph->vertex_count(), 0);
    const auto facts = Need(archive_->Facts(std::nullopt));
    while (true) {
      const auto batch = Need(facts->Next());
      if (batch.empty() || batch[0].kind() != model::FactKind::kEntity) return;
      for (const model::Fact& fact : batch) {
        const auto* entity = std::get_if<model::EntityFact>(&fact.statement);
        if (entity == nullptr) return;
        const uint32_t number = table.Find(entity->entity.key);
        vertices_[number] = *world_.graph->Find(entity->entity.id);
        numbers_[vertices_[number].value] = number;
      }
    }
  }

  bool Walk(uint32_t start, uint32_t hops) override {
    const graph::EdgeFilter filter{.relations = kWalkedRelations, .as_of = day_};
    const graph::Limits limits{
        .hops_max = hops, .vertices_max = kNone, .degree_max = kNone, .paths_max = kNone};
    expansion_ = walker_->Expand(vertices_[start], filter, limits);
    controlled_.clear();
    return true;
  }

  bool Control(uint32_t start) override {
    controlled_ = graph::MajorityControlled(*world_.graph, vertices_[start], day_,
                                            static_cast<uint32_t>(kMajorityPpm));
    expansion_.reached.clear();
    return true;
  }

  void Answer(std::vector<uint32_t>* numbers) const override {
    for (const graph::Reached& reached : expansion_.reached) {
      numbers->push_back(numbers_[reached.vertex.value]);
    }
    for (const graph::Controlled& party : controlled_) {
      numbers->push_back(numbers_[party.vertex.value]);
    }
  }

  bool Commit(uint64_t turn) override {
    model::RelationFact tie;
    tie.id = fmt::format("C{}", turn);
    tie.relation = Relation::kShareholder;
    tie.from.key = ids_[turn % ids_.size()];
    tie.to.key = ids_[(turn * 7 + 1) % ids_.size()];
    tie.share = model::ShareBand{100'000, 100'000};
    tie.valid.from = model::FromCivil({2999, 12, 30});
    const model::Fact fact{tie, {.source = "bench", .file = {}, .row = 0}};
    model::VectorSource source({fact});
    return Need(archive_->Import(source, issues_)).stored == 1;
  }

  bool CommitsTogether() const override { return true; }

 private:
  // As `liancheng import` does: reading ahead, and a bulk load above a certain size.
  void LoadBy(const query::BulkOptions& bulk, const std::string& folder) {
    walker_.reset();
    world_ = {};
    archive_.reset();
    std::filesystem::remove_all(path_);
    OpenArchive();
    const bool in_bulk =
        !bulk.index_names || std::filesystem::file_size(folder + "/entities.csv") +
                                     std::filesystem::file_size(folder + "/relations.csv") >=
                                 kBulkBytesMin;
    const datasets::KnownWords words;
    auto importer = Need(archive_->BeginImport(issues_, in_bulk ? &bulk : nullptr));
    datasets::ReadOptions options;
    options.words = &words;
    options.issues = &importer.issues();
    options.ahead = true;
    const auto source = Need(datasets::OpenNative(folder, options));
    if (const auto added = importer.Add(*source); !added.ok()) Fail(added.ToString());
    if (const auto done = importer.Finish(); !done.ok()) Fail(done.ToString());
    if (importer.totals().stored != importer.totals().read) Fail("not everything was stored");
    if (!issues_.first.empty()) Fail(issues_.first);
    CsvLines lines(folder + "/entities.csv");
    std::vector<std::string_view> fields;
    lines.Next(&fields);
    first_id_ = fields.at(0);
    LoadWorld();
  }
  void OpenArchive() {
    query::ArchiveOptions options;
    options.path = path_;
    options.now_s = [] { return int64_t{1'600'000'000}; };
    query::GraphFileOptions files;
    files.folder = query::SnapshotFolder(path_);
    archive_ = Need(query::Archive::Open(std::move(options), std::move(files)));
  }
  void LoadWorld() {
    world_ = Need(archive_->Load(std::nullopt));
    walker_ = std::make_unique<graph::Walker>(*world_.graph);
    const auto first = Need(world_.directory->FindByIdentifier("source", first_id_));
    if (!first) Fail("the first party is not found");
    vertices_.assign(1, *world_.graph->Find(*first));
  }

  std::string path_;
  std::string first_id_;
  std::unique_ptr<query::Archive> archive_;
  query::LoadedWorld world_;
  std::unique_ptr<graph::Walker> walker_;
  CountedIssues issues_;
  model::Date day_ = model::FromCivil({2025, 6, 30});
  std::vector<std::string> ids_;
  std::vector<graph::VertexIndex> vertices_;  // by number
  std::vector<uint32_t> numbers_;             // by vertex
  graph::Expansion expansion_;
  std::vector<graph::Controlled> controlled_;
};

}  // namespace
}  // namespace liancheng::peers

int main(int argc, char** argv) {
  if (argc != 2) liancheng::peers::Fail("usage: peer_ours SCRATCH");
  liancheng::peers::Ours peer(std::string(argv[1]) + "/liancheng");
  return liancheng::peers::Serve(peer);
}
