#include "datasets/readers/native/ahead.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace liancheng::datasets {
namespace {

class DirectSource : public model::FactSource {
 public:
  DirectSource(const ReadOptions& options, MakeReader make)
      : progress_(options.progress), reader_(make(options)) {}

  absl::StatusOr<std::span<const model::Fact>> Next() override {
    if (absl::Status filled = reader_->Fill(facts_); !filled.ok()) return filled;
    if (progress_) progress_(reader_->bytes().read, reader_->bytes().all);
    return std::span<const model::Fact>(facts_);
  }

 private:
  const std::function<void(uint64_t, uint64_t)> progress_;
  const std::unique_ptr<BatchReader> reader_;
  std::vector<model::Fact> facts_;
};

class IssueList : public model::IssueSink {
 public:
  void Report(model::Issue issue) override { issues.push_back(std::move(issue)); }
  std::vector<model::Issue> issues;
};

class AheadSource : public model::FactSource {
 public:
  AheadSource(const ReadOptions& options, MakeReader make)
      : issues_(options.issues), progress_(options.progress) {
    ReadOptions own = options;
    own.issues = &found_;
    own.progress = nullptr;
    reader_ = make(own);
    thread_ = std::thread([this] { Run(); });
  }
  ~AheadSource() override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      dropped_ = true;
    }
    turn_.notify_all();
    thread_.join();
  }
  AheadSource(const AheadSource&) = delete;
  AheadSource& operator=(const AheadSource&) = delete;

  absl::StatusOr<std::span<const model::Fact>> Next() override {
    if (!ended_) {
      std::unique_lock<std::mutex> lock(mutex_);
      turn_.wait(lock, [this] { return ready_; });
      // Swapped back, so that the memory of the old batch is freed by the thread that allocated it.
      std::swap(batch_, next_);
      ready_ = false;
      lock.unlock();
      turn_.notify_all();
      ended_ = !batch_.status.ok() || batch_.facts.empty();
      for (model::Issue& issue : batch_.issues) issues_->Report(std::move(issue));
      batch_.issues.clear();
      if (progress_) progress_(batch_.bytes.read, batch_.bytes.all);
    }
    if (!batch_.status.ok()) return batch_.status;
    return std::span<const model::Fact>(batch_.facts);
  }

 private:
  struct Batch {
    std::vector<model::Fact> facts;
    std::vector<model::Issue> issues;
    BatchReader::Bytes bytes;
    absl::Status status;
  };

  void Run() {
    Batch batch;
    bool last = false;
    while (!last) {
      batch.status = reader_->Fill(batch.facts);
      batch.bytes = reader_->bytes();
      std::swap(batch.issues, found_.issues);
      last = !batch.status.ok() || batch.facts.empty();
      std::unique_lock<std::mutex> lock(mutex_);
      turn_.wait(lock, [this] { return !ready_ || dropped_; });
      if (dropped_) return;
      std::swap(batch, next_);
      ready_ = true;
      lock.unlock();
      turn_.notify_all();
    }
  }

  model::IssueSink* const issues_;
  const std::function<void(uint64_t, uint64_t)> progress_;
  IssueList found_;  // issues found by the reading thread
  std::unique_ptr<BatchReader> reader_;
  Batch batch_;  // the batch that the caller uses
  bool ended_ = false;

  std::mutex mutex_;
  std::condition_variable turn_;
  Batch next_;
  bool ready_ = false;
  bool dropped_ = false;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<model::FactSource> ReadBatches(const ReadOptions& options, MakeReader make) {
  if (options.ahead) return std::make_unique<AheadSource>(options, make);
  return std::make_unique<DirectSource>(options, make);
}

}  // namespace liancheng::datasets
