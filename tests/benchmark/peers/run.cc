// Runs every peer alternately over made-up worlds of several sizes, compares their answers and
// writes docs/performance.md. Started by script/bench peers.
#include <signal.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <numeric>
#include <sstream>

#include "fmt/format.h"
#include "tests/benchmark/peers/driver.h"
#include "tests/benchmark/peers/report.h"

namespace liancheng::peers {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kStarts = 200;
constexpr uint64_t kTurn = 20;  // starts or commits in one turn
constexpr uint64_t kWholeStarts = 3;
constexpr uint64_t kWriters = 16;
constexpr uint64_t kTogether = 800;
constexpr int kTogetherTurns = 5;
constexpr uint64_t kLargeAbove = 2'000'000;
constexpr int kLoadSeconds = 3600;
constexpr int kTurnSeconds = 300;
// Loads and opens of small worlds are repeated, because a single one is not reliable.
constexpr uint64_t kRepeatBelow = 500'000;

struct Asked {
  std::string program;   // liancheng
  std::string drivers;   // folder of peer_*
  std::string npm;       // folder with node_modules, or empty
  std::string postgres;  // folder of pg_ctl, or empty
  std::string scratch;
  std::string out;
  std::vector<uint64_t> sizes;
  std::vector<std::string> only;   // peers; empty: all
  std::vector<std::string> large;  // those of them that run above kLargeAbove; empty: all
};

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// Enterprises by row of entities.csv, spread by the golden section.
void WriteStarts(const std::string& world, const std::string& path) {
  std::ifstream entities(world + "/entities.csv");
  std::vector<uint64_t> rows;
  std::string line;
  std::getline(entities, line);
  for (uint64_t row = 0; std::getline(entities, line); ++row) {
    if (line.find(",enterprise,") != std::string::npos) rows.push_back(row);
  }
  std::ofstream file(path);
  for (uint64_t i = 0; i < kStarts; ++i) {
    const double part = static_cast<double>(i) * 0.6180339887498949;
    const double fraction = part - std::floor(part);
    file << rows[static_cast<size_t>(fraction * static_cast<double>(rows.size()))] << "\n";
  }
}

uint64_t CountRows(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return static_cast<uint64_t>(std::count(std::istreambuf_iterator<char>(file), {}, '\n')) - 1;
}

class Run {
 public:
  explicit Run(Asked asked) : asked_(std::move(asked)) { measured_.sizes = asked_.sizes; }

  int All() {
    for (const uint64_t size : asked_.sizes) OneSize(size);
    std::ofstream(asked_.out) << Markdown(measured_);
    for (const std::string& difference : measured_.differences) std::cerr << difference << "\n";
    std::cerr << fmt::format("{} answers compared, {} different; written to {}\n",
                             measured_.compared, measured_.differences.size(), asked_.out);
    return measured_.differences.empty() ? 0 : 1;
  }

 private:
  bool IsAsked(const std::string& peer) const {
    return asked_.only.empty() ||
           std::find(asked_.only.begin(), asked_.only.end(), peer) != asked_.only.end();
  }
  void NotRun(const std::string& peer, const std::string& why) { measured_.not_run[peer] = why; }

  void StartNative(const std::string& peer, const std::string& package,
                   const std::vector<std::string>& arguments) {
    const std::string program = fmt::format("{}/peer_{}", asked_.drivers, peer);
    std::vector<std::string> command = {program};
    command.insert(command.end(), arguments.begin(), arguments.end());
    if (!fs::exists(program)) return NotRun(peer, package + " is not installed");
    Start(peer, command);
  }
  void StartNode(const std::string& peer, const std::string& package) {
    if (asked_.npm.empty() || !fs::exists(fmt::format("{}/node_modules/{}", asked_.npm, package))) {
      return NotRun(peer, fmt::format("npm did not install {}", package));
    }
    Start(peer, {"node", fmt::format("{}/{}.mjs", asked_.npm, peer), scratch_});
  }
  void Start(const std::string& peer, const std::vector<std::string>& command) {
    if (!IsAsked(peer)) return NotRun(peer, "left out by --only");
    if (size_ > kLargeAbove && !asked_.large.empty() &&
        std::find(asked_.large.begin(), asked_.large.end(), peer) == asked_.large.end()) {
      return NotRun(fmt::format("{} at {}", peer, size_), "left out by --large");
    }
    std::cerr << "  start " << peer << "\n";
    drivers_.push_back(std::make_unique<Driver>(peer, command));
    measured_.versions[peer] = drivers_.back()->version();
  }
  void StartAll() {
    StartNative(kOurs, "", {scratch_});
    StartNative(kBare, "", {});
    Start(kDated, {asked_.drivers + "/peer_csr", "dated"});
    StartNative("boost", "libboost1.81-dev", {});
    StartNative("igraph", "libigraph-dev", {});
    StartNative("sqlite", "libsqlite3-dev", {scratch_});
    if (asked_.postgres.empty()) {
      NotRun("postgres", "postgresql-15 is not installed");
    } else {
      StartNative("postgres", "libpq-dev", {scratch_, asked_.postgres});
    }
    StartNode("duckdb", "@duckdb/node-api");
    StartNode("kuzu", "kuzu");
    StartNative(kRaw, "librocksdb-dev", {scratch_});
    if (measured_.peers.empty()) {
      for (const auto& driver : drivers_) measured_.peers.push_back(driver->name());
    }
  }

