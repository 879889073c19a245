#include "server/report/html.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <memory>
#include <span>
#include <system_error>
#include <vector>

#include "fmt/format.h"
#include "server/report/drawing.h"
#include "server/report/page_style.h"
#include "server/report/text.h"

namespace liancheng::report {
namespace {

namespace fs = std::filesystem;

class Page {
 public:
  explicit Page(const Book& book) : book_(book) {}

  std::string Write() {
    WriteHead();
    WriteFigures();
    WriteCharts();
    WriteMap();
    for (const Sheet& sheet : book_.sheets) WriteSheet(sheet);
    WriteNotes();
    WriteFoot();
    return std::move(html_);
  }

 private:
  template <typename... Arguments>
  void Add(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(html_), format, std::forward<Arguments>(arguments)...);
  }

  void WriteHead() {
    Add("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<div class=\"band\"></div>\n",
        Escaped(book_.title), PageStyle());
    Add("<header>\n<h1>{}</h1>\n", Escaped(book_.title));
    if (!book_.subtitle.empty()) Add("<p class=\"subtitle\">{}</p>\n", Escaped(book_.subtitle));
    const bool open = book_.audience == Audience::kPublic;
    Add("<dl class=\"origin\">\n<div><dt>类别</dt><dd><span "
        "class=\"badge{}\">{}</span></dd></div>\n",
        open ? " public" : "", open ? "公开" : "内部");
    WriteOrigin("截至日", model::FormatDate(book_.as_of));
    WriteOrigin("所知版本", fmt::format("{}", book_.known_at));
    if (!book_.rulebooks.empty()) {
      std::string books;
      for (const auto& [id, hash] : book_.rulebooks) {
        if (!books.empty()) books += "、";
        books += id;
      }
      WriteOrigin("规则书", books);
    }
    Add("</dl>\n</header>\n<main>\n");
  }

  void WriteOrigin(std::string_view term, std::string_view value) {
    Add("<div><dt>{}</dt><dd>{}</dd></div>\n", Escaped(term), Escaped(value));
  }

  void WriteFigures() {
    if (book_.figures.empty()) return;
    Add("<section>\n<h2>要点</h2>\n<ul class=\"figures\">\n");
    for (const KeyFigure& figure : book_.figures) {
      const bool percent = figure.unit == "%";
      const std::string value =
          CellText(figure.value, percent ? CellKind::kPercent : CellKind::kNumber);
      Add("<li><span class=\"label\">{}</span><span class=\"number\">{}", Escaped(figure.label),
          value.empty() ? "—" : Escaped(value));
      if (!percent && !figure.unit.empty()) {
        Add("<span class=\"unit\">{}</span>", Escaped(figure.unit));
      }
      Add("</span>");
      if (!figure.note.empty()) Add("<span class=\"note\">{}</span>", Escaped(figure.note));
      Add("</li>\n");
    }
    Add("</ul>\n</section>\n");
  }

  void WriteLegend(const std::vector<std::string>& names) {
    Add("<ul class=\"legend\">\n");
    for (size_t i = 0; i < names.size(); ++i) {
      Add("<li><i class=\"s{}\"></i>{}</li>\n", i % kSeriesColourCount, Escaped(names[i]));
    }
    Add("</ul>\n");
  }

  void WriteCharts() {
    if (book_.charts.empty()) return;
    Add("<section>\n<h2>图表</h2>\n");
    for (const Chart& chart : book_.charts) {
      const Sheet& sheet = book_.sheets[chart.sheet];
      Add("<figure>\n<figcaption>{}</figcaption>\n", Escaped(chart.title));
      if (chart.values.size() > 1) {
        std::vector<std::string> names;
        for (const size_t value : chart.values) names.push_back(sheet.columns[value].heading);
        WriteLegend(names);
      }
      const std::string drawing = DrawChart(book_, chart);
      html_ += drawing.empty() ? "<p class=\"none\">没有数据。</p>\n" : drawing;
      if (sheet.rows.size() > chart.rows_max) {
        Add("<p class=\"caption\">图中为前 {} 行, 共 {} 行。</p>\n", chart.rows_max,
            CellText(static_cast<int64_t>(sheet.rows.size()), CellKind::kNumber));
      }
      Add("</figure>\n");
    }
    Add("</section>\n");
  }

