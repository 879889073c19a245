// Changes over HTTP: the life of a listing, four eyes, remits, imports, and the lines of the log.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/http/desk.h"

namespace liancheng::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

// HJ: proposed, told of before the decision, decided (HJ-9, 1.12).
const Json kProposal = {{"id", "L901"},          {"list", "HJ-black"}, {"subject", "E502"},
                        {"ground", "HJ-6-(一)"}, {"on", "2020-03-02"}, {"act_on", "2020-02-11"}};

class ChangeTest : public testing::Test {
 protected:
  Reply Steward(const std::string& target, const Json& body) {
    return desk_.Post("steward", target, body);
  }

  std::string StateOf(const std::string& listing, const std::string& day) {
    const Reply reply =
        desk_.Get("steward", "/v1/listings/" + listing + "?as_of=" + day, Purposeful());
    EXPECT_EQ(reply.status, 200) << reply.text;
    return reply.body.at("result").at("state").get<std::string>();
  }

  void ProposeAndTell() {
    ASSERT_EQ(Steward("/v1/listings", kProposal).status, 200);
    ASSERT_EQ(Steward("/v1/listings/L901/pre-notice", {{"on", "2020-03-05"}}).status, 200);
  }

  // Of the requests that wait, the id of the only one.
  std::string OnlyApproval() {
    const Json all = desk_.Get("steward", "/v1/approvals").body.at("approvals");
    EXPECT_EQ(all.size(), 1u);
    return all.front().at("id").get<std::string>();
  }

  std::vector<std::string> Log(const std::string& query) {
    std::vector<std::string> lines;
    const Reply reply = desk_.Get("auditor", "/v1/audit?" + query);
    EXPECT_EQ(reply.status, 200) << reply.text;
    for (const Json& entry : reply.body.at("entries")) {
      lines.push_back(entry.at("kind").get<std::string>() + " " +
                      entry.at("operation").get<std::string>() + " " +
                      entry.at("user").get<std::string>() + " " +
                      entry.at("subject").get<std::string>() + " " + entry.at("status").dump());
    }
    return lines;
  }

  Desk desk_;
};

TEST_F(ChangeTest, AListingIsDecidedByTwo) {
  ProposeAndTell();
  EXPECT_EQ(StateOf("L901", "2020-06-01"), "pre_notice");
  const uint64_t before = desk_.backend().revision();
  const Reply asked =
      Steward("/v1/listings/L901/decide", {{"on", "2020-03-10"}, {"valid_to", "2022-03-10"}});
  ASSERT_EQ(asked.status, 202) << asked.text;
  EXPECT_EQ(desk_.backend().revision(), before) << "nothing is done yet";
  const std::string id = asked.body.at("approval").get<std::string>();
  EXPECT_EQ(asked.Header("Location"), "/v1/approvals/" + id);

  const Json approve = {{"decision", "approve"}};
  EXPECT_EQ(desk_.Post("steward", "/v1/approvals/" + id, approve).status, 403)
      << "whoever asked cannot approve";
  EXPECT_EQ(desk_.Post("department", "/v1/approvals/" + id, approve).status, 404)
      << "another unit does not see it";
  const Reply done = desk_.Post("steward2", "/v1/approvals/" + id, approve);
  ASSERT_EQ(done.status, 200) << done.text;
  EXPECT_EQ(done.body.at("revision"), before + 1);
  EXPECT_EQ(StateOf("L901", "2020-06-01"), "decided");
  EXPECT_EQ(StateOf("L901", "2022-03-10"), "expired");
  EXPECT_EQ(desk_.Post("steward2", "/v1/approvals/" + id, approve).status, 409)
      << "nothing is carried out twice";
  // The measures of the listing are there at once.
  const Reply measures = desk_.Get("steward", "/v1/entities/E502/measures");
  EXPECT_THAT(measures.text, HasSubstr("L901"));
}

TEST_F(ChangeTest, ThePublicViewEndsWithTheListing) {
  const std::string target = "/v1/public/listings/L510";
  ASSERT_EQ(desk_.Get("", target).status, 200);
  const Reply asked = Steward("/v1/listings/L510/revoke", Json::object());
  ASSERT_EQ(asked.status, 202) << asked.text;
  EXPECT_EQ(desk_.Get("", target).status, 200) << "it is only asked for";
  ASSERT_EQ(
      desk_.Post("steward2", "/v1/approvals/" + OnlyApproval(), {{"decision", "approve"}}).status,
      200);
  EXPECT_EQ(desk_.Get("", target).text, desk_.Get("", "/v1/public/listings/L999").text);
}

