// A store gives the same answers as memory, also when it is filled in another order and opened
// again.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "query/world/archive.h"
#include "tests/property/answers.h"

namespace liancheng::property {
namespace {

namespace fs = std::filesystem;

class NoRefusal : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    if (issue.grade != model::IssueGrade::kRefused) return;
    ++refused;
    RC_LOG() << Describe(issue) << "\n";
  }
  int refused = 0;
};

class Folder {
 public:
  Folder() {
    // Hundreds of small stores: in memory where the system has a folder for that.
    std::error_code none;
    const fs::path shared = "/dev/shm";
    const fs::path parent = fs::is_directory(shared, none) ? shared : fs::temp_directory_path();
    std::string pattern = (parent / "liancheng-property-XXXXXX").string();
    const char* made = mkdtemp(pattern.data());
    if (made == nullptr) {  // a system may have the folder and let nobody write there
      pattern = (fs::temp_directory_path() / "liancheng-property-XXXXXX").string();
      made = mkdtemp(pattern.data());
    }
    path_ = made;
  }
  ~Folder() { fs::remove_all(path_); }
  std::string Store() const { return path_ + "/store"; }

 private:
  std::string path_;
};

std::unique_ptr<query::Archive> Open(const Folder& folder, bool read_only) {
  query::ArchiveOptions options;
  options.path = folder.Store();
  options.read_only = read_only;
  options.sync = false;
  options.now_s = [] { return int64_t{1'600'000'000}; };
  auto archive = query::Archive::Open(options);
  EXPECT_TRUE(archive.ok()) << archive.status();
  return *std::move(archive);
}

// Entities, then the facts that name them, then records that belong to records; each part is
// shuffled.
std::vector<model::Fact> InAnotherOrder(std::vector<model::Fact> facts, uint64_t seed) {
  std::shuffle(facts.begin(), facts.end(), std::mt19937_64(seed));
  std::stable_sort(facts.begin(), facts.end(), [](const auto& a, const auto& b) {
    const auto pass = [](const model::Fact& fact) {
      if (fact.kind() == model::FactKind::kEntity) return 0;
      return model::ParentRecord(fact.statement) == nullptr ? 1 : 2;
    };
    return pass(a) < pass(b);
  });
  return facts;
}

RC_GTEST_PROP(Store, StoredReopenedAndAskedEqualsAskedInMemory, (uint64_t seed)) {
  const oracle::World world = oracle::RandomWorld(seed, *Shipped().library, {});
  const query::Workspace memory = InMemory(world.facts, {});
  const Folder folder;
  NoRefusal issues;
  {
    auto archive = Open(folder, false);
    model::VectorSource source(InAnotherOrder(world.facts, seed));
    RC_ASSERT(archive->Import(source, issues).ok());
  }
  RC_ASSERT(issues.refused == 0);
  const auto archive = Open(folder, true);
  auto loaded = archive->Load(std::nullopt);
  RC_ASSERT(loaded.ok());
  const query::Workspace stored = WorkspaceOf(*std::move(loaded), {});
  for (const model::Date day : DaysToAsk(world, 5)) {
    for (const std::string& act : world.acts) {
      RC_ASSERT(ReachLines(memory.On(day), act, true) == ReachLines(stored.On(day), act, true));
    }
    for (const std::string& party : world.parties) {
      RC_ASSERT(MeasuresLines(memory.On(day), party, true) ==
                MeasuresLines(stored.On(day), party, true));
    }
  }
}

// An answer at a revision stays the same, whatever is committed later.
RC_GTEST_PROP(Store, PastRevisionsAnswerAsTheyDid, (uint64_t seed)) {
  const oracle::World world = oracle::RandomWorld(seed, *Shipped().library, {});
  const Folder folder;
  auto archive = Open(folder, false);
  NoRefusal issues;
  const std::vector<model::Fact> facts = InAnotherOrder(world.facts, seed);
  const auto entities = std::count_if(facts.begin(), facts.end(), [](const model::Fact& fact) {
    return fact.kind() == model::FactKind::kEntity;
  });
  const size_t half = static_cast<size_t>(entities) + facts.size() / 4;
  const auto split = facts.begin() + static_cast<ptrdiff_t>(std::min(half, facts.size()));
  model::VectorSource early({facts.begin(), split});
  RC_ASSERT(archive->Import(early, issues).ok());
  const model::Revision then = archive->head();
  const model::Date day =
      world.days.empty() ? model::Date{18'000} : world.days[world.days.size() / 2];
  auto world_then = archive->Load(std::nullopt);
  RC_ASSERT(world_then.ok());
  std::vector<Lines> answers;
  {
    const query::Workspace workspace = WorkspaceOf(*world_then, day);
    for (const std::string& party : world.parties) {
      answers.push_back(MeasuresLines(workspace, party, true));
    }
  }
  model::VectorSource late({split, facts.end()});
  RC_ASSERT(archive->Import(late, issues).ok());
  auto again = archive->Load(then);
  RC_ASSERT(again.ok());
  const query::Workspace workspace = WorkspaceOf(*std::move(again), day);
  for (size_t i = 0; i < world.parties.size(); ++i) {
    RC_ASSERT(MeasuresLines(workspace, world.parties[i], true) == answers[i]);
  }
}

}  // namespace
}  // namespace liancheng::property
