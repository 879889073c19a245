// Reads the fields of requests, and matches their paths.
#include "server/http/api/fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/http/run/route_table.h"
#include "server/http/service/rate_limit.h"

namespace liancheng::http {
namespace {

using ::testing::ElementsAre;

TEST(Query, IsReadAsFormsAreWritten) {
  Fields fields = Fields::OfQuery("a=1&b=x%20y+z&c&d=%E5%90%8D&a=2&&e=");
  EXPECT_THAT(fields.Texts("a"), ElementsAre("1", "2"));
  EXPECT_EQ(fields.Text("b"), "x y z");
  EXPECT_EQ(fields.Text("c", "otherwise"), "");
  EXPECT_EQ(fields.Text("d"), "名");
  EXPECT_EQ(fields.Text("missing", "otherwise"), "otherwise");
  EXPECT_FALSE(fields.fault().has_value());
  EXPECT_EQ(fields.Required("e"), "");
  EXPECT_EQ(fields.fault()->name, "e");
}

TEST(Query, ABrokenEscapeIsAFault) {
  for (const char* text : {"a=%", "a=%4", "a=%4g", "%zz=1"}) {
    EXPECT_TRUE(Fields::OfQuery(text).fault().has_value()) << text;
  }
}

TEST(Query, WhatIsNotUtf8IsAFault) {
  for (const char* query :
       {"q=%FF", "q=%E4%BC", "q=%C0%AF", "q=%ED%A0%80", "%FF=1", "a=1&q=\xFF", "q=%01%FF"}) {
    EXPECT_TRUE(Fields::OfQuery(query).fault()) << query;
  }
  EXPECT_FALSE(Fields::OfQuery("q=%E4%BC%81").fault());
}

TEST(Query, NumbersHaveTheirRange) {
  struct Row {
    const char* text;
    bool good;
  };
  const Row rows[] = {{"2", true},   {"9", true},   {"1", false},
                      {"10", false}, {"-3", false}, {"3.0", false},
                      {"3x", false}, {"", false},   {"99999999999999999999", false}};
  for (const Row& row : rows) {
    Fields fields = Fields::OfQuery(std::string("n=") + row.text);
    const uint64_t number = fields.Number("n", 5, 2, 9);
    EXPECT_EQ(!fields.fault().has_value(), row.good) << row.text;
    EXPECT_EQ(number, row.good ? static_cast<uint64_t>(row.text[0] - '0') : 5u);
  }
}

TEST(Body, TakesTextsNumbersAndLists) {
  Fields fields = Fields::OfBody(nlohmann::ordered_json::parse(
      R"({"a": "x", "b": 3, "c": true, "d": ["p", "q"], "e": null})"));
  EXPECT_EQ(fields.Text("a"), "x");
  EXPECT_EQ(fields.Number("b", 0, 0, 9), 3u);
  EXPECT_TRUE(fields.Flag("c"));
  EXPECT_THAT(fields.Texts("d"), ElementsAre("p", "q"));
  EXPECT_FALSE(fields.Has("e"));
  fields.Required("f");
  EXPECT_EQ(fields.fault()->name, "/f");
  EXPECT_EQ(fields.fault()->in, "body");
}

TEST(Match, PathsAndMethods) {
  struct Row {
    const char* method;
    const char* path;
    const char* operation;  // "" = none
    const char* allowed;
  };
  const Row rows[] = {
      {"GET", "/healthz", "health", ""},
      {"GET", "/healthz/", "", ""},
      {"GET", "/", "", ""},
      {"GET", "", "", ""},
      {"GET", "/v1/entities/E1", "show", ""},
      {"POST", "/v1/entities/E1", "", "GET"},
      {"GET", "/v1/entities//measures", "", ""},
      {"GET", "/v1/entities/E%2F1", "show", ""},
      {"GET", "/v1/entities/E/1", "", ""},
      {"GET", "/v1/entities/E%FF", "", ""},
      {"POST", "/v1/listings", "list_add", ""},
      {"POST", "/v1/listings/L/objections/answer", "list_answer", ""},
      {"GET", "/v1/audit/verify", "audit_verify", ""},
  };
  for (const Row& row : rows) {
    const RouteMatch match = Routes().Match(row.method, row.path);
    EXPECT_EQ(match.route == nullptr ? "" : match.route->operation, row.operation) << row.path;
    EXPECT_EQ(match.allowed, row.allowed) << row.path;
  }
  EXPECT_THAT(Routes().Match("GET", "/v1/entities/E%2F1").values, ElementsAre("E/1"));
}

TEST(RateLimit, FillsWithTime) {
  RateLimit limit(10, 2);
  EXPECT_EQ(limit.Take("a", 0), 0);
  EXPECT_EQ(limit.Take("a", 0), 0);
  EXPECT_EQ(limit.Take("a", 0), 100);
  EXPECT_EQ(limit.Take("a", 50), 50);
  EXPECT_EQ(limit.Take("b", 50), 0);
  EXPECT_EQ(limit.Take("a", 100), 0);
  EXPECT_EQ(limit.Take("a", 100), 100);
  // No more than the burst gathers.
  EXPECT_EQ(limit.Take("a", 1'000'000), 0);
  EXPECT_EQ(limit.Take("a", 1'000'000), 0);
  EXPECT_EQ(limit.Take("a", 1'000'000), 100);
  // A request that is given back can be made again, but the bucket never holds more than the burst.
  limit.GiveBack("a");
  EXPECT_EQ(limit.Take("a", 1'000'000), 0);
  EXPECT_EQ(limit.Take("a", 1'000'000), 100);
  for (int i = 0; i < 5; ++i) limit.GiveBack("a");
  EXPECT_EQ(limit.Take("a", 1'000'000), 0);
  EXPECT_EQ(limit.Take("a", 1'000'000), 0);
  EXPECT_EQ(limit.Take("a", 1'000'000), 100);
  limit.GiveBack("nobody");
}

}  // namespace
}  // namespace liancheng::http
