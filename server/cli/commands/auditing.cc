#include <fstream>
#include <iostream>

#include "engine/model/date.h"
#include "fmt/format.h"
#include "server/audit/anomalies.h"
#include "server/audit/audit_read.h"
#include "server/cli/commands/serving.h"
#include "server/cli/text/table.h"
#include "server/wire/answers_json.h"

namespace liancheng::cli {
namespace {

std::string AuditFolder(const GlobalOptions& options, const AuditOptions& asked) {
  return (asked.state.empty() ? options.data + ".service" : asked.state) + "/audit";
}

audit::Filter FilterOf(const AuditOptions& asked) {
  constexpr int64_t kDayMs = 24 * 3'600'000;
  audit::Filter filter;
  filter.user = asked.user;
  filter.unit = asked.unit;
  filter.operation = asked.operation;
  filter.kind = asked.kind;
  filter.after = asked.after;
  filter.limit = asked.limit;
  if (!asked.from.empty()) filter.from_ms = model::ParseDate(asked.from)->days * kDayMs;
  if (!asked.to.empty()) filter.to_ms = model::ParseDate(asked.to)->days * kDayMs;
  return filter;
}

wire::Json ToJson(const audit::Anomaly& one) {
  return {{"kind", one.kind},     {"user", one.user},   {"unit", one.unit},
          {"window", one.window}, {"count", one.count}, {"threshold", one.threshold},
          {"first", one.first},   {"last", one.last}};
}

}  // namespace

int RunAuditList(const GlobalOptions& options, const AuditOptions& asked) {
  const auto found = audit::Select(AuditFolder(options, asked), FilterOf(asked));
  if (!found.ok()) return Report(found.status());
  Table table({"seq", "at (UTC)", "kind", "user", "unit", "operation", "subject", "status"});
  for (const audit::Entry& entry : found->entries) {
    table.Add({std::to_string(entry.sequence), audit::FormatTime(entry.at_ms),
               std::string(Name(entry.kind)), entry.user, entry.unit, entry.operation,
               entry.subject, std::to_string(entry.status)});
  }
  fmt::print("{}", table.Text(0));
  if (found->more) fmt::print("more: --after {}\n", found->entries.back().sequence);
  return found->entries.empty() ? kRefusedOrNothing : kDone;
}

int RunAuditVerify(const GlobalOptions& options, const AuditOptions& asked) {
  const auto report = audit::Verify(AuditFolder(options, asked), asked.head);
  if (!report.ok()) return Report(report.status());
  if (options.format == Format::kJson) {
    fmt::print("{}\n", wire::Json({{"entries", report->entries},
                                   {"segments", report->segments},
                                   {"head", report->head_hash},
                                   {"problems", report->problems}})
                           .dump(2));
  } else {
    for (const std::string& problem : report->problems) fmt::print("{}\n", problem);
    fmt::print("{} lines in {} files: {}; head {}\n", report->entries, report->segments,
               report->problems.empty() ? "sound" : "damaged", report->head_hash);
  }
  return report->problems.empty() ? kDone : kDamaged;
}

// Prints the lines unchanged, with their hashes, so that the receiver can check the chain again.
int RunAuditExport(const GlobalOptions& options, const AuditOptions& asked) {
  const audit::Filter filter = FilterOf(asked);
  std::ofstream file;
  if (asked.out != "-") file.open(asked.out, std::ios::binary);
  std::ostream& out = asked.out == "-" ? std::cout : file;
  uint64_t written = 0;
  for (const std::string& segment : audit::SegmentsOf(AuditFolder(options, asked))) {
    std::ifstream in(segment, std::ios::binary);
    for (std::string line; std::getline(in, line) && !in.eof();) {
      const auto read = audit::ReadLine(line);
      if (!read || read->entry.sequence <= filter.after || read->entry.at_ms < filter.from_ms ||
          read->entry.at_ms >= filter.to_ms) {
        continue;
      }
      out << line << '\n';
      ++written;
    }
  }
  out.flush();
  if (!out)
    return Report(absl::UnavailableError(fmt::format("--out {}: writing failed", asked.out)));
  if (asked.out != "-") fmt::print("wrote {} lines to {}\n", written, asked.out);
  return kDone;
}

int RunAuditAnomalies(const GlobalOptions& options, const AuditOptions& asked) {
  const auto found =
      audit::FindAnomalies(AuditFolder(options, asked), audit::Thresholds(), FilterOf(asked));
  if (!found.ok()) return Report(found.status());
  if (options.format == Format::kJson) {
    wire::Json all = wire::Json::array();
    for (const audit::Anomaly& one : *found) all.push_back(ToJson(one));
    fmt::print("{}\n", all.dump(2));
    return kDone;
  }
  Table table({"window (UTC+8)", "kind", "user", "unit", "count", "over", "lines"});
  for (const audit::Anomaly& one : *found) {
    table.Add({one.window, std::string(one.kind), one.user, one.unit, std::to_string(one.count),
               std::to_string(one.threshold), fmt::format("{}-{}", one.first, one.last)});
  }
  fmt::print("{}{} for a person to look at\n", table.Text(0), found->size());
  return kDone;
}

}  // namespace liancheng::cli
