#include "storage/disk/info_log.h"

#include <cstdarg>
#include <cstdio>
#include <ctime>
#include <mutex>
#include <string_view>

namespace liancheng::storage {
namespace {

constexpr size_t kLineBytesMax = 4096;
constexpr size_t kLogBytesMax = size_t{8} << 20;

class NoLog : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

class FileLog : public rocksdb::Logger {
 public:
  explicit FileLog(std::string path) : path_(std::move(path)) { Begin(); }
  ~FileLog() override {
    if (file_ != nullptr) std::fclose(file_);
  }

  using rocksdb::Logger::Logv;
  void Logv(const char* format, va_list arguments) override {
    char text[kLineBytesMax];
    const int size = std::vsnprintf(text, sizeof(text), format, arguments);
    if (size <= 0) return;
    char when[32];
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ ", &parts);
    const std::lock_guard lock(mutex_);
    Write(when);
    Write(text);
    if (!std::string_view(text).ends_with('\n')) Write("\n");
    if (file_ != nullptr) std::fflush(file_);
    if (bytes_ > kLogBytesMax) Begin();
  }

 private:
  void Begin() {
    if (file_ != nullptr) std::fclose(file_);
    std::rename(path_.c_str(), (path_ + ".old").c_str());
    file_ = std::fopen(path_.c_str(), "we");
    bytes_ = 0;
  }

  // An error leaves the line out; the next one is tried again.
  void Write(std::string_view text) {
    if (file_ == nullptr) return;
    std::clearerr(file_);
    bytes_ += std::fwrite(text.data(), 1, text.size(), file_);
  }

  const std::string path_;
  std::mutex mutex_;
  std::FILE* file_ = nullptr;  // nullptr: it cannot be made, and nothing is logged
  size_t bytes_ = 0;
};

}  // namespace

std::shared_ptr<rocksdb::Logger> OpenInfoLog(const std::string& store) {
  return std::make_shared<FileLog>(store + "/LOG");
}

std::shared_ptr<rocksdb::Logger> NoInfoLog() {
  return std::make_shared<NoLog>();
}

}  // namespace liancheng::storage