TEST_F(ChangeTest, ARefusedRequestIsOver) {
  ProposeAndTell();
  ASSERT_EQ(Steward("/v1/listings/L901/decide", {{"on", "2020-03-10"}}).status, 202);
  const std::string id = OnlyApproval();
  EXPECT_EQ(desk_
                .Post("steward2", "/v1/approvals/" + id,
                      {{"decision", "refuse"}, {"note", "no notice of delivery"}})
                .status,
            200);
  EXPECT_EQ(StateOf("L901", "2020-06-01"), "pre_notice");
  EXPECT_EQ(desk_.Post("steward2", "/v1/approvals/" + id, {{"decision", "approve"}}).status, 409);
}

TEST_F(ChangeTest, ARequestOutlivesTheService) {
  ProposeAndTell();
  ASSERT_EQ(Steward("/v1/listings/L901/decide", {{"on", "2020-03-10"}}).status, 202);
  const std::string id = OnlyApproval();
  const std::string epoch = desk_.backend().epoch();
  desk_.Restart();
  EXPECT_EQ(desk_.backend().epoch(), epoch);
  EXPECT_EQ(desk_.Post("steward2", "/v1/approvals/" + id, {{"decision", "approve"}}).status, 200);
  EXPECT_EQ(StateOf("L901", "2020-06-01"), "decided");
}

// Approved after another step made it impossible: the provisions are checked again.
TEST_F(ChangeTest, AnApprovalIsCheckedWhenItIsCarriedOut) {
  ProposeAndTell();
  ASSERT_EQ(Steward("/v1/listings/L901/decide", {{"on", "2020-03-10"}}).status, 202);
  const std::string first = OnlyApproval();
  const Reply second = Steward("/v1/listings/L901/decide", {{"on", "2020-03-11"}});
  ASSERT_EQ(second.status, 202);
  ASSERT_EQ(desk_.Post("steward2", "/v1/approvals/" + first, {{"decision", "approve"}}).status,
            200);
  const std::string late = second.body.at("approval").get<std::string>();
  EXPECT_EQ(desk_.Post("steward2", "/v1/approvals/" + late, {{"decision", "approve"}}).status, 409);
}

TEST_F(ChangeTest, TheProvisionsAreNamedThatRefuseAStep) {
  ASSERT_EQ(Steward("/v1/listings", kProposal).status, 200);
  const Reply early = Steward("/v1/listings/L901/decide", {{"on", "2020-03-10"}});
  EXPECT_EQ(early.status, 409);
  EXPECT_EQ(early.Problem(), "step-refused");
  EXPECT_FALSE(early.body.at("refused").empty());
  EXPECT_EQ(desk_.Get("steward", "/v1/approvals").body.at("approvals").size(), 0u);
}

TEST_F(ChangeTest, ADryRunDoesNothing) {
  const uint64_t before = desk_.backend().revision();
  Json proposal = kProposal;
  proposal["dry_run"] = true;
  const Reply reply = Steward("/v1/listings", proposal);
  EXPECT_EQ(reply.status, 200) << reply.text;
  EXPECT_TRUE(reply.body.contains("would_be_done"));
  EXPECT_EQ(desk_.backend().revision(), before);
  ProposeAndTell();
  EXPECT_EQ(Steward("/v1/listings/L901/decide", {{"on", "2020-03-10"}, {"dry_run", true}}).status,
            200);
  EXPECT_EQ(desk_.Get("steward", "/v1/approvals").body.at("approvals").size(), 0u);
}

// E101 lies in 152224; L101 was decided by the unit of `department`.
TEST_F(ChangeTest, AUnitChangesWhatIsItsOwn) {
  const Json body = {{"on", "2020-06-01"}, {"by", "E101"}};
  const Reply outside = desk_.Post("elsewhere", "/v1/listings/L101/objections", body);
  EXPECT_EQ(outside.status, 403);
  EXPECT_EQ(outside.Problem(), "out-of-remit");
  EXPECT_EQ(desk_.Post("department", "/v1/listings/L101/objections", body).status, 200);

  // L140 was decided by another office of the same county.
  const Reply others = desk_.Post("department", "/v1/listings/L140/notify", Json::object());
  EXPECT_EQ(others.status, 403) << others.text;
  EXPECT_EQ(others.Problem(), "not-the-decider");
}

