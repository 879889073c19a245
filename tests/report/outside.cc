#include "tests/report/outside.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace liancheng::report {

Folder::Folder() {
  path_ = (std::filesystem::temp_directory_path() / "report_test.XXXXXX").string();
  EXPECT_NE(mkdtemp(path_.data()), nullptr);
}

Folder::~Folder() {
  std::filesystem::remove_all(path_);
}

std::string BytesOf(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.good()) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string OutputOf(const std::string& command) {
  std::FILE* pipe = popen(command.c_str(), "r");
  EXPECT_NE(pipe, nullptr) << command;
  if (pipe == nullptr) return "";
  std::string output;
  std::array<char, 4096> block;
  while (const size_t got = std::fread(block.data(), 1, block.size(), pipe)) {
    output.append(block.data(), got);
  }
  const int status = pclose(pipe);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << command << "\n" << output;
  return output;
}

Book SmallBook() {
  Book book;
  book.title = "联合惩戒报告 <2026>";
  book.subtitle = "2026-07-01 至 2026-09-30";
  book.as_of = model::FromCivil({2026, 9, 30});
  book.known_at = 7;
  book.rulebooks = {{"HJ", "0123abcd"}};
  book.cites = {"HJ-21-a"};
  book.notes = {"推送日没有记录 & 待定"};
  book.figures = {{"在列", int64_t{1234}, "条", "有效的列入"}, {"执行率", 0.625, "%", ""}};
  Sheet moves{"名单变动", "期初加列入减退出", {}, {}};
  moves.columns = {{"名单", CellKind::kText},      {"期末", CellKind::kNumber},
                   {"执行率", CellKind::kPercent}, {"认定日", CellKind::kDate},
                   {"标识", CellKind::kId},        {"退出", CellKind::kNumber}};
  const model::Date day = model::FromCivil({2026, 8, 15});
  moves.rows = {{"黑名单", int64_t{10}, 0.25, day, "0042", int64_t{3}},
                {"红名单, \"甲\"", int64_t{5}, {}, {}, "91350100M000100Y43", int64_t{1}},
                {"<b>&'", 2.5, 1.0, model::FromCivil({1899, 12, 31}), "E1", {}}};
  book.sheets = {moves, {"名单变动", "", {{"空", CellKind::kText}}, {}}};
  book.charts = {{Chart::Kind::kBar, "期末", 0, 0, {1}},
                 {Chart::Kind::kStackedBar, "期末与退出", 0, 0, {1, 5}},
                 {Chart::Kind::kLine, "走势", 0, 0, {1, 5}}};
  book.reach_map = {{"甲公司", "乙公司", "法定代表人"},
                    {"甲公司", "丙平台", "执行"},
                    {"丁公司", "丙平台", "执行"}};
  return book;
}

}  // namespace liancheng::report
