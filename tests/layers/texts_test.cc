// Documents and comments of the tree name only what exists, and the checker finds every breach in a
// made-up tree.
#include "tests/layers/texts.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace liancheng::layers {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;

TEST(Texts, TheProjectKeepsTheRules) {
  EXPECT_THAT(CheckTexts(LIANCHENG_SOURCE_DIR), IsEmpty());
}

using Files = std::vector<std::pair<std::string, std::string>>;

// The problems of a tree with these files.
std::vector<std::string> ProblemsOf(const Files& files) {
  std::string pattern = (fs::temp_directory_path() / "texts_test.XXXXXX").string();
  const fs::path root = mkdtemp(pattern.data());
  for (const auto& [path, text] : files) {
    fs::create_directories((root / path).parent_path());
    std::ofstream(root / path) << text;
  }
  std::vector<std::string> problems = CheckTexts(root);
  fs::remove_all(root);
  return problems;
}

std::string Repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

struct Row {
  Files files;
  std::vector<std::string> want;
};

TEST(Texts, EveryBreachIsReportedWithItsPlace) {
  const std::vector<Row> rows = {
      {{{"README.md", "x\n" + Repeat("a", 121) + "\n"}}, {"README.md:2: 121 columns, at most 120"}},
      {{{"README.zh-CN.md", Repeat("库", 60) + "a\n"}},
       {"README.zh-CN.md:1: 121 columns, at most 120"}},
      {{{"README.md", "[a](docs/a.md)\n"}},
       {"README.md:1: leads to docs/a.md, which does not exist"}},
      {{{"docs/a.md", "[x](b.md#part)\n"}}, {"docs/a.md:1: leads to b.md, which does not exist"}},
      {{{"docs/decisions/README.md", "- [0001](0001-a.md) A.\n"},
        {"docs/decisions/0001-a.md", "# 0001 A\n"},
        {"docs/decisions/0002-b.md", "# 0002 B\n"}},
       {"docs/decisions/0002-b.md:1: is not listed in docs/decisions/README.md"}},
      {{{"docs/decisions/README.md", "- [0001](0001-a.md) A.\n"},
        {"docs/decisions/0001-a.md", "# A\n"}},
       {"docs/decisions/0001-a.md:1: does not begin with its number"}},
      {{{"docs/decisions/README.md", "- [0001](0001-a.md) A.\n"},
        {"docs/decisions/0001-a.md", "# 0001 A (Superseded by 0009)\n"}},
       {"docs/decisions/0001-a.md:1: Superseded by 0009 does not exist"}},
      {{{"query/a.cc", "int a;\n  // See docs/a.md and query/b.h.\n"}},
       {"query/a.cc:2: docs/a.md does not exist", "query/a.cc:2: query/b.h does not exist"}},
  };
  for (const Row& row : rows) EXPECT_EQ(ProblemsOf(row.files), row.want) << row.want[0];
}

TEST(Texts, WhatTheRulesAllowIsNotReported) {
  EXPECT_THAT(
      ProblemsOf(
          {{"README.md", Repeat("a", 118) + "é·\n[a](docs/a.md) [b](https://b.example/c)\n"},
           {"README.zh-CN.md", Repeat("库", 60) + "\n"},
           {"docs/a.md", Repeat("a", 300) + "\n[x](../query/a.h) [y](#part)\n"},
           {"docs/decisions/README.md", "- [0001](0001-a.md) A.\n- [0002](0002-b.md) B.\n"},
           {"docs/decisions/0001-a.md", "# 0001 A (Superseded by 0002: one point)\n"},
           {"docs/decisions/0002-b.md", "# 0002: B\n"},
           {"query/a.h", "// query/a.h: a word (docs/a.md).\nconst char* x = \"query/b.h\";\n"}}),
      IsEmpty());
}

}  // namespace
}  // namespace liancheng::layers