  void OneSize(uint64_t size) {
    std::cerr << fmt::format("{} parties\n", size);
    size_ = size;
    scratch_ = fmt::format("{}/{}", asked_.scratch, size);
    fs::remove_all(scratch_);
    fs::create_directories(scratch_);
    // The server of PostgreSQL runs as another user.
    fs::permissions(scratch_, fs::perms::others_exec | fs::perms::others_read,
                    fs::perm_options::add);
    const std::string world = scratch_ + "/world";
    if (std::system(
            fmt::format("{} generate --entities {} --out {} >&2", asked_.program, size, world)
                .c_str()) != 0) {
      std::cerr << "the world was not written\n";
      std::exit(1);
    }
    measured_.relations[size] = CountRows(world + "/relations.csv");
    WriteStarts(world, scratch_ + "/starts");
    StartAll();
    const uint64_t repeats = size < kRepeatBelow ? 3 : 1;
    Repeat(Job::kLoadUnnamed, "unnamed " + world, repeats);
    Repeat(Job::kLoad, "load " + world, repeats);
    for (const auto& driver : drivers_) driver->Tell(fmt::format("starts {}/starts", scratch_));
    Hops();
    Control();
    Commits();
    CommitsTogether();
    Repeat(Job::kOpen, "open", repeats);
    for (const auto& driver : drivers_) {
      if (const auto kb = driver->MemoryKb(); kb && driver->name() != kRaw) {
        Keep(Job::kMemory, *driver, static_cast<double>(*kb));
      }
    }
    Whole();
    for (const auto& driver : drivers_) {
      if (driver->failure().empty()) continue;
      NotRun(fmt::format("{} at {}", driver->name(), size), driver->failure());
    }
    drivers_.clear();
    fs::remove_all(scratch_);
  }

  void Keep(Job job, const Driver& driver, double value) {
    measured_.figures[job][size_][driver.name()] = value;
    std::cerr << fmt::format("    {:<10} {:.1f}\n", driver.name(), value);
  }

  void Repeat(Job job, const std::string& line, uint64_t times) {
    std::cerr << "  " << line << "\n";
    std::map<const Driver*, std::vector<double>> taken;
    for (uint64_t i = 0; i < times; ++i) {
      for (const auto& driver : drivers_) {
        const auto us = driver->Microseconds(line, kLoadSeconds);
        if (us && driver->name() != kRaw) taken[driver.get()].push_back(*us);
      }
    }
    for (const auto& driver : drivers_) {
      if (taken.contains(driver.get())) Keep(job, *driver, Median(taken[driver.get()]));
    }
  }

  using AnswersByPeer = std::map<std::string, std::vector<OneAnswer>>;

  // The peers that answered everything, each compared with the bare array.
  AnswersByPeer Answers(const std::string& verb, const std::vector<uint64_t>& firsts,
                        uint64_t turn) {
    std::cerr << "  " << verb << "\n";
    AnswersByPeer answers;
    for (const uint64_t first : firsts) {
      for (const auto& driver : drivers_) {
        if (driver->name() == kRaw) continue;
        const auto got = driver->Answers(fmt::format("{} {} {}", verb, first, turn), kTurnSeconds);
        auto& all = answers[driver->name()];
        all.insert(all.end(), got.begin(), got.end());
      }
    }
    std::erase_if(answers,
                  [&](const auto& one) { return one.second.size() != firsts.size() * turn; });
    for (const auto& [peer, own] : answers) Compare(verb, peer, own, answers[kBare]);
    return answers;
  }

  static std::vector<uint64_t> AllTurns() {
    std::vector<uint64_t> firsts;
    for (uint64_t first = 0; first < kStarts; first += kTurn) firsts.push_back(first);
    return firsts;
  }
  static std::vector<double> TimesOf(const std::vector<OneAnswer>& answers) {
    std::vector<double> us;
    for (const OneAnswer& answer : answers) us.push_back(answer.us);
    return us;
  }
  static double Mean(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  }

