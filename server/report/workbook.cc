// The only file that uses libxlsxwriter.
#include "server/report/workbook.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "fmt/format.h"
#include "server/report/palette.h"
#include "server/report/text.h"

namespace liancheng::report {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFont = "Microsoft YaHei";
constexpr const char* kSummary = "摘要";
constexpr const char* kCharts = "图表";
constexpr size_t kRowsMax = 1'048'576 - 1;  // under the heading
constexpr size_t kColumnsMax = 16'384;
// A cell can hold 32 767 UTF-16 units; a text never has fewer UTF-8 bytes than that.
constexpr size_t kCellBytesMax = 32'767;
constexpr uint8_t kPaperA4 = 9;
// 1900-03-01: before this day worksheets count a leap day that did not exist.
constexpr model::Date kFirstDate{-25'508};

struct Formats {
  lxw_format* title = nullptr;
  lxw_format* heading = nullptr;
  lxw_format* label = nullptr;
  lxw_format* text = nullptr;
  lxw_format* wrapped = nullptr;
  lxw_format* link = nullptr;
  lxw_format* number = nullptr;
  lxw_format* fraction = nullptr;
  lxw_format* percent = nullptr;
  lxw_format* date = nullptr;
  lxw_format* id = nullptr;
};

lxw_datetime DateOf(model::Date date) {
  const model::CivilDate civil = model::ToCivil(date);
  lxw_datetime when{};
  when.year = civil.year;
  when.month = civil.month;
  when.day = civil.day;
  return when;
}

// Text cut to the size of a cell at a character boundary.
std::string CellString(std::string_view text) {
  std::string clean = Clean(text);
  if (clean.size() <= kCellBytesMax) return clean;
  size_t end = kCellBytesMax;
  while ((static_cast<unsigned char>(clean[end]) & 0xC0) == 0x80) --end;
  clean.resize(end);
  return clean;
}

class WorkbookWriter {
 public:
  WorkbookWriter(const Book& book, lxw_workbook* workbook) : book_(book), workbook_(workbook) {}

  void Write() {
    MakeFormats();
    SetProperties();
    NameSheets();
    lxw_worksheet* summary = workbook_add_worksheet(workbook_, kSummary);
    lxw_worksheet* charts =
        book_.charts.empty() ? nullptr : workbook_add_worksheet(workbook_, kCharts);
    WriteSummary(summary);
    for (size_t i = 0; i < book_.sheets.size(); ++i) {
      WriteSheet(book_.sheets[i], workbook_add_worksheet(workbook_, names_[i].c_str()));
    }
    if (charts != nullptr) WriteCharts(charts);
  }

 private:
  lxw_format* Format(const char* number_format) {
    lxw_format* format = workbook_add_format(workbook_);
    format_set_font_name(format, kFont);
    format_set_font_size(format, 10);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (number_format != nullptr) format_set_num_format(format, number_format);
    return format;
  }

  void MakeFormats() {
    formats_.title = Format(nullptr);
    format_set_font_size(formats_.title, 16);
    format_set_bold(formats_.title);
    formats_.heading = Format(nullptr);
    format_set_bold(formats_.heading);
    format_set_font_color(formats_.heading, LXW_COLOR_WHITE);
    format_set_bg_color(formats_.heading, kHeadingColour);
    format_set_align(formats_.heading, LXW_ALIGN_VERTICAL_CENTER);
    formats_.label = Format(nullptr);
    format_set_bold(formats_.label);
    formats_.text = Format(nullptr);
    formats_.wrapped = Format(nullptr);
    format_set_text_wrap(formats_.wrapped);
    formats_.link = Format(nullptr);
    format_set_font_color(formats_.link, kSeriesColours[0]);
    format_set_underline(formats_.link, LXW_UNDERLINE_SINGLE);
    formats_.number = Format("#,##0");
    formats_.fraction = Format("#,##0.##");
    formats_.percent = Format("0.0%");
    formats_.date = Format("yyyy-mm-dd");
    format_set_align(formats_.date, LXW_ALIGN_LEFT);
    formats_.id = Format("@");
  }

  void SetProperties() {
    title_ = Clean(book_.title);
    subject_ = Clean(book_.subtitle);
    lxw_doc_properties properties{};
    properties.title = title_.data();
    properties.subject = subject_.data();
    // Noon of the book's day: the wall clock would make every file different, and the library takes
    // 0 for that clock.
    constexpr int64_t kSecondsOfDay = 86'400;
    properties.created = static_cast<time_t>(book_.as_of.days * kSecondsOfDay + kSecondsOfDay / 2);
    workbook_set_properties(workbook_, &properties);
  }

  void NameSheets() {
    std::vector<std::string> titles;
    for (const Sheet& sheet : book_.sheets) titles.push_back(sheet.title);
    names_ = WorksheetNames(titles, {kSummary, kCharts});
  }

  void WriteText(lxw_worksheet* to, lxw_row_t row, lxw_col_t column, std::string_view text,
                 lxw_format* format) {
    worksheet_write_string(to, row, column, CellString(text).c_str(), format);
  }

  void WriteCell(lxw_worksheet* to, lxw_row_t row, lxw_col_t column, const Cell& cell,
                 CellKind kind) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
      if (!text->empty()) {
        WriteText(to, row, column, *text, kind == CellKind::kId ? formats_.id : formats_.wrapped);
      }
    } else if (const auto* date = std::get_if<model::Date>(&cell)) {
      if (*date < kFirstDate) return WriteText(to, row, column, FormatDate(*date), formats_.id);
      lxw_datetime when = DateOf(*date);
      worksheet_write_datetime(to, row, column, &when, formats_.date);
    } else if (const auto* whole = std::get_if<int64_t>(&cell)) {
      worksheet_write_number(to, row, column, static_cast<double>(*whole),
                             kind == CellKind::kPercent ? formats_.percent : formats_.number);
    } else if (const auto* number = std::get_if<double>(&cell)) {
      lxw_format* plain = std::trunc(*number) == *number ? formats_.number : formats_.fraction;
      worksheet_write_number(to, row, column, *number,
                             kind == CellKind::kPercent ? formats_.percent : plain);
    }
  }

