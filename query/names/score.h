// query/names/score.h: how alike two names are, and in which words to say so. A function of the two
// names alone: the same pair has the same score in every store and at every time.
// Ranks:   each has its own stretch of scores, in the order below; only an exact code has 1.
// Source:  docs/names.md; docs/decisions/0016-scores-of-names.md
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/names/form.h"

namespace liancheng::query {

enum class NameRank : uint8_t {
  kSame,         // alike after folding
  kSameWriting,  // traditional and simplified, other brackets, dots
  kSameCore,     // other legal form; region on one side only, or one inside the other
  kReadAlike,    // every character of the core is read alike
  kSimilar,      // characters in common, in order; or one holds the other
};

struct NameLikeness {
  NameRank rank = NameRank::kSimilar;
  double score = 0;  // 0 to kNameScoreMax
};
inline constexpr double kNameScoreMax = 0.98;

// Weights of units by their part: a lost character of the core tells more than one of the trade.
double WeightOf(names::NamePart part);
inline constexpr double kReadAlikeShare = 0.65;  // of the weight of two characters read alike
// Similar names: the score is at most this, times twice the weight in common over the weight of
// both names.
inline constexpr double kSimilarMax = 0.77;
// Names read alike score this much at most.
inline constexpr double kReadAlikeMax = 0.81;

// What a former name that is only similar keeps of its score.
inline constexpr double kFormerShare = 0.98;

NameLikeness CompareNames(const names::NameForm& asked, const names::NameForm& held,
                          bool former);
std::string ExplainLikeness(const names::NameForm& asked, const names::NameForm& held,
                            bool former, const NameLikeness& likeness);

// Letters typed for a name: `shilishangmao`, `shili`, `slsm`. Nothing when the name is not meant.
struct PinyinLikeness {
  double score = 0;
  std::string_view why;
};
std::optional<PinyinLikeness> ComparePinyin(std::string_view letters,
                                            const names::NameForm& held);

}  // namespace liancheng::query
