// The walk, and affiliation by brute force: step 6.
#include <algorithm>
#include <map>
#include <tuple>

#include "engine/model/share.h"
#include "fmt/format.h"
#include "tests/oracle/naive.h"

namespace liancheng::oracle {
namespace {

using model::Date;
using model::DateRange;
using model::WalkStep;

std::string EdgeText(const std::string& from, model::Relation relation, const std::string& to) {
  return fmt::format("{} -{}-> {}", from, model::Name(relation), to);
}

Date DayOf(WalkStep::At at, const NaiveAct& act, Date asked) {
  switch (at) {
    case WalkStep::At::kAct:
      return act.listing.act_on.value_or(act.listing.decided_on);
    case WalkStep::At::kDecision:
      return act.listing.decided_on;
    case WalkStep::At::kEvaluation:
      return asked;
  }
  return asked;
}

template <typename Stakes>
DateRange During(const Stakes& stakes) {
  DateRange during;
  for (const auto& stake : stakes) during = model::Intersect(during, stake.valid);
  return during;
}

template <typename Stakes>
std::vector<std::string> TextsOf(const Stakes& stakes) {
  std::vector<std::string> texts;
  for (const auto& stake : stakes) texts.push_back(stake.text);
  return texts;
}

}  // namespace

std::vector<Naive::Walked> Naive::BestWalks(const Question& question) const {
  std::vector<Walked> done;
  Walked start;
  // A demand without a walk is about the operator; a walk begins at the merchant.
  start.parties = {question.rule.walk.empty() ? question.act.answerable : question.act.start};
  Step(question, 0, start, &done);
  const auto& steps = question.rule.walk;
  const bool meets_operator = std::any_of(steps.begin(), steps.end(),
                                          [](const WalkStep& step) { return step.meets_operator; });
  if (meets_operator && done.empty()) {
    Walked unknown;
    unknown.parties = {question.act.answerable};
    unknown.tie_unknown = true;
    done.push_back(unknown);
  }
  const auto comes_first = [](const Walked& a, const Walked& b) {
    return std::make_tuple(-int64_t{a.valid.to.days}, int64_t{a.valid.from.days}, a.path) <
           std::make_tuple(-int64_t{b.valid.to.days}, int64_t{b.valid.from.days}, b.path);
  };
  std::map<std::string, Walked> best;
  for (const Walked& walked : done) {
    const auto [shown, is_new] = best.emplace(walked.parties.back(), walked);
    if (!is_new && comes_first(walked, shown->second)) shown->second = walked;
  }
  std::vector<Walked> walks;
  for (const auto& [target, walked] : best) walks.push_back(walked);
  return walks;
}

void Naive::Step(const Question& question, size_t step, const Walked& so_far,
                 std::vector<Walked>* done) const {
  if (step == question.rule.walk.size()) {
    done->push_back(so_far);
    return;
  }
  switch (question.rule.walk[step].kind) {
    case WalkStep::Kind::kRelation:
      return StepRelation(question, step, so_far, done);
    case WalkStep::Kind::kAttributed:
      return StepAttributed(question, step, so_far, done);
    case WalkStep::Kind::kAffiliated:
      return StepAffiliated(question, step, so_far, done);
  }
}

bool Naive::MayStepTo(const Question& question, const WalkStep& step, const Walked& so_far,
                      const std::string& party) const {
  const auto& seen = so_far.parties;
  return std::find(seen.begin(), seen.end(), party) == seen.end() && IsOfTypes(party, step.types) &&
         (!step.meets_operator || party == question.act.answerable);
}

void Naive::StepRelation(const Question& question, size_t step_index, const Walked& so_far,
                         std::vector<Walked>* done) const {
  const WalkStep& step = question.rule.walk[step_index];
  const Date on = DayOf(step.at, question.act, question.day);
  for (const model::RelationFact& relation : facts_.relations) {
    const std::string& here = step.outward ? relation.from.key : relation.to.key;
    const std::string& there = step.outward ? relation.to.key : relation.from.key;
    if (here != so_far.parties.back()) continue;
    if ((step.relations & model::SetOf(relation.relation)) == 0) continue;
    if (!relation.valid.Contains(on) || !MayStepTo(question, step, so_far, there)) continue;
    Walked next = so_far;
    next.parties.push_back(there);
    next.path.push_back(EdgeText(relation.from.key, relation.relation, relation.to.key));
    if (step.at == WalkStep::At::kEvaluation) {
      next.valid = model::Intersect(next.valid, relation.valid);
    }
    Step(question, step_index + 1, next, done);
  }
}

void Naive::StepAttributed(const Question& question, size_t step_index, const Walked& so_far,
                           std::vector<Walked>* done) const {
  const WalkStep& step = question.rule.walk[step_index];
  for (const model::AttributionFact& one : facts_.attributions) {
    if (one.act != question.act.id || one.decided_on > question.day) continue;
    const bool role_fits = step.roles.empty() || std::find(step.roles.begin(), step.roles.end(),
                                                           one.role) != step.roles.end();
    if (!role_fits || !MayStepTo(question, step, so_far, one.person.key)) continue;
    Walked next = so_far;
    next.parties.push_back(one.person.key);
    next.path.push_back(
        EdgeText(one.person.key, model::Relation::kResponsibleFor, so_far.parties.back()));
    Step(question, step_index + 1, next, done);
  }
}

void Naive::StepAffiliated(const Question& question, size_t step_index, const Walked& so_far,
                           std::vector<Walked>* done) const {
  const WalkStep& step = question.rule.walk[step_index];
  for (const std::string& party : Parties()) {
    if (!MayStepTo(question, step, so_far, party)) continue;
    const auto ways = Affiliations(so_far.parties.back(), party, step.definition, question.day);
    for (const Evidence& stakes : ways) {
      Walked next = so_far;
      next.parties.push_back(party);
      for (const std::string& text : TextsOf(stakes)) next.path.push_back(text);
      next.valid = model::Intersect(next.valid, During(stakes));
      next.by_affiliation = true;
      Step(question, step_index + 1, next, done);
    }
  }
}

// Every way in which y is affiliated to x, each with its stakes; empty when it is not.
std::vector<Naive::Evidence> Naive::Affiliations(const std::string& x, const std::string& y,
                                                 const std::string& definition, Date day) const {
  std::vector<Evidence> ways;
  const auto words = Parameter(definition, day);
  if (!words.has_value()) return ways;
  const auto percent = [&](const char* word) -> std::optional<uint32_t> {
    if (("+" + *words + "+").find(fmt::format("+{}+", word)) == std::string::npos) {
      return std::nullopt;
    }
    const auto value = Parameter(fmt::format("{}.{}_percent", definition, word), day);
    return value.has_value() ? std::optional(*model::ParsePercent(*value)) : std::nullopt;
  };
  if (const auto control = percent("control")) {
    if (Controlled(x, day, *control).contains(y)) {
      ways.push_back(ControlEvidence(x, y, day, *control));
    }
    if (Controlled(y, day, *control).contains(x)) {
      ways.push_back(ControlEvidence(y, x, day, *control));
    }
  }
  if (const auto chain = percent("chain")) {
    for (const Evidence& links : ShortestChains(x, y, day, *chain)) ways.push_back(links);
    for (const Evidence& links : ShortestChains(y, x, day, *chain)) ways.push_back(links);
  }
  return ways;
}

// Shares in force and known, without stakes of a firm in itself.
std::vector<Naive::Stake> Naive::StakesOn(Date day) const {
  std::vector<Stake> stakes;
  for (const model::RelationFact& relation : facts_.relations) {
    if (relation.relation != model::Relation::kShareholder || !relation.valid.Contains(day)) {
      continue;
    }
    if (relation.from.key == relation.to.key || !relation.share.has_value()) continue;
    stakes.push_back({EdgeText(relation.from.key, relation.relation, relation.to.key),
                      relation.from.key, relation.to.key, relation.valid, relation.share->lo_ppm});
  }
  return stakes;
}

bool Naive::IsActualController(const std::set<std::string>& group, const std::string& firm,
                               Date day) const {
  for (const model::RelationFact& relation : facts_.relations) {
    if (relation.relation == model::Relation::kActualController && relation.valid.Contains(day) &&
        relation.to.key == firm && relation.from.key != firm && group.contains(relation.from.key)) {
      return true;
    }
  }
  return false;
}

// Least fix-point: adds every firm of which the group holds more than the threshold, until nothing
// changes.
std::set<std::string> Naive::Controlled(const std::string& x, Date day,
                                        uint32_t threshold_ppm) const {
  std::set<std::string> group = {x};
  bool changed = true;
  while (changed) {
    changed = false;
    for (const std::string& firm : Parties()) {
      if (group.contains(firm)) continue;
      uint64_t held = 0;
      for (const Stake& stake : StakesOn(day)) {
        if (stake.firm == firm && group.contains(stake.holder)) held += stake.share_ppm;
      }
      if (held > threshold_ppm || IsActualController(group, firm, day)) {
        group.insert(firm);
        changed = true;
      }
    }
  }
  group.erase(x);
  return group;
}

// All stakes in y of x and of what x controls.
Naive::Evidence Naive::ControlEvidence(const std::string& x, const std::string& y, Date day,
                                       uint32_t threshold_ppm) const {
  std::set<std::string> group = Controlled(x, day, threshold_ppm);
  group.insert(x);
  Evidence evidence;
  for (const Stake& stake : StakesOn(day)) {
    if (stake.firm == y && stake.share_ppm > 0 && group.contains(stake.holder)) {
      evidence.push_back(stake);
    }
  }
  for (const model::RelationFact& relation : facts_.relations) {
    if (relation.relation == model::Relation::kActualController && relation.valid.Contains(day) &&
        relation.to.key == y && relation.from.key != y && group.contains(relation.from.key)) {
      evidence.push_back({EdgeText(relation.from.key, relation.relation, relation.to.key),
                          relation.from.key, y, relation.valid, 0});
    }
  }
  return evidence;
}

// All chains of least length from x to y in which every holding is at least the threshold.
std::vector<Naive::Evidence> Naive::ShortestChains(const std::string& x, const std::string& y,
                                                   Date day, uint32_t threshold_ppm) const {
  struct Chain {
    std::vector<std::string> parties;
    Evidence stakes;
  };
  std::vector<Chain> chains = {{{x}, {}}};
  const size_t parties = Parties().size();
  for (size_t length = 1; length < parties && !chains.empty(); ++length) {
    std::vector<Chain> longer;
    std::vector<Evidence> found;
    for (const Chain& chain : chains) {
      for (const std::string& firm : Parties()) {
        const auto& seen = chain.parties;
        if (std::find(seen.begin(), seen.end(), firm) != seen.end()) continue;
        Chain next = chain;
        uint64_t held = 0;
        for (const Stake& stake : StakesOn(day)) {
          if (stake.holder != seen.back() || stake.firm != firm || stake.share_ppm == 0) continue;
          held += stake.share_ppm;
          next.stakes.push_back(stake);
        }
        if (held == 0 || held < threshold_ppm) continue;
        next.parties.push_back(firm);
        if (firm == y) found.push_back(next.stakes);
        longer.push_back(std::move(next));
      }
    }
    if (!found.empty()) return found;
    chains = std::move(longer);
  }
  return {};
}

}  // namespace liancheng::oracle
