// Kills a writer at random points, opens the store again and checks that every acknowledged commit
// is complete, that no batch is there in part, and that verify finds nothing. Use: crash_test
// [--rounds N] [--seed S]
// Use:     crash_test [--rounds N] [--seed S]
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "storage/fact_store.h"
#include "tests/crash/check.h"
#include "tests/crash/full_disk.h"
#include "tests/crash/writer.h"

namespace liancheng::crash {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kRoundsPerStore = 20;
constexpr uint64_t kBatchesPerRound = 1'000'000;

// Ends the program, because tests after a broken store mean nothing.
[[noreturn]] void Fail(uint64_t seed, uint64_t round, const std::string& words) {
  fmt::print(stderr, "FAILED in round {} (--seed {}): {}\n", round, seed, words);
  std::exit(1);
}

// Starts this program again as the writer. A bare fork would not do: by then this process has
// threads of RocksDB, which a child would lack.
pid_t StartWriter(const std::string& program, const std::string& path, uint64_t first,
                  uint64_t bulk_rows_min, int& read_end) {
  int ends[2];
  if (::pipe(ends) != 0) std::abort();
  const std::string first_text = std::to_string(first);
  const std::string fd_text = std::to_string(ends[1]);
  const std::string bulk_text = std::to_string(bulk_rows_min);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    ::execl(program.c_str(), program.c_str(), "--writer", path.c_str(), first_text.c_str(),
            fd_text.c_str(), bulk_text.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  ::close(ends[1]);
  read_end = ends[0];
  return child;
}

// Waits for `wanted` acknowledgements, then for `extra` more microseconds, then kills.
std::vector<Acknowledgement> KillAfter(pid_t child, int read_end, uint64_t wanted,
                                       std::chrono::microseconds extra) {
  std::vector<Acknowledgement> acks;
  Acknowledgement ack;
  while (acks.size() < wanted && ::read(read_end, &ack, sizeof(ack)) == sizeof(ack)) {
    acks.push_back(ack);
  }
  // Between two acknowledgements, or before the first: a point in the middle of something.
  const auto until = std::chrono::steady_clock::now() + extra;
  while (std::chrono::steady_clock::now() < until) {
  }
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  while (::read(read_end, &ack, sizeof(ack)) == sizeof(ack)) acks.push_back(ack);
  ::close(read_end);
  if (!WIFSIGNALED(status)) return {{0, 0}};
  return acks;
}

// The facts of the store, sorted by content.
absl::StatusOr<std::map<uint64_t, uint64_t>> FactsByBatch(const storage::FactStore& store) {
  std::map<uint64_t, uint64_t> present;
  const auto scan = store.Scan(store.head(), storage::ScanOf::kEverything);
  if (!scan.ok()) return scan.status();
  while (true) {
    const auto facts = (*scan)->Next();
    if (!facts.ok()) return facts.status();
    if (facts->empty()) return present;
    for (const model::Fact& fact : *facts) ++present[BatchOf(fact)];
  }
}

// The problems of a store in which a bulk load was killed; empty when there are none.
std::string CheckBulk(const std::string& path, bool must_hold, bool* holds) {
  const auto store = storage::FactStore::Open(Writing(path));
  if (!store.ok()) return store.status().ToString();
  const auto report = (*store)->Verify();
  if (!report.ok()) return report.status().ToString();
  if (!report->problems.empty()) return report->problems.front();
  const auto present = FactsByBatch(**store);
  if (!present.ok()) return present.status().ToString();
  *holds = (*store)->head().value != 0;
  if (must_hold && !*holds) return "the load was gone on with, and is not there";
  if (!*holds) return present->empty() ? "" : "facts without a revision";
  if ((*store)->head().value != kBulkBatches) return "there in part: revisions are missing";
  for (uint64_t number = 1; number <= kBulkBatches; ++number) {
    const auto it = present->find(number);
    if (it == present->end() || it->second != Batch(number).size() - 1) {
      return fmt::format("there in part: batch {}", number);
    }
  }
  return "";
}

pid_t StartLoad(const std::string& program, const std::string& path) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl(program.c_str(), program.c_str(), "--load", path.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  return child;
}

// Kills a bulk load at `rounds` points from its start to beyond its end. Each load is then in the
// store as a whole or not at all, and succeeds when it is started again.
void RunBulk(const std::string& program, const std::string& folder, uint64_t rounds,
             std::mt19937_64& random) {
  using Clock = std::chrono::steady_clock;
  const std::string path = folder + "/bulk";
  const auto begun = Clock::now();
  int status = 0;
  ::waitpid(StartLoad(program, path), &status, 0);
  const auto whole = Clock::now() - begun;
  bool holds = false;
  std::string wrong = CheckBulk(path, true, &holds);
  uint64_t there = 0;
  uint64_t gathered = 0;
  for (uint64_t round = 0; wrong.empty() && round < rounds; ++round) {
    fs::remove_all(path);
    const auto until = Clock::now() + whole * (random() % 1500) / 1000;
    const pid_t child = StartLoad(program, path);
    while (Clock::now() < until) {
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    if (!fs::exists(path)) continue;
    gathered += fs::exists(path + "/incoming/gathered") ? 1 : 0;
    wrong = CheckBulk(path, false, &holds);
    there += holds ? 1 : 0;
    if (!wrong.empty() || holds) continue;
    ::waitpid(StartLoad(program, path), &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) wrong = "cannot be gone on with";
    if (wrong.empty()) wrong = CheckBulk(path, true, &holds);
  }
  if (!wrong.empty()) {
    fmt::print(stderr, "FAILED in a bulk load: {}\n", wrong);
    std::exit(1);
  }
  fmt::print("{} kills of a bulk load: {} were there, all others were done again\n", rounds, there);
}

// A disk that fills while a store is written must not end the process.
void RunFullDisk(const std::string& program, const std::string& folder) {
  const std::string disk = folder + "/disk";
  fs::create_directories(disk);
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl(program.c_str(), program.c_str(), "--full-disk", disk.c_str(),
            static_cast<char*>(nullptr));
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNoDisk) {
    fmt::print("a full disk was not tried: no file system can be mounted here\n");
    return;
  }
  fmt::print(stderr, "FAILED on a full disk: status {:x}\n", static_cast<unsigned>(status));
  std::exit(1);
}

int Run(const std::string& program, uint64_t rounds, uint64_t seed) {
  fmt::print("crash_test --rounds {} --seed {}\n", rounds, seed);
  std::mt19937_64 random(seed);
  std::string folder = (fs::temp_directory_path() / "liancheng_crash_XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) std::abort();
  uint64_t acknowledged = 0;
  uint64_t unanswered = 0;
  std::vector<Acknowledgement> acks;
  std::string path;
  for (uint64_t round = 0; round < rounds; ++round) {
    if (round % kRoundsPerStore == 0) {
      if (!path.empty()) fs::remove_all(path);
      path = fmt::format("{}/{}", folder, round);
      acks.clear();
    }
    // One round in four dies while opening, perhaps while making the store.
    const bool early = random() % 4 == 0;
    const uint64_t wanted = early ? 0 : random() % 12;
    const std::chrono::microseconds extra(random() % (early ? 60'000 : 3'000));
    int read_end = -1;
    // Every other store writes data files as soon as a group is not small.
    const uint64_t bulk_rows_min = round / kRoundsPerStore % 2 == 0 ? UINT64_MAX : 100;
    const pid_t child =
        StartWriter(program, path, (round + 1) * kBatchesPerRound, bulk_rows_min, read_end);
    for (const Acknowledgement& ack : KillAfter(child, read_end, wanted, extra)) {
      if (ack.batch == 0) Fail(seed, round, "the writer ended by itself");
      acks.push_back(ack);
      ++acknowledged;
    }
    const auto store = storage::FactStore::Open(Writing(path));
    if (!store.ok()) Fail(seed, round, store.status().ToString());
    const std::string wrong = Check(**store, acks);
    if (!wrong.empty()) Fail(seed, round, wrong);
    if (round % kRoundsPerStore == kRoundsPerStore - 1 || round + 1 == rounds) {
      unanswered += (*store)->head().value - acks.size();
    }
  }
  std::error_code ignored;
  RunBulk(program, folder, rounds / 4, random);
  RunFullDisk(program, folder);
  fs::remove_all(folder, ignored);
  fmt::print("{} kills: {} commits acknowledged, all there; {} more had reached the disk\n", rounds,
             acknowledged, unanswered);
  return 0;
}

}  // namespace
}  // namespace liancheng::crash

int main(int argc, char** argv) {
  if (argc == 6 && std::strcmp(argv[1], "--writer") == 0) {
    return liancheng::crash::WriteWithoutEnd(argv[2], std::strtoull(argv[3], nullptr, 10),
                                             std::atoi(argv[4]),
                                             std::strtoull(argv[5], nullptr, 10));
  }
  if (argc == 3 && std::strcmp(argv[1], "--load") == 0) {
    return liancheng::crash::LoadInBulk(argv[2]);
  }
  if (argc == 3 && std::strcmp(argv[1], "--full-disk") == 0) {
    return liancheng::crash::FillDisk(argv[2]);
  }
  uint64_t rounds = 200;
  uint64_t seed = std::random_device()();
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--rounds") == 0) rounds = std::strtoull(argv[i + 1], nullptr, 10);
    if (std::strcmp(argv[i], "--seed") == 0) seed = std::strtoull(argv[i + 1], nullptr, 10);
  }
  return liancheng::crash::Run("/proc/self/exe", rounds, seed);
}
