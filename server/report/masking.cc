#include "server/report/masking.h"

#include "engine/model/codes.h"

namespace liancheng::report {
namespace {

bool IsDigit(char c) {
  return '0' <= c && c <= '9';
}

bool IsCodeCharacter(char c) {
  return IsDigit(c) || ('A' <= c && c <= 'Z') || ('a' <= c && c <= 'z');
}

// A unified social credit code may consist of digits only; its first digit is the managing
// department's number.
bool IsIdNumber(std::string_view run) {
  return model::CheckIdNumber(run).status == model::CodeStatus::kValid;
}

}  // namespace

std::string WithoutIdNumbers(std::string_view text) {
  constexpr size_t kShort = 15;
  constexpr size_t kLong = 18;
  std::string masked(text);
  for (size_t i = 0; i < text.size();) {
    if (!IsDigit(text[i])) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < text.size() && IsDigit(text[end])) ++end;
    const bool with_x =
        end - i == kLong - 1 && end < text.size() && (text[end] == 'X' || text[end] == 'x');
    if (with_x) ++end;
    // A run inside a longer code is no ID number: a letter stands next to it.
    const bool alone = (i == 0 || !IsCodeCharacter(text[i - 1])) &&
                       (end == text.size() || !IsCodeCharacter(text[end]));
    const std::string_view run = text.substr(i, end - i);
    const bool fits = run.size() == kShort || run.size() == kLong;
    if (fits && alone && IsIdNumber(run)) {
      masked.replace(i, run.size(), model::MaskIdNumber(run));
    }
    i = end;
  }
  return masked;
}

void MaskIdNumbers(Book* book) {
  const auto mask = [](std::string* text) { *text = WithoutIdNumbers(*text); };
  const auto mask_cell = [&](Cell* cell) {
    if (auto* text = std::get_if<std::string>(cell)) mask(text);
  };
  mask(&book->title);
  mask(&book->subtitle);
  for (std::string& note : book->notes) mask(&note);
  for (KeyFigure& figure : book->figures) {
    mask(&figure.label);
    mask_cell(&figure.value);
    mask(&figure.note);
  }
  for (Sheet& sheet : book->sheets) {
    mask(&sheet.title);
    mask(&sheet.caption);
    for (Column& column : sheet.columns) mask(&column.heading);
    for (std::vector<Cell>& row : sheet.rows) {
      for (Cell& cell : row) mask_cell(&cell);
    }
  }
  for (ReachEdge& edge : book->reach_map) {
    mask(&edge.subject);
    mask(&edge.party);
    mask(&edge.kind);
  }
}

}  // namespace liancheng::report
