#include "server/cli/text/impact.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "server/cli/text/table.h"

namespace liancheng::cli {
namespace {

using wire::Json;

constexpr size_t kRowsShown = 12;

std::string CellOf(const Json& row, std::string_view key) {
  const auto found = row.find(std::string(key));
  if (found == row.end() || found->is_null()) return "";
  return found->is_string() ? found->get<std::string>() : found->dump();
}

// The first rows of an array of objects, with the values of these keys; empty when there are no
// rows.
std::string RowsText(std::string_view title, const Json& rows, std::vector<std::string> keys) {
  if (rows.empty()) return "";
  Table table(keys);
  for (size_t i = 0; i < std::min(kRowsShown, rows.size()); ++i) {
    std::vector<std::string> cells;
    for (const std::string& key : keys) cells.push_back(CellOf(rows[i], key));
    table.Add(std::move(cells));
  }
  std::string text = fmt::format("{}\n{}", title, table.Text(2));
  if (rows.size() > kRowsShown)
    text += fmt::format("  ... and {} more\n", rows.size() - kRowsShown);
  return text;
}

std::string_view Sign(query::ChangeKind kind) {
  switch (kind) {
    case query::ChangeKind::kAdded:
      return "+";
    case query::ChangeKind::kEnded:
      return "-";
    case query::ChangeKind::kChanged:
      break;
  }
  return "~";
}

}  // namespace

std::string ImpactText(const Json& result) {
  std::string text =
      fmt::format("{} listings, {} of them with findings; {} findings on {} parties\n",
                  CellOf(result, "listings"), CellOf(result, "listings_with_findings"),
                  CellOf(result, "findings"), CellOf(result, "parties"));
  text += RowsText("by tier", result.at("by_tier"), {"tier", "findings", "listings"});
  text += RowsText("by force", result.at("by_force"), {"force", "findings", "listings"});
  text += RowsText("by hops", result.at("by_hops"), {"hops", "findings", "listings"});
  text +=
      RowsText("by measure", result.at("by_measure"), {"measure", "findings", "listings", "name"});
  text += RowsText("by executor", result.at("by_executor"), {"findings", "listings", "executor"});
  text += RowsText("by region", result.at("by_region"), {"region", "findings", "listings", "name"});
  text += RowsText("most concentrated on", result.at("most_concentrated"),
                   {"id", "listings", "findings", "effective", "moved", "name"});
  text += RowsText("where it stops", result.at("stops"), {"count", "why"});
  if (result.at("crowded") != 0) {
    text += fmt::format("  not complete: {} times a party had too many ties to look at for stops\n",
                        CellOf(result, "crowded"));
  }
  return text;
}

std::string DiffText(const impact::DiffReport& report) {
  const Json totals = impact::TotalsJson(report.tally);
  const query::ChangeCount& changes = report.tally.changes;
  if (changes.all() == 0) {
    return fmt::format("no finding differs: {} listings, {} findings\n", report.tally.listings,
                       report.tally.unchanged);
  }
  std::string text = fmt::format(
      "findings: {} added, {} ended, {} changed, {} as before; {} of {} listings touched\n"
      "parties: {} newly reached, {} no longer reached\n",
      changes.added, changes.ended, changes.changed, report.tally.unchanged,
      report.tally.listings_touched, report.tally.listings, report.tally.newly_reached(),
      report.tally.no_longer_reached());
  text += RowsText("by department", totals.at("by_executor"),
                   {"added", "ended", "changed", "executor"});
  text += RowsText("by measure", totals.at("by_measure"),
                   {"measure", "added", "ended", "changed", "name"});
  text += RowsText("why added or ended", totals.at("by_reason"), {"count", "why"});
  text += RowsText("what changed", totals.at("by_field"), {"count", "field"});
  text +=
      RowsText("parties most changed", totals.at("most_changed"),
               {"id", "findings_before", "findings_after", "added", "ended", "changed", "name"});
  text += "changes\n";
  for (const query::FindingChange& change : report.first) {
    const model::Finding& finding = change.finding;
    text += fmt::format("  {} {}  {} {} ({}, {}): {}\n", Sign(change.kind), change.subject.key,
                        finding.measure, finding.name, finding.listing, finding.provision,
                        change.why.empty() ? impact::FieldsText(change) : change.why);
  }
  if (changes.all() > report.first.size()) {
    text += fmt::format("  ... and {} more (--format csv gives all)\n",
                        changes.all() - report.first.size());
  }
  return text;
}

}  // namespace liancheng::cli