  void Hops() {
    AnswersByPeer answers = Answers("hops", AllTurns(), kTurn);
    for (const auto& driver : drivers_) {
      if (!answers.contains(driver->name())) continue;
      Keep(Job::kHops, *driver, Median(TimesOf(answers[driver->name()])));
      Keep(Job::kHopsMean, *driver, Mean(TimesOf(answers[driver->name()])));
    }
    bare_hops_ = answers[kBare];
    std::vector<double> counts;
    for (const OneAnswer& answer : bare_hops_) counts.push_back(static_cast<double>(answer.count));
    if (!counts.empty()) measured_.reached[size_] = static_cast<uint64_t>(Median(counts));
  }

  void Control() {
    AnswersByPeer answers = Answers("control", AllTurns(), kTurn);
    for (const auto& driver : drivers_) {
      if (!answers.contains(driver->name())) continue;
      Keep(Job::kControl, *driver, Mean(TimesOf(answers[driver->name()])));
    }
  }

  // Uses the starts that reach most in three hops: others may be in a small component.
  void Whole() {
    if (bare_hops_.size() != kStarts) return;
    std::vector<uint64_t> order(kStarts);
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](uint64_t a, uint64_t b) { return bare_hops_[a].count > bare_hops_[b].count; });
    order.resize(kWholeStarts);
    AnswersByPeer answers = Answers("whole", order, 1);
    for (const auto& driver : drivers_) {
      if (!answers.contains(driver->name())) continue;
      Keep(Job::kWhole, *driver, Median(TimesOf(answers[driver->name()])));
    }
  }

  void Compare(const std::string& verb, const std::string& peer, const std::vector<OneAnswer>& own,
               const std::vector<OneAnswer>& bare) {
    if (peer == kBare || bare.size() != own.size()) return;
    for (size_t i = 0; i < own.size(); ++i) {
      ++measured_.compared;
      if (own[i].count == bare[i].count && own[i].hash == bare[i].hash) continue;
      measured_.differences.push_back(
          fmt::format("{} at {} parties, {} from start {}: {} parties, the bare array {}", peer,
                      size_, verb, i, own[i].count, bare[i].count));
    }
  }

  void Commits() {
    std::cerr << "  commit\n";
    std::map<std::string, std::vector<double>> times;
    for (uint64_t done = 0; done < kStarts; done += kTurn) {
      for (const auto& driver : drivers_) {
        const auto us = driver->Commits(kTurn);
        auto& all = times[driver->name()];
        all.insert(all.end(), us.begin(), us.end());
      }
    }
    for (const auto& driver : drivers_) {
      if (times[driver->name()].size() == kStarts) {
        Keep(Job::kCommit, *driver, Median(times[driver->name()]));
      }
    }
  }

  // Alternately again, also with raw RocksDB.
  void CommitsTogether() {
    std::cerr << "  together\n";
    std::map<const Driver*, std::vector<double>> taken;
    for (int turn = 0; turn < kTogetherTurns; ++turn) {
      for (const auto& driver : drivers_) {
        const auto us =
            driver->Microseconds(fmt::format("together {} {}", kWriters, kTogether), kTurnSeconds);
        if (us) taken[driver.get()].push_back(*us);
      }
    }
    for (const auto& driver : drivers_) {
      if (taken.contains(driver.get())) {
        Keep(Job::kCommitTogether, *driver, Median(taken[driver.get()]));
      }
    }
  }

  Asked asked_;
  Measured measured_;
  uint64_t size_ = 0;
  std::string scratch_;
  std::vector<OneAnswer> bare_hops_;
  std::vector<std::unique_ptr<Driver>> drivers_;
};

std::vector<std::string> Words(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream stream(text);
  for (std::string word; std::getline(stream, word, ',');) words.push_back(word);
  return words;
}

}  // namespace
}  // namespace liancheng::peers

int main(int argc, char** argv) {
  // A driver that ended is noticed, because it no longer answers.
  signal(SIGPIPE, SIG_IGN);
  liancheng::peers::Asked asked;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string option = argv[i];
    const std::string value = argv[i + 1];
    if (option == "--program") {
      asked.program = value;
    } else if (option == "--drivers") {
      asked.drivers = value;
    } else if (option == "--npm") {
      asked.npm = value;
    } else if (option == "--postgres") {
      asked.postgres = value;
    } else if (option == "--scratch") {
      asked.scratch = value;
    } else if (option == "--out") {
      asked.out = value;
    } else if (option == "--only") {
      asked.only = liancheng::peers::Words(value);
    } else if (option == "--large") {
      asked.large = liancheng::peers::Words(value);
    } else if (option == "--sizes") {
      for (const std::string& size : liancheng::peers::Words(value)) {
        asked.sizes.push_back(std::strtoull(size.c_str(), nullptr, 10));
      }
    } else {
      std::cerr << "unknown option " << option << "\n";
      return 2;
    }
  }
  if (asked.sizes.empty() || asked.out.empty() || asked.scratch.empty()) {
    std::cerr << "needed: --program --drivers --scratch --out --sizes\n";
    return 2;
  }
  return liancheng::peers::Run(std::move(asked)).All();
}
