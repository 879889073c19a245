// What a thread that serves connections answers itself, and what it leaves to a worker.
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "datasets/readers/native/native.h"
#include "tests/http/desk.h"

namespace liancheng::http {
namespace {

class AnyIssue : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    EXPECT_NE(issue.grade, model::IssueGrade::kRefused) << model::Describe(issue);
  }
};

// E1 has more shops than can be looked at quickly, E2 has one.
void LoadShops(Desk& desk) {
  const std::string path = desk.folder() + "/shops.jsonl";
  std::ofstream out(path);
  out << R"({"entity": "E1", "type": "enterprise", "name": "虚构甲公司"})" << '\n'
      << R"({"entity": "E2", "type": "enterprise", "name": "虚构乙公司"})" << '\n';
  for (int i = 0; i <= 1'001; ++i) {
    out << R"({"entity": "S)" << i << R"(", "type": "shop", "name": "虚构店"})" << '\n';
  }
  for (int i = 0; i <= 1'001; ++i) {
    out << R"({"relation": "operates", "from": ")" << (i == 0 ? "E2" : "E1") << R"(", "to": "S)"
        << i << R"(", "valid_from": "2019-01-01"})" << '\n';
  }
  out.close();
  AnyIssue issues;
  datasets::ReadOptions options;
  options.words = &desk.backend().words();
  options.issues = &issues;
  auto source = datasets::OpenNative(path, options);
  ASSERT_TRUE(source.ok()) << source.status();
  const auto totals = desk.archive().Import(**source, issues);
  ASSERT_TRUE(totals.ok()) << totals.status();
}

TEST(Brief, WhatTakesLongIsLeftAndLeavesNoTrace) {
  Desk desk({.demo = false, .requests_per_second = 0.001, .burst = 6});
  LoadShops(desk);
  const Headers headers = {{"Authorization", "Bearer " + desk.token("steward")},
                           {"Content-Type", "application/json"}};
  const auto check = [&](const char* id) {
    const Json body = {{"matter", "licence"}, {"subject", {{"id", id}}}};
    return Request{"POST", "/v1/check", headers, body.dump()};
  };
  const auto get = [&](const char* target) { return Request{"GET", target, headers, ""}; };
  const uint64_t lines = desk.backend().audit().sequence();
  // None of these counts against the six requests that the token may make.
  for (int i = 0; i < 10; ++i) {
    EXPECT_FALSE(desk.pipeline().HandleBriefly(check("E1")));
    EXPECT_FALSE(desk.pipeline().HandleBriefly(get("/v1/entities/E1/measures")));
    EXPECT_FALSE(desk.pipeline().HandleBriefly(get("/v1/entities/E2/control")));
    EXPECT_FALSE(desk.pipeline().HandleBriefly(get("/v1/entities/E2/measures?tier=all")));
    EXPECT_FALSE(desk.pipeline().HandleBriefly(get("/v1/entities/E2?known_at=1")));
  }
  EXPECT_EQ(desk.backend().audit().sequence(), lines);
  EXPECT_EQ(desk.pipeline().metrics().in_flight.load(), 0);
  EXPECT_EQ(desk.pipeline().Handle(check("E1")).status, 200);
  EXPECT_EQ(desk.pipeline().Handle(get("/v1/entities/E1/measures")).status, 200);
  const auto brief = desk.pipeline().HandleBriefly(check("E2"));
  ASSERT_TRUE(brief);
  EXPECT_EQ(brief->status, 200);
  EXPECT_EQ(desk.pipeline().HandleBriefly(get("/v1/entities/E2/measures"))->status, 200);
  EXPECT_EQ(desk.pipeline().HandleBriefly(get("/v1/entities/E2"))->status, 200);
  EXPECT_EQ(desk.backend().audit().sequence(), lines + 5);
  // What is refused is refused at once.
  EXPECT_EQ(desk.pipeline().HandleBriefly({"GET", "/v1/me", {}, ""})->status, 401);
  EXPECT_EQ(desk.pipeline().HandleBriefly(check("E3"))->status, 200);
  EXPECT_EQ(desk.pipeline().HandleBriefly(check("E2"))->status, 429);
}

}  // namespace
}  // namespace liancheng::http
