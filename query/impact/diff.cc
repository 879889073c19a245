#include "query/impact/diff.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

#include "engine/rules/effect.h"
#include "fmt/format.h"
#include "query/impact/tally.h"

namespace liancheng::query {
namespace {

// The answer of one state for one act.
struct Side {
  const Workspace& workspace;
  const Parties& parties;
  const ActImpact* impact;  // null when the act is not stated
};

// The fields, apart from the listing, in which two findings must agree to be the same one.
using Key = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view,
                       std::string_view, model::Standing>;

using ByKey = std::map<Key, std::vector<const model::Finding*>>;

ByKey Keyed(const Side& side) {
  ByKey keyed;
  if (side.impact == nullptr) return keyed;
  for (const model::Finding& finding : side.impact->findings) {
    keyed[{side.parties[finding.subject].key, finding.rulebook, finding.provision, finding.measure,
           finding.movement, finding.standing}]
        .push_back(&finding);
  }
  return keyed;
}

std::string Joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, "; "));
}

std::string BasisText(const model::Finding& finding) {
  std::vector<std::string> all;
  for (const model::BasisCited& cited : finding.basis) {
    all.push_back(fmt::format("{}{} ({})", cited.name, cited.article, Name(cited.status)));
  }
  return Joined(all);
}

std::string PathText(const Parties& parties, const model::Finding& finding) {
  std::vector<std::string> all;
  for (const model::PathEdge& edge : finding.path) {
    all.push_back(fmt::format("{} [{}, {})", EdgeText(parties, edge),
                              model::FormatDate(edge.valid.from),
                              model::FormatDate(edge.valid.to)));
  }
  return Joined(all);
}

// All other fields of a finding that matter for its consequence.
std::array<std::pair<std::string_view, std::string>, 14> Fields(const Parties& parties,
                                                                const model::Finding& finding) {
  return {{{"name", finding.name},
           {"tier", std::string(Name(finding.tier))},
           {"force", std::string(Name(finding.force))},
           {"modality", std::string(Name(finding.modality))},
           {"kind", std::string(Name(finding.kind))},
           {"incentive", finding.incentive ? "true" : "false"},
           {"executors", Joined(finding.executors)},
           {"matters", Joined(finding.matters)},
           {"list", finding.list},
           {"basis", BasisText(finding)},
           {"path", PathText(parties, finding)},
           {"from", model::FormatDate(finding.effect.from)},
           {"to", model::FormatDate(finding.effect.to)},
           {"missing", Joined(finding.missing)}}};
}

std::vector<FieldChange> FieldChanges(const Side& before, const model::Finding& was,
                                      const Side& after, const model::Finding& is) {
  auto old_fields = Fields(before.parties, was);
  auto new_fields = Fields(after.parties, is);
  std::vector<FieldChange> changes;
  for (size_t i = 0; i < old_fields.size(); ++i) {
    if (old_fields[i].second == new_fields[i].second) continue;
    changes.push_back(
        {old_fields[i].first, std::move(old_fields[i].second), std::move(new_fields[i].second)});
  }
  return changes;
}

// The reason why `side` does not give a finding that the other state gives to the party `key`.
std::string WhyNot(const Side& side, const model::Finding& finding, const std::string& key) {
  if (side.impact == nullptr) return "the listing is not stated";
  const ActImpact& impact = *side.impact;
  const model::EntityId answerable = side.workspace.graph().entity(impact.act->answerable);
  for (const model::Stop& stop : impact.stops) {
    if (side.parties[stop.party].key == key) return stop.why;
  }
  for (const model::Stop& stop : impact.stops) {
    if (stop.party == answerable && stop.path.empty() && impact.findings.empty()) return stop.why;
  }
  const model::Rulebook* book = side.workspace.plan().FindBook(finding.rulebook);
  if (book == nullptr || !side.workspace.plan().Asks(*book)) {
    return fmt::format("rulebook {} is not asked", finding.rulebook);
  }
  const bool known =
      std::any_of(book->rules.begin(), book->rules.end(), [&finding](const model::Rule& rule) {
        return rule.id == finding.provision && rule.give.measure == finding.measure &&
               rule.movement == finding.movement;
      });
  if (!known) return fmt::format("{} gives no such measure", finding.provision);
  return finding.path.empty() ? "the conditions of the provision are not met"
                              : "the tie, or a condition of the provision, does not hold";
}

