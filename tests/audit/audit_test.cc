// The audit log: its chain, damage to it, what a crash leaves, and unusual activity.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "engine/model/date.h"
#include "server/audit/anomalies.h"
#include "server/audit/audit_log.h"
#include "server/audit/audit_read.h"

namespace liancheng::audit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace fs = std::filesystem;

class AuditTest : public testing::Test {
 protected:
  AuditTest() {
    std::string pattern = (fs::temp_directory_path() / "liancheng-audit-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~AuditTest() override {
    log_.reset();
    fs::remove_all(folder_);
  }

  void Open(uint64_t segment_bytes_max = uint64_t{1} << 20) {
    log_.reset();
    auto opened =
        AuditLog::Open({.folder = folder_, .segment_bytes_max = segment_bytes_max, .sync_ms = 10});
    ASSERT_TRUE(opened.ok()) << opened.status();
    log_ = *std::move(opened);
  }

  static Entry Read(const std::string& user, const std::string& subject) {
    Entry entry;
    entry.at_ms = 1'600'000'000'123;
    entry.user = user;
    entry.unit = "fin";
    entry.operation = "show";
    entry.subject = subject;
    entry.status = 200;
    return entry;
  }

  void Write(int lines) {
    for (int i = 0; i < lines; ++i) {
      ASSERT_TRUE(log_->Append(Read("u1", "E" + std::to_string(i)), Sync::kSoon).ok());
    }
    ASSERT_TRUE(log_->Flush().ok());
  }

  std::string Bytes() const {
    std::ifstream in(SegmentPath(folder_, 1), std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  }
  void SetBytes(const std::string& bytes) {
    std::ofstream(SegmentPath(folder_, 1), std::ios::binary | std::ios::trunc) << bytes;
  }

  std::string folder_;
  std::unique_ptr<AuditLog> log_;
};

// Files of this process end at so many bytes, as on a disk that is full.
void LimitFiles(rlim_t bytes) {
  rlimit limit{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &limit), 0);
  limit.rlim_cur = bytes;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
}

TEST_F(AuditTest, GoesOnFromTheByteWhereAFullDiskEndedIt) {
  std::signal(SIGXFSZ, SIG_IGN);
  Open();
  Write(1);
  LimitFiles(Bytes().size() + 10);
  EXPECT_FALSE(log_->Append(Read("u1", "E1"), Sync::kNow).ok()) << "cut off after ten bytes";
  EXPECT_FALSE(log_->Append(Read("u1", "E2"), Sync::kSoon).ok())
      << "nothing is done without a line";
  LimitFiles(RLIM_INFINITY);
  const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!log_->Append(Read("u1", "E3"), Sync::kNow).ok()) {
    ASSERT_LT(std::chrono::steady_clock::now(), until) << "does not go on";
    std::this_thread::yield();
  }
  const auto report = Verify(folder_, "");
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_THAT(report->problems, IsEmpty());
  EXPECT_EQ(report->entries, 3u) << "E1 was cut off and is whole now; E2 was refused";
}

TEST(Line, IsReadBackAsItWasWritten) {
  Entry entry;
  entry.sequence = 7;
  entry.at_ms = 1'600'000'000'123;
  entry.kind = Kind::kChange;
  entry.request = "r-1";
  entry.user = "u1";
  entry.unit = "fin";
  entry.role = "department";
  entry.operation = "list_decide";
  entry.subject = "名\"字\\\n";
  entry.purpose = "行政许可";
  entry.ground = "g";
  entry.status = 200;
  entry.revision = 12;
  entry.items = 3;
  entry.out_of_remit = true;
  std::string hash;
  const std::string line = WriteLine(entry, kFirstHash, &hash);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  // 1600000000 s are 2020-09-13 12:26:40 UTC.
  EXPECT_THAT(line, HasSubstr("\"at\":\"2020-09-13T12:26:40.123Z\""));
  const auto read = ReadLine(line);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->hash, hash);
  EXPECT_EQ(read->previous, kFirstHash);
  EXPECT_EQ(read->entry.at_ms, entry.at_ms);
  EXPECT_EQ(read->entry.subject, entry.subject);
  EXPECT_EQ(read->entry.kind, Kind::kChange);
  EXPECT_EQ(read->entry.revision, 12u);
  EXPECT_TRUE(read->entry.out_of_remit);
  std::string again_hash;
  EXPECT_EQ(WriteLine(read->entry, read->previous, &again_hash), line);
}

