// Compares JSON written as text with the library's own output, and an answer as text with the same
// answer as a tree.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "query/ask/questions.h"
#include "query/gate/gate.h"
#include "server/wire/gate_json.h"
#include "server/wire/json_writers.h"
#include "tests/gate/gate_world.h"

namespace liancheng::wire {
namespace {

std::string Quoted(std::string_view text) {
  std::string out = "before";
  AppendQuoted(text, &out);
  return out;
}

std::string ByTheLibrary(std::string_view text) {
  return "before" + Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

TEST(Writers, TextsAreQuotedAsTheLibraryDoes) {
  for (const char* text :
       {"", "plain", "\"quoted\"", "back\\slash", "a\nb\rc\td\be\ff", "突泉示例公司", "é", "𠮷野家",
        "\x7f", "突\xE7\xAA", "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "a\xFFz"}) {
    EXPECT_EQ(Quoted(text), ByTheLibrary(text));
  }
  EXPECT_EQ(Quoted("突\n\""), "before\"突\\n\\\"\"");
}

TEST(Writers, EveryOneAndTwoBytes) {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string text = {static_cast<char>(a), static_cast<char>(b)};
      ASSERT_EQ(Quoted(text), ByTheLibrary(text)) << a << " " << b;
    }
    const std::string one(1, static_cast<char>(a));
    ASSERT_EQ(Quoted(one), ByTheLibrary(one)) << a;
  }
}

// Lead and continuation bytes of UTF-8 near the limits of what is well-formed, in any order.
TEST(Writers, BrokenSequences) {
  constexpr unsigned char kBytes[] = {0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
                                      0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0,
                                      0xF1, 0xF4, 0xF5, 0xFF, 0x22, 0x0A};
  std::mt19937 random(7);
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (size_t left = random() % 6; left > 0; --left) {
      text += static_cast<char>(kBytes[random() % std::size(kBytes)]);
    }
    ASSERT_EQ(Quoted(text), ByTheLibrary(text)) << "draw " << i;
  }
}

TEST(Writers, AShapeIsTheSameAsTextAndAsTree) {
  const auto shape = [](auto& out) {
    out.Text("text", "a\"b");
    out.Texts("texts", {"一", "二"});
    out.Texts("none", {});
    out.Flag("flag", true);
    out.Number("number", 18'446'744'073'709'551'615u);
    out.Null("null");
    out.Object("empty", [](auto&) {});
    out.Object("object", [](auto& inner) {
      inner.Objects("items", std::vector<int>{1, 2}, [](auto& one, int item) {
        one.Number("item", static_cast<uint64_t>(item));
        one.Flag("last", item == 2);
      });
      inner.Null("after");
    });
    PutDay(out, "day", model::FromCivil({2020, 6, 1}));
    PutDay(out, "open", model::kOpenEnd);
  };
  std::string text;
  JsonText(&text).Whole([&](JsonText& out) { shape(out); });
  EXPECT_EQ(text, R"({"text":"a\"b","texts":["一","二"],"none":[],"flag":true,)"
                  R"("number":18446744073709551615,"null":null,"empty":{},"object":{"items":[)"
                  R"({"item":1,"last":false},{"item":2,"last":true}],"after":null},)"
                  R"("day":"2020-06-01","open":null})");
  EXPECT_EQ(text, JsonTree::Of([&](JsonTree& out) { shape(out); }).dump());
}

const std::vector<std::string> kFacts = {
    R"({"entity": "E1", "type": "enterprise", "region": "350104", "name": "虚构“甲”公司", "uscc": "91350104WWWW0901XL"})",
    R"({"entity": "P1", "type": "person", "region": "320800", "name": "虚构人", "id_number": "11010519491231002X"})",
    R"({"relation": "legal_representative", "from": "P1", "to": "E1", "valid_from": "2016-01-01"})",
    R"J({"listing": "L1", "list": "HP-compare", "subject": "P1", "ground": "HP-5.2-b", "decided_on": "2020-03-01"})J",
};

// The bytes of the whole answer, written as text and written through the tree and the library.
TEST(Writers, ACheckAndMeasuresAsTextAndAsTree) {
  const query::Workspace workspace = query::GateWorld(kFacts, "2020-06-01");
  query::CheckRequest request;
  request.request_id = "R\"1";
  request.unit.name = "市行政审批局";
  request.matter = "licence";
  request.purpose = "登记";
  request.ground = "HP-5.2-b";
  request.subject.source_id = "P1";
  query::CheckParty role;
  role.role = "agent";
  role.name = "没有的公司";
  request.roles = {role};
  auto check = query::AskCheck(workspace, request);
  ASSERT_TRUE(check.ok()) << check.status();
  ASSERT_FALSE(check->parties_checked.front().items.empty());
  EXPECT_EQ(AnswerText(workspace, *check), Envelope(workspace, true, Result(*check)).dump());
  check->log_id = "r-1";
  EXPECT_EQ(AnswerText(workspace, *check), Envelope(workspace, true, Result(*check)).dump());

  const auto measures = query::AskMeasures(workspace, "P1", {}, {0, 5'000'000, 100'000, 0});
  ASSERT_TRUE(measures.ok()) << measures.status();
  ASSERT_FALSE(measures->findings.empty());
  const query::WithheldList withheld = {{"findings", 2, "clues"}};
  Json envelope = Envelope(workspace, measures->complete, Result(*measures));
  envelope["withheld"] = ToJson(withheld);
  EXPECT_EQ(AnswerText(workspace, *measures, {0, measures->findings.size(), ""}, withheld),
            envelope.dump());
  envelope["result"]["findings"] = Json::array();
  envelope["next"] = "1.2.2020-06-01";
  EXPECT_EQ(AnswerText(workspace, *measures, {0, 0, "1.2.2020-06-01"}, withheld), envelope.dump());
}

}  // namespace
}  // namespace liancheng::wire
