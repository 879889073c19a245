#include "datasets/readers/csv/csv.h"

#include <string>
#include <vector>

#include "fmt/format.h"
#include "fmt/ranges.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace liancheng::datasets {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;

constexpr size_t kChunks[] = {1, 2, 3, 7, 4096};

CsvLimits SmallLimits(size_t chunk_bytes) {
  return {
      .chunk_bytes = chunk_bytes, .field_bytes_max = 16, .record_bytes_max = 40, .fields_max = 6};
}

// Each record as `ROW:[field][field]`, each fault as `ROW!what`.
std::vector<std::string> Read(const std::string& text, CsvLimits limits) {
  const Input input{"t.csv", text};
  CsvReader reader(*OpenInput(input), limits);
  std::vector<std::string> seen;
  for (;;) {
    const auto outcome = reader.Next();
    if (!outcome.ok() || *outcome == CsvReader::Outcome::kEnd) break;
    if (*outcome == CsvReader::Outcome::kFault) {
      seen.push_back(fmt::format("{}!{}", reader.row(), Describe(reader.fault())));
    } else {
      seen.push_back(fmt::format("{}:[{}]", reader.row(), fmt::join(reader.fields(), "][")));
    }
  }
  return seen;
}

constexpr char kUnclosed[] = "a quote is opened and never closed";
constexpr char kAfterQuote[] = "there is text between a closing quote and the next comma";
constexpr char kLongField[] = "a field is over the limit; a closing quote may be missing";
constexpr char kLongRecord[] = "the record is over the limit of bytes or fields";

struct Case {
  const char* name;
  std::string text;
  std::vector<std::string> seen;
};

std::vector<Case> Cases() {
  const std::string sixteen(16, 'x');
  return {
      {"nothing", "", {}},
      {"one field", "a", {"1:[a]"}},
      {"last line without an end", "a,b\nc,d", {"1:[a][b]", "2:[c][d]"}},
      {"CRLF", "a,b\r\nc,d\r\n", {"1:[a][b]", "2:[c][d]"}},
      {"CR at the very end", "a,b\r", {"1:[a][b]"}},
      {"a lone CR is a character", "a\rb,c\n", {"1:[a\rb][c]"}},
      {"empty fields", ",,\n", {"1:[][][]"}},
      {"empty last field at the end", "a,", {"1:[a][]"}},
      {"blank lines are counted, not read", "\n\r\na\n\nb\n", {"3:[a]", "5:[b]"}},
      {"blanks belong to the field", " a , b \n", {"1:[ a ][ b ]"}},
      {"byte order mark",
       "\xEF\xBB\xBF"
       "a,b\n",
       {"1:[a][b]"}},
      {"only a byte order mark", "\xEF\xBB\xBF", {}},
      {"a part of a byte order mark is a field", "\xEF\xBB", {"1:[\xEF\xBB]"}},
      {"quoted", "\"a\",\"b\"\n", {"1:[a][b]"}},
      {"quoted and empty", "\"\",\"\"\n", {"1:[][]"}},
      {"comma in quotes", "\"a,b\",c\n", {"1:[a,b][c]"}},
      {"doubled quotes", "\"a\"\"b\",\"\"\"\"\n", {"1:[a\"b][\"]"}},
      {"two fields with doubled quotes", "\"\"\"a\",\"b\"\"\"\n", {"1:[\"a][b\"]"}},
      {"line end in quotes", "\"a\nb\",c\nd,e\n", {"1:[a\nb][c]", "3:[d][e]"}},
      {"CRLF in quotes stays", "\"a\r\nb\"\r\nc\n", {"1:[a\r\nb]", "3:[c]"}},
      {"quoted at the end", "a,\"b\"", {"1:[a][b]"}},
      {"quoted at the end with CR", "a,\"b\"\r", {"1:[a][b]"}},
      {"a quote inside a plain field", "5\" pipe,a\"b\"\n", {"1:[5\" pipe][a\"b\"]"}},
      {"NUL is a byte like others", std::string("a\0b,c\n", 6), {std::string("1:[a\0b][c]", 10)}},
      {"never closed", "a\n\"b,c\nd\n", {"1:[a]", std::string("2!") + kUnclosed, "3:[d]"}},
      {"never closed, last line", "a\n\"b", {"1:[a]", std::string("2!") + kUnclosed}},
      {"text after a closing quote", "\"a\"b,c\nd\n", {std::string("1!") + kAfterQuote, "2:[d]"}},
      {"closed by the next line's quote",
       "x,\"a\nb,\"c\"\nd,e\n",
       {std::string("1!") + kAfterQuote, "2:[b][c]", "3:[d][e]"}},
      {"a CR after a quote is not an end",
       "\"a\"\rb\nc\n",
       {std::string("1!") + kAfterQuote, "2:[c]"}},
      {"field at the limit", sixteen + ",a\n", {"1:[" + sixteen + "][a]"}},
      {"field over the limit", sixteen + "x,a\nb\n", {std::string("1!") + kLongField, "2:[b]"}},
      {"field over the limit at the end",
       "b\n" + sixteen + "x",
       {"1:[b]", std::string("2!") + kLongField}},
      {"quoted field at the limit", "\"" + sixteen + "\"\n", {"1:[" + sixteen + "]"}},
      {"quoted field over the limit goes on at the next line",
       "\"ab\nccccccccccccccccc\nd\n",
       {std::string("1!") + kLongField, std::string("2!") + kLongField, "3:[d]"}},
      {"record over the limit",
       "aaaaaaaaaaaaaa,bbbbbbbbbbbbbb,cccccccccccccc,d\ne\n",
       {std::string("1!") + kLongRecord, "2:[e]"}},
      {"fields at the limit", "1,2,3,4,5,6\n", {"1:[1][2][3][4][5][6]"}},
      {"fields over the limit", "1,2,3,4,5,6,7\n8\n", {std::string("1!") + kLongRecord, "2:[8]"}},
  };
}

