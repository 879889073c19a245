// query/names/score.h: how similar two names are, as a score and in words. A function of the two
// names alone: the same pair has the same score in every store and at every time.
// Ranks:   each has its own range of scores, in the order below; only an exact code has 1.
// Source:  docs/names.md; docs/decisions/0016-a-score-is-a-function-of-two-names.md
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
  kSameCore,     // other legal form; region in one name only, or one region inside the other
  kReadAlike,    // every character of the core is read alike
  kSimilar,      // common characters in the same order, or one name contains the other
};

struct NameLikeness {
  NameRank rank = NameRank::kSimilar;
  double score = 0;  // 0 to kNameScoreMax
};
inline constexpr double kNameScoreMax = 0.98;

// The weight of a unit by its part: a missing character of the core means more than one of the
// trade.
double WeightOf(names::NamePart part);
// share of the weight for two characters that are read alike
inline constexpr double kReadAlikeShare = 0.65;
// Similar names score at most this, multiplied by twice the common weight over the weight of both
// names.
inline constexpr double kSimilarMax = 0.77;
// Names that are read alike score at most this.
inline constexpr double kReadAlikeMax = 0.81;

// A former name that is only similar keeps this share of its score.
inline constexpr double kFormerShare = 0.98;

NameLikeness CompareNames(const names::NameForm& asked, const names::NameForm& held, bool former);
std::string ExplainLikeness(const names::NameForm& asked, const names::NameForm& held, bool former,
                            const NameLikeness& likeness);

// Compares letters typed for a name, such as `shilishangmao`, `shili` or `slsm`. Nothing when they
// do not fit.
struct PinyinLikeness {
  double score = 0;
  std::string_view why;
};
std::optional<PinyinLikeness> ComparePinyin(std::string_view letters, const names::NameForm& held);

}  // namespace liancheng::query
