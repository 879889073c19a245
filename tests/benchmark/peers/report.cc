#include "tests/benchmark/peers/report.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <cmath>
#include <ctime>
#include <fstream>

#include "fmt/chrono.h"
#include "fmt/format.h"

namespace liancheng::peers {
namespace {

const char* Title(Job job) {
  switch (job) {
    case Job::kLoad:
      return "Load: from CSV to the first answer, synced where durable";
    case Job::kLoadUnnamed:
      return "Load without an index of names: ours alone has one";
    case Job::kOpen:
      return "Open: from a closed store to the first answer";
    case Job::kHops:
      return "Three hops: median of 200 enterprises, filtered by relation and day";
    case Job::kHopsMean:
      return "Three hops: mean of the same, so the crowded ones count";
    case Job::kWhole:
      return "Everything reachable: median of the 3 fullest starts, same filter";
    case Job::kControl:
      return "Majority control: mean of 200 enterprises";
    case Job::kCommit:
      return "Commit of one fact, synced: median of 200";
    case Job::kCommitTogether:
      return "Commit of one fact, synced, from 16 writers: median of 5 turns of 800, each";
    case Job::kMemory:
      return "Peak resident memory of the run";
  }
  return "";
}

bool IsDatabase(const std::string& peer) {
  return peer == "sqlite" || peer == "postgres" || peer == "duckdb" || peer == "kuzu";
}

std::string Figure(Job job, double value) {
  if (job == Job::kMemory) return fmt::format("{:.0f} MB", value / 1024);
  if (value >= 1e6) return fmt::format("{:.2f} s", value / 1e6);
  if (value >= 1e3) return fmt::format("{:.2f} ms", value / 1e3);
  return fmt::format("{:.2f} us", value);
}

const std::map<std::string, double>* FiguresOf(const Measured& measured, Job job, uint64_t size) {
  const auto of_job = measured.figures.find(job);
  if (of_job == measured.figures.end()) return nullptr;
  const auto of_size = of_job->second.find(size);
  return of_size == of_job->second.end() ? nullptr : &of_size->second;
}

std::optional<double> Of(const Measured& measured, Job job, uint64_t size,
                         const std::string& peer) {
  const auto* figures = FiguresOf(measured, job, size);
  if (figures == nullptr || !figures->contains(peer)) return std::nullopt;
  return figures->at(peer);
}

std::optional<std::pair<std::string, double>> FastestDatabase(const Measured& measured, Job job,
                                                              uint64_t size) {
  std::optional<std::pair<std::string, double>> best;
  for (const std::string& peer : measured.peers) {
    const auto value = Of(measured, job, size, peer);
    if (IsDatabase(peer) && value && (!best || *value < best->second)) best = {peer, *value};
  }
  return best;
}

// One line for each size, one column for each peer: its figure, and in brackets its ratio to ours.
void AppendJob(const Measured& measured, Job job, std::string& out) {
  out += fmt::format("\n## {}\n\n| parties |", Title(job));
  for (const std::string& peer : measured.peers) out += fmt::format(" {} |", peer);
  out += "\n|---:|";
  for (size_t i = 0; i < measured.peers.size(); ++i) out += "---:|";
  out += '\n';
  for (const uint64_t size : measured.sizes) {
    out += fmt::format("| {} |", size);
    const auto ours = Of(measured, job, size, kOurs);
    for (const std::string& peer : measured.peers) {
      const auto value = Of(measured, job, size, peer);
      if (!value) {
        out += " - |";
      } else if (peer == kOurs || !ours) {
        out += fmt::format(" **{}** |", Figure(job, *value));
      } else {
        out += fmt::format(" {} ({:.2f}) |", Figure(job, *value), *value / *ours);
      }
    }
    out += '\n';
  }
}

// The exponent with which the cost grows with the size: 1 is linear.
void AppendSlopes(const Measured& measured, std::string& out) {
  if (measured.sizes.size() < 2) return;
  out +=
      "\n## How cost grows with size\n\nExponent between neighbouring sizes: 1 is linear, 0 is "
      "no growth.\n\n| job | peer |";
  for (size_t i = 1; i < measured.sizes.size(); ++i) {
    out += fmt::format(" {} to {} |", measured.sizes[i - 1], measured.sizes[i]);
  }
  out += "\n|---|---|";
  for (size_t i = 1; i < measured.sizes.size(); ++i) out += "---:|";
  out += '\n';
  for (const Job job : kJobs) {
    for (const std::string& peer : measured.peers) {
      if (peer != kOurs && peer != kBare) continue;
      std::string cells;
      bool any = false;
      for (size_t i = 1; i < measured.sizes.size(); ++i) {
        const auto before = Of(measured, job, measured.sizes[i - 1], peer);
        const auto after = Of(measured, job, measured.sizes[i], peer);
        if (!before || !after) {
          cells += " - |";
          continue;
        }
        any = true;
        const double grown =
            static_cast<double>(measured.sizes[i]) / static_cast<double>(measured.sizes[i - 1]);
        cells += fmt::format(" {:.2f} |", std::log(*after / *before) / std::log(grown));
      }
      if (any) out += fmt::format("| {} | {} |{}\n", Title(job), peer, cells);
    }
  }
}

void AppendTarget(std::string_view what, std::optional<double> got, double wanted, bool at_most,
                  std::string_view unit, std::string& out) {
  if (!got) {
    out += fmt::format("| {} | not measured | {} {}{} | |\n", what, at_most ? "<=" : ">=", wanted,
                       unit);
    return;
  }
  const bool met = at_most ? *got <= wanted : *got >= wanted;
  const double off = at_most ? *got / wanted : wanted / *got;
  out += fmt::format("| {} | {:.2f}{} | {} {}{} | {} |\n", what, *got, unit,
                     at_most ? "<=" : ">=", wanted, unit,
                     met ? "met" : fmt::format("missed by {:.2f} times", off));
}

std::optional<double> Ratio(std::optional<double> above, std::optional<double> below) {
  if (!above || !below || *below == 0) return std::nullopt;
  return *above / *below;
}

void AppendTargets(const Measured& measured, std::string& out) {
  // The figure at a million parties if the peer ran there, else at its largest size.
  uint64_t size = measured.sizes.back();
  for (const uint64_t other : measured.sizes) {
    if (other == 1'000'000) size = other;
  }
  const auto ours = [&](Job job) { return Of(measured, job, size, kOurs); };
  const auto bare = [&](Job job) { return Of(measured, job, size, kBare); };
  const auto database = [&](Job job) -> std::optional<double> {
    const auto best = FastestDatabase(measured, job, size);
    return best ? std::optional(best->second) : std::nullopt;
  };
  out += fmt::format(
      "\n## What we want\n\nAt {} parties.\n\n| ratio | measured | wanted | "
      "|\n|---|---:|---:|---|\n",
      size);
  AppendTarget("three hops, of the bare array", Ratio(ours(Job::kHops), bare(Job::kHops)), 2, true,
               "", out);
  AppendTarget("three hops, of the bare array, mean",
               Ratio(ours(Job::kHopsMean), bare(Job::kHopsMean)), 2, true, "", out);
  AppendTarget("three hops, times faster than the fastest database",
               Ratio(database(Job::kHops), ours(Job::kHops)), 15, false, "", out);
  AppendTarget("load, of the fastest database (our names are indexed)",
               Ratio(ours(Job::kLoad), database(Job::kLoad)), 1, true, "", out);
  AppendTarget("load without the index of names, of the fastest database",
               Ratio(ours(Job::kLoadUnnamed), database(Job::kLoad)), 0.5, true, "", out);
  AppendTarget("commits a second from 16 writers, of raw RocksDB",
               Ratio(Of(measured, Job::kCommitTogether, size, kRaw), ours(Job::kCommitTogether)),
               0.8, false, "", out);
  AppendTarget("commits a second, of raw RocksDB",
               Ratio(Of(measured, Job::kCommit, size, kRaw), ours(Job::kCommit)), 0.8, false, "",
               out);
  AppendTarget("walk over everything, speed of the hand-written walk with dates",
               Ratio(Of(measured, Job::kWhole, size, kDated), ours(Job::kWhole)), 0.8, false, "",
               out);
  AppendTarget("walk over everything, speed of the hand-written walk without dates",
               Ratio(bare(Job::kWhole), ours(Job::kWhole)), 0.8, false, "", out);
  std::optional<double> open_s = Of(measured, Job::kOpen, measured.sizes.back(), kOurs);
  if (open_s) *open_s /= 1e6;
  AppendTarget(fmt::format("open {} parties to the first answer (wanted at 10 million)",
                           measured.sizes.back()),
               open_s, 2, true, " s", out);
}

std::string CpuModel() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

void AppendMachine(const Measured& measured, std::string& out) {
  utsname system{};
  uname(&system);
  const double gib = static_cast<double>(sysconf(_SC_PHYS_PAGES)) *
                     static_cast<double>(sysconf(_SC_PAGE_SIZE)) / (1024.0 * 1024 * 1024);
  out += fmt::format("Measured on {:%Y-%m-%d}: {}, {} cores, {:.0f} GiB, {} {}.\n\n",
                     fmt::localtime(std::time(nullptr)), CpuModel(), sysconf(_SC_NPROCESSORS_ONLN),
                     gib, system.sysname, system.release);
  out += "| column | |\n|---|---|\n";
  for (const std::string& peer : measured.peers) {
    const auto version = measured.versions.find(peer);
    if (version != measured.versions.end()) {
      out += fmt::format("| {} | {} |\n", peer, version->second);
    }
  }
  for (const auto& [peer, why] : measured.not_run) {
    out += fmt::format("| {} | not run: {} |\n", peer, why);
  }
}

}  // namespace

std::string Markdown(const Measured& measured) {
  std::string out =
      "# Performance\n\n"
      "Written by `script/bench peers`; how it measures: [tests/benchmark/peers]"
      "(../tests/benchmark/peers/README.md). The world is [made up](generator.md).\n"
      "In each table: our figure, then each peer's and, in brackets, how many times ours it is. "
      "All are taken in turn in one run; `-` is a job that a peer does not do.\n\n";
  AppendMachine(measured, out);
  out += "\n| parties | relations | within three hops, median |\n|---:|---:|---:|\n";
  for (const uint64_t size : measured.sizes) {
    out += fmt::format("| {} | {} | {} |\n", size, measured.relations.at(size),
                       measured.reached.at(size));
  }
  out += fmt::format(
      "\nAnswers compared with the bare array, by number and hash: {}; different: {}.\n",
      measured.compared, measured.differences.size());
  for (const std::string& difference : measured.differences)
    out += fmt::format("- {}\n", difference);
  AppendTargets(measured, out);
  for (const Job job : kJobs) AppendJob(measured, job, out);
  AppendSlopes(measured, out);
  return out;
}

}  // namespace liancheng::peers
