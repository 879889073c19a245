// A service whose disk is full answers questions, refuses changes, says so, and goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <string>

#include "tests/http/desk.h"

namespace liancheng::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr uint64_t kPlenty = uint64_t{1} << 40;

const Json kProposal = {{"id", "L901"},          {"list", "HJ-black"}, {"subject", "E502"},
                        {"ground", "HJ-6-(一)"}, {"on", "2020-03-02"}, {"act_on", "2020-02-11"}};
const Json kDecision = {{"on", "2020-03-10"}, {"valid_to", "2022-03-10"}};

class FullDiskTest : public testing::Test {
 protected:
  std::string Readiness() {
    const Reply reply = desk_.Get("", "/readyz");
    EXPECT_EQ(reply.status, 200) << reply.text;
    return reply.body.at("status").get<std::string>();
  }
  void ExpectReadOnly(const Reply& reply) {
    EXPECT_EQ(reply.status, 503) << reply.text;
    EXPECT_EQ(reply.Problem(), "read-only");
    EXPECT_EQ(reply.Header("Retry-After"), "30");
  }

  std::atomic<uint64_t> free_{kPlenty};
  Desk desk_{{.free_bytes = [this] { return free_.load(); }}};
};

TEST_F(FullDiskTest, ChangesWaitAndQuestionsAreAnswered) {
  EXPECT_EQ(Readiness(), "ready");
  const uint64_t before = desk_.backend().revision();
  free_ = 0;
  EXPECT_EQ(Readiness(), "read_only");
  ExpectReadOnly(desk_.Post("steward", "/v1/listings", kProposal));
  EXPECT_EQ(desk_.backend().revision(), before);
  EXPECT_EQ(desk_.Get("steward", "/v1/entities/E502", Purposeful()).status, 200);
  EXPECT_EQ(desk_.Get("auditor", "/v1/audit").status, 200);
  EXPECT_THAT(desk_.notes(), ElementsAre(StartsWith("changes are refused: store "))) << "told once";

  free_ = kPlenty;
  EXPECT_EQ(Readiness(), "ready");
  EXPECT_EQ(desk_.Post("steward", "/v1/listings", kProposal).status, 200);
  EXPECT_EQ(desk_.backend().revision(), before + 1);
  EXPECT_THAT(desk_.notes(),
              ElementsAre(HasSubstr("refused"), StartsWith("changes are taken again")));
}

// An approval that is taken while nothing can be written would be lost.
TEST_F(FullDiskTest, ARequestThatWaitsForApprovalIsNotLost) {
  ASSERT_EQ(desk_.Post("steward", "/v1/listings", kProposal).status, 200);
  ASSERT_EQ(desk_.Post("steward", "/v1/listings/L901/pre-notice", {{"on", "2020-03-05"}}).status,
            200);
  const Reply asked = desk_.Post("steward", "/v1/listings/L901/decide", kDecision);
  ASSERT_EQ(asked.status, 202) << asked.text;
  const std::string path = "/v1/approvals/" + asked.body.at("approval").get<std::string>();
  const Json approve = {{"decision", "approve"}};
  free_ = 0;
  ExpectReadOnly(desk_.Post("steward2", path, approve));
  ExpectReadOnly(desk_.Post("steward", "/v1/listings/L901/decide", kDecision));
  free_ = kPlenty;
  EXPECT_EQ(desk_.Post("steward2", path, approve).status, 200);
}

}  // namespace
}  // namespace liancheng::http