TEST_F(ChangeTest, EveryReadAndChangeIsInTheLog) {
  desk_.Get("department", "/v1/entities/E101");
  desk_.Get("department", "/v1/entities/P101");
  desk_.Get("department", "/v1/entities/E999");
  desk_.Get("platform", "/v1/entities/E101");
  desk_.Get("", "/v1/entities/E101");
  desk_.Get("elsewhere", "/v1/entities/E101");
  ProposeAndTell();
  ASSERT_EQ(Steward("/v1/listings/L901/decide", {{"on", "2020-03-10"}}).status, 202);
  ASSERT_EQ(
      desk_.Post("steward2", "/v1/approvals/" + OnlyApproval(), {{"decision", "approve"}}).status,
      200);
  EXPECT_THAT(Log("operation=show"),
              ElementsAre("read show department E101 200", "read show department P101 400",
                          "read show department E999 404", "refused show platform  403",
                          "refused show   401", "read show elsewhere E101 200"));
  EXPECT_THAT(
      Log("kind=change"),
      ElementsAre("change list_add steward L901 200", "change list_pre_notice steward L901 200",
                  "change list_decide steward L901 202", "change list_decide steward L901 200"));
  const Reply remit = desk_.Get("auditor", "/v1/audit?user=elsewhere");
  EXPECT_EQ(remit.body.at("entries").front().at("out_of_remit"), true);
  const Reply sound = desk_.Get("auditor", "/v1/audit/verify");
  EXPECT_TRUE(sound.body.at("problems").empty());
}

TEST_F(ChangeTest, AnIdNumberIsNotKeptInTheLog) {
  desk_.Get("steward", "/v1/entities/152224189003050010", Purposeful());
  desk_.Get("steward", "/v1/search?text=152224189003050010", Purposeful());
  const Reply log = desk_.Get("auditor", "/v1/audit");
  EXPECT_EQ(log.text.find("152224189003050010"), std::string::npos) << log.text;
}

TEST_F(ChangeTest, FactsAreImportedByAJob) {
  Request request{"POST", "/v1/imports", {{"Content-Type", "application/x-ndjson"}}, ""};
  request.body =
      "{\"entity\": \"E9001\", \"type\": \"enterprise\", \"name\": \"演示进口有限公司\"}\n"
      "{\"entity\": \"E9002\", \"type\": \"nonsense\"}\n";
  const Reply started = desk_.Send("steward", request);
  ASSERT_EQ(started.status, 202) << started.text;
  desk_.backend().jobs().Wait();
  const std::string target = started.Header("Location");
  const Reply job = desk_.Get("steward", target);
  ASSERT_EQ(job.status, 200);
  EXPECT_EQ(job.body.at("state"), "done") << job.text;
  EXPECT_EQ(job.body.at("result").at("stored"), 1);
  EXPECT_EQ(job.body.at("result").at("quarantined"), 1);
  EXPECT_THAT(job.text, HasSubstr("row 2: type"));
  EXPECT_EQ(job.text.find(desk_.folder()), std::string::npos) << "no place of the machine is told";
  EXPECT_EQ(desk_.Get("steward", "/v1/entities/E9001").status, 200);
  EXPECT_EQ(desk_.Get("administrator", target).status, 404) << "a job is its unit's";
  EXPECT_THAT(Log("kind=change"), UnorderedElementsAre("change import steward (import) 202",
                                                       "change import_done steward (import) 200"));
  desk_.Restart();
  EXPECT_EQ(desk_.Get("steward", target).body.at("state"), "done");
}

TEST_F(ChangeTest, ABackupIsMadeWhileItServes) {
  const Reply started = desk_.Post("administrator", "/v1/backup", {{"name", "b1"}});
  ASSERT_EQ(started.status, 202) << started.text;
  desk_.backend().jobs().Wait();
  const Reply job = desk_.Get("administrator", started.Header("Location"));
  EXPECT_EQ(job.body.at("state"), "done") << job.text;
  EXPECT_TRUE(std::filesystem::exists(desk_.folder() + "/backups/b1"));
  EXPECT_EQ(desk_.Post("administrator", "/v1/backup", {{"name", "../b1"}}).Field(), "/name");
}

// A store that was restored from a backup has other later revisions than those that tokens name.
TEST_F(ChangeTest, AStoreThatWentBackHasAnotherEpoch) {
  ProposeAndTell();
  const std::string epoch = desk_.backend().epoch();
  const std::string token = desk_.backend().Token();
  desk_.Restart();
  ASSERT_EQ(desk_.backend().epoch(), epoch);
  std::filesystem::remove_all(desk_.folder() + "/store.gone");
  std::filesystem::rename(desk_.folder() + "/store", desk_.folder() + "/store.gone");
  desk_.Restart();
  EXPECT_NE(desk_.backend().epoch(), epoch);
  EXPECT_EQ(desk_.Get("steward", "/v1/rulebooks?at_least=" + token).status, 409);
}

}  // namespace
}  // namespace liancheng::http
