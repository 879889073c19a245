#include "server/impact/part_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace liancheng::impact {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view kStateFile = "state.json";
constexpr std::string_view kJournalFile = "journal.jsonl";
constexpr std::string_view kLockFile = "lock";
constexpr uint64_t kFormat = 1;

absl::Status Failed(std::string_view doing, const std::string& path) {
  return absl::UnavailableError(fmt::format("cannot {} {}: {}", doing, path, std::strerror(errno)));
}

absl::Status Failed(std::string_view doing, const std::string& path, const std::error_code& error) {
  return absl::UnavailableError(fmt::format("cannot {} {}: {}", doing, path, error.message()));
}

absl::Status WriteAll(int file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Failed("write", path);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

// Syncs a file or a folder.
absl::Status Sync(const std::string& path) {
  const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return Failed("open", path);
  const int synced = ::fsync(handle);
  ::close(handle);
  return synced == 0 ? absl::OkStatus() : Failed("sync", path);
}

// Syncs a folder and everything in it.
absl::Status SyncBelow(const std::string& folder) {
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    if (absl::Status synced = Sync(it->path().string()); !synced.ok()) return synced;
  }
  return error ? Failed("read", folder, error) : Sync(folder);
}

Json ToJson(const Fingerprint& input) {
  Json json = Json::object();
  for (const auto& [name, value] : input) json[name] = value;
  return json;
}

// The first value in which two fingerprints differ.
std::string Difference(const Json& before, const Fingerprint& now) {
  for (const auto& [name, value] : now) {
    const auto found = before.find(name);
    const std::string was = found == before.end() || !found->is_string()
                                ? std::string("not there")
                                : found->get<std::string>();
    if (was != value) return fmt::format("{} was {}, is {}", name, was, value);
  }
  return before.size() == now.size() ? "" : "it names other input";
}

std::string HexOf(XXH64_hash_t hash) {
  return fmt::format("{:016x}", hash);
}

}  // namespace

struct FreeState {
  void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

std::string HashText(std::string_view bytes) {
  return HexOf(XXH3_64bits(bytes.data(), bytes.size()));
}

struct PartFolder::File {
  ~File() {
    if (handle >= 0) ::close(handle);
  }
  int handle = -1;
  uint64_t bytes = 0;
  std::unique_ptr<XXH3_state_t, FreeState> hash{XXH3_createState()};
};

PartFolder::PartFolder(std::string out, std::string part)
    : out_(std::move(out)), part_(std::move(part)) {}

PartFolder::~PartFolder() {
  if (lock_ >= 0) ::close(lock_);
}

absl::StatusOr<std::unique_ptr<PartFolder>> PartFolder::Open(const std::string& out,
                                                             const Fingerprint& input,
                                                             bool resume) {
  fs::path normal = fs::path(out).lexically_normal();
  if (!normal.has_filename()) normal = normal.parent_path();
  std::error_code error;
  if (fs::exists(normal, error) && !fs::is_empty(normal, error)) {
    return absl::AlreadyExistsError(fmt::format(
        "--out {}: is there already and not empty; name another folder, or remove it", out));
  }
  std::unique_ptr<PartFolder> folder(new PartFolder(normal.string(), normal.string() + ".part"));
  const std::string state = fmt::format("{}/{}", folder->part_, kStateFile);
  if (!fs::exists(folder->part_, error)) {
    if (absl::Status begun = folder->Begin(input); !begun.ok()) return begun;
    return folder;
  }
  if (!fs::exists(state, error)) {
    return absl::FailedPreconditionError(
        fmt::format("{} is in the way: it is no unfinished report; remove it", folder->part_));
  }
  if (!resume) {
    return absl::FailedPreconditionError(
        fmt::format("{} holds an unfinished report: --resume goes on with it; remove it to begin "
                    "anew",
                    folder->part_));
  }
  if (absl::Status going = folder->GoOn(input); !going.ok()) return going;
  return folder;
}

absl::Status PartFolder::Lock() {
  const std::string path = fmt::format("{}/{}", part_, kLockFile);
  lock_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock_ < 0) return Failed("open", path);
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    return absl::FailedPreconditionError(
        fmt::format("{} is being written by another process", part_));
  }
  return absl::OkStatus();
}

absl::Status PartFolder::Begin(const Fingerprint& input) {
  std::error_code error;
  fs::create_directories(part_ + "/report", error);
  if (error) return Failed("make folder", part_, error);
  if (absl::Status locked = Lock(); !locked.ok()) return locked;
  input_json_ = ToJson(input).dump();
  return Checkpoint(0);
}

absl::Status PartFolder::GoOn(const Fingerprint& input) {
  if (absl::Status locked = Lock(); !locked.ok()) return locked;
  const std::string path = fmt::format("{}/{}", part_, kStateFile);
  std::ifstream in(path, std::ios::binary);
  const Json state = Json::parse(in, nullptr, false);
  const auto damaged = [this](std::string_view what) {
    return absl::FailedPreconditionError(
        fmt::format("{}: {}; remove it and begin anew", part_, what));
  };
  try {
    if (state.is_discarded() || state.at("format").get<uint64_t>() != kFormat) {
      return damaged("its state cannot be read");
    }
    if (std::string other = Difference(state.at("input"), input); !other.empty()) {
      return damaged("the unfinished report was made of other input: " + other);
    }
    for (const Json& file : state.at("files")) {
      absl::Status going =
          GoOnWith(file.at("name").get<std::string>(), file.at("bytes").get<uint64_t>(),
                   file.at("hash").get<std::string>());
      if (!going.ok()) return going;
    }
    chunks_ = state.at("chunks").get<uint64_t>();
  } catch (const Json::exception&) {
    return damaged("its state cannot be read");
  }
  input_json_ = ToJson(input).dump();
  return RemoveStrangers();
}

