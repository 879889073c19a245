#include "query/impact/tally.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace liancheng::query {
namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

size_t DigitsAt(std::string_view text, size_t at) {
  size_t count = 0;
  while (at + count < text.size() && IsDigit(text[at + count])) ++count;
  return count;
}

// The length in bytes of a day (YYYY-MM-DD) or of a number of at least five digits at `at`; else 0.
size_t CaseAt(std::string_view text, size_t at) {
  constexpr size_t kDayBytes = 10;
  constexpr size_t kLongNumber = 5;
  const size_t digits = DigitsAt(text, at);
  const bool day = digits == 4 && text.size() - at >= kDayBytes && text[at + 4] == '-' &&
                   DigitsAt(text, at + 5) == 2 && text[at + 7] == '-' &&
                   DigitsAt(text, at + 8) == 2;
  if (day) return kDayBytes;
  return digits >= kLongNumber ? digits : 0;
}

// Counts the findings of one act. The act counts once for each key.
class ActCounter {
 public:
  ActCounter(const Parties& parties, ImpactTally* tally) : parties_(parties), tally_(*tally) {}

  void Add(const ActImpact& impact) {
    touched_.clear();
    touched_parties_.clear();
    for (const model::Finding& finding : impact.findings) AddFinding(impact, finding);
    Unique(&touched_);
    for (ImpactCount* count : touched_) ++count->listings;
    Unique(&touched_parties_);
    for (const model::EntityId party : touched_parties_) ++tally_.parties[party].listings;
  }

 private:
  template <typename T>
  static void Unique(std::vector<T>* touched) {
    std::sort(touched->begin(), touched->end());
    touched->erase(std::unique(touched->begin(), touched->end()), touched->end());
  }

  void AddFinding(const ActImpact& impact, const model::Finding& finding) {
    tally_.measure_names.try_emplace(finding.measure, finding.name);
    Count(ImpactBy::kMeasure, finding.measure);
    for (const std::string& executor : finding.executors) Count(ImpactBy::kExecutor, executor);
    const model::RegionCode region = parties_[finding.subject].region;
    Count(ImpactBy::kRegion, region.value == 0 ? std::string() : std::to_string(region.value));
    Count(ImpactBy::kTier, Name(finding.tier));
    Count(ImpactBy::kForce, Name(finding.force));
    Count(ImpactBy::kStanding, Name(finding.standing));
    Count(ImpactBy::kList, finding.list);
    Count(ImpactBy::kGround, impact.act->listing.ground);
    Count(ImpactBy::kHops, std::to_string(finding.path.size()));
    Count(ImpactBy::kRulebook, finding.rulebook);
    Count(ImpactBy::kProvision, finding.provision);
    PartyImpact& party = tally_.parties[finding.subject];
    ++party.findings;
    party.effective += finding.force == model::Force::kEffective ? 1 : 0;
    party.moved += finding.path.empty() ? 0 : 1;
    touched_parties_.push_back(finding.subject);
  }

  void Count(ImpactBy by, std::string_view key) {
    ImpactTally::Counts& counts = tally_.by[static_cast<size_t>(by)];
    auto found = counts.find(key);
    if (found == counts.end()) found = counts.emplace(key, ImpactCount()).first;
    ++found->second.findings;
    touched_.push_back(&found->second);
  }

  const Parties& parties_;
  ImpactTally& tally_;
  std::vector<ImpactCount*> touched_;
  std::vector<model::EntityId> touched_parties_;
};

void AddStops(const ActImpact& impact, ImpactTally* tally) {
  for (const model::Stop& stop : impact.stops) ++tally->stops[StopReason(stop.why)];
  for (int kind = 0; kind < rules::kTieStopCount; ++kind) {
    for (int relation = 0; relation < model::kRelationCount; ++relation) {
      const uint64_t count =
          impact.ties.ties[static_cast<size_t>(kind)][static_cast<size_t>(relation)];
      if (count == 0) continue;
      tally->stops[rules::TieStopText(static_cast<rules::TieStop>(kind),
                                      static_cast<model::Relation>(relation), "…")] += count;
    }
  }
  tally->crowded += impact.ties.crowded;
}

}  // namespace

std::string_view Name(ImpactBy by) {
  static constexpr std::array<std::string_view, kImpactByCount> kNames = {
      "measure", "executor", "region", "tier",     "force",    "standing",
      "list",    "ground",   "hops",   "rulebook", "provision"};
  return kNames[static_cast<size_t>(by)];
}

void ImpactTally::Add(const ImpactChunk& chunk) {
  ActCounter counter(chunk.parties, this);
  for (const ActImpact& impact : chunk.acts) {
    ++listings;
    with_findings += impact.findings.empty() ? 0 : 1;
    findings += impact.findings.size();
    counter.Add(impact);
    AddStops(impact, this);
  }
}

void ImpactTally::Merge(const ImpactTally& other) {
  listings += other.listings;
  with_findings += other.with_findings;
  findings += other.findings;
  crowded += other.crowded;
  for (size_t i = 0; i < by.size(); ++i) {
    for (const auto& [key, count] : other.by[i]) {
      ImpactCount& sum = by[i][key];
      sum.findings += count.findings;
      sum.listings += count.listings;
    }
  }
  measure_names.insert(other.measure_names.begin(), other.measure_names.end());
  for (const auto& [why, count] : other.stops) stops[why] += count;
  for (const auto& [id, impact] : other.parties) {
    PartyImpact& sum = parties[id];
    sum.listings += impact.listings;
    sum.findings += impact.findings;
    sum.effective += impact.effective;
    sum.moved += impact.moved;
  }
}

std::string StopReason(std::string_view why) {
  std::string reason;
  for (size_t at = 0; at < why.size();) {
    const size_t bytes = CaseAt(why, at);
    if (bytes > 0) {
      reason += "…";
      at += bytes;
      continue;
    }
    // The whole run of digits, so that its tail is not taken for a number.
    const size_t plain = std::max<size_t>(1, DigitsAt(why, at));
    reason += why.substr(at, plain);
    at += plain;
  }
  return reason;
}

std::vector<RankedParty> Ranked(const ImpactTally& tally, const graph::GraphSnapshot& graph,
                                size_t limit) {
  struct Row {
    RankedParty ranked;
    graph::VertexIndex place;
  };
  std::vector<Row> rows;
  rows.reserve(tally.parties.size());
  for (const auto& [party, impact] : tally.parties) {
    rows.push_back({{party, impact}, graph.Find(party).value_or(graph::VertexIndex())});
  }
  const auto before = [&graph](const Row& a, const Row& b) {
    const PartyImpact& x = a.ranked.impact;
    const PartyImpact& y = b.ranked.impact;
    if (x.listings != y.listings) return x.listings > y.listings;
    if (x.findings != y.findings) return x.findings > y.findings;
    return graph.StableLess(a.place, b.place);
  };
  const auto end = rows.begin() + static_cast<std::ptrdiff_t>(std::min(limit, rows.size()));
  std::partial_sort(rows.begin(), end, rows.end(), before);
  std::vector<RankedParty> ranked;
  for (auto row = rows.begin(); row != end; ++row) ranked.push_back(row->ranked);
  return ranked;
}

}  // namespace liancheng::query