  void WriteMap() {
    if (book_.reach_map.empty()) return;
    const std::span<const ReachEdge> edges =
        std::span(book_.reach_map).first(std::min(kMapEdgesMax, book_.reach_map.size()));
    Add("<section>\n<h2>传导图</h2>\n<figure>\n<figcaption>左: 列入对象; 右: "
        "涉及的主体</figcaption>\n");
    WriteLegend(KindsOf(edges));
    html_ += DrawReachMap(edges);
    if (edges.size() < book_.reach_map.size()) {
      Add("<p class=\"caption\">图中为前 {} 条, 共 {} 条。</p>\n", edges.size(),
          book_.reach_map.size());
    }
    Sheet table{"传导图", "", {{"列入对象"}, {"涉及的主体"}, {"方式"}}, {}};
    for (const ReachEdge& edge : edges) {
      table.rows.push_back({edge.subject, edge.party, edge.kind});
    }
    Add("<details>\n<summary>以表格查看</summary>\n");
    WriteTable(table);
    Add("</details>\n</figure>\n</section>\n");
  }

  void WriteSheet(const Sheet& sheet) {
    Add("<section>\n<h2>{}</h2>\n", Escaped(sheet.title));
    if (!sheet.caption.empty()) Add("<p class=\"caption\">{}</p>\n", Escaped(sheet.caption));
    if (sheet.rows.empty()) {
      Add("<p class=\"none\">没有记录。</p>\n</section>\n");
      return;
    }
    Add("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n",
        Escaped(sheet.title));
    WriteTable(sheet);
    Add("</div>\n</section>\n");
  }

  void WriteTable(const Sheet& sheet) {
    const size_t rows = std::min(kTableRowsMax, sheet.rows.size());
    Add("<table>\n<caption>{}: 共 {} 行", Escaped(sheet.title),
        CellText(static_cast<int64_t>(sheet.rows.size()), CellKind::kNumber));
    if (rows < sheet.rows.size()) Add(", 此处为前 {} 行, 全部见工作簿", rows);
    Add("</caption>\n<thead><tr>");
    for (const Column& column : sheet.columns) {
      Add("<th scope=\"col\" class=\"{}\">{}</th>", Name(column.kind), Escaped(column.heading));
    }
    Add("</tr></thead>\n<tbody>\n");
    for (size_t row = 0; row < rows; ++row) {
      Add("<tr>");
      for (size_t i = 0; i < sheet.columns.size(); ++i) {
        const CellKind kind = sheet.columns[i].kind;
        const std::string text = Escaped(CellText(sheet.rows[row][i], kind));
        if (i == 0) {
          Add("<th scope=\"row\" class=\"{}\">{}</th>", Name(kind), text);
        } else {
          Add("<td class=\"{}\">{}</td>", Name(kind), text);
        }
      }
      Add("</tr>\n");
    }
    Add("</tbody>\n</table>\n");
  }

  void WriteNotes() {
    if (book_.notes.empty() && book_.cites.empty()) return;
    Add("<section>\n<h2>说明</h2>\n<ol class=\"notes\">\n");
    if (!book_.cites.empty()) {
      Add("<li>依据条目: {}</li>\n", Escaped(fmt::format("{}", fmt::join(book_.cites, "、"))));
    }
    for (const std::string& note : book_.notes) Add("<li>{}</li>\n", Escaped(note));
    Add("</ol>\n</section>\n");
  }

  void WriteFoot() {
    Add("</main>\n<footer>\n");
    for (const auto& [id, hash] : book_.rulebooks) {
      Add("<div>规则书 {}: {}</div>\n", Escaped(id), Escaped(hash));
    }
    Add("</footer>\n</body>\n</html>\n");
  }

  const Book& book_;
  std::string html_;
};

}  // namespace

std::string HtmlPage(const Book& book) {
  return Page(book).Write();
}

absl::Status WriteHtml(const Book& book, const std::string& path) {
  if (absl::Status status = CheckBook(book); !status.ok()) return status;
  return WriteWhole(path, HtmlPage(book));
}

absl::Status WriteWhole(const std::string& path, std::string_view bytes) {
  const std::string part = path + ".part";
  const auto refuse = [&](std::string_view why) {
    std::error_code ignored;
    fs::remove(part, ignored);
    return absl::UnavailableError(fmt::format("{}: {}", path, why));
  };
  std::FILE* file = std::fopen(part.c_str(), "wb");
  if (file == nullptr) return refuse(std::generic_category().message(errno));
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  if (const bool closed = std::fclose(file) == 0; !written || !closed) {
    return refuse(std::generic_category().message(errno));
  }
  std::error_code problem;
  fs::rename(part, path, problem);
  if (problem) return refuse(problem.message());
  return absl::OkStatus();
}

}  // namespace liancheng::report
