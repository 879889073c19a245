#include "query/names/score.h"

#include <algorithm>
#include <span>
#include <vector>

#include "engine/names/fold.h"
#include "engine/names/han.h"
#include "fmt/format.h"

namespace liancheng::query {
namespace {

using names::NameForm;
using names::NamePart;
using names::NameUnit;

constexpr double kSameName = kNameScoreMax;
constexpr double kSameWriting = 0.97;
constexpr double kSameCore = 0.95;
constexpr double kFormerSame = 0.89;
constexpr double kFormerWriting = 0.88;
constexpr double kFormerCore = 0.87;
constexpr double kHeldMin = 0.40;      // one name contains the other
constexpr double kHeldByCover = 0.34;  // ... and what the share that it covers adds
constexpr double kHeldInFront = 0.03;
constexpr double kOtherRegion = 0.95;

// --- regions and legal forms ---

enum class Regions : uint8_t { kSame, kWithin, kOneSide, kDiffer };

bool Holds(const std::vector<std::string_view>& regions, std::string_view region) {
  return std::find(regions.begin(), regions.end(), region) != regions.end();
}

Regions CompareRegions(const NameForm& a, const NameForm& b) {
  if (a.regions.empty() && b.regions.empty()) return Regions::kSame;
  if (a.regions.empty() || b.regions.empty()) return Regions::kOneSide;
  const bool a_in_b = Holds(b.regions, a.regions.back());
  const bool b_in_a = Holds(a.regions, b.regions.back());
  if (a_in_b && b_in_a && a.regions.size() == b.regions.size()) return Regions::kSame;
  return a_in_b || b_in_a ? Regions::kWithin : Regions::kDiffer;
}

std::string Words(const std::vector<std::string_view>& regions) {
  return fmt::format("{}", fmt::join(regions, ""));
}

double CoreLoss(const NameForm& asked, const NameForm& held, Regions regions) {
  double loss = 0;
  if (asked.legal_form != held.legal_form) {
    loss += asked.legal_form.empty() || held.legal_form.empty() ? 0.01 : 0.02;
  }
  if (regions == Regions::kWithin) loss += 0.015;
  if (regions == Regions::kOneSide) loss += 0.025;
  return loss;
}

// --- characters in common ---

bool ReadAlike(const NameUnit& a, const NameUnit& b) {
  if (a.code >= names::kDigits || b.code >= names::kDigits) return false;
  const names::Syllable reading = names::ReadingOf(a.code);
  return reading.value != 0 && reading == names::ReadingOf(b.code);
}

// The part of both weights that the units have in common; 0 = different units.
double InCommon(const NameUnit& a, const NameUnit& b) {
  if (a.part != b.part) return 0;
  if (a.code == b.code) return 2 * WeightOf(a.part);
  if (a.part == NamePart::kCore && ReadAlike(a, b)) return 2 * kReadAlikeShare;
  return 0;
}

double WeightOf(std::span<const NameUnit> units) {
  double weight = 0;
  for (const NameUnit& unit : units) weight += query::WeightOf(unit.part);
  return weight;
}

// The common subsequence of units with the largest weight: a table of the weight that the first i
// and the first j units have in common.
class Alignment {
 public:
  Alignment(std::span<const NameUnit> a, std::span<const NameUnit> b)
      : a_(a), b_(b), common_((a.size() + 1) * (b.size() + 1), 0) {
    for (size_t i = 1; i <= a.size(); ++i) {
      for (size_t j = 1; j <= b.size(); ++j) {
        double best = std::max(at(i - 1, j), at(i, j - 1));
        const double pair = InCommon(a[i - 1], b[j - 1]);
        if (pair > 0) best = std::max(best, at(i - 1, j - 1) + pair);
        common_[i * (b.size() + 1) + j] = best;
      }
    }
  }
  double total() const { return common_.back(); }
  // Calls fn(i, j) for each pair, from the last to the first.
  template <typename Fn>
  void ForEachPairBackward(Fn fn) const {
    size_t i = a_.size();
    size_t j = b_.size();
    while (i > 0 && j > 0) {
      if (at(i, j) == at(i - 1, j)) {
        --i;
      } else if (at(i, j) == at(i, j - 1)) {
        --j;
      } else {
        fn(--i, --j);
      }
    }
  }

