// Every requirement row is accounted for, docs/trace.md is up to date, and the tracer finds each
// kind of gap in made-up inputs.
#include "server/trace/trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "server/trace/book_items.h"
#include "server/trace/trace_files.h"

namespace liancheng::trace {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kRoot = LIANCHENG_SOURCE_DIR;

const absl::StatusOr<Inputs>& Shipped() {
  static const auto* const inputs = new absl::StatusOr<Inputs>(ReadInputs(
      {kRoot + "/datasets/rulebooks", kRoot + "/datasets/trace", kRoot, kRoot + "/tests/cases"}));
  return *inputs;
}

TEST(ShippedTrace, EveryRowIsAccountedFor) {
  ASSERT_TRUE(Shipped().ok()) << Shipped().status();
  const Trace trace = BuildTrace(*Shipped());
  EXPECT_GT(trace.rows.size(), 500u);
  EXPECT_THAT(trace.problems, IsEmpty());
}

TEST(ShippedTrace, ThePageIsWhatWouldBeWritten) {
  ASSERT_TRUE(Shipped().ok()) << Shipped().status();
  std::ifstream in(kRoot + "/docs/trace.md", std::ios::binary);
  const std::string page((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  EXPECT_TRUE(page == Markdown(BuildTrace(*Shipped())))
      << "docs/trace.md is behind the books, the code or the cases: run script/trace";
}

TEST(RowsNamedIn, ReadsRowsAsTheyAreWritten) {
  struct Row {
    const char* text;
    std::vector<std::string> want;
  };
  const std::vector<Row> rows = {
      {"// G42 and G43 (HX-31)", {"G42", "G43", "HX-31"}},
      {"TQ-14-(三)/b", {"TQ-14-(三)"}},
      {"CS-5-(一)b, HX-31-(二)3.", {"CS-5-(一)b", "HX-31-(二)3"}},
      {"CS-4.1-0 HP-2.* HE-2.4-a;", {"CS-4.1-0", "HP-2.*", "HE-2.4-a"}},
      {"HJ-14-(十一): D24", {"HJ-14-(十一)", "D24"}},
      {"xHJ-14 A_HJ-14 I-HJ-14", {"A", "I-HJ-14"}},
      {"HJ-18-", {"HJ-18"}},
      {"", {}},
  };
  for (const Row& row : rows) {
    EXPECT_THAT(RowsNamedIn(row.text), testing::ElementsAreArray(row.want)) << row.text;
  }
}

// One book X with a rule on row X-1, a note on X-2 and a list; the rows, G09.
Inputs MadeUp() {
  Inputs inputs;
  model::Rulebook book;
  book.id = "X";
  model::Rule rule;
  rule.id = "X-1";
  rule.label = "X-1/a";
  rule.movement = "D01";
  rule.give.measure = "S-SUP";
  rule.flags = {"interpretation:G09"};
  book.rules.push_back(rule);
  model::Note note;
  note.id = "X-2";
  book.notes.push_back(note);
  model::ListDefinition list;
  list.id = "X-black";
  list.name = "黑名单";
  book.lists.push_back(list);
  inputs.library.books.push_back(book);
  inputs.rows = {"X-1", "X-2", "X-3-(一)", "D01", "G09"};
  inputs.measures = {"S-SUP"};
  inputs.code["engine/a.h"] = "// X-3: the article";
  cases::CaseFile file;
  file.file = "somewhere/x_one.json";
  file.title = "a title that names G09";
  file.cites = {"X-1"};
  file.facts.push_back({{"listing", "L1"}, {"list", "X-black"}});
  file.asks.push_back(
      {{"ask", "measures"}, {"want", {{{"measure", "S-SUP"}, {"movement", "D01"}}}}});
  inputs.cases.push_back(file);
  return inputs;
}

const Row* Find(const Trace& trace, const std::string& id) {
  for (const Row& row : trace.rows) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

TEST(Trace, GathersBooksCodeAndCases) {
  const Trace trace = BuildTrace(MadeUp());
  EXPECT_THAT(trace.problems, IsEmpty());
  std::vector<std::string> ids;
  for (const Row& row : trace.rows) ids.push_back(row.id);
  EXPECT_THAT(ids, ElementsAre("X-1", "X-2", "X-3-(一)", "D01", "G09", "S-SUP", "X-black"));
  for (const char* id : {"X-1", "D01", "G09", "S-SUP", "X-black"}) {
    EXPECT_THAT(Find(trace, id)->cases, ElementsAre("x_one")) << id;
    EXPECT_EQ(Find(trace, id)->items.size(), 1u) << id;
  }
  EXPECT_THAT(Find(trace, "X-2")->cases, IsEmpty());
  EXPECT_THAT(Find(trace, "X-3-(一)")->code, ElementsAre("engine/a.h"));
  const std::string page = Markdown(trace);
  EXPECT_THAT(page, HasSubstr("| X-1 | rule X-1/a |  | x_one |  |\n"));
  EXPECT_THAT(page, HasSubstr("| G09 | flag rule X-1/a |  | x_one |  |\n"));
  EXPECT_THAT(page, HasSubstr("| X-3-(一) |  | engine/a.h |  |  |\n"));
  EXPECT_THAT(page, HasSubstr("| all | 7 | 6 | 1 | 1 | 5 | 71 % | 0 | 0 |\n"));
}

TEST(Trace, SaysWhatIsWrong) {
  struct Wrong {
    const char* what;
    void (*make)(Inputs*);
    const char* want;
  };
  const std::vector<Wrong> rows = {
      {"a row with nothing", [](Inputs* in) { in->rows.push_back("X-9"); },
       "X-9 has no item in a book, no code and no note"},
      {"a note on an unknown row",
       [](Inputs* in) {
         in->notes.push_back({"X-8", "out of scope: education only"});
       },
       "a note names unknown row X-8"},
      {"a note beside an item and a case",
       [](Inputs* in) {
         in->notes.push_back({"X-1", "code: engine/a.h"});
       },
       "the note on X-1 is superfluous: a book carries it and a case asks it"},
      {"two notes on one row",
       [](Inputs* in) {
         in->notes.push_back({"X-2", "not yet: reports"});
         in->notes.push_back({"X-2", "not yet: reports"});
       },
       "X-2 has two notes"},
      {"a note of no kind",
       [](Inputs* in) {
         in->notes.push_back({"X-2", "because"});
       },
       "the note on X-2 begins with none of: code: | out of scope: | not yet: "},
      {"a case on an unknown row", [](Inputs* in) { in->cases[0].cites.push_back("X-7"); },
       "case x_one cites unknown row X-7"},
  };
  for (const Wrong& row : rows) {
    Inputs inputs = MadeUp();
    row.make(&inputs);
    EXPECT_THAT(BuildTrace(inputs).problems, ElementsAre(row.want)) << row.what;
  }
}

TEST(Trace, ANoteAccountsForARow) {
  Inputs inputs = MadeUp();
  inputs.rows.push_back("X-9");
  inputs.notes.push_back({"X-9", "out of scope: education | only"});
  const Trace trace = BuildTrace(inputs);
  EXPECT_THAT(trace.problems, IsEmpty());
  EXPECT_THAT(Markdown(trace), HasSubstr("| X-9 |  |  |  | out of scope: education \\| only |\n"));
}

}  // namespace
}  // namespace liancheng::trace
