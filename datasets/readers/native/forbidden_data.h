// datasets/readers/native/forbidden_data.h: finds data that may not be collected of anyone, by the
// name of a field, by a code, and by the words of a text.
// Folding: full-width forms become half-width and letters lower case; blanks between Chinese words
//          are ignored. An ASCII word must be a whole word of the name (`gene` is found in genes,
//          geneTest and GENE-1, not in general).
// Source:  HX-14 with 征信业管理条例 art. 14; docs/interchange.md, "Forbidden data".
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/model/rulebook_life.h"

namespace liancheng::datasets {

class ForbiddenScan {
 public:
  // `entries` must outlive it.
  explicit ForbiddenScan(const std::vector<model::ForbiddenData>& entries);

  // The entry that forbids a field of this name, or nullptr.
  const model::ForbiddenData* InFieldName(std::string_view name) const;
  const model::ForbiddenData* InText(std::string_view text) const;
  // The entry that forbids this value as a code, or nullptr; the whole value must be the code.
  const model::ForbiddenData* AsCode(std::string_view value) const;

  // Whether a text contains a word of some entry, so that a message must not repeat it (such as a
  // line of a file that could not be read).
  bool MayTell(std::string_view text) const;

 private:
  struct Word {
    const model::ForbiddenData* entry;
    std::string text;     // folded; ASCII words are separated by _
    std::string compact;  // ASCII words without separator; empty for other words
    std::string first;    // its first character if folding keeps it; else empty
  };

  static std::vector<Word> WordsOf(const model::ForbiddenData& entry,
                                   const std::vector<std::string>& words);
  static const model::ForbiddenData* Find(const std::vector<Word>& words, std::string_view text);

  std::vector<Word> field_words_;
  std::vector<Word> text_words_;
  std::vector<std::pair<std::string, const model::ForbiddenData*>> codes_;  // folded
};

// "may not be collected (HX-14: 血型)": names the kind, never the value.
std::string NotCollected(const model::ForbiddenData& data);

}  // namespace liancheng::datasets
