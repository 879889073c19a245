#include "datasets/generator/generator.h"

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>
#include <vector>

#include "datasets/generator/rows.h"
#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

constexpr uint64_t kEntitiesMin = 1'000;
constexpr uint64_t kEntitiesMax = 400'000'000;
constexpr uint64_t kListingsMax = 1'000'000'000;
constexpr uint32_t kRelationsMinPermille = 1'500;
constexpr uint32_t kRelationsMaxPermille = 50'000;
constexpr uint64_t kRowsAPiece = 8'192;

// One file of `rows` rows; each row is made from its number only.
struct FilePlan {
  std::string_view name;
  std::string_view header;
  uint64_t rows = 0;
  void (*append)(const World& world, uint64_t row, Piece& piece) = nullptr;
};

// Appends the ties that the member in this row states; rows are numbered as in entities.csv, from
// the first member that states ties.
void AppendTiesOfRow(const World& world, uint64_t row, Piece& piece) {
  const uint64_t persons = world.shape.CountOf(Population::kPerson);
  AppendTies(world, world.shape.MemberAt(persons + row), piece);
}

std::vector<FilePlan> Plans(const World& world) {
  const WorldOptions& options = world.options;
  return {{"entities.csv", kEntityHeader, options.entities, AppendEntity},
          {"relations.csv", kRelationHeader,
           options.entities - world.shape.CountOf(Population::kPerson), AppendTiesOfRow},
          {"listings.csv", kListingHeader, options.listings, AppendListing},
          {"penalties.csv", kPenaltyHeader, options.listings * 2, AppendPenalty},
          {"attributions.csv", kAttributionHeader, options.listings, AppendAttribution}};
}

void Add(const WorldTotals& part, WorldTotals* sum) {
  sum->entities += part.entities;
  sum->relations += part.relations;
  sum->listings += part.listings;
  sum->penalties += part.penalties;
  sum->attributions += part.attributions;
  for (size_t i = 0; i < part.faults.size(); ++i) sum->faults[i] += part.faults[i];
}

// Writes pieces, which many threads make, in order. At most one piece a thread waits.
class OrderedFile {
 public:
  OrderedFile(const World& world, const FilePlan& plan, std::ofstream& file, WorldTotals* totals,
              const std::function<void()>& progress)
      : world_(world), plan_(plan), file_(file), totals_(totals), progress_(progress) {}

  void Write(unsigned threads) {
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back([this] { Work(); });
    Work();
    for (std::thread& other : others) other.join();
  }

 private:
  void Work() {
    const uint64_t pieces = (plan_.rows + kRowsAPiece - 1) / kRowsAPiece;
    while (true) {
      const uint64_t mine = Take();
      if (mine >= pieces) return;
      Piece piece;
      const uint64_t end = std::min(plan_.rows, (mine + 1) * kRowsAPiece);
      for (uint64_t row = mine * kRowsAPiece; row < end; ++row) plan_.append(world_, row, piece);
      Put(mine, piece);
    }
  }

  uint64_t Take() {
    const std::lock_guard lock(mutex_);
    return taken_++;
  }

  void Put(uint64_t mine, const Piece& piece) {
    std::unique_lock lock(mutex_);
    turn_.wait(lock, [&] { return written_ == mine; });
    file_.write(piece.text.data(), static_cast<std::streamsize>(piece.text.size()));
    Add(piece.totals, totals_);
    totals_->bytes += piece.text.size();
    ++written_;
    progress_();
    turn_.notify_all();
  }

  const World& world_;
  const FilePlan& plan_;
  std::ofstream& file_;
  WorldTotals* totals_;
  const std::function<void()>& progress_;
  std::mutex mutex_;
  std::condition_variable turn_;
  uint64_t taken_ = 0;
  uint64_t written_ = 0;
};

absl::Status CheckOptions(const WorldOptions& world) {
  const auto refuse = [](std::string_view what, uint64_t value, uint64_t least, uint64_t most) {
    return absl::InvalidArgumentError(
        fmt::format("{} {}: expected {} to {}", what, value, least, most));
  };
  if (world.entities < kEntitiesMin || world.entities > kEntitiesMax) {
    return refuse("entities", world.entities, kEntitiesMin, kEntitiesMax);
  }
  if (world.relations_permille < kRelationsMinPermille ||
      world.relations_permille > kRelationsMaxPermille) {
    return refuse("relations for 1000 entities", world.relations_permille, kRelationsMinPermille,
                  kRelationsMaxPermille);
  }
  if (world.listings > kListingsMax) return refuse("listings", world.listings, 0, kListingsMax);
  if (world.faults_ppm > 1'000'000) return refuse("faults in ppm", world.faults_ppm, 0, 1'000'000);
  return absl::OkStatus();
}

absl::Status CheckFolder(const std::string& folder, const std::vector<FilePlan>& plans) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return absl::UnavailableError(fmt::format("{}: {}", folder, error.message()));
  }
  for (const FilePlan& plan : plans) {
    const std::string path = fmt::format("{}/{}", folder, plan.name);
    if (std::filesystem::exists(path, error)) {
      return absl::AlreadyExistsError(fmt::format("{} is there already", path));
    }
  }
  return absl::OkStatus();
}

// Estimates the size of the files from some pieces of each.
uint64_t ExpectedBytes(const World& world, const FilePlan& plan) {
  constexpr uint64_t kProbes = 512;
  Piece piece;
  for (uint64_t i = 0; i < kProbes && plan.rows > 0; ++i) {
    plan.append(world, plan.rows * i / kProbes, piece);
  }
  return piece.text.size() * plan.rows / kProbes;
}

}  // namespace

absl::StatusOr<WorldTotals> WriteWorld(const WorldOptions& options, const std::string& folder,
                                       const WriteOptions& how) {
  if (absl::Status status = CheckOptions(options); !status.ok()) return status;
  const World world(options);
  const std::vector<FilePlan> plans = Plans(world);
  if (absl::Status status = CheckFolder(folder, plans); !status.ok()) return status;
  uint64_t expected = 0;
  for (const FilePlan& plan : plans) expected += ExpectedBytes(world, plan);
  WorldTotals totals;
  const std::function<void()> progress = [&] {
    if (how.progress) how.progress(totals.bytes, std::max(expected, totals.bytes));
  };
  for (const FilePlan& plan : plans) {
    const std::string path = fmt::format("{}/{}", folder, plan.name);
    std::ofstream file(path, std::ios::binary);
    file << plan.header;
    totals.bytes += plan.header.size();
    OrderedFile(world, plan, file, &totals, progress).Write(std::max(1U, how.threads));
    file.close();
    if (!file) return absl::UnavailableError(fmt::format("{}: writing failed", path));
  }
  return totals;
}

}  // namespace liancheng::datasets
