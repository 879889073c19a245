// Jobs without a service: their progress, their ends, and what is left of them.
#include "server/http/jobs/jobs.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <stdexcept>

namespace liancheng::http {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// Work that waits at each `GoOn` until the test releases it.
class Steps {
 public:
  // Work of 4 pieces: reports 1, waits, reports 2; it is done unless it was cancelled.
  Jobs::Work Work() {
    return [this](const JobRun& run) -> absl::StatusOr<Json> {
      fs::create_directory(run.folder());
      std::ofstream(run.folder() + "/half.csv") << "half";
      run.GoOn(1, 4);
      said_.set_value();
      go_.get_future().wait();
      if (!run.GoOn(2, 4)) return absl::CancelledError("told to end");
      return Json({{"made", 4}});
    };
  }
  void WaitForTheFirst() { said_.get_future().wait(); }
  void LetGo() { go_.set_value(); }

 private:
  std::promise<void> said_;
  std::promise<void> go_;
};

class JobsTest : public testing::Test {
 protected:
  JobsTest() {
    std::string pattern = (fs::temp_directory_path() / "liancheng-jobs-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    Open();
  }
  ~JobsTest() override {
    jobs_.reset();
    fs::remove_all(folder_);
  }

  void Open() {
    jobs_.reset();
    auto opened = Jobs::Open({.folder = folder_,
                              .now_ms = [this] { return now_ms_.load(); },
                              .keep_days = 2,
                              .file_bytes_max = 1'000});
    ASSERT_TRUE(opened.ok()) << opened.status();
    jobs_ = *std::move(opened);
  }
  std::string Start(Jobs::Work work, bool can_be_cancelled = true) {
    const auto job = jobs_->Start(
        {.kind = "impact", .user = "u", .unit = "own", .can_be_cancelled = can_be_cancelled},
        std::move(work));
    EXPECT_TRUE(job.ok()) << job.status();
    return job->id;
  }
  Json Show(const std::string& id) {
    const auto job = jobs_->Find(id, "own");
    EXPECT_TRUE(job.ok()) << job.status();
    return ToJson(*job);
  }
  bool HasFiles(const std::string& id) const { return fs::exists(folder_ + "/" + id); }

  std::string folder_;
  std::atomic<int64_t> now_ms_ = 1'000'000;
  std::unique_ptr<Jobs> jobs_;
};

TEST_F(JobsTest, SayHowFarTheyAreAndHowLongItWillTake) {
  Steps steps;
  const std::string id = Start([&, work = steps.Work()](const JobRun& run) {
    run.GoOn(0, 4);
    EXPECT_EQ(Show(run.id()).at("progress"),
              Json({{"done", 0}, {"all", 4}, {"per_second", nullptr}, {"seconds_left", nullptr}}));
    now_ms_ += 2'000;
    return work(run);
  });
  steps.WaitForTheFirst();
  // One piece in two seconds: half a piece a second, three are left.
  EXPECT_EQ(Show(id).at("state"), "running");
  EXPECT_EQ(Show(id).at("progress"),
            Json({{"done", 1}, {"all", 4}, {"per_second", 0.5}, {"seconds_left", 6}}));
  steps.LetGo();
  jobs_->Wait();
  EXPECT_EQ(Show(id).at("state"), "done");
  EXPECT_EQ(Show(id).at("result"), Json({{"made", 4}}));
  EXPECT_TRUE(HasFiles(id));
  Open();
  EXPECT_EQ(Show(id).at("state"), "done");
  EXPECT_TRUE(Show(id).at("progress").is_null());
  EXPECT_TRUE(HasFiles(id));
}

TEST_F(JobsTest, AreCancelledWhileTheyRun) {
  Steps steps;
  const std::string id = Start(steps.Work());
  steps.WaitForTheFirst();
  const auto cancelled = jobs_->Cancel(id, "own");
  ASSERT_TRUE(cancelled.ok()) << cancelled.status();
  EXPECT_EQ(cancelled->state, "cancelling");
  steps.LetGo();
  jobs_->Wait();
  EXPECT_EQ(Show(id).at("state"), "cancelled");
  EXPECT_FALSE(HasFiles(id)) << "what was half done is gone";
  EXPECT_TRUE(absl::IsFailedPrecondition(jobs_->Cancel(id, "own").status()));
  Open();
  EXPECT_EQ(Show(id).at("state"), "cancelled");
}

TEST_F(JobsTest, AreCancelledWhileTheyWait) {
  Steps steps;
  const std::string first = Start(steps.Work());
  steps.WaitForTheFirst();
  const std::string second = Start([](const JobRun&) -> absl::StatusOr<Json> {
    ADD_FAILURE() << "it was cancelled before its turn";
    return Json();
  });
  EXPECT_EQ(jobs_->Cancel(second, "own")->state, "cancelled");
  steps.LetGo();
  jobs_->Wait();
  EXPECT_EQ(Show(first).at("state"), "done");
  EXPECT_EQ(Show(second).at("state"), "cancelled");
}

TEST_F(JobsTest, AreNotCancelledByOthersNorWhereThatWouldLeaveHalf) {
  Steps steps;
  const std::string id = Start(steps.Work(), false);
  steps.WaitForTheFirst();
  EXPECT_TRUE(absl::IsNotFound(jobs_->Cancel(id, "another").status()));
  EXPECT_TRUE(absl::IsNotFound(jobs_->Cancel("J0", "own").status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(jobs_->Cancel(id, "own").status()));
  jobs_->Interrupt();
  steps.LetGo();
  jobs_->Wait();
  EXPECT_EQ(Show(id).at("state"), "done");
}

TEST_F(JobsTest, AreInterruptedByTheServicesEnd) {
  Steps steps;
  const std::string running = Start(steps.Work());
  steps.WaitForTheFirst();
  const std::string waiting = Start([](const JobRun&) -> absl::StatusOr<Json> { return Json(); });
  jobs_->Interrupt();
  steps.LetGo();
  jobs_->Wait();
  Open();
  EXPECT_EQ(Show(running).at("state"), "interrupted");
  EXPECT_EQ(Show(waiting).at("state"), "interrupted");
  EXPECT_FALSE(HasFiles(running));
}

// Writes files of `bytes` bytes.
Jobs::Work Leaves(size_t bytes) {
  return [bytes](const JobRun& run) -> absl::StatusOr<Json> {
    fs::create_directories(run.folder() + "/report/departments");
    std::ofstream(run.folder() + "/report/departments/a.csv") << std::string(bytes, 'x');
    return Json({{"bytes", bytes}});
  };
}

constexpr int64_t kDayMs = int64_t{24} * 3'600 * 1'000;

TEST_F(JobsTest, AreRemovedWithTheirFilesAfterTheirTime) {
  const std::string id = Start(Leaves(10));
  jobs_->Wait();
  now_ms_ += 2 * kDayMs - 1;
  EXPECT_EQ(Show(id).at("state"), "done");
  EXPECT_EQ(jobs_->Of("own").size(), 1u);
  now_ms_ += 1;
  // The job is unknown to everybody even before its files are removed.
  EXPECT_TRUE(absl::IsNotFound(jobs_->Find(id, "own").status()));
  EXPECT_TRUE(absl::IsNotFound(jobs_->Cancel(id, "own").status()));
  EXPECT_TRUE(jobs_->Of("own").empty());
  EXPECT_TRUE(HasFiles(id));
  Start(Leaves(10));
  jobs_->Wait();
  EXPECT_FALSE(HasFiles(id)) << "the next request removes it";
  EXPECT_FALSE(HasFiles(id + ".json"));
}

TEST_F(JobsTest, AreRemovedAtTheStart) {
  const std::string id = Start(Leaves(10));
  jobs_->Wait();
  now_ms_ += 2 * kDayMs;
  Open();
  EXPECT_FALSE(HasFiles(id));
  EXPECT_FALSE(HasFiles(id + ".json"));
}

TEST_F(JobsTest, TheOldestGoWhereFilesTakeTooMuchRoom) {
  std::vector<std::string> ids;
  for (const size_t bytes : {300u, 0u, 300u, 300u, 300u}) {
    ids.push_back(Start(Leaves(bytes)));
    jobs_->Wait();
    now_ms_ += 1'000;
  }
  // The last job brings the files to 1 200 bytes, over the limit: the oldest job is removed. A job
  // without files would free nothing.
  EXPECT_FALSE(HasFiles(ids[0]));
  EXPECT_TRUE(absl::IsNotFound(jobs_->Find(ids[0], "own").status()));
  for (const size_t i : {1u, 2u, 3u, 4u}) EXPECT_TRUE(HasFiles(ids[i])) << i;
  // A job that exceeds the limit alone stays while it is the last one; all others are removed.
  const std::string large = Start(Leaves(5'000));
  jobs_->Wait();
  EXPECT_TRUE(HasFiles(large));
  for (const size_t i : {2u, 3u, 4u}) EXPECT_FALSE(HasFiles(ids[i])) << i;
  // The room that files take is counted again at the start.
  Open();
  now_ms_ += 1'000;
  const std::string after = Start(Leaves(1));
  jobs_->Wait();
  EXPECT_FALSE(HasFiles(large));
  EXPECT_TRUE(HasFiles(after));
}

TEST_F(JobsTest, OneThatRunsIsNeverRemoved) {
  Steps steps;
  const std::string running = Start(steps.Work());
  steps.WaitForTheFirst();
  const std::string waiting = Start(Leaves(1));
  now_ms_ += 10 * kDayMs;
  Start(Leaves(1));
  EXPECT_EQ(Show(running).at("state"), "running");
  EXPECT_EQ(Show(waiting).at("state"), "waiting");
  EXPECT_TRUE(HasFiles(running));
  for (const std::string& id : {running, waiting}) {
    EXPECT_TRUE(absl::IsFailedPrecondition(jobs_->Remove(id, "own"))) << id;
  }
  steps.LetGo();
  jobs_->Wait();
  EXPECT_EQ(Show(running).at("state"), "done");
}

TEST_F(JobsTest, AreRemovedWhenAsked) {
  const std::string id = Start(Leaves(10));
  jobs_->Wait();
  const absl::Status foreign = jobs_->Remove(id, "another");
  EXPECT_TRUE(absl::IsNotFound(foreign));
  EXPECT_TRUE(HasFiles(id));
  EXPECT_TRUE(jobs_->Remove(id, "own").ok());
  EXPECT_FALSE(HasFiles(id));
  EXPECT_EQ(jobs_->Find(id, "own").status(), foreign) << "as if it had never been there";
  EXPECT_TRUE(absl::IsNotFound(jobs_->Remove(id, "own")));
  Open();
  EXPECT_TRUE(jobs_->Of("own").empty());
}

// As after a kill: the file of a running job says that it waits.
TEST_F(JobsTest, AKilledOneLeavesNoFiles) {
  fs::create_directories(folder_ + "/J1/report.part");
  std::ofstream(folder_ + "/J1.json") << R"({"id":"J1","kind":"impact","state":"waiting",)"
                                      << R"("user":"u","unit":"own","asked_ms":1})";
  Open();
  EXPECT_EQ(Show("J1").at("state"), "interrupted");
  EXPECT_FALSE(HasFiles("J1"));
}

TEST_F(JobsTest, OneThatThrowsFailsAlone) {
  const std::string id =
      Start([](const JobRun&) -> absl::StatusOr<Json> { throw std::runtime_error("no room"); });
  jobs_->Wait();
  EXPECT_EQ(Show(id).at("state"), "failed");
  EXPECT_EQ(Show(id).at("result").at("problem"), "no room");
  const std::string next = Start([](const JobRun&) -> absl::StatusOr<Json> { return Json(1); });
  jobs_->Wait();
  EXPECT_EQ(Show(next).at("state"), "done");
}

}  // namespace
}  // namespace liancheng::http
