#include "server/impact/tally_json.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "datasets/readers/regions/regions.h"
#include "fmt/format.h"
#include "server/impact/part_folder.h"

namespace liancheng::impact {
namespace {

using query::ImpactBy;
using query::ImpactCount;
using query::ImpactTally;

// The name shown beside a word of the summary; empty when the word needs none.
std::string NameOf(const ImpactTally& tally, ImpactBy by, const std::string& key, model::Date day) {
  if (by == ImpactBy::kMeasure) {
    const auto found = tally.measure_names.find(key);
    return found == tally.measure_names.end() ? std::string() : found->second;
  }
  if (by == ImpactBy::kRegion && !key.empty()) {
    return datasets::FullNameOn({static_cast<uint32_t>(std::stoul(key))}, day);
  }
  return "";
}

// Most findings first, then in order of the key; hops in order.
Json CountsJson(const ImpactTally& tally, ImpactBy by, model::Date day) {
  using Row = std::pair<std::string, ImpactCount>;
  const ImpactTally::Counts& counts = tally.Of(by);
  std::vector<Row> rows(counts.begin(), counts.end());
  std::stable_sort(rows.begin(), rows.end(), [by](const Row& a, const Row& b) {
    if (by != ImpactBy::kHops) return a.second.findings > b.second.findings;
    return a.first.size() < b.first.size();
  });
  const bool named = by == ImpactBy::kMeasure || by == ImpactBy::kRegion;
  Json json = Json::array();
  for (const auto& [key, count] : rows) {
    Json row = {{std::string(Name(by)), key}};
    if (named) row["name"] = NameOf(tally, by, key, day);
    row["findings"] = count.findings;
    row["listings"] = count.listings;
    if (by == ImpactBy::kExecutor) row["file"] = DepartmentFile(key);
    json.push_back(std::move(row));
  }
  return json;
}

void ReadLine(const Json& line, ImpactTally* sum) {
  ImpactTally tally;
  tally.listings = line.at("listings").get<uint64_t>();
  tally.with_findings = line.at("with_findings").get<uint64_t>();
  tally.findings = line.at("findings").get<uint64_t>();
  tally.crowded = line.at("crowded").get<uint64_t>();
  for (size_t by = 0; by < tally.by.size(); ++by) {
    for (const Json& row : line.at("by").at(by)) {
      tally.by[by][row.at(0).get<std::string>()] = {row.at(1).get<uint64_t>(),
                                                    row.at(2).get<uint64_t>()};
    }
  }
  tally.measure_names = line.at("names").get<std::map<std::string, std::string>>();
  for (const auto& [why, count] : line.at("stops").items()) {
    tally.stops[why] = count.get<uint64_t>();
  }
  for (const Json& row : line.at("parties")) {
    tally.parties[model::EntityId{row.at(0).get<uint64_t>()}] = {
        row.at(1).get<uint32_t>(), row.at(2).get<uint32_t>(), row.at(3).get<uint32_t>(),
        row.at(4).get<uint32_t>()};
  }
  sum->Merge(tally);
}

}  // namespace

std::string JournalLine(const ImpactTally& tally) {
  Json line = {{"listings", tally.listings}, {"with_findings", tally.with_findings},
               {"findings", tally.findings}, {"crowded", tally.crowded},
               {"by", Json::array()},        {"names", tally.measure_names},
               {"stops", Json::object()}};
  for (const ImpactTally::Counts& counts : tally.by) {
    Json rows = Json::array();
    for (const auto& [key, count] : counts) rows.push_back({key, count.findings, count.listings});
    line["by"].push_back(std::move(rows));
  }
  for (const auto& [why, count] : tally.stops) line["stops"][why] = count;
  // Parties are written without a JSON tree, because there are thousands.
  std::string text = line.dump();
  text.pop_back();
  text += ",\"parties\":[";
  for (const auto& [id, party] : tally.parties) {
    if (text.back() == ']') text += ',';
    fmt::format_to(std::back_inserter(text), "[{},{},{},{},{}]", id.value, party.listings,
                   party.findings, party.effective, party.moved);
  }
  return text + "]}\n";
}

absl::StatusOr<ImpactTally> ReadJournal(std::string_view lines) {
  ImpactTally sum;
  while (!lines.empty()) {
    const size_t end = lines.find('\n');
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
    try {
      ReadLine(Json::parse(line), &sum);
    } catch (const Json::exception&) {
      return absl::FailedPreconditionError("the journal of the unfinished report cannot be read");
    }
  }
  return sum;
}

Json SummaryOf(const ImpactTally& tally, model::Date day) {
  Json summary = {{"listings", tally.listings},
                  {"listings_with_findings", tally.with_findings},
                  {"findings", tally.findings},
                  {"parties", tally.parties.size()}};
  for (int i = 0; i < query::kImpactByCount; ++i) {
    const auto by = static_cast<ImpactBy>(i);
    summary[fmt::format("by_{}", Name(by))] = CountsJson(tally, by, day);
  }
  std::vector<std::pair<std::string, uint64_t>> stops(tally.stops.begin(), tally.stops.end());
  std::stable_sort(stops.begin(), stops.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  Json rows = Json::array();
  for (const auto& [why, count] : stops) rows.push_back({{"why", why}, {"count", count}});
  summary["stops"] = std::move(rows);
  summary["crowded"] = tally.crowded;
  return summary;
}

std::string DepartmentFile(std::string_view executor) {
  constexpr size_t kBytesMax = 160;
  std::string name;
  for (const char c : executor) {
    const bool plain = static_cast<unsigned char>(c) >= 0x20 &&
                       std::string_view("/\\:*?\"<>|%").find(c) == std::string_view::npos &&
                       !(c == '.' && name.empty());
    if (plain) {
      name += c;
    } else {
      fmt::format_to(std::back_inserter(name), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  // An executor too long for a file name is replaced by its hash.
  if (name.size() > kBytesMax) name = "%" + HashText(executor);
  return fmt::format("departments/{}.csv", name.empty() ? "%" : name);
}

}  // namespace liancheng::impact
