#include "datasets/readers/native/forbidden_data.h"

#include <algorithm>
#include <optional>

#include "datasets/readers/native/text.h"
#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

bool IsLower(char c) {
  return c >= 'a' && c <= 'z';
}
bool IsUpper(char c) {
  return c >= 'A' && c <= 'Z';
}
// The ASCII words of a text in lower case, each between two '_': "bloodType-A" becomes
// _blood_type_a_.
std::string AsciiWords(std::string_view text) {
  std::string words = "_";
  char before = '\0';
  for (const char c : NarrowText(text)) {
    if (IsLower(c) || IsUpper(c) || IsDigit(c)) {
      const bool parts = (IsUpper(c) && IsLower(before)) || IsDigit(c) != IsDigit(before);
      if (parts && words.back() != '_') words.push_back('_');
      words.push_back(IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c);
    } else if (words.back() != '_') {
      words.push_back('_');
    }
    before = c;
  }
  if (words.back() != '_') words.push_back('_');
  return words;
}

// The first character of a text; empty when it is ASCII, which can be spelled in several ways.
std::string FirstCharacter(std::string_view text) {
  if (text.empty() || static_cast<unsigned char>(text[0]) < 0x80) return "";
  size_t end = 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return std::string(text.substr(0, end));
}

// Whether `words` contains `word` as whole words, also with a plural s.
bool HoldsWords(std::string_view words, std::string_view word) {
  for (size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
    std::string_view rest = words.substr(at + word.size());
    if (rest.starts_with('s')) rest.remove_prefix(1);
    if (words[at - 1] == '_' && rest.starts_with('_')) return true;
  }
  return false;
}

}  // namespace

ForbiddenScan::ForbiddenScan(const std::vector<model::ForbiddenData>& entries) {
  for (const model::ForbiddenData& entry : entries) {
    for (Word& word : WordsOf(entry, entry.field_words)) field_words_.push_back(std::move(word));
    for (Word& word : WordsOf(entry, entry.text_words)) text_words_.push_back(std::move(word));
    for (const std::string& code : entry.codes) codes_.emplace_back(FoldText(code), &entry);
  }
}

std::vector<ForbiddenScan::Word> ForbiddenScan::WordsOf(const model::ForbiddenData& entry,
                                                        const std::vector<std::string>& words) {
  std::vector<Word> all;
  for (const std::string& word : words) {
    Word folded{&entry, FoldText(word), "", ""};
    if (IsAscii(folded.text)) {
      folded.text = AsciiWords(word);
      while (folded.text.starts_with('_')) folded.text.erase(0, 1);
      while (folded.text.ends_with('_')) folded.text.pop_back();
      folded.compact = folded.text;
      std::erase(folded.compact, '_');
    }
    folded.first = FirstCharacter(folded.text);
    if (!folded.text.empty()) all.push_back(std::move(folded));
  }
  return all;
}

const model::ForbiddenData* ForbiddenScan::Find(const std::vector<Word>& words,
                                                std::string_view text) {
  if (words.empty() || text.empty()) return nullptr;
  std::optional<std::string> folded;
  std::optional<std::string> ascii;
  for (const Word& word : words) {
    // A quick test that rules out most texts without folding them.
    if (text.find(word.first) == std::string_view::npos) continue;
    if (word.compact.empty()) {
      if (!folded) folded = FoldText(text);
      if (folded->find(word.text) != std::string::npos) return word.entry;
      continue;
    }
    if (!ascii) ascii = AsciiWords(text);
    if (HoldsWords(*ascii, word.text) || HoldsWords(*ascii, word.compact)) return word.entry;
  }
  return nullptr;
}

const model::ForbiddenData* ForbiddenScan::InFieldName(std::string_view name) const {
  return Find(field_words_, name);
}

const model::ForbiddenData* ForbiddenScan::InText(std::string_view text) const {
  return Find(text_words_, text);
}

const model::ForbiddenData* ForbiddenScan::AsCode(std::string_view value) const {
  if (codes_.empty() || value.empty()) return nullptr;
  const std::string folded = FoldText(value);
  const auto code = std::find_if(codes_.begin(), codes_.end(),
                                 [&folded](const auto& one) { return one.first == folded; });
  return code == codes_.end() ? nullptr : code->second;
}

bool ForbiddenScan::MayTell(std::string_view text) const {
  return InFieldName(text) != nullptr || InText(text) != nullptr;
}

std::string NotCollected(const model::ForbiddenData& data) {
  return fmt::format("may not be collected ({}: {})", data.id, data.name);
}

}  // namespace liancheng::datasets
