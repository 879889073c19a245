// Four eyes: who may answer a request (once only), and what is kept of it.
#include "server/access/approvals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace liancheng::access {
namespace {

class ApprovalsTest : public testing::Test {
 protected:
  ApprovalsTest() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "liancheng-approvals-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    Open();
  }
  ~ApprovalsTest() override { std::filesystem::remove_all(folder_); }

  void Open() {
    auto opened = Approvals::Open(
        {.path = folder_ + "/approvals.json", .wait_s = 100, .kept_s = 1'000, .now_s = [this] {
           return now_s_;
         }});
    ASSERT_TRUE(opened.ok()) << opened.status();
    approvals_ = *std::move(opened);
  }

  std::string Ask() {
    PendingRequest request;
    request.operation = "list_decide";
    request.target = "/v1/listings/L1/decide";
    request.user = "u1";
    request.unit = "fin";
    return *approvals_->Ask(request);
  }

  static Principal Who(const std::string& user, const std::string& unit) {
    Principal who;
    who.user = user;
    who.unit.id = unit;
    return who;
  }

  int64_t now_s_ = 1'600'000'000;
  std::string folder_;
  std::unique_ptr<Approvals> approvals_;
};

TEST_F(ApprovalsTest, OnlyASecondUserOfTheUnitTakesIt) {
  const std::string id = Ask();
  EXPECT_TRUE(absl::IsPermissionDenied(approvals_->Take(id, Who("u1", "fin")).status()));
  EXPECT_TRUE(absl::IsNotFound(approvals_->Take(id, Who("u9", "tax")).status()));
  EXPECT_TRUE(absl::IsNotFound(approvals_->Take("A00", Who("u2", "fin")).status()));
  const auto taken = approvals_->Take(id, Who("u2", "fin"));
  ASSERT_TRUE(taken.ok()) << taken.status();
  EXPECT_EQ(taken->target, "/v1/listings/L1/decide");
}

TEST_F(ApprovalsTest, NothingIsCarriedOutTwice) {
  const std::string id = Ask();
  ASSERT_TRUE(approvals_->Take(id, Who("u2", "fin")).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(approvals_->Take(id, Who("u3", "fin")).status()));
  ASSERT_TRUE(approvals_->Finish(id, true, "done").ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(approvals_->Take(id, Who("u2", "fin")).status()));
}

TEST_F(ApprovalsTest, WhoAskedMayWithdrawIt) {
  const std::string id = Ask();
  EXPECT_TRUE(absl::IsNotFound(approvals_->Refuse(id, Who("u9", "tax"), "")));
  ASSERT_TRUE(approvals_->Refuse(id, Who("u1", "fin"), "withdrawn").ok());
  EXPECT_FALSE(approvals_->Take(id, Who("u2", "fin")).ok());
}

TEST_F(ApprovalsTest, ARequestHasItsTime) {
  const std::string id = Ask();
  now_s_ += 100;
  EXPECT_TRUE(absl::IsFailedPrecondition(approvals_->Take(id, Who("u2", "fin")).status()));
}

TEST_F(ApprovalsTest, ItOutlivesTheService) {
  const std::string waiting = Ask();
  const std::string taken = Ask();
  ASSERT_TRUE(approvals_->Take(taken, Who("u2", "fin")).ok());
  Open();
  EXPECT_TRUE(approvals_->Take(waiting, Who("u2", "fin")).ok());
  // It is not known whether the operation was carried out, so it is not carried out again.
  EXPECT_TRUE(absl::IsFailedPrecondition(approvals_->Take(taken, Who("u2", "fin")).status()));
}

TEST_F(ApprovalsTest, AUnitSeesItsOwn) {
  Ask();
  EXPECT_EQ(approvals_->Of("fin").size(), 1u);
  EXPECT_TRUE(approvals_->Of("tax").empty());
}

}  // namespace
}  // namespace liancheng::access