class ActComparison {
 public:
  ActComparison(Side before, Side after, ActDiff* diff)
      : before_(before), after_(after), diff_(*diff) {}

  void Run() {
    const ByKey was = Keyed(before_);
    const ByKey is = Keyed(after_);
    auto old_one = was.begin();
    auto new_one = is.begin();
    while (old_one != was.end() || new_one != is.end()) {
      const bool old_first =
          new_one == is.end() || (old_one != was.end() && old_one->first < new_one->first);
      const bool new_first =
          !old_first && (old_one == was.end() || new_one->first < old_one->first);
      const std::vector<const model::Finding*> none;
      Compare(new_first ? none : old_one->second, old_first ? none : new_one->second);
      if (!new_first) ++old_one;
      if (!old_first) ++new_one;
    }
  }

 private:
  void Compare(const std::vector<const model::Finding*>& was,
               const std::vector<const model::Finding*>& is) {
    const size_t both = std::min(was.size(), is.size());
    for (size_t i = 0; i < both; ++i) Pair(*was[i], *is[i]);
    for (size_t i = both; i < was.size(); ++i) {
      Alone(ChangeKind::kEnded, before_, *was[i], after_);
    }
    for (size_t i = both; i < is.size(); ++i) Alone(ChangeKind::kAdded, after_, *is[i], before_);
  }

  void Pair(const model::Finding& was, const model::Finding& is) {
    const PartyCard& subject = after_.parties[is.subject];
    SideCount& count = diff_.findings_of[subject.key];
    ++count.before;
    ++count.after;
    std::vector<FieldChange> fields = FieldChanges(before_, was, after_, is);
    if (fields.empty()) {
      ++diff_.unchanged;
      return;
    }
    std::vector<std::string> executors = is.executors;
    for (const std::string& executor : was.executors) {
      if (std::find(executors.begin(), executors.end(), executor) == executors.end()) {
        executors.push_back(executor);
      }
    }
    diff_.changes.push_back(
        {ChangeKind::kChanged, is, subject, std::move(executors), std::move(fields), ""});
  }

  void Alone(ChangeKind kind, const Side& has, const model::Finding& finding, const Side& lacks) {
    const PartyCard& subject = has.parties[finding.subject];
    SideCount& count = diff_.findings_of[subject.key];
    ++(kind == ChangeKind::kAdded ? count.after : count.before);
    diff_.changes.push_back(
        {kind, finding, subject, finding.executors, {}, WhyNot(lacks, finding, subject.key)});
  }

  const Side before_;
  const Side after_;
  ActDiff& diff_;
};

bool InEffect(const Workspace& workspace, const rules::Act* act) {
  return act != nullptr &&
         rules::EffectOf(workspace.plan(), *act).range.Contains(workspace.as_of());
}

// The acts of one side that are stated, in order.
std::vector<const rules::Act*> There(std::span<const ActPair> acts,
                                     const rules::Act* ActPair::*side) {
  std::vector<const rules::Act*> there;
  for (const ActPair& pair : acts) {
    if (pair.*side != nullptr) there.push_back(pair.*side);
  }
  return there;
}

}  // namespace

std::string_view Name(ChangeKind kind) {
  static constexpr std::array<std::string_view, 3> kNames = {"added", "ended", "changed"};
  return kNames[static_cast<size_t>(kind)];
}