TEST(CsvTest, ReadsAndRecoversWhateverTheChunk) {
  for (const Case& c : Cases()) {
    for (const size_t chunk : kChunks) {
      EXPECT_THAT(Read(c.text, SmallLimits(chunk)), ElementsAreArray(c.seen))
          << c.name << ", chunk " << chunk;
    }
  }
}

TEST(CsvTest, HugeLineCostsOneRowAndBoundedMemory) {
  const std::string text = "a\n" + std::string(size_t{3} << 20, 'x') + "\nb\n";
  EXPECT_THAT(Read(text, CsvLimits()),
              ElementsAre("1:[a]", std::string("2!") + kLongField, "3:[b]"));
}

TEST(CsvTest, FaultNamesItsColumnAndRawIsTheRecordAsWritten) {
  const Input input{"t.csv", "\"a\"\"\",b\r\nc,\"d\n"};
  CsvReader reader(*OpenInput(input), CsvLimits());
  ASSERT_EQ(*reader.Next(), CsvReader::Outcome::kRecord);
  EXPECT_EQ(reader.raw(), "\"a\"\"\",b\r\n");
  ASSERT_EQ(*reader.Next(), CsvReader::Outcome::kFault);
  EXPECT_EQ(reader.fault(), CsvFault::kUnclosedQuote);
  EXPECT_EQ(reader.fault_column(), 2u);
}

class BrokenSource : public ByteSource {
 public:
  absl::StatusOr<size_t> Read(std::span<char> room) override {
    if (reads_++ > 0) return absl::UnavailableError("t.csv: Input/output error");
    room[0] = 'a';
    return 1;
  }

 private:
  int reads_ = 0;
};

TEST(CsvTest, FailingReadIsNotTheEndOfTheFile) {
  CsvReader reader(std::make_unique<BrokenSource>(), SmallLimits(4));
  EXPECT_EQ(reader.Next().status(), absl::UnavailableError("t.csv: Input/output error"));
}

TEST(LineReaderTest, LinesAndTheirRowsWhateverTheChunk) {
  const Input input{"t.jsonl",
                    "\xEF\xBB\xBF"
                    "ab\r\n\nabcd\nabcde\nabcdefghijk\nz"};
  for (const size_t chunk : kChunks) {
    LineReader reader(*OpenInput(input), {.chunk_bytes = chunk, .line_bytes_max = 4});
    std::vector<std::string> seen;
    for (auto outcome = *reader.Next(); outcome != LineReader::Outcome::kEnd;
         outcome = *reader.Next()) {
      const bool fits = outcome == LineReader::Outcome::kLine;
      seen.push_back(fmt::format("{}:{}", reader.row(), fits ? reader.line() : "too long"));
    }
    EXPECT_THAT(seen, ElementsAre("1:ab", "2:", "3:abcd", "4:too long", "5:too long", "6:z"))
        << "chunk " << chunk;
  }
}

}  // namespace
}  // namespace liancheng::datasets
