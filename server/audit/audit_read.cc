#include "server/audit/audit_read.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>

#include "fmt/format.h"

namespace liancheng::audit {
namespace {

namespace fs = std::filesystem;

// At most this many problems of one log are listed; more would tell nothing new.
constexpr size_t kProblemsMax = 100;

// Visits the complete lines of one segment until `visit` returns false. Returns the number of bytes
// after the last line feed.
absl::StatusOr<uint64_t> ForEachLine(const std::string& path,
                                     const std::function<bool(size_t, const std::string&)>& visit) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return absl::UnavailableError(fmt::format("{}: cannot be read", path));
  std::string line;
  for (size_t row = 1; std::getline(in, line); ++row) {
    if (in.eof()) return line.size();
    if (!visit(row, line)) return 0;
  }
  return 0;
}

bool Fits(const Filter& filter, const Entry& entry) {
  const auto is = [](const std::string& wanted, std::string_view value) {
    return wanted.empty() || wanted == value;
  };
  return entry.sequence > filter.after && entry.at_ms >= filter.from_ms &&
         entry.at_ms < filter.to_ms && is(filter.user, entry.user) && is(filter.unit, entry.unit) &&
         is(filter.operation, entry.operation) && is(filter.subject, entry.subject) &&
         is(filter.kind, Name(entry.kind));
}

// Checks the chain in one pass.
class Chain {
 public:
  Chain(Report& report, const std::string& wanted) : report_(report), wanted_(wanted) {}

  void Line(const std::string& path, size_t row, const std::string& line) {
    const auto read = ReadLine(line);
    ++report_.entries;
    if (!read) return Problem(path, row, "not a line of this log, or changed");
    if (lost_) {
      // After an unreadable line the chain starts again at the next one: the problem is reported
      // once.
      lost_ = false;
    } else if (read->previous != report_.head_hash) {
      Problem(path, row, "does not follow the line before: one was changed, left out or put in");
    } else if (read->entry.sequence != sequence_ + 1) {
      Problem(path, row, "its number does not follow");
    }
    sequence_ = read->entry.sequence;
    report_.head_hash = read->hash;
    found_ |= read->hash == wanted_;
  }

  void Finish() {
    if (!wanted_.empty() && !found_ && wanted_ != kFirstHash) {
      report_.problems.push_back(
          fmt::format("no line has the hash {}: the log was cut or written anew", wanted_));
    }
  }

 private:
  void Problem(const std::string& path, size_t row, std::string_view what) {
    lost_ = true;
    if (report_.problems.size() >= kProblemsMax) return;
    report_.problems.push_back(
        fmt::format("{} line {}: {}", fs::path(path).filename().string(), row, what));
  }

  Report& report_;
  const std::string& wanted_;
  uint64_t sequence_ = 0;
  bool lost_ = false;
  bool found_ = false;
};

absl::StatusOr<std::vector<std::string>> SomeSegments(const std::string& folder) {
  std::vector<std::string> segments = SegmentsOf(folder);
  if (segments.empty()) {
    return absl::NotFoundError(fmt::format("{}: there is no audit log", folder));
  }
  return segments;
}

}  // namespace

std::string SegmentPath(const std::string& folder, uint64_t number) {
  return fmt::format("{}/audit-{:08}.jsonl", folder, number);
}

std::vector<std::string> SegmentsOf(const std::string& folder) {
  std::vector<std::string> segments;
  std::error_code error;
  for (uint64_t number = 1;; ++number) {
    std::string path = SegmentPath(folder, number);
    if (!fs::exists(path, error)) return segments;
    segments.push_back(std::move(path));
  }
}

absl::StatusOr<Tail> ReadTail(const std::vector<std::string>& segments) {
  Tail tail;
  for (size_t i = segments.size(); i > 0; --i) {
    std::string damaged;
    size_t lines = 0;
    const auto torn = ForEachLine(segments[i - 1], [&](size_t row, const std::string& line) {
      const auto read = ReadLine(line);
      if (!read) {
        damaged = fmt::format("{} line {} is damaged", segments[i - 1], row);
        return false;
      }
      ++lines;
      tail.sequence = read->entry.sequence;
      tail.hash = read->hash;
      if (read->entry.kind == Kind::kChange) {
        tail.last_revision = std::max(tail.last_revision, read->entry.revision);
      }
      return true;
    });
    if (!torn.ok()) return torn.status();
    if (!damaged.empty()) return absl::DataLossError(damaged);
    if (i == segments.size()) tail.torn_bytes = *torn;
    if (lines > 0) return tail;
  }
  return tail;
}

absl::StatusOr<Report> Verify(const std::string& folder, const std::string& head_hash) {
  const auto segments = SomeSegments(folder);
  if (!segments.ok()) return segments.status();
  Report report;
  report.segments = segments->size();
  Chain chain(report, head_hash);
  for (const std::string& path : *segments) {
    const auto torn = ForEachLine(path, [&](size_t row, const std::string& line) {
      chain.Line(path, row, line);
      return true;
    });
    if (!torn.ok()) return torn.status();
    // The last line of the last segment may still be in writing.
    if (*torn > 0 && path != segments->back()) {
      report.problems.push_back(
          fmt::format("{}: its last line is cut", fs::path(path).filename().string()));
    }
  }
  chain.Finish();
  return report;
}

absl::Status ForEach(const std::string& folder, const std::function<bool(const Entry&)>& visit) {
  const auto segments = SomeSegments(folder);
  if (!segments.ok()) return segments.status();
  bool going = true;
  for (const std::string& path : *segments) {
    const auto torn = ForEachLine(path, [&](size_t, const std::string& line) {
      const auto read = ReadLine(line);
      if (read) going = visit(read->entry);
      return going;
    });
    if (!torn.ok()) return torn.status();
    if (!going) break;
  }
  return absl::OkStatus();
}

absl::StatusOr<Selection> Select(const std::string& folder, const Filter& filter) {
  Selection selection;
  const absl::Status read = ForEach(folder, [&](const Entry& entry) {
    if (!Fits(filter, entry)) return true;
    if (selection.entries.size() == filter.limit) {
      selection.more = true;
      return false;
    }
    selection.entries.push_back(entry);
    return true;
  });
  if (!read.ok()) return read;
  return selection;
}

}  // namespace liancheng::audit
