// Who may do what: every endpoint with every role, against a matrix written by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/http/run/route_table.h"
#include "tests/http/desk.h"

namespace liancheng::http {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

// p public, d department, l platform, i investigator, s steward, a auditor, m administrator.
struct Row {
  const char* operation;
  const char* method;
  const char* target;
  const char* roles;
};

const std::vector<Row>& Matrix() {
  static const std::vector<Row> rows = {
      {"health", "GET", "/healthz", "pdlisam"},
      {"ready", "GET", "/readyz", "pdlisam"},
      {"metrics", "GET", "/metrics", "am"},
      {"openapi", "GET", "/openapi.json", "dlisam"},
      {"me", "GET", "/v1/me", "dlisam"},
      {"public_listing", "GET", "/v1/public/listings/L101", "pdlisam"},
      {"search", "GET", "/v1/search?text=E101", "dis"},
      {"screen", "POST", "/v1/screen", "dis"},
      {"show", "GET", "/v1/entities/E101", "dis"},
      {"measures", "GET", "/v1/entities/E101/measures", "dis"},
      {"grounds", "GET", "/v1/entities/E101/grounds", "dis"},
      {"affiliates", "GET", "/v1/entities/E101/affiliates", "is"},
      {"control", "GET", "/v1/entities/E101/control", "is"},
      {"owners", "GET", "/v1/entities/E101/owners", "is"},
      {"successors", "GET", "/v1/entities/E101/successors?since=2020-01-01", "is"},
      {"affiliated_firms", "GET", "/v1/entities/E101/affiliated-firms", "is"},
      {"paths", "GET", "/v1/paths?from=E101&to=E102", "is"},
      {"common", "GET", "/v1/common?subject=E101&subject=E102", "is"},
      {"groups", "GET", "/v1/groups", "is"},
      {"list_show", "GET", "/v1/listings/L101", "dis"},
      {"reach", "GET", "/v1/listings/L101/reach", "dis"},
      {"repairable", "GET", "/v1/listings/L101/repairable", "dis"},
      {"reporting_view", "GET", "/v1/listings/L101/reporting", "s"},
      {"list_terms", "GET", "/v1/terms", "dis"},
      {"deadline", "GET", "/v1/deadlines/HJ-9?from=2018-10-30", "dis"},
      {"list_add", "POST", "/v1/listings", "ds"},
      {"list_pre_notice", "POST", "/v1/listings/L101/pre-notice", "ds"},
      {"list_decide", "POST", "/v1/listings/L101/decide", "ds"},
      {"list_publish", "POST", "/v1/listings/L101/publish", "ds"},
      {"list_notify", "POST", "/v1/listings/L101/notify", "ds"},
      {"list_rectify", "POST", "/v1/listings/L101/rectify", "ds"},
      {"list_apply", "POST", "/v1/listings/L101/apply", "ds"},
      {"list_opinion", "POST", "/v1/listings/L101/opinion", "ds"},
      {"list_notice", "POST", "/v1/listings/L101/notice", "ds"},
      {"list_contest", "POST", "/v1/listings/L101/contest", "ds"},
      {"list_repair", "POST", "/v1/listings/L101/repair", "ds"},
      {"list_revoke", "POST", "/v1/listings/L101/revoke", "ds"},
      {"list_uphold", "POST", "/v1/listings/L101/uphold", "ds"},
      {"list_supersede", "POST", "/v1/listings/L101/supersede", "ds"},
      {"list_attribute", "POST", "/v1/listings/L101/attributions", "ds"},
      {"list_confirm", "POST", "/v1/listings/L101/confirmations", "ds"},
      {"list_object", "POST", "/v1/listings/L101/objections", "ds"},
      {"list_answer", "POST", "/v1/listings/L101/objections/answer", "ds"},
      {"rulebook_list", "GET", "/v1/rulebooks", "dlis"},
      {"rulebook_show", "GET", "/v1/rulebooks/TQ", "dlis"},
      {"provision", "GET", "/v1/provisions/TQ-14-(%E4%B8%89)", "dlis"},
      {"calendar", "GET", "/v1/calendar/2020-06-01", "dlis"},
      {"check", "POST", "/v1/check", "dlis"},
      {"worklist", "GET", "/v1/worklist", "dls"},
      {"changes", "GET", "/v1/changes", "dlis"},
      {"feedback_add", "POST", "/v1/feedback", "dls"},
      {"feedback_stats", "GET", "/v1/feedback/statistics?from=2020-01-01&to=2020-07-01", "dis"},
      {"approval_list", "GET", "/v1/approvals", "ds"},
      {"approval_answer", "POST", "/v1/approvals/A1", "ds"},
      {"import", "POST", "/v1/imports", "s"},
      {"backup", "POST", "/v1/backup", "m"},
      {"impact", "POST", "/v1/impact", "dlis"},
      {"diff", "POST", "/v1/diff", "is"},
      {"job_list", "GET", "/v1/jobs", "dlism"},
      {"job_show", "GET", "/v1/jobs/J1", "dlism"},
      {"job_cancel", "POST", "/v1/jobs/J1/cancel", "dlis"},
      {"job_remove", "DELETE", "/v1/jobs/J1", "dlis"},
      {"job_file", "GET", "/v1/jobs/J1/files/summary.json", "dlis"},
      {"audit_list", "GET", "/v1/audit", "a"},
      {"audit_verify", "GET", "/v1/audit/verify", "a"},
      {"audit_anomalies", "GET", "/v1/audit/anomalies", "a"},
  };
  return rows;
}

// An empty body tells by its refusal that the role was let in.
Reply Ask(Desk& desk, const std::string& user, const Row& row) {
  Request request{row.method, row.target, Purposeful(), ""};
  const std::string operation = row.operation;
  if (request.method == "POST") {
    const bool lines = operation == "screen" || operation == "import";
    request.headers.emplace_back("Content-Type",
                                 lines ? "application/x-ndjson" : "application/json");
    request.body = lines ? "" : "{\"nothing\": 1}";
  }
  return desk.Send(user, request);
}

TEST(AccessMatrix, EveryEndpointWithEveryRole) {
  Desk desk;
  const std::vector<std::pair<char, std::string>> users = {
      {'p', ""},        {'d', "department"}, {'l', "platform"},     {'i', "investigator"},
      {'s', "steward"}, {'a', "auditor"},    {'m', "administrator"}};
  for (const Row& row : Matrix()) {
    for (const auto& [letter, user] : users) {
      const Reply reply = Ask(desk, user, row);
      const bool may = std::string(row.roles).find(letter) != std::string::npos;
      const bool refused = reply.status == 401 || reply.status == 403;
      EXPECT_EQ(!refused, may) << row.operation << " as " << letter << ": " << reply.text;
      if (refused) {
        EXPECT_EQ(reply.status, user.empty() ? 401 : 403) << row.operation;
      }
    }
  }
}

TEST(AccessMatrix, NamesEveryRoute) {
  std::set<std::string> written;
  for (const Row& row : Matrix()) written.insert(row.operation);
  std::set<std::string> routed;
  for (const Route& route : Routes()) routed.insert(std::string(route.operation));
  EXPECT_EQ(written, routed);
}

TEST(AccessMatrix, FourEyesAreOnWhatBindsAParty) {
  std::set<std::string> watched;
  for (const Route& route : Routes()) {
    if (route.four_eyes) watched.insert(std::string(route.operation));
  }
  EXPECT_EQ(watched, (std::set<std::string>{"list_decide", "list_publish", "list_repair",
                                            "list_revoke", "list_supersede", "list_uphold"}));
}

TEST(AccessMatrix, ThePageIsWhatWouldBeWritten) {
  std::ifstream in(LIANCHENG_SOURCE_DIR "/docs/access_matrix.md", std::ios::binary);
  const std::string page((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  EXPECT_TRUE(page == AccessMatrix(Routes()))
      << "docs/access_matrix.md is behind: liancheng serve --print-access > docs/access_matrix.md";
}

TEST(Access, ATokenThatIsNoneIsToldNothing) {
  Desk& desk = SharedDesk();
  const std::string good = desk.token("steward");
  for (const std::string& header : {std::string("Bearer x"), "Bearer " + good + "0",
                                    std::string("Basic dTpw"), std::string("Bearer "), good}) {
    const Reply reply = desk.Get("", "/v1/entities/E101", {{"Authorization", header}});
    EXPECT_EQ(reply.status, 401) << header;
    EXPECT_EQ(reply.Header("WWW-Authenticate"), "Bearer");
    EXPECT_THAT(reply.text, Not(HasSubstr("E101")));
  }
}

TEST(Access, ATokenEndsByItself) {
  Desk desk({.demo = false});
  EXPECT_EQ(desk.Get("steward", "/v1/me").status, 200);
  desk.Advance(int64_t{100} * 24 * 3'600 * 1'000);
  EXPECT_EQ(desk.Get("steward", "/v1/me").status, 401);
}

TEST(Access, ARevokedTokenEndsAtOnce) {
  Desk desk({.demo = false});
  ASSERT_EQ(desk.Get("steward", "/v1/me").status, 200);
  ASSERT_TRUE(desk.backend()
                  .access_file()
                  .Change([](access::AccessBook& book) {
                    const auto tokens = book.tokens();
                    for (auto [id, token] : tokens) {
                      token.revoked_s = 1;
                      if (token.user == "steward") book.Put(token);
                    }
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_EQ(desk.Get("steward", "/v1/me").status, 401);
  EXPECT_EQ(desk.Get("steward2", "/v1/me").status, 200);
}

TEST(Access, APersonIsGivenForAPurposeOnly) {
  Desk& desk = SharedDesk();
  EXPECT_EQ(desk.Get("steward", "/v1/entities/E101").status, 200);
  const Reply bare = desk.Get("steward", "/v1/entities/P101");
  EXPECT_EQ(bare.status, 400);
  EXPECT_EQ(bare.Problem(), "purpose-required");
  EXPECT_EQ(bare.Field(), "X-Purpose");
  const Reply half = desk.Get("steward", "/v1/entities/P101", {{"X-Purpose", "licence"}});
  EXPECT_EQ(half.Field(), "X-Ground");
  EXPECT_EQ(desk.Get("steward", "/v1/entities/P101", Purposeful()).status, 200);
  EXPECT_EQ(desk.Get("investigator", "/v1/entities/E101/affiliates").Problem(), "purpose-required");
  // Terms run on listings of persons too.
  EXPECT_EQ(desk.Get("department", "/v1/terms").Problem(), "purpose-required");
  // L107 lists a person.
  EXPECT_EQ(desk.Get("department", "/v1/listings/L107").Problem(), "purpose-required");
}

TEST(Access, CluesAreForInvestigatorsAndStewards) {
  Desk& desk = SharedDesk();
  for (const char* target :
       {"/v1/entities/E101/measures?tier=T3", "/v1/entities/E101/measures?tier=all",
        "/v1/listings/L101/reach?tier=T3"}) {
    EXPECT_EQ(desk.Get("department", target, Purposeful()).status, 403) << target;
    EXPECT_EQ(desk.Get("investigator", target, Purposeful()).status, 200) << target;
  }
}

// 152224189003050010 is P101's number in the demo world.
TEST(Access, NoAnswerHoldsAnIdNumber) {
  Desk& desk = SharedDesk();
  for (const char* user : {"department", "investigator", "steward"}) {
    const Reply reply = desk.Get(user, "/v1/entities/P101", Purposeful());
    ASSERT_EQ(reply.status, 200);
    EXPECT_THAT(reply.text, Not(HasSubstr("152224189003050010")));
  }
}

TEST(Access, TheFastAreSlowedDown) {
  Desk desk({.demo = false, .requests_per_second = 1, .burst = 2});
  EXPECT_EQ(desk.Get("steward", "/v1/me").status, 200);
  EXPECT_EQ(desk.Get("steward", "/v1/me").status, 200);
  const Reply slowed = desk.Get("steward", "/v1/me");
  EXPECT_EQ(slowed.status, 429);
  EXPECT_EQ(slowed.Header("Retry-After"), "1");
  EXPECT_EQ(desk.Get("steward2", "/v1/me").status, 200) << "another token has its own rate";
  desk.Advance(1'000);
  EXPECT_EQ(desk.Get("steward", "/v1/me").status, 200);
}

}  // namespace
}  // namespace liancheng::http