 private:
  double at(size_t i, size_t j) const { return common_[i * (b_.size() + 1) + j]; }

  const std::span<const NameUnit> a_;
  const std::span<const NameUnit> b_;
  std::vector<double> common_;
};

// --- one name inside the other ---

struct Inside {
  bool held = false;  // the asked text is inside the held name
  bool in_front = false;
};

// Compares units, so that 12 is not found inside 123.
Inside FindInside(const NameForm& asked, const NameForm& held) {
  const auto same = [](const NameUnit& a, const NameUnit& b) { return a.code == b.code; };
  const auto it = std::search(held.units.begin(), held.units.end(), asked.units.begin(),
                              asked.units.end(), same);
  return {it != held.units.end(), it == held.units.begin()};
}

double SimilarScore(const NameForm& asked, const NameForm& held, Regions regions) {
  const double both = WeightOf(asked.units) + WeightOf(held.units);
  double score = kSimilarMax * Alignment(asked.units, held.units).total() / both;
  if (regions == Regions::kDiffer) score *= kOtherRegion;
  const Inside inside = FindInside(asked, held);
  if (inside.held && regions != Regions::kDiffer) {
    const double cover =
        static_cast<double>(asked.units.size()) / static_cast<double>(held.units.size());
    score = std::max(score, kHeldMin + kHeldByCover * cover + (inside.in_front ? kHeldInFront : 0));
  }
  return score;
}

// The number of characters of the core that differ in writing, when all are read alike; nothing
// when they are not.
std::optional<size_t> ReadAlikeThough(const NameForm& asked, const NameForm& held) {
  const size_t size = asked.units.size() - asked.core_at;
  if (size < 2 || held.units.size() - held.core_at != size) return std::nullopt;
  size_t differ = 0;
  for (size_t i = 0; i < size; ++i) {
    const NameUnit& a = asked.units[asked.core_at + i];
    const NameUnit& b = held.units[held.core_at + i];
    if (a.code == b.code) continue;
    if (!ReadAlike(a, b)) return std::nullopt;
    ++differ;
  }
  return differ;
}

// --- words ---

std::string CoreWords(const NameForm& asked, const NameForm& held, Regions regions) {
  std::string words;
  if (asked.legal_form != held.legal_form) {
    words += asked.legal_form.empty() ? fmt::format("; with legal form {}", held.legal_form)
             : held.legal_form.empty()
                 ? fmt::format("; without legal form {}", asked.legal_form)
                 : fmt::format("; legal form differs: {} / {}", asked.legal_form, held.legal_form);
  }
  if (regions == Regions::kDiffer) {
    words += fmt::format("; region differs: {} / {}", Words(asked.regions), Words(held.regions));
  } else if (regions == Regions::kWithin) {
    words += fmt::format("; region {} / {}", Words(asked.regions), Words(held.regions));
  } else if (regions == Regions::kOneSide) {
    words += asked.regions.empty() ? fmt::format("; with region {}", Words(held.regions))
                                   : fmt::format("; without region {}", Words(asked.regions));
  }
  return words;
}

// The text of the units from..to.
std::string Stretch(const NameForm& form, size_t from, size_t to) {
  if (from >= to) return "-";
  const size_t begin = form.units[from].at;
  const size_t end = form.units[to - 1].at + form.units[to - 1].bytes;
  return form.text.substr(begin, end - begin);
}

// Such as `倒 / 例`: the asked characters, then those in their place.
std::string DifferenceWords(const NameForm& asked, const NameForm& held) {
  struct Pair {
    size_t i;
    size_t j;
    bool alike;  // the reading agrees, not the character
  };
  std::vector<Pair> pairs = {{asked.units.size(), held.units.size(), false}};
  Alignment(asked.units, held.units).ForEachPairBackward([&](size_t i, size_t j) {
    pairs.push_back({i, j, asked.units[i].code != held.units[j].code});
  });
  std::vector<std::string> words;
  size_t i = 0;
  size_t j = 0;
  for (auto pair = pairs.rbegin(); pair != pairs.rend(); ++pair) {
    if (pair->i > i || pair->j > j) {
      words.push_back(Stretch(asked, i, pair->i) + " / " + Stretch(held, j, pair->j));
    }
    if (pair->alike) {
      words.push_back(fmt::format("{} / {} read alike", Stretch(asked, pair->i, pair->i + 1),
                                  Stretch(held, pair->j, pair->j + 1)));
    }
    i = pair->i + 1;
    j = pair->j + 1;
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

bool SameLetters(const NameForm& asked, const NameForm& held) {
  std::string_view a = asked.folded;
  std::string_view b = held.folded;
  while (!a.empty() && !b.empty()) {
    const names::Character x = names::FrontCharacter(a);
    const names::Character y = names::FrontCharacter(b);
    if (names::Simplified(x.code) != names::Simplified(y.code)) return false;
    a.remove_prefix(x.bytes);
    b.remove_prefix(y.bytes);
  }
  return a.empty() && b.empty();
}

std::string SimilarWords(const NameForm& asked, const NameForm& held, bool former) {
  const char* name = former ? "former name" : "name";
  const Regions regions = CompareRegions(asked, held);
  if (asked.Core() == held.Core() && !asked.Core().empty()) {
    return fmt::format("{} with the same core {}{}", name, held.Core(),
                       CoreWords(asked, held, regions));
  }
  const Inside inside = FindInside(asked, held);
  if (inside.held && regions != Regions::kDiffer)
    return fmt::format("{} {} it", name, inside.in_front ? "begins with" : "holds");
  return fmt::format("similar {}: {}{}", name, DifferenceWords(asked, held),
                     regions == Regions::kDiffer ? "; region differs" : "");
}

}  // namespace

double WeightOf(NamePart part) {
  return part == NamePart::kCore ? 1.0 : part == NamePart::kTrade ? 0.5 : 0.15;
}

NameLikeness CompareNames(const NameForm& asked, const NameForm& held, bool former) {
  if (asked.folded == held.folded && !asked.folded.empty()) {
    return {NameRank::kSame, former ? kFormerSame : kSameName};
  }
  if (asked.units.empty() || held.units.empty()) return {NameRank::kSimilar, 0};
  const Regions regions = CompareRegions(asked, held);
  if (asked.text == held.text && asked.legal_form == held.legal_form &&
      asked.regions == held.regions) {
    return {NameRank::kSameWriting, former ? kFormerWriting : kSameWriting};
  }
  if (regions != Regions::kDiffer) {
    if (asked.Core() == held.Core()) {
      return {NameRank::kSameCore,
              (former ? kFormerCore : kSameCore) - CoreLoss(asked, held, regions)};
    }
    if (const auto differ = ReadAlikeThough(asked, held)) {
      const double part =
          static_cast<double>(*differ) / static_cast<double>(asked.units.size() - asked.core_at);
      return {NameRank::kReadAlike, kReadAlikeMax - 0.015 * part -
                                        (regions == Regions::kSame ? 0 : 0.005) -
                                        (former ? 0.01 : 0)};
    }
  }
  const double score = SimilarScore(asked, held, regions);
  return {NameRank::kSimilar, former ? score * kFormerShare : score};
}

std::string ExplainLikeness(const NameForm& asked, const NameForm& held, bool former,
                            const NameLikeness& likeness) {
  const std::string name = former ? "former name" : "name";
  switch (likeness.rank) {
    case NameRank::kSame:
      return name + ", exact";
    case NameRank::kSameWriting:
      return fmt::format("same {}, {}", name,
                         SameLetters(asked, held) ? "traditional / simplified characters"
                                                  : "other brackets, dots or signs");
    case NameRank::kSameCore:
      return fmt::format("{} with the same core {}{}", name, held.Core(),
                         CoreWords(asked, held, CompareRegions(asked, held)));
    case NameRank::kReadAlike:
      return fmt::format("{} read alike: {}{}", name, DifferenceWords(asked, held),
                         CoreWords(asked, held, CompareRegions(asked, held)));
    case NameRank::kSimilar:
      break;
  }
  return SimilarWords(asked, held, former);
}

}  // namespace liancheng::query
