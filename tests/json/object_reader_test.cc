// A JSON object is read member by member, and a fault names the file, the place and what was
// expected there.
#include "server/json/object_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace liancheng::json {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ObjectReader, GivesWhatIsThereAndElseWhatIsToStandForIt) {
  const Json json = Json::parse(
      R"({"t": "x", "e": "", "n": null, "list": ["a", "b"], "yes": true, "minus": -3, "n7": 7,
          "half": 0.5, "day": "2020-02-29"})");
  ObjectReader reader(json, "f.json");
  EXPECT_EQ(reader.Text("t"), "x");
  EXPECT_EQ(reader.Text("none", "y"), "y");
  EXPECT_EQ(reader.Text("n", "y"), "y") << "null is left out";
  EXPECT_EQ(reader.Text("e", "y"), "") << "an empty text is a text";
  EXPECT_EQ(reader.Word("none", "y"), "y");
  EXPECT_THAT(reader.Texts("list"), ElementsAre("a", "b"));
  EXPECT_THAT(reader.Texts("none"), IsEmpty());
  EXPECT_TRUE(reader.Flag("yes"));
  EXPECT_TRUE(reader.Flag("none", true));
  EXPECT_EQ(reader.Signed("minus"), -3);
  EXPECT_EQ(reader.Whole("n7", 1, 7, 7), 7u);
  EXPECT_EQ(reader.Whole("none", 1, 7, 9), 1u);
  EXPECT_EQ(reader.Positive("half", 2), 0.5);
  EXPECT_EQ(reader.Day("day", model::kOpenEnd), model::FromCivil({2020, 2, 29}));
  EXPECT_EQ(reader.Day("e", model::kOpenEnd), model::kOpenEnd);
  EXPECT_TRUE(reader.Has("t"));
  EXPECT_FALSE(reader.Has("n"));
  EXPECT_TRUE(reader.ok()) << reader.status();
}

TEST(ObjectReader, AFaultNamesFilePlaceAndWhatWasExpected) {
  struct Row {
    const char* text;
    std::function<void(ObjectReader&)> read;
    const char* told;
  };
  const Row rows[] = {
      {"[]", [](ObjectReader&) {}, "f.json: /: expected an object"},
      {"{\"a\"", [](ObjectReader&) {}, "f.json: /: expected an object"},
      {R"({"a": 1})", [](ObjectReader& r) { r.Text("a"); }, "f.json: /a: expected a text"},
      {R"({"a": ""})", [](ObjectReader& r) { r.Word("a", "x"); },
       "f.json: /a: expected a text that is not empty"},
      {R"({"a": "x"})", [](ObjectReader& r) { r.Texts("a"); }, "f.json: /a: expected a list"},
      {R"({"a": ["x", 1]})", [](ObjectReader& r) { r.Texts("a"); },
       "f.json: /a: expected a list of texts"},
      {R"({"a": 0})", [](ObjectReader& r) { r.Flag("a"); }, "f.json: /a: expected true or false"},
      {R"({"a": 1.5})", [](ObjectReader& r) { r.Signed("a"); },
       "f.json: /a: expected a whole number"},
      {R"({"a": -1})", [](ObjectReader& r) { r.Whole("a", 0, 0, 9); },
       "f.json: /a: expected a whole number from 0 to 9"},
      {R"({"a": 10})", [](ObjectReader& r) { r.Whole("a", 0, 0, 9); },
       "f.json: /a: expected a whole number from 0 to 9"},
      {R"({"a": 0})", [](ObjectReader& r) { r.Positive("a", 1); },
       "f.json: /a: expected a number above 0"},
      {R"({"a": "2020-02-30"})", [](ObjectReader& r) { r.Day("a", model::kOpenEnd); },
       "f.json: /a: expected a day, YYYY-MM-DD"},
      {R"({"c": 1})",
       [](ObjectReader& r) {
         r.Allow({"a", "b"});
       },
       "f.json: /c: no member has this name; known are a, b"},
      {R"({"a": null})", [](ObjectReader& r) { r.Require({"a"}); }, "f.json: /a: is required"},
      {R"({"a": {"b": 1}})",
       [](ObjectReader& r) { r.Object("a", [](ObjectReader& inside) { inside.Text("b"); }); },
       "f.json: /a/b: expected a text"},
      {R"({"a": [{"b": "x"}, {"b": 1}]})",
       [](ObjectReader& r) { r.Each("a", [](ObjectReader& item) { item.Text("b"); }); },
       "f.json: /a/1/b: expected a text"},
      {R"({"a": [1]})", [](ObjectReader& r) { r.Each("a", [](ObjectReader&) {}); },
       "f.json: /a/0: expected an object"},
      {R"({"a": 1, "b": 1})",
       [](ObjectReader& r) {
         r.Text("b");
         r.Text("a");
       },
       "f.json: /b: expected a text"},
  };
  for (const Row& row : rows) {
    const Json json = Json::parse(row.text, nullptr, false);
    ObjectReader reader(json, "f.json");
    row.read(reader);
    EXPECT_TRUE(absl::IsInvalidArgument(reader.status())) << row.text;
    EXPECT_EQ(reader.status().message(), row.told) << row.text;
  }
}

TEST(ObjectReader, OfABodyNamesNoFile) {
  const Json json = Json::parse(R"({"role": 1})");
  ObjectReader reader = ObjectReader::At(json, "/roles/0");
  reader.Text("role");
  EXPECT_EQ(reader.status().message(), "/roles/0/role: expected a text");
}

}  // namespace
}  // namespace liancheng::json