  void SetPage(lxw_worksheet* sheet) {
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, kPaperA4);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_footer(sheet, "&C&P / &N");
  }

  void WriteHeading(lxw_worksheet* to, lxw_row_t row, const std::vector<std::string>& words) {
    for (size_t i = 0; i < words.size(); ++i) {
      WriteText(to, row, static_cast<lxw_col_t>(i), words[i], formats_.heading);
    }
  }

  void WriteSummary(lxw_worksheet* to) {
    constexpr std::array<double, 4> kWidths = {34, 22, 12, 70};
    for (size_t i = 0; i < kWidths.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(to, column, column, kWidths[i], formats_.text);
    }
    SetPage(to);
    WriteText(to, 0, 0, book_.title, formats_.title);
    WriteText(to, 1, 0, book_.subtitle, formats_.text);
    lxw_row_t row = 3;
    row = WriteOrigin(to, row);
    row = WriteFigures(to, row + 1);
    row = WriteContents(to, row + 1);
    WriteNotes(to, row + 1);
  }

  lxw_row_t WriteOrigin(lxw_worksheet* to, lxw_row_t row) {
    const auto line = [&](std::string_view label, const std::string& value) {
      WriteText(to, row, 0, label, formats_.label);
      WriteText(to, row, 1, value, formats_.id);
      ++row;
    };
    WriteText(to, row, 0, "截至日", formats_.label);
    WriteCell(to, row++, 1, book_.as_of, CellKind::kDate);
    line("所知版本", fmt::format("{}", book_.known_at));
    line("类别", book_.audience == Audience::kPublic ? "公开" : "内部");
    for (const auto& [id, hash] : book_.rulebooks) line("规则书 " + id, hash);
    return row;
  }

  lxw_row_t WriteFigures(lxw_worksheet* to, lxw_row_t row) {
    if (book_.figures.empty()) return row;
    WriteHeading(to, row++, {"要点", "数值", "单位", "说明"});
    for (const KeyFigure& figure : book_.figures) {
      WriteText(to, row, 0, figure.label, formats_.wrapped);
      WriteCell(to, row, 1, figure.value, figure.unit == "%" ? CellKind::kPercent : KindOf(figure));
      if (figure.unit != "%") WriteText(to, row, 2, figure.unit, formats_.text);
      WriteText(to, row, 3, figure.note, formats_.wrapped);
      ++row;
    }
    return row;
  }

  static CellKind KindOf(const KeyFigure& figure) {
    return std::holds_alternative<std::string>(figure.value) ? CellKind::kText : CellKind::kNumber;
  }

  lxw_row_t WriteContents(lxw_worksheet* to, lxw_row_t row) {
    if (book_.sheets.empty()) return row;
    WriteHeading(to, row++, {"表", "行数", "", "内容"});
    for (size_t i = 0; i < book_.sheets.size(); ++i) {
      const std::string link = fmt::format("internal:'{}'!A1", Quoted(names_[i]));
      worksheet_write_url_opt(to, row, 0, link.c_str(), formats_.link, names_[i].c_str(), nullptr);
      WriteCell(to, row, 1, static_cast<int64_t>(book_.sheets[i].rows.size()), CellKind::kNumber);
      WriteText(to, row, 3, book_.sheets[i].caption, formats_.wrapped);
      ++row;
    }
    return row;
  }

  void WriteNotes(lxw_worksheet* to, lxw_row_t row) {
    if (!book_.cites.empty()) {
      WriteText(to, row, 0, "依据条目", formats_.label);
      WriteText(to, row++, 1, fmt::format("{}", fmt::join(book_.cites, "、")), formats_.text);
    }
    for (size_t i = 0; i < book_.notes.size(); ++i) {
      if (i == 0) WriteText(to, row, 0, "说明", formats_.label);
      worksheet_merge_range(to, row, 1, row, 3, CellString(book_.notes[i]).c_str(),
                            formats_.wrapped);
      // A merged cell does not grow with its text.
      constexpr int kCellsOfLine = 100;
      constexpr double kLineHeight = 15;
      const int lines = TextWidth(book_.notes[i]) / kCellsOfLine + 1;
      worksheet_set_row(to, row, kLineHeight * lines, nullptr);
      ++row;
    }
  }

  // Apostrophes are doubled in a quoted name.
  static std::string Quoted(const std::string& name) {
    std::string quoted;
    for (const char c : name) quoted += c == '\'' ? "''" : std::string(1, c);
    return quoted;
  }

  void WriteSheet(const Sheet& sheet, lxw_worksheet* to) {
    SetPage(to);
    constexpr double kHeadingHeight = 22;
    worksheet_set_row(to, 0, kHeadingHeight, nullptr);
    for (size_t i = 0; i < sheet.columns.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(to, column, column, ColumnWidth(sheet, i), nullptr);
      WriteText(to, 0, column, sheet.columns[i].heading, formats_.heading);
    }
    for (size_t row = 0; row < sheet.rows.size(); ++row) {
      for (size_t i = 0; i < sheet.columns.size(); ++i) {
        WriteCell(to, static_cast<lxw_row_t>(row + 1), static_cast<lxw_col_t>(i),
                  sheet.rows[row][i], sheet.columns[i].kind);
      }
    }
    worksheet_freeze_panes(to, 1, 0);
    worksheet_repeat_rows(to, 0, 0);
    worksheet_autofilter(to, 0, 0, static_cast<lxw_row_t>(sheet.rows.size()),
                         static_cast<lxw_col_t>(sheet.columns.size() - 1));
  }

  void WriteCharts(lxw_worksheet* to) {
    constexpr lxw_row_t kRowsOfChart = 24;
    lxw_row_t row = 0;
    for (const Chart& chart : book_.charts) {
      if (book_.sheets[chart.sheet].rows.empty()) continue;
      lxw_chart_options place{};
      place.x_scale = 1.9;
      place.y_scale = 1.55;
      worksheet_insert_chart_opt(to, row, 0, MakeChart(chart), &place);
      row += kRowsOfChart;
    }
  }

  lxw_chart* MakeChart(const Chart& chart) {
    const Sheet& sheet = book_.sheets[chart.sheet];
    const char* name = names_[chart.sheet].c_str();
    const auto last = static_cast<lxw_row_t>(std::min(sheet.rows.size(), chart.rows_max));
    const uint8_t kind = chart.kind == Chart::Kind::kLine         ? LXW_CHART_LINE
                         : chart.kind == Chart::Kind::kStackedBar ? LXW_CHART_BAR_STACKED
                                                                  : LXW_CHART_BAR;
    lxw_chart* drawn = workbook_add_chart(workbook_, kind);
    chart_title_set_name(drawn, Clean(chart.title).c_str());
    const auto category = static_cast<lxw_col_t>(chart.category);
    for (size_t i = 0; i < chart.values.size(); ++i) {
      const auto value = static_cast<lxw_col_t>(chart.values[i]);
      lxw_chart_series* series = chart_add_series(drawn, nullptr, nullptr);
      chart_series_set_categories(series, name, 1, category, last, category);
      chart_series_set_values(series, name, 1, value, last, value);
      chart_series_set_name_range(series, name, 0, value);
      lxw_chart_fill fill{};
      fill.color = kSeriesColours[i % kSeriesColours.size()];
      lxw_chart_line line{};
      line.color = fill.color;
      line.width = 2.25;
      if (chart.kind == Chart::Kind::kLine) {
        chart_series_set_line(series, &line);
      } else {
        chart_series_set_fill(series, &fill);
      }
    }
    // For bars the library's y axis is the one with the names. Bars are drawn from the bottom up,
    // so the axis is reversed: the first row is on top and the numbers are below.
    const bool bars = chart.kind != Chart::Kind::kLine;
    if (bars) {
      chart_axis_set_reverse(drawn->y_axis);
      chart_axis_set_crossing_max(drawn->y_axis);
    }
    if (sheet.columns[chart.values[0]].kind == CellKind::kPercent) {
      chart_axis_set_num_format(bars ? drawn->x_axis : drawn->y_axis, "0%");
    }
    chart_legend_set_position(
        drawn, chart.values.size() > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
    return drawn;
  }

  const Book& book_;
  lxw_workbook* workbook_;
  Formats formats_;
  std::string title_;
  std::string subject_;
  std::vector<std::string> names_;
};

