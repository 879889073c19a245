#include "query/names/bound.h"

#include <algorithm>
#include <array>
#include <limits>

#include "engine/names/han.h"
#include "query/names/score.h"

namespace liancheng::query {
namespace {

using names::NamePart;
using names::NameUnit;

constexpr double kNever = std::numeric_limits<double>::infinity();
// Sums of weights are computed in different orders in different places.
constexpr double kRounding = 1e-6;

names::Syllable ReadingOfUnit(const NameUnit& unit) {
  return unit.code < names::kDigits ? names::ReadingOf(unit.code) : names::Syllable();
}

}  // namespace

NameBound::NameBound(const names::NameForm& asked) {
  for (const NameUnit& unit : asked.units) all_ += WeightOf(unit.part);
  const auto core = std::span(asked.units).subspan(asked.core_at);
  for (const NameUnit& unit : core) {
    weights_.push_back(WeightOf(unit.part));
    is_core_.push_back(unit.part == NamePart::kCore);
  }
  if (core.size() == 1) AddGram(names::UnitGram(core[0].code, 0), 0, false, false);
  const auto pair = [&](size_t first, size_t second, bool head) {
    AddGram(names::UnitGram(core[first].code, core[second].code), first, false, head);
    const names::Syllable a = ReadingOfUnit(core[first]);
    const names::Syllable b = ReadingOfUnit(core[second]);
    if (a.value != 0 && b.value != 0) {
      AddGram(names::SyllableGram(a, b), first, true, head);
    }
  };
  if (core.size() > 2) pair(0, 2, true);
  for (size_t i = 0; i + 1 < core.size(); ++i) pair(i, i + 1, false);
}

void NameBound::AddGram(names::Gram gram, size_t first, bool syllables, bool head) {
  const auto known = std::find(grams_.begin(), grams_.end(), gram);
  const auto at = static_cast<size_t>(known - grams_.begin());
  if (known == grams_.end()) {
    if (grams_.size() == kGramsMax) return;
    grams_.push_back(gram);
  }
  places_.push_back({at, first, syllables, head});
}

bool NameBound::MayReach(double score, uint64_t absent) const {
  if (absent == 0 || weights_.size() < 2) return true;
  Broken broken{std::vector<bool>(weights_.size()), std::vector<bool>(weights_.size())};
  bool read_alike = true;
  bool head_units = false;
  bool head_syllables = false;
  for (const Place& place : places_) {
    if ((absent >> place.gram & 1) == 0) continue;
    if (place.syllables) read_alike = false;
    if (place.head) {
      (place.syllables ? head_syllables : head_units) = true;
    } else {
      (place.syllables ? broken.syllables : broken.units)[place.first] = true;
    }
  }
  // A name that contains the asked one but is divided into parts differently has the same pairs of
  // neighbours.
  const bool neighbours =
      std::none_of(broken.units.begin(), broken.units.end(), [](bool one) { return one; });
  if (neighbours && score <= kSimilarMax) return true;
  // An unchanged core would have all grams, one that is read alike all grams of syllables.
  if (read_alike && score <= kReadAlikeMax) return true;
  if (score > kSimilarMax) return false;
  const double t = score / kSimilarMax;
  std::vector<HeadBroken> ways = {{}};
  if (head_units || head_syllables) {
    ways = {{0, kLost, -1}, {2, kLost, -1}, {-1, kLost, 0}, {-1, kLost, 1}, {-1, kLost, 2}};
  }
  if (head_units && !head_syllables) {
    ways.push_back({0, kReadAlike, -1});
    ways.push_back({2, kReadAlike, -1});
  }
  // 2 * kept / (asked + other) >= t. What is lost leaves `asked` unchanged and makes `other`
  // shorter; what is inserted makes it longer.
  const double budget = 2 * all_ * (1 - t) + kRounding;
  return std::any_of(ways.begin(), ways.end(),
                     [&](const HeadBroken& head) { return LeastCost(t, broken, head) <= budget; });
}

// The least cost of something inserted before a unit: a character of the core, or a trade word of
// two characters; next to a trade it may only make that word longer.
double NameBound::GapCost(size_t before, double t) const {
  const bool core = is_core_[before] && (before == 0 || is_core_[before - 1]);
  return t * (core ? 1.0 : 0.5);
}

double NameBound::LeastCost(double t, const Broken& broken, const HeadBroken& head) const {
  const auto fate_cost = [&](size_t i, Fate fate) {
    if (head.unit == static_cast<int>(i) && fate != head.fate) return kNever;
    if (fate == kKept) return 0.0;
    if (fate == kLost) return weights_[i] * (2 - t);
    return is_core_[i] ? 2 * (1 - kReadAlikeShare) : kNever;
  };
  std::array<double, 3> cost{};
  const double front = head.gap == 0 ? GapCost(0, t) : 0;
  for (const Fate fate : {kKept, kReadAlike, kLost}) cost[fate] = front + fate_cost(0, fate);
  for (size_t i = 1; i < weights_.size(); ++i) {
    std::array<double, 3> next = {kNever, kNever, kNever};
    const double one = GapCost(i, t);
    const bool must_gap = head.gap == static_cast<int>(i);
    for (const Fate before : {kKept, kReadAlike, kLost}) {
      for (const Fate fate : {kKept, kReadAlike, kLost}) {
        const bool both = before != kLost && fate != kLost;
        const bool apart = (both && broken.syllables[i - 1]) ||
                           (before == kKept && fate == kKept && broken.units[i - 1]);
        // A single inserted character leaves the first two units together as first and third.
        const double gap = apart && i == 1 ? 2 * one : one;
        const double sum = cost[before] + fate_cost(i, fate) + (apart || must_gap ? gap : 0);
        next[fate] = std::min(next[fate], sum);
      }
    }
    cost = next;
  }
  return *std::min_element(cost.begin(), cost.end());
}

}  // namespace liancheng::query