// Lines written before the log recorded this keep their form and their hash.
TEST(Line, SaysOfACheckWhetherItWasAHit) {
  std::string hash;
  Entry entry;
  EXPECT_EQ(WriteLine(entry, kFirstHash, &hash).find("hit"), std::string::npos);
  EXPECT_FALSE(ReadLine(WriteLine(entry, kFirstHash, &hash))->entry.hit.has_value());
  for (const bool hit : {false, true}) {
    entry.hit = hit;
    const auto read = ReadLine(WriteLine(entry, kFirstHash, &hash));
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->entry.hit, hit);
  }
}

TEST(Line, ABitThatIsOtherIsSeen) {
  std::string hash;
  Entry entry;
  entry.subject = "E1";
  const std::string line = WriteLine(entry, kFirstHash, &hash);
  for (size_t i = 0; i < line.size(); ++i) {
    std::string changed = line;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(ReadLine(changed).has_value()) << i;
  }
}

TEST_F(AuditTest, TheChainHoldsOverSegmentsAndRestarts) {
  Open(300);
  Write(5);
  Open(300);
  Write(5);
  log_.reset();
  const auto report = Verify(folder_, "");
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_THAT(report->problems, IsEmpty());
  EXPECT_EQ(report->entries, 10u);
  EXPECT_GT(report->segments, 1u);
}

TEST_F(AuditTest, WhateverIsDoneToItIsFound) {
  Open();
  Write(6);
  const std::string head = log_->head_hash();
  log_.reset();
  const std::string good = Bytes();
  std::vector<std::string> lines;
  for (size_t at = 0; at < good.size();) {
    const size_t end = good.find('\n', at) + 1;
    lines.push_back(good.substr(at, end - at));
    at = end;
  }
  ASSERT_THAT(lines, SizeIs(6));
  const auto joined = [](const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += part;
    return text;
  };
  struct Row {
    const char* what;
    std::string bytes;
    std::string head;
    bool sound;
  };
  std::string changed = good;
  changed[good.find("\"E3\"") + 1] = 'X';
  std::string forged_hash;
  Entry forged = Read("u1", "E9");
  forged.sequence = 4;
  const std::string other =
      WriteLine(forged, ReadLine(lines[2].substr(0, lines[2].size() - 1))->hash, &forged_hash) +
      "\n";
  const Row rows[] = {
      {"as it was", good, "", true},
      {"as it was, with its head", good, head, true},
      {"a letter changed", changed, "", false},
      {"a line left out", joined({lines[0], lines[1], lines[3], lines[4], lines[5]}), "", false},
      {"two lines changed about", joined({lines[0], lines[2], lines[1], lines[3]}), "", false},
      {"a line said twice", joined({lines[0], lines[0], lines[1]}), "", false},
      {"the first line left out", joined({lines[1], lines[2]}), "", false},
      {"a line put in the place of another",
       joined({lines[0], lines[1], lines[2], other, lines[4], lines[5]}), "", false},
      {"the last line left out: only the head tells",
       joined({lines[0], lines[1], lines[2], lines[3], lines[4]}), "", true},
      {"the last line left out, with the head",
       joined({lines[0], lines[1], lines[2], lines[3], lines[4]}), head, false},
  };
  for (const Row& row : rows) {
    SetBytes(row.bytes);
    const auto report = Verify(folder_, row.head);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(report->problems.empty(), row.sound) << row.what;
  }
}

TEST_F(AuditTest, WhatACrashLeftOfALineIsCutOff) {
  Open();
  Write(3);
  log_.reset();
  const std::string good = Bytes();
  for (const size_t more : {size_t{1}, size_t{40}, good.find('\n')}) {
    SetBytes(good + good.substr(0, more));
    Open();
    EXPECT_EQ(log_->torn_bytes(), more);
    EXPECT_EQ(log_->sequence(), 3u);
    log_.reset();
    EXPECT_EQ(Bytes(), good);
  }
}

TEST_F(AuditTest, ADamagedEndIsNotWrittenOn) {
  Open();
  Write(3);
  log_.reset();
  std::string bytes = Bytes();
  bytes[bytes.size() - 10] = static_cast<char>(bytes[bytes.size() - 10] ^ 1);
  SetBytes(bytes);
  EXPECT_TRUE(absl::IsDataLoss(AuditLog::Open({.folder = folder_}).status()));
}

TEST_F(AuditTest, OneProcessWrites) {
  Open();
  EXPECT_TRUE(absl::IsFailedPrecondition(AuditLog::Open({.folder = folder_}).status()));
}