absl::Status CheckSize(const Book& book) {
  for (const Sheet& sheet : book.sheets) {
    if (sheet.rows.size() <= kRowsMax && sheet.columns.size() <= kColumnsMax) continue;
    return absl::ResourceExhaustedError(
        fmt::format("sheet \"{}\": {} rows and {} columns; a worksheet holds {} and {}",
                    sheet.title, sheet.rows.size(), sheet.columns.size(), kRowsMax, kColumnsMax));
  }
  return absl::OkStatus();
}

absl::Status CheckWritable(const std::string& part, const std::string& path) {
  std::FILE* file = std::fopen(part.c_str(), "wb");
  if (file == nullptr) {
    return absl::UnavailableError(
        fmt::format("{}: {}", path, std::generic_category().message(errno)));
  }
  std::fclose(file);
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteWorkbook(const Book& book, const std::string& path) {
  if (absl::Status status = CheckBook(book); !status.ok()) return status;
  if (absl::Status status = CheckSize(book); !status.ok()) return status;
  const std::string part = path + ".part";
  // Checked here, because the library would write its error to the terminal.
  if (absl::Status status = CheckWritable(part, path); !status.ok()) return status;
  lxw_workbook* workbook = workbook_new(part.c_str());
  if (workbook == nullptr) {
    return absl::ResourceExhaustedError(fmt::format("{}: no memory for a workbook", path));
  }
  WorkbookWriter(book, workbook).Write();
  const lxw_error error = workbook_close(workbook);
  std::error_code problem;
  if (error == LXW_NO_ERROR) {
    fs::rename(part, path, problem);
    if (!problem) return absl::OkStatus();
  }
  const std::string why = error != LXW_NO_ERROR ? lxw_strerror(error) : problem.message();
  fs::remove(part, problem);
  return absl::UnavailableError(fmt::format("{}: {}", path, why));
}

}  // namespace liancheng::report
