// The tree keeps the house rules, and the checker finds every kind of breach in a made-up tree.
#include "tests/layers/layers.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace liancheng::layers {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Layers, TheProjectKeepsTheHouseRules) {
  EXPECT_THAT(CheckTree(LIANCHENG_SOURCE_DIR), IsEmpty());
}

// A tree of one or more files in a fresh folder, gone at the end.
class MadeUpTree {
 public:
  MadeUpTree() {
    std::string pattern = (fs::temp_directory_path() / "layers_test.XXXXXX").string();
    root_ = mkdtemp(pattern.data());
  }
  ~MadeUpTree() { fs::remove_all(root_); }
  MadeUpTree(const MadeUpTree&) = delete;
  MadeUpTree& operator=(const MadeUpTree&) = delete;

  void Write(const std::string& path, const std::string& text) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  const fs::path& root() const { return root_; }

 private:
  fs::path root_;
};

std::string Repeat(const std::string& line, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += line;
  return text;
}

struct Row {
  std::string path;
  std::string text;
  std::vector<std::string> want;
};

void PrintTo(const Row& row, std::ostream* out) {
  *out << row.path << ": " << row.want.size();
}

class BadFile : public ::testing::TestWithParam<Row> {};

TEST_P(BadFile, IsReportedWithItsPlace) {
  const MadeUpTree tree;
  tree.Write(GetParam().path, GetParam().text);
  EXPECT_EQ(CheckTree(tree.root()), GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(
    Arrows, BadFile,
    ::testing::Values(
        Row{"engine/model/a.cc",
            "#include \"engine/graph/walk.h\"\n",
            {"engine/model/a.cc:1: engine/model/ does not see \"engine/graph/walk.h\""}},
        Row{"engine/graph/a.cc",
            "\n#include \"engine/rules/plan.h\"\n",
            {"engine/graph/a.cc:2: engine/graph/ does not see \"engine/rules/plan.h\""}},
        Row{"engine/rules/a.cc",
            "#include \"storage/fact_store.h\"\n",
            {"engine/rules/a.cc:1: engine/rules/ does not see \"storage/fact_store.h\""}},
        Row{"storage/a.cc",
            "#include \"datasets/readers/native/native.h\"\n",
            {"storage/a.cc:1: storage/ does not see \"datasets/readers/native/native.h\""}},
        Row{"datasets/readers/csv/a.cc",
            "#include \"storage/fact_store.h\"\n",
            {"datasets/readers/csv/a.cc:1: datasets/readers/csv/ does not see "
             "\"storage/fact_store.h\""}},
        Row{"query/ask/a.cc",
            "#include \"datasets/readers/native/native.h\"\n",
            {"query/ask/a.cc:1: query/ask/ does not see \"datasets/readers/native/native.h\""}},
        Row{"server/cli/a.cc",
            "# include <engine/graph/walk.h>\n#include \"storage/fact_store.h\"\n",
            {"server/cli/a.cc:1: server/ does not see \"engine/graph/walk.h\"",
             "server/cli/a.cc:2: server/ does not see \"storage/fact_store.h\""}},
        Row{"server/wire/a.cc",
            "#include \"server/cli/text/text.h\"\n",
            {"server/wire/a.cc:1: server/wire/ does not see \"server/cli/text/text.h\""}},
        Row{"query/ask/a.cc",
            "#include \"tests/layers/layers.h\"\n",
            {"query/ask/a.cc:1: query/ask/ does not see \"tests/layers/layers.h\""}},
        Row{"engine/common/a.cc",
            "#include <string>\n",
            {"engine/common/a.cc:1: lies in no room"}}));

INSTANTIATE_TEST_SUITE_P(
    Homes, BadFile,
    ::testing::Values(
        Row{"engine/graph/a.cc",
            "#include <rocksdb/db.h>\n",
            {"engine/graph/a.cc:1: <rocksdb/db.h> has its home in storage/disk/, storage/write/, "
             "storage/check/"}},
        Row{"engine/rules/a.cc",
            "#include \"boost/graph/graph_traits.hpp\"\n",
            {"engine/rules/a.cc:1: <boost/graph/graph_traits.hpp> has its home in engine/graph/"}},
        Row{"query/ask/a.cc",
            "#include \"nlohmann/json.hpp\"\n",
            {"query/ask/a.cc:1: <nlohmann/json.hpp> has its home in datasets/, server/"}},
        Row{"datasets/readers/csv/a.cc",
            "#include <CLI/CLI.hpp>\n",
            {"datasets/readers/csv/a.cc:1: <CLI/CLI.hpp> has its home in server/"}}));

INSTANTIATE_TEST_SUITE_P(
    Form, BadFile,
    ::testing::Values(
        Row{"query/ask/a.h", "// query/ask/a.h: a word.\n", {"query/ask/a.h:1: no #pragma once"}},
        Row{"query/ask/a.h",
            "#pragma once\n",
            {"query/ask/a.h:1: does not open with its contract (// query/ask/a.h: ...)"}},
        Row{"query/ask/a.h",
            "// query/ask/a.h: a word. Errors:  none.\n#pragma once\n",
            {"query/ask/a.h:1: Errors: does not begin its line"}},
        Row{"query/ask/a.h",
            "// query/ask/a.h: a word.\n// Limits:  none.   Source: a page.\n#pragma once\n",
            {"query/ask/a.h:2: Source: does not begin its line"}},
        Row{"query/ask/a.cc",
            "namespace a {\n  //        first. Row:\n  //        time.\n}\n",
            {"query/ask/a.cc:2: Row: does not begin its line"}},
        Row{"query/ask/a.cc", Repeat("\n", 601), {"query/ask/a.cc:601: 601 lines, at most 600"}},
        Row{"query/ask/a.cc",
            "int A() {\n" + Repeat("  F();\n", 69) + "}\n",
            {"query/ask/a.cc:1: a function of 71 lines, at most 70"}},
        Row{"script/test",
            "# TO"
            "DO later\n",
            {"script/test:1: a word of unfinished work"}},
        Row{"tests/query/a_test.cc",
            "\n// FIX"
            "ME\n",
            {"tests/query/a_test.cc:2: a word of unfinished work"}}));

INSTANTIATE_TEST_SUITE_P(
    Words, BadFile,
    ::testing::Values(
        Row{"query/ask/a.cc",
            "#include <string>\nstd::string a;\nstd::vector<std::string> b;\nstd::vector<int> c;\n",
            {"query/ask/a.cc:3: std::vector without <vector>"}},
        Row{"query/ask/a.cc",
            "int a = 1'000; uint32_t b; absl::StatusOr<int> c; std::ranges::sort(d);\n",
            {"query/ask/a.cc:1: uint32_t without <cstdint>",
             "query/ask/a.cc:1: absl::StatusOr without <absl/status/statusor.h>",
             "query/ask/a.cc:1: std::ranges without <algorithm>"}},
        Row{"tests/query/a_test.cc",
            "TEST(A, B) {}  // EXPECT_EQ\n",
            {"tests/query/a_test.cc:1: TEST without <gtest/gtest.h>"}}));

TEST(Layers, AWordWhoseHeaderAHeaderOfTheProjectBringsIsNotReported) {
  const MadeUpTree tree;
  tree.Write(
      "query/ask/a.h",
      "// query/ask/a.h: a word.\n#pragma once\n#include <vector>\n#include \"query/ask/b.h\"\n");
  tree.Write(
      "query/ask/b.h",
      "// query/ask/b.h: a word.\n#pragma once\n#include <map>\n#include \"query/ask/a.h\"\n");
  tree.Write(
      "query/ask/a.cc",
      "#include \"query/ask/a.h\"\nstd::vector<int> a;\nstd::map<int, int> b;\n"
      "char c[] = \"std::set \\\" std::set\"; char d = '\"';  // std::set\nfoo::std::set e;\n");
  EXPECT_THAT(CheckTree(tree.root()), IsEmpty());
}

TEST(Layers, AnOwnHeaderThatIsNotIncludedFirstIsReported) {
  const MadeUpTree tree;
  tree.Write("query/ask/a.h", "// query/ask/a.h: a word.\n#pragma once\n");
  tree.Write("query/ask/a.cc", "#include <string>\n#include \"query/ask/a.h\"\n");
  EXPECT_THAT(
      CheckTree(tree.root()),
      ElementsAre("query/ask/a.cc:1: its own header \"query/ask/a.h\" is not its first include"));
}

TEST(Layers, AHeaderNamedFromItsOwnFolderIsReported) {
  const MadeUpTree tree;
  tree.Write("query/ask/a.h", "// query/ask/a.h: a word.\n#pragma once\n");
  tree.Write("query/ask/b.cc", "#include \"a.h\"\n");
  EXPECT_THAT(CheckTree(tree.root()),
              ElementsAre("query/ask/b.cc:1: \"a.h\" is not named from the project's root"));
}

TEST(Layers, WhatTheRulesAllowIsNotReported) {
  const MadeUpTree tree;
  tree.Write(
      "query/world/a.h",
      "// query/world/a.h: a word: Errors and Source::Row too.\n// Errors:  none; `Limits` say.\n"
      "#pragma once\n#include \"storage/fact_store.h\"\n");
  tree.Write("query/world/a.cc",
             "#include \"query/world/a.h\"\n\n#include \"engine/rules/plan.h\"\n\nint A() {\n" +
                 Repeat("  F();\n", 68) + "}\n");
  tree.Write("storage/disk/a.cc", "#include \"rocksdb/db.h\"\n" + Repeat("\n", 599));
  tree.Write("server/cli/a.cc",
             "#include \"CLI/CLI.hpp\"\n#include \"datasets/readers/native/native.h\"\n");
  tree.Write("tests/query/a_test.cc", "#include \"rocksdb/db.h\"\n#include \"server/cli/a.h\"\n");
  tree.Write("docs/page.md",
             "TO"
             "DO");
  tree.Write("datasets/samples/x.csv", Repeat("row\n", 700));
  EXPECT_THAT(CheckTree(tree.root()), IsEmpty());
}

}  // namespace
}  // namespace liancheng::layers
