#include "server/cli/commands/report_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "datasets/readers/regions/regions.h"
#include "fmt/format.h"
#include "server/cli/commands/context.h"
#include "server/cli/text/table.h"
#include "server/report/book_json.h"
#include "server/report/html.h"
#include "server/report/workbook.h"

namespace liancheng::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> SplitWords(const std::string& text) {
  std::vector<std::string> words;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find(',', begin), text.size());
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

// Reads one id or code from each line, or the first column of a CSV; skips blank lines and a byte
// order mark.
absl::StatusOr<std::vector<std::string>> ReadFirms(const std::string& path) {
  std::ifstream in(path);
  if (!in) return absl::NotFoundError(fmt::format("{}: cannot be read", path));
  std::vector<std::string> firms;
  for (std::string line; std::getline(in, line);) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (firms.empty() && line.starts_with(kMark)) line.erase(0, kMark.size());
    line = line.substr(0, line.find(','));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (!line.empty()) firms.push_back(line);
  }
  return firms;
}

absl::StatusOr<report::StandingQuestion> QuestionOf(const ReportOptions& options) {
  report::StandingQuestion question;
  question.kind = *report::ParseReportKind(options.kind);
  if (!options.from.empty()) question.from = *model::ParseDate(options.from);
  question.to = *model::ParseDate(options.to);
  if (!options.region.empty()) question.region = *datasets::ParseRegion(options.region);
  question.unit = options.unit;
  question.documents = SplitWords(options.documents);
  question.audience = options.open ? report::Audience::kPublic : report::Audience::kInternal;
  if (!options.firms.empty()) {
    auto firms = ReadFirms(options.firms);
    if (!firms.ok()) return firms.status();
    question.firms = *std::move(firms);
  }
  return question;
}

std::string BookText(const report::Book& book) {
  std::string text = fmt::format("{}\n{} ({})\n", book.title, book.subtitle, Name(book.audience));
  Table figures({"figure", "value", "unit", "note"});
  for (const report::KeyFigure& figure : book.figures) {
    const bool percent = figure.unit == "%";
    const std::string value =
        CellText(figure.value, percent ? report::CellKind::kPercent : report::CellKind::kNumber);
    figures.Add(
        {figure.label, value.empty() ? "-" : value, percent ? "" : figure.unit, figure.note});
  }
  text += figures.Text(2);
  for (const report::Sheet& sheet : book.sheets) {
    text += fmt::format("\n{}\n", sheet.title);
    constexpr size_t kRowsShown = 20;
    std::vector<std::string> headings;
    for (const report::Column& column : sheet.columns) headings.push_back(column.heading);
    Table table(std::move(headings));
    for (size_t row = 0; row < std::min(kRowsShown, sheet.rows.size()); ++row) {
      std::vector<std::string> cells;
      for (size_t i = 0; i < sheet.columns.size(); ++i) {
        cells.push_back(CellText(sheet.rows[row][i], sheet.columns[i].kind));
      }
      table.Add(std::move(cells));
    }
    text += table.empty() ? "  none\n" : table.Text(2);
    if (sheet.rows.size() > kRowsShown) {
      text += fmt::format("  ... {} rows in all: use --out\n", sheet.rows.size());
    }
  }
  text += "\n";
  for (const std::string& note : book.notes) text += fmt::format("note: {}\n", note);
  return text;
}

using Writer = absl::Status (*)(const report::Book& book, const std::string& path);
struct Form {
  std::string_view ending;
  Writer write;
};
constexpr Form kForms[] = {
    {".xlsx", report::WriteWorkbook}, {".html", report::WriteHtml}, {".json", report::WriteJson}};

int WriteOne(const report::Book& book, const std::string& path, Writer write) {
  if (absl::Status status = write(book, path); !status.ok()) return Report(status);
  fmt::print("{}\n", path);
  return kDone;
}

int WriteOut(const report::Book& book, const ReportOptions& options) {
  for (const Form& form : kForms) {
    if (options.out.ends_with(form.ending)) return WriteOne(book, options.out, form.write);
  }
  std::error_code problem;
  fs::create_directories(options.out, problem);
  if (problem) {
    return Report(absl::UnavailableError(fmt::format("{}: {}", options.out, problem.message())));
  }
  for (const Form& form : kForms) {
    const std::string path =
        (fs::path(options.out) / (options.kind + std::string(form.ending))).string();
    if (const int code = WriteOne(book, path, form.write); code != kDone) return code;
  }
  return kDone;
}

}  // namespace

std::string CheckReportKind(const std::string& text) {
  if (report::ParseReportKind(text)) return "";
  return fmt::format("\"{}\" is not a report; known are {}", text, report::AllReportKinds());
}

std::string CheckRegion(const std::string& text) {
  if (datasets::ParseRegion(text)) return "";
  return fmt::format("\"{}\" is not a code of six digits of a region", text);
}

int RunReport(const GlobalOptions& global, const ReportOptions& options) {
  const auto question = QuestionOf(options);
  if (!question.ok()) return Report(question.status());
  auto opened = OpenWorkspace(global);
  if (!opened.ok()) return Report(opened.status());
  const auto book = report::StandingReport(*opened->workspace, *question);
  if (!book.ok()) return Report(book.status());
  if (!options.out.empty()) return WriteOut(*book, options);
  fmt::print("{}", global.format == Format::kJson ? report::BookJson(*book) : BookText(*book));
  return kDone;
}

}  // namespace liancheng::cli
