// The snapshot file of a store: used when it is right; when it is not, noted and made again.
#include "query/world/graph_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "query/world/live_archive.h"
#include "storage/disk/blobs.h"
#include "tests/graph/drawn.h"
#include "tests/live/world_text.h"
#include "tests/storage/world.h"

namespace liancheng::query {
namespace {

namespace fs = std::filesystem;
using storage::TestFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class GraphFile : public ::testing::Test {
 protected:
  GraphFile() {
    std::vector<model::Fact> facts;
    for (int i = 0; i < 60; ++i) facts.push_back(storage::Entity(fmt::format("E{}", i)));
    for (int i = 1; i < 60; ++i) facts.push_back(storage::Stake("E0", fmt::format("E{}", i), 1000));
    facts.push_back(storage::Listing("L1", "E1"));
    storage::Put(*storage::MustOpen(storage::Writing(path())), facts);
  }

  std::string path() const { return folder_.path("store"); }
  std::string file(int revision) const {
    return fmt::format("{}/snapshot/{}.graph", path(), revision);
  }

  GraphFileOptions Options() {
    GraphFileOptions options;
    options.folder = SnapshotFolder(path());
    options.rows_min = 1;
    options.note = [this](const std::string& note) { notes_.push_back(note); };
    return options;
  }

  LoadedWorld Load(const GraphFileOptions& options) {
    archives_.push_back(*Archive::Open(storage::Reading(path()), options));
    auto world = archives_.back()->Load(std::nullopt);
    EXPECT_TRUE(world.ok()) << world.status();
    return *std::move(world);
  }
  LoadedWorld Load() { return Load(Options()); }
  std::string Plain() { return TextOf(Load(GraphFileOptions())); }

  static std::string Read(const std::string& name) {
    std::ifstream in(name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  // Replaces the file, because somebody may have the old one mapped.
  static void Write(const std::string& name, const std::string& bytes) {
    fs::remove(name);
    std::ofstream(name, std::ios::binary) << bytes;
  }

  TestFolder folder_;
  std::vector<std::string> notes_;
  std::vector<std::unique_ptr<Archive>> archives_;
};

TEST_F(GraphFile, IsMadeByTheFirstLoad) {
  EXPECT_EQ(TextOf(Load()), Plain());
  EXPECT_TRUE(fs::exists(file(1)));
  EXPECT_EQ(TextOf(Load()), Plain());
  EXPECT_THAT(notes_, IsEmpty());
}

// A file that fits the store but contains another graph shows that the store is not read.
TEST_F(GraphFile, IsUsedMappedAndCopied) {
  graph::SnapshotStamp stamp{{1}, {}};
  const std::string hash = *storage::MustOpen(storage::Reading(path()))->JournalHash({1});
  std::copy(hash.begin(), hash.end(), stamp.journal.begin());
  graph::Drawn drawn(1);
  for (int i = 0; i < 100; ++i) drawn.AddEntity();
  fs::create_directory(SnapshotFolder(path()));
  Write(file(1), graph::BytesOf(*drawn.Build({1}, 1), stamp));
  for (const bool copied : {false, true}) {
    GraphFileOptions options = Options();
    options.copied = copied;
    options.threads = 3;
    EXPECT_EQ(Load(options).graph->vertex_count(), 100u);
  }
  EXPECT_THAT(notes_, IsEmpty());
}

TEST_F(GraphFile, SmallGraphsGetNone) {
  GraphFileOptions options = Options();
  options.rows_min = 1000;
  EXPECT_EQ(TextOf(Load(options)), Plain());
  EXPECT_FALSE(fs::exists(file(1)));
}

TEST_F(GraphFile, ADamagedOneIsToldAndMadeAgain) {
  Load();
  const std::string sound = Read(file(1));
  std::string flipped = sound;
  char& middle = flipped[sound.size() / 2];
  middle = static_cast<char>(middle ^ 4);
  for (const std::string& damaged : {flipped, sound.substr(0, 100), sound + "x", std::string()}) {
    Write(file(1), damaged);
    notes_.clear();
    EXPECT_EQ(TextOf(Load()), Plain());
    EXPECT_THAT(notes_, ElementsAre(HasSubstr("1.graph is not used")));
    EXPECT_EQ(Read(file(1)), sound);
  }
}

TEST_F(GraphFile, OneOfAnotherStoreIsNotUsed) {
  Load();
  const std::string foreign = Read(file(1));
  const std::string other = folder_.path("other");
  storage::Put(*storage::MustOpen(storage::Writing(other)), {storage::Entity("X")});
  GraphFileOptions options = Options();
  options.folder = SnapshotFolder(other);
  fs::create_directory(options.folder);
  Write(options.folder + "/1.graph", foreign);
  const auto archive = *Archive::Open(storage::Reading(other), options);
  EXPECT_EQ(archive->Load(std::nullopt)->graph->vertex_count(), 1u);
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("another store")));
}

TEST_F(GraphFile, AnEarlierOneIsCaughtUpWithFromTheJournal) {
  Load();
  const std::string sound = Read(file(1));
  storage::Put(*storage::MustOpen(storage::Writing(path())),
               {storage::Entity("NEW"), storage::Stake("NEW", "E1", 5000, "R1"),
                storage::Edge("NEW", model::Relation::kContact, "phone:1")});
  EXPECT_EQ(TextOf(Load()), Plain());
  EXPECT_EQ(Read(file(1)), sound);
  EXPECT_FALSE(fs::exists(file(2)));
  EXPECT_THAT(notes_, IsEmpty());
}

// Every way in which a statement changes, commit by commit, always from the same file.
TEST_F(GraphFile, CaughtUpWithItIsTheWorldThatTheStoreGives) {
  GraphFileOptions options = Options();
  Load(options);
  const std::vector<std::vector<model::Fact>> commits = {
      {storage::Retract("relation:E0|shareholder|E7|")},
      {storage::Entity("E8", "another name")},
      {storage::Stake("E1", "E2", 5000, "R1")},
      {storage::Stake("E3", "E4", 6000, "R1"), storage::Entity("X")},  // moved
      {storage::Retract("entity:X"), storage::Retract("entity:E7")}};
  for (const std::vector<model::Fact>& facts : commits) {
    const auto store = storage::MustOpen(storage::Writing(path()));
    const uint64_t before = store->head().value;
    storage::Put(*store, facts);
    ASSERT_EQ(store->head().value, before + 1);
    const auto changes = store->GraphChangesAfter({1}, 1000);
    ASSERT_TRUE(changes.ok()) << changes.status();
    EXPECT_EQ(TextOf(*LoadFromStore(*store, store->head(), options)),
              TextOf(*LoadFromStore(*store, store->head(), GraphFileOptions())));
    EXPECT_TRUE(fs::exists(file(1)));
  }
  EXPECT_THAT(notes_, IsEmpty());
}

TEST_F(GraphFile, OneTooFarBehindIsMadeAnew) {
  const LoadedWorld old = Load();
  std::vector<model::Fact> facts;
  for (int i = 0; i < 40; ++i) facts.push_back(storage::Entity(fmt::format("N{}", i)));
  storage::Put(*storage::MustOpen(storage::Writing(path())), facts);
  Write(SnapshotFolder(path()) + "/9.graph.part", "left by a killed writer");
  EXPECT_EQ(TextOf(Load()), Plain());
  EXPECT_FALSE(fs::exists(file(1)));
  EXPECT_TRUE(fs::exists(file(2)));
  EXPECT_FALSE(fs::exists(SnapshotFolder(path()) + "/9.graph.part"));
  EXPECT_THAT(notes_, IsEmpty());
  // The old file is removed from the folder; readers that have it open keep it.
  EXPECT_EQ(old.graph->vertex_count(), 60u);
  EXPECT_EQ(old.graph->Arcs({0}, graph::Direction::kOut).size(), 59u);
}

TEST_F(GraphFile, APastRevisionIsBuiltAndNotKept) {
  storage::Put(*storage::MustOpen(storage::Writing(path())), {storage::Entity("NEW")});
  Load();
  const auto archive = *Archive::Open(storage::Reading(path()), Options());
  EXPECT_EQ(archive->Load(model::Revision{1})->graph->vertex_count(), 60u);
  EXPECT_FALSE(fs::exists(file(1)));
}

TEST_F(GraphFile, AFolderThatCannotBeMadeCostsNoAnswer) {
  GraphFileOptions options = Options();
  options.folder = folder_.path("a file") + "/snapshot";
  Write(folder_.path("a file"), "x");
  EXPECT_EQ(TextOf(Load(options)), Plain());
  EXPECT_FALSE(notes_.empty());
}

TEST_F(GraphFile, BlobsAreWrittenWholeByOneAtATime) {
  const std::string folder = folder_.path("blobs");
  const std::string one = "one";
  const std::string two = "two";
  const std::span<const char> pieces[] = {one, two};
  ASSERT_TRUE(storage::WriteBlob(folder, "a.graph", pieces, ".graph").ok());
  EXPECT_EQ(Read(folder + "/a.graph"), "onetwo");
  EXPECT_THAT(storage::ListBlobs(folder, ".graph"), ElementsAre("a.graph"));
  EXPECT_TRUE(absl::IsNotFound(
      storage::ReadBlob(folder + "/b.graph", storage::BlobHold::kMapped, 1).status()));
  {
    const int lock = ::open((folder + "/LOCK").c_str(), O_RDWR);
    ASSERT_EQ(::flock(lock, LOCK_EX), 0);
    EXPECT_TRUE(
        absl::IsFailedPrecondition(storage::WriteBlob(folder, "c.graph", pieces, ".graph")));
    ::close(lock);
  }
  ASSERT_TRUE(storage::WriteBlob(folder, "c.graph", pieces, ".graph").ok());
  EXPECT_THAT(storage::ListBlobs(folder, ".graph"), ElementsAre("c.graph"));
}

TEST_F(GraphFile, AFoldLeavesOneForTheNextStart) {
  LiveOptions live;
  live.files = Options();
  {
    const auto archive = *LiveArchive::Open(storage::Writing(path()), live);
    storage::IssueLog issues;
    ASSERT_TRUE(archive->Commit(std::vector<model::Fact>{storage::Entity("NEW")}, issues).ok());
    ASSERT_TRUE(archive->Fold().ok());
  }
  ASSERT_TRUE(fs::exists(file(2)));
  EXPECT_EQ(TextOf(Load()), Plain());
  EXPECT_THAT(notes_, IsEmpty());
}

}  // namespace
}  // namespace liancheng::query