TEST_F(AuditTest, AChangeIsOnDiskWhenItIsAcknowledged) {
  Open();
  Entry change = Read("u1", "L1");
  change.kind = Kind::kChange;
  change.revision = 9;
  ASSERT_TRUE(log_->Append(change, Sync::kNow).ok());
  EXPECT_THAT(Bytes(), HasSubstr("\"revision\":9"));
  EXPECT_EQ(log_->last_revision(), 9u);
  Open();
  EXPECT_EQ(log_->last_revision(), 9u);
}

TEST_F(AuditTest, ManyThreadsMakeOneChain) {
  Open(2'000);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this, t] {
      for (int i = 0; i < 50; ++i) {
        EXPECT_TRUE(
            log_->Append(Read("u" + std::to_string(t), "E"), i % 10 == 0 ? Sync::kNow : Sync::kSoon)
                .ok());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  ASSERT_TRUE(log_->Flush().ok());
  const auto report = Verify(folder_, log_->head_hash());
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_THAT(report->problems, IsEmpty());
  EXPECT_EQ(report->entries, 200u);
}

TEST_F(AuditTest, IsSearched) {
  Open();
  ASSERT_TRUE(log_->Append(Read("u1", "E1"), Sync::kSoon).ok());
  ASSERT_TRUE(log_->Append(Read("u2", "E1"), Sync::kSoon).ok());
  ASSERT_TRUE(log_->Append(Read("u1", "E2"), Sync::kNow).ok());
  const auto subjects = [this](const Filter& filter) {
    std::vector<uint64_t> found;
    const auto selection = Select(folder_, filter);
    EXPECT_TRUE(selection.ok()) << selection.status();
    for (const Entry& entry : selection->entries) found.push_back(entry.sequence);
    return found;
  };
  EXPECT_THAT(subjects({.user = "u1"}), ElementsAre(1, 3));
  EXPECT_THAT(subjects({.subject = "E1"}), ElementsAre(1, 2));
  EXPECT_THAT(subjects({.user = "u1", .after = 1}), ElementsAre(3));
  EXPECT_THAT(subjects({.to_ms = 1'600'000'000'123}), IsEmpty());
  EXPECT_THAT(subjects({.from_ms = 1'600'000'000'123, .limit = 2}), ElementsAre(1, 2));
}

TEST_F(AuditTest, WhatIsUnusualIsListed) {
  Open();
  // 2026-11-22 in China: 02:00 is 18:00 UTC of the day before.
  const int64_t day_ms = int64_t{model::FromCivil({2026, 11, 22}).days} * 86'400'000;
  const auto at = [day_ms](int hour) { return day_ms + (hour - 8) * int64_t{3'600'000}; };
  const auto put = [this](int64_t at_ms, const char* user, auto change) {
    Entry entry = Read(user, "E1");
    entry.at_ms = at_ms;
    change(entry);
    ASSERT_TRUE(log_->Append(entry, Sync::kSoon).ok());
  };
  put(at(10), "u1", [](Entry& entry) { entry.items = 11; });
  put(at(10), "u2", [](Entry& entry) { entry.items = 10; });
  for (int i = 0; i < 2; ++i) put(at(2), "u3", [](Entry&) {});
  put(at(7), "u4", [](Entry&) {});
  for (int i = 0; i < 2; ++i) put(at(9), "u5", [](Entry& entry) { entry.out_of_remit = true; });
  for (int i = 0; i < 2; ++i) put(at(9), "u6", [](Entry& entry) { entry.name_only = true; });
  for (int i = 0; i < 2; ++i) {
    put(at(9), "", [](Entry& entry) { entry.kind = Kind::kRefused; });
  }
  ASSERT_TRUE(log_->Flush().ok());
  Thresholds thresholds;
  thresholds.items_per_hour = 10;
  thresholds.odd_hour_reads_per_day = 1;
  thresholds.out_of_remit_per_day = 1;
  thresholds.name_searches_per_day = 1;
  thresholds.refused_per_hour = 1;
  const auto found = FindAnomalies(folder_, thresholds, {});
  ASSERT_TRUE(found.ok()) << found.status();
  std::vector<std::string> told;
  for (const Anomaly& one : *found) {
    told.push_back(one.window + " " + one.user + " " + std::string(one.kind) + " " +
                   std::to_string(one.count));
  }
  EXPECT_THAT(told, ElementsAre("2026-11-22 u3 odd_hours 2", "2026-11-22 u5 out_of_remit 2",
                                "2026-11-22 u6 name_searches 2", "2026-11-22T09  refused 2",
                                "2026-11-22T10 u1 volume 11"));
}

}  // namespace
}  // namespace liancheng::audit
