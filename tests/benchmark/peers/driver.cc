#include "tests/benchmark/peers/driver.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "fmt/format.h"

namespace liancheng::peers {
namespace {

constexpr int kStartSeconds = 120;
constexpr int kAnswerSeconds = 120;

std::vector<std::string> Split(const std::string& text, char between) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(between, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

}  // namespace

Driver::Driver(std::string name, const std::vector<std::string>& command) : name_(std::move(name)) {
  int down[2];
  int up[2];
  // Closed on exec, so that no other driver holds the ends of this pipe.
  if (pipe2(down, O_CLOEXEC) != 0 || pipe2(up, O_CLOEXEC) != 0) {
    GiveUp("no pipe");
    return;
  }
  pid_ = fork();
  if (pid_ == 0) {
    dup2(down[0], STDIN_FILENO);
    dup2(up[1], STDOUT_FILENO);
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    execvp(words[0], words.data());
    _exit(127);
  }
  close(down[0]);
  close(up[1]);
  to_ = down[1];
  from_ = up[0];
  const auto line = ReadLine(kStartSeconds);
  if (line && line->starts_with("version=")) {
    version_ = line->substr(8);
  } else {
    GiveUp(line.value_or("did not start"));
  }
}

Driver::~Driver() {
  if (to_ >= 0) {
    [[maybe_unused]] const auto written = write(to_, "quit\n", 5);
    close(to_);
  }
  if (from_ >= 0) close(from_);
  if (pid_ > 0) waitpid(pid_, nullptr, 0);
}

void Driver::GiveUp(const std::string& why) {
  failure_ = why.starts_with("error=") ? why.substr(6) : why;
  if (pid_ > 0) kill(pid_, SIGTERM);
}

std::optional<std::string> Driver::ReadLine(int seconds_max) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds_max);
  while (true) {
    if (const size_t at = buffer_.find('\n'); at != std::string::npos) {
      std::string line = buffer_.substr(0, at);
      buffer_.erase(0, at + 1);
      return line;
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    pollfd ready{from_, POLLIN, 0};
    if (left.count() <= 0 || poll(&ready, 1, static_cast<int>(left.count())) <= 0) {
      return std::nullopt;
    }
    char chunk[65536];
    const ssize_t got = read(from_, chunk, sizeof chunk);
    if (got <= 0) return std::nullopt;
    buffer_.append(chunk, static_cast<size_t>(got));
  }
}

std::optional<std::string> Driver::Ask(const std::string& line, const std::string& key,
                                       int seconds_max) {
  if (!failure_.empty()) return std::nullopt;
  const std::string whole = line + "\n";
  if (write(to_, whole.data(), whole.size()) != static_cast<ssize_t>(whole.size())) {
    GiveUp("ended");
    return std::nullopt;
  }
  const auto reply = ReadLine(seconds_max);
  if (!reply) {
    GiveUp(
        fmt::format("no answer to `{}` within {} s", line.substr(0, line.find(' ')), seconds_max));
    return std::nullopt;
  }
  if (*reply == "no") return std::nullopt;
  if (!reply->starts_with(key)) {
    GiveUp(*reply);
    return std::nullopt;
  }
  return reply->substr(key.size());
}

std::optional<double> Driver::Microseconds(const std::string& line, int seconds_max) {
  const auto reply = Ask(line, "us=", seconds_max);
  if (!reply) return std::nullopt;
  return std::strtod(reply->c_str(), nullptr);
}

std::optional<uint64_t> Driver::MemoryKb() {
  const auto reply = Ask("memory", "kb=", kAnswerSeconds);
  if (!reply) return std::nullopt;
  return std::strtoull(reply->c_str(), nullptr, 10);
}

bool Driver::Tell(const std::string& line) {
  return Ask(line, "starts=", kAnswerSeconds).has_value();
}

std::vector<OneAnswer> Driver::Answers(const std::string& line, int seconds_max) {
  std::vector<OneAnswer> answers;
  const auto reply = Ask(line, "answers=", seconds_max);
  if (!reply) return answers;
  for (const std::string& item : Split(*reply, ',')) {
    const std::vector<std::string> parts = Split(item, ':');
    answers.push_back({std::strtod(parts.at(0).c_str(), nullptr),
                       std::strtoull(parts.at(1).c_str(), nullptr, 10), parts.at(2)});
  }
  return answers;
}

std::vector<double> Driver::Commits(uint64_t count) {
  std::vector<double> times;
  const auto reply = Ask(fmt::format("commit {}", count), "us=", kAnswerSeconds);
  if (!reply) return times;
  for (const std::string& item : Split(*reply, ',')) {
    times.push_back(std::strtod(item.c_str(), nullptr));
  }
  return times;
}

}  // namespace liancheng::peers