std::vector<ActPair> ActsInEitherEffect(const Workspace& before, const Workspace& after) {
  const std::vector<const rules::Act*> was = before.records().ActsInOrder();
  const std::vector<const rules::Act*> is = after.records().ActsInOrder();
  std::vector<ActPair> pairs;
  auto old_one = was.begin();
  auto new_one = is.begin();
  while (old_one != was.end() || new_one != is.end()) {
    ActPair pair;
    const bool old_first =
        new_one == is.end() || (old_one != was.end() && rules::ActBefore(**old_one, **new_one));
    const bool new_first =
        !old_first && (old_one == was.end() || rules::ActBefore(**new_one, **old_one));
    if (!new_first) pair.before = *old_one++;
    if (!old_first) pair.after = *new_one++;
    if (InEffect(before, pair.before) || InEffect(after, pair.after)) pairs.push_back(pair);
  }
  return pairs;
}

absl::StatusOr<std::vector<ActDiff>> DiffOf(const Workspace& before, const Workspace& after,
                                            std::span<const ActPair> acts) {
  // Only the reasons of stops are needed, so ties around the reached parties are not looked at.
  const auto was = ImpactOf(before, There(acts, &ActPair::before), 0);
  if (!was.ok()) return was.status();
  const auto is = ImpactOf(after, There(acts, &ActPair::after), 0);
  if (!is.ok()) return is.status();
  std::vector<ActDiff> diffs(acts.size());
  auto old_one = was->acts.begin();
  auto new_one = is->acts.begin();
  for (size_t i = 0; i < acts.size(); ++i) {
    const Side from{before, was->parties, acts[i].before == nullptr ? nullptr : &*old_one++};
    const Side to{after, is->parties, acts[i].after == nullptr ? nullptr : &*new_one++};
    ActComparison(from, to, &diffs[i]).Run();
  }
  return diffs;
}

void ChangeCount::Add(ChangeKind kind) {
  ++(kind == ChangeKind::kAdded ? added : kind == ChangeKind::kEnded ? ended : changed);
}

void ChangeCount::Merge(const ChangeCount& other) {
  added += other.added;
  ended += other.ended;
  changed += other.changed;
}

void DiffTally::Add(const ActDiff& diff) {
  ++listings;
  listings_touched += diff.changes.empty() ? 0 : 1;
  unchanged += diff.unchanged;
  for (const auto& [key, count] : diff.findings_of) {
    parties[key].findings.before += count.before;
    parties[key].findings.after += count.after;
  }
  for (const FindingChange& change : diff.changes) {
    changes.Add(change.kind);
    for (const std::string& executor : change.executors) {
      by_executor[executor].Add(change.kind);
    }
    by_measure[change.finding.measure].Add(change.kind);
    measure_names.try_emplace(change.finding.measure, change.finding.name);
    for (const FieldChange& field : change.fields) ++by_field[std::string(field.field)];
    if (!change.why.empty()) ++by_reason[StopReason(change.why)];
    PartyDiff& party = parties[change.subject.key];
    party.name = change.subject.name;
    party.changes.Add(change.kind);
  }
}

void DiffTally::Merge(const DiffTally& other) {
  listings += other.listings;
  listings_touched += other.listings_touched;
  unchanged += other.unchanged;
  changes.Merge(other.changes);
  for (const auto& [key, count] : other.by_executor) by_executor[key].Merge(count);
  for (const auto& [key, count] : other.by_measure) by_measure[key].Merge(count);
  measure_names.insert(other.measure_names.begin(), other.measure_names.end());
  for (const auto& [why, count] : other.by_reason) by_reason[why] += count;
  for (const auto& [field, count] : other.by_field) by_field[field] += count;
  for (const auto& [key, party] : other.parties) {
    PartyDiff& sum = parties[key];
    if (!party.name.empty()) sum.name = party.name;
    sum.findings.before += party.findings.before;
    sum.findings.after += party.findings.after;
    sum.changes.Merge(party.changes);
  }
}

uint64_t DiffTally::newly_reached() const {
  return static_cast<uint64_t>(std::count_if(parties.begin(), parties.end(), [](const auto& one) {
    return one.second.findings.before == 0;
  }));
}

uint64_t DiffTally::no_longer_reached() const {
  return static_cast<uint64_t>(std::count_if(parties.begin(), parties.end(), [](const auto& one) {
    return one.second.findings.after == 0;
  }));
}

}  // namespace liancheng::query
