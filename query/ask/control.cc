#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "absl/container/flat_hash_map.h"
#include "engine/graph/interest_chains.h"
#include "fmt/format.h"
#include "query/ask/control_search.h"
#include "query/ask/questions.h"
#include "query/names/resolve.h"

namespace liancheng::query {
namespace {

using graph::Bound;
using graph::Controlled;
using graph::VertexIndex;

constexpr double kWhole = 1e6;

std::string Percent(uint64_t ppm) {
  return model::FormatPercent(static_cast<uint32_t>(std::min<uint64_t>(ppm, UINT32_MAX))) + " %";
}

uint64_t Ppm(double share) {
  return static_cast<uint64_t>(std::llround(share * kWhole));
}

}  // namespace

std::string_view Name(ControlMethod method) {
  switch (method) {
    case ControlMethod::kMajority:
      return "majority";
    case ControlMethod::kCascade:
      return "cascade";
    case ControlMethod::kMultiplied:
      return "multiplied";
  }
  return "";
}

std::string_view Name(ControlDirection direction) {
  return direction == ControlDirection::kUp ? "up" : "down";
}

ControlSearch::ControlSearch(const Workspace& workspace, const ControlQuestion& question)
    : graph_(workspace.graph()), as_of_(workspace.as_of()), question_(question) {}

std::vector<ControlParty> ControlSearch::Run(const std::vector<VertexIndex>& subjects) {
  const bool up = question_.direction == ControlDirection::kUp;
  if (question_.method == ControlMethod::kMultiplied) {
    up ? InterestsUp(subjects[0]) : InterestsDown(subjects[0]);
  } else {
    up ? FixPointUp(subjects[0]) : FixPointDown(subjects);
  }
  return std::move(found_);
}

graph::ControlRule ControlSearch::Rule(Bound bound) const {
  const auto kind = question_.method == ControlMethod::kMajority ? graph::FixPoint::kMajority
                                                                 : graph::FixPoint::kCascade;
  return {kind, question_.threshold_ppm, bound};
}

graph::VertexSet ControlSearch::Upward(VertexIndex firm, std::vector<VertexIndex>* holders) const {
  *holders = graph::HoldersUpward(graph_, firm, as_of_);
  graph::VertexSet within = {firm.value};
  for (const VertexIndex holder : *holders) within.insert(holder.value);
  return within;
}

void ControlSearch::FixPointDown(const std::vector<VertexIndex>& subjects) {
  const auto floor = graph::ControlledBy(graph_, subjects, as_of_, Rule(Bound::kFloor));
  const auto ceiling = graph::ControlledBy(graph_, subjects, as_of_, Rule(Bound::kCeiling));
  AddFixPoint(subjects, floor, ceiling, std::nullopt);
}

void ControlSearch::FixPointUp(VertexIndex firm) {
  std::vector<VertexIndex> holders;
  const graph::VertexSet within = Upward(firm, &holders);
  for (const VertexIndex holder : holders) {
    const std::vector<VertexIndex> start = {holder};
    const auto ceiling = graph::ControlledBy(graph_, start, as_of_, Rule(Bound::kCeiling), &within);
    const bool possible = std::any_of(ceiling.begin(), ceiling.end(),
                                      [firm](const auto& c) { return c.vertex == firm; });
    if (!possible) continue;
    const auto floor = graph::ControlledBy(graph_, start, as_of_, Rule(Bound::kFloor), &within);
    AddFixPoint(start, floor, ceiling, firm);
  }
}

// Of one start set: every firm it controls or may control, or (upward) only `firm`, named by its
// controller.
void ControlSearch::AddFixPoint(const std::vector<VertexIndex>& starts,
                                const std::vector<Controlled>& floor,
                                const std::vector<Controlled>& ceiling,
                                std::optional<VertexIndex> firm) {
  const graph::ControlChains certain(graph_, floor, as_of_, Bound::kFloor);
  const graph::ControlChains possible(graph_, ceiling, as_of_, Bound::kCeiling);
  graph::VertexSet members;
  for (const VertexIndex start : starts) members.insert(start.value);
  absl::flat_hash_map<uint32_t, const Controlled*> sure_of;
  for (const Controlled& c : floor) {
    members.insert(c.vertex.value);
    sure_of[c.vertex.value] = &c;
  }
  for (const Controlled& most : ceiling) {
    if (firm && most.vertex != *firm) continue;
    const auto found = sure_of.find(most.vertex.value);
    const Controlled* sure = found == sure_of.end() ? nullptr : found->second;
    ControlParty party;
    party.party = graph_.entity(firm ? starts[0] : most.vertex);
    party.undetermined = sure == nullptr;
    if (party.undetermined) {
      for (const uint32_t edge : most.edges) {
        if (members.contains(graph_.FromOf(edge).value)) {
          party.share_ppm += graph_.ShareFloorPpm(edge);
        }
      }
      open_.push_back({found_.size(), most.edges, members});
    } else {
      party.share_ppm = sure->share_ppm;
    }
    party.share_max_ppm = std::max(
        party.share_ppm,
        std::min<uint64_t>(most.share_ppm, std::max<uint64_t>(model::kWholePpm, party.share_ppm)));
    AddChains((party.undetermined ? possible : certain).To(party.undetermined ? most : *sure),
              &party);
    found_.push_back(std::move(party));
  }
}

void ControlSearch::AddChains(const std::vector<graph::ControlChain>& chains, ControlParty* party) {
  std::string sum;
  bool outright = false;
  for (size_t i = 0; i < chains.size(); ++i) {
    outright |= chains[i].outright;
    if (i >= question_.chains_max) {
      ++party->chains_more;
      continue;
    }
    ControlChainShown shown;
    for (const uint32_t edge : chains[i].edges) shown.edges.push_back(graph_.Evidence(edge));
    shown.share_ppm = chains[i].share_ppm;
    shown.outright = chains[i].outright;
    shown.arithmetic =
        shown.outright ? "stated as actual controller" : Percent(chains[i].share_ppm);
    if (chains[i].share_ppm > 0) {
      sum += (sum.empty() ? "" : " + ") + Percent(chains[i].share_ppm);
    }
    party->chains.push_back(std::move(shown));
  }
  if (party->chains_more > 0) sum += " + ...";
  const std::string threshold = Percent(question_.threshold_ppm);
  const bool more_than = question_.method == ControlMethod::kMajority;
  if (party->undetermined) {
    party->arithmetic =
        fmt::format("{} stated, at most {}; asked {} {}", Percent(party->share_ppm),
                    Percent(party->share_max_ppm), more_than ? "more than" : "at least", threshold);
    return;
  }
  const bool several = party->chains.size() > 1;
  party->arithmetic =
      outright ? "stated as actual controller"
               : fmt::format("{}{} {} {}", several ? sum + " = " : "", Percent(party->share_ppm),
                             more_than ? ">" : "≥", threshold);
}

void ControlSearch::InterestsDown(VertexIndex start) {
  const graph::Interests all = graph::InterestsFrom(graph_, start, as_of_, question_.vertices_max);
  complete_ = all.complete;
  for (const graph::Interest& interest : all.of) {
    if (interest.Against(question_.threshold_ppm) == graph::Interest::Side::kBelow) continue;
    std::vector<VertexIndex> holders;
    AddInterest(interest, start, interest.vertex, Upward(interest.vertex, &holders));
  }
}

void ControlSearch::InterestsUp(VertexIndex firm) {
  std::vector<VertexIndex> holders;
  const graph::VertexSet within = Upward(firm, &holders);
  for (const VertexIndex holder : holders) {
    const auto interest = graph::InterestIn(graph_, holder, firm, as_of_, within);
    if (interest) AddInterest(*interest, holder, firm, within);
  }
}

void ControlSearch::AddInterest(const graph::Interest& interest, VertexIndex holder,
                                VertexIndex firm, const graph::VertexSet& within) {
  const auto side = interest.Against(question_.threshold_ppm);
  if (side == graph::Interest::Side::kBelow) return;
  ControlParty party;
  party.party = graph_.entity(question_.direction == ControlDirection::kUp ? holder : firm);
  party.share_ppm = Ppm(interest.lo);
  party.share_max_ppm = Ppm(interest.hi);
  party.undetermined = side == graph::Interest::Side::kUndetermined;
  const graph::InterestChains chains =
      graph::LargestChains(graph_, holder, firm, as_of_, within, question_.chains_max);
  double shown_sum = 0;
  for (const graph::InterestChain& chain : chains.chains) {
    party.chains.push_back(Shown(chain));
    shown_sum += chain.share;
  }
  Explain(interest, chains.all ? 0 : interest.lo - shown_sum, &party);
  found_.push_back(std::move(party));
}

ControlChainShown ControlSearch::Shown(const graph::InterestChain& chain) const {
  ControlChainShown shown;
  for (const uint32_t edge : chain.edges) shown.edges.push_back(graph_.Evidence(edge));
  shown.share_ppm = Ppm(chain.share);
  for (const uint64_t holding_ppm : chain.holdings_ppm) {
    shown.arithmetic += (shown.arithmetic.empty() ? "" : " × ") + Percent(holding_ppm);
  }
  if (chain.holdings_ppm.size() > 1) shown.arithmetic += " = " + Percent(shown.share_ppm);
  return shown;
}

// `rest`: what the chains shown leave of the whole.
void ControlSearch::Explain(const graph::Interest& interest, double rest,
                            ControlParty* party) const {
  const std::string threshold = Percent(question_.threshold_ppm);
  if (interest.contradictory) {
    party->arithmetic = "no finite total";
    party->missing.push_back(
        "the stakes stated round a loop multiply to the whole: they cannot all be so");
    return;
  }
  if (party->undetermined) {
    party->arithmetic =
        fmt::format("{} stated, at most {}; asked at least {}", Percent(party->share_ppm),
                    Percent(party->share_max_ppm), threshold);
    party->missing.push_back("shares on the way are unknown or stated as bands");
    return;
  }
  std::string sum;
  for (const ControlChainShown& chain : party->chains) {
    sum += (sum.empty() ? "" : " + ") + Percent(chain.share_ppm);
  }
  const bool more = rest > graph::kSameShare;
  if (more) {
    sum += (sum.empty() ? "" : " + ") + Percent(Ppm(rest)) + " by loops and further chains";
  }
  const bool several = party->chains.size() > 1 || more;
  party->arithmetic =
      fmt::format("{}{} ≥ {}", several ? sum + " = " : "", Percent(party->share_ppm), threshold);
}

void ControlSearch::NameMissing(const Parties& parties, std::vector<ControlParty>* found) const {
  for (const Open& open : open_) {
    std::set<std::string> missing;
    for (const uint32_t edge : open.edges) {
      const graph::Edge row = graph_.EdgeAt(edge);
      const std::string& holder = parties[graph_.entity(row.from)].key;
      const std::string& firm = parties[graph_.entity(row.to)].key;
      if (row.relation != model::Relation::kShareholder) continue;
      if (!row.share) {
        missing.insert(fmt::format("the share of {} in {} is not stated", holder, firm));
      } else if (row.share->lo_ppm != row.share->hi_ppm) {
        missing.insert(fmt::format("the share of {} in {} is stated as {} to {}", holder, firm,
                                   Percent(row.share->lo_ppm), Percent(row.share->hi_ppm)));
      }
      if (!open.members.contains(row.from.value)) {
        missing.insert(fmt::format("whether {} belongs to it is itself undetermined", holder));
      }
    }
    (*found)[open.party].missing.assign(missing.begin(), missing.end());
  }
}

void ControlSearch::WantParties(const std::vector<ControlParty>& found, Parties* parties) const {
  for (const ControlParty& party : found) {
    parties->Want(party.party);
    for (const ControlChainShown& chain : party.chains) parties->Want(chain.edges);
  }
  for (const Open& open : open_) {
    for (const uint32_t edge : open.edges) {
      parties->Want(graph_.entity(graph_.FromOf(edge)));
      parties->Want(graph_.entity(graph_.EdgeAt(edge).to));
    }
  }
}

void SortBySize(const Parties& parties, std::vector<ControlParty>* found) {
  std::sort(found->begin(), found->end(), [&](const ControlParty& a, const ControlParty& b) {
    return std::forward_as_tuple(a.undetermined, b.share_ppm, parties[a.party].key) <
           std::forward_as_tuple(b.undetermined, a.share_ppm, parties[b.party].key);
  });
}

absl::StatusOr<ControlAnswer> AskControl(const Workspace& workspace,
                                         const ControlQuestion& question) {
  const bool may_be_several =
      question.method == ControlMethod::kCascade && question.direction == ControlDirection::kDown;
  if (question.subjects.empty() || (question.subjects.size() > 1 && !may_be_several)) {
    return absl::InvalidArgumentError(
        "one subject is asked about; several only for a cascade downward, as the set it starts "
        "from");
  }
  ControlAnswer answer;
  answer.question = question;
  std::vector<VertexIndex> subjects;
  for (const std::string& subject : question.subjects) {
    const auto found = ResolveSubject(workspace, subject);
    if (!found.ok()) return found.status();
    subjects.push_back(*found);
    answer.subjects.push_back(workspace.graph().entity(*found));
    answer.parties.Want(answer.subjects.back());
  }
  ControlSearch search(workspace, question);
  answer.found = search.Run(subjects);
  answer.complete = search.complete();
  search.WantParties(answer.found, &answer.parties);
  if (absl::Status status = answer.parties.Fetch(workspace.directory()); !status.ok()) {
    return status;
  }
  search.NameMissing(answer.parties, &answer.found);
  SortBySize(answer.parties, &answer.found);
  return answer;
}

}  // namespace liancheng::query