absl::Status PartFolder::GoOnWith(const std::string& name, uint64_t bytes,
                                  const std::string& hash) {
  const std::string path = fmt::format("{}/{}", part_, name);
  auto file = std::make_unique<File>();
  XXH3_64bits_reset(file->hash.get());
  std::ifstream in(path, std::ios::binary);
  std::vector<char> buffer(size_t{1} << 20);
  while (in && file->bytes < bytes) {
    const uint64_t wanted = std::min<uint64_t>(buffer.size(), bytes - file->bytes);
    in.read(buffer.data(), static_cast<std::streamsize>(wanted));
    const auto got = static_cast<size_t>(in.gcount());
    XXH3_64bits_update(file->hash.get(), buffer.data(), got);
    file->bytes += got;
  }
  if (file->bytes != bytes || HexOf(XXH3_64bits_digest(file->hash.get())) != hash) {
    return absl::FailedPreconditionError(
        fmt::format("{} is not as it was left; remove {} and begin anew", path, part_));
  }
  if (::truncate(path.c_str(), static_cast<off_t>(bytes)) != 0) return Failed("cut", path);
  file->handle = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (file->handle < 0) return Failed("open", path);
  files_[name] = std::move(file);
  return absl::OkStatus();
}

// Removes files that were begun after the last checkpoint.
absl::Status PartFolder::RemoveStrangers() const {
  std::error_code error;
  std::vector<fs::path> strangers;
  for (fs::recursive_directory_iterator it(part_ + "/report", error), end; !error && it != end;
       it.increment(error)) {
    const std::string name = it->path().lexically_relative(part_).generic_string();
    if (it->is_regular_file(error) && !files_.contains(name)) strangers.push_back(it->path());
  }
  if (!error && !files_.contains(std::string(kJournalFile))) {
    fs::remove(fmt::format("{}/{}", part_, kJournalFile), error);
  }
  for (const fs::path& stranger : strangers) {
    if (!error) fs::remove(stranger, error);
  }
  return error ? Failed("clear", part_, error) : absl::OkStatus();
}

absl::Status PartFolder::Append(const std::string& file, std::string_view bytes) {
  return AppendTo(kReport + file, bytes);
}

absl::Status PartFolder::AppendToJournal(std::string_view bytes) {
  return AppendTo(std::string(kJournalFile), bytes);
}

absl::Status PartFolder::AppendTo(const std::string& name, std::string_view bytes) {
  const std::string path = fmt::format("{}/{}", part_, name);
  std::unique_ptr<File>& file = files_[name];
  if (file == nullptr) {
    std::error_code error;
    fs::create_directories(fs::path(path).parent_path(), error);
    if (error) return Failed("make the folder of", path, error);
    file = std::make_unique<File>();
    XXH3_64bits_reset(file->hash.get());
    file->handle = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644);
    if (file->handle < 0) return Failed("write", path);
  }
  XXH3_64bits_update(file->hash.get(), bytes.data(), bytes.size());
  file->bytes += bytes.size();
  return WriteAll(file->handle, bytes, path);
}

absl::StatusOr<std::string> PartFolder::Journal() const {
  std::string text;
  const auto found = files_.find(std::string(kJournalFile));
  if (found == files_.end()) return text;
  const std::string path = fmt::format("{}/{}", part_, kJournalFile);
  std::ifstream in(path, std::ios::binary);
  text.assign(std::istreambuf_iterator<char>(in), {});
  if (text.size() != found->second->bytes) {
    return absl::UnavailableError(fmt::format("cannot read {}", path));
  }
  return text;
}

absl::Status PartFolder::Checkpoint(uint64_t chunks) {
  Json files = Json::array();
  for (const auto& [name, file] : files_) {
    files.push_back({{"name", name},
                     {"bytes", file->bytes},
                     {"hash", HexOf(XXH3_64bits_digest(file->hash.get()))}});
  }
  const Json state = {{"format", kFormat},
                      {"input", Json::parse(input_json_)},
                      {"chunks", chunks},
                      {"files", std::move(files)}};
  const std::string path = fmt::format("{}/{}", part_, kStateFile);
  const std::string fresh = path + ".new";
  const int handle = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (handle < 0) return Failed("write", fresh);
  absl::Status written = WriteAll(handle, state.dump(), fresh);
  ::close(handle);
  if (written.ok() && std::rename(fresh.c_str(), path.c_str()) != 0) {
    written = Failed("rename", fresh);
  }
  if (written.ok()) chunks_ = chunks;
  return written;
}

std::string PartFolder::PathOf(const std::string& file) const {
  return fmt::format("{}/{}{}", part_, kReport, file);
}

absl::Status PartFolder::Finish(bool sync) {
  if (sync) {
    if (absl::Status synced = SyncBelow(part_ + "/report"); !synced.ok()) return synced;
  }
  if (std::rename((part_ + "/report").c_str(), out_.c_str()) != 0) return Failed("rename", out_);
  const fs::path above = fs::path(out_).parent_path();
  if (sync) {
    if (absl::Status synced = Sync(above.empty() ? "." : above.string()); !synced.ok()) {
      return synced;
    }
  }
  std::error_code error;
  fs::remove_all(part_, error);
  return error ? Failed("remove", part_, error) : absl::OkStatus();
}

}  // namespace liancheng::impact
