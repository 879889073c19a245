// tests/benchmark/peers/driver.h: starts the program of one engine and asks it line by line.
// Errors:  a driver that prints `error=...`, ends or is silent for too long is ended; the reason is
//          kept and every further question returns nothing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace liancheng::peers {

struct OneAnswer {
  double us = 0;
  uint64_t count = 0;
  std::string hash;
};

class Driver {
 public:
  // `command`: program and arguments.
  Driver(std::string name, const std::vector<std::string>& command);
  ~Driver();
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;

  const std::string& name() const { return name_; }
  const std::string& version() const { return version_; }
  // The reason why it no longer answers; empty while it does.
  const std::string& failure() const { return failure_; }

  // Nothing when the engine cannot answer, or not any more.
  std::optional<double> Microseconds(const std::string& line, int seconds_max);
  std::optional<uint64_t> MemoryKb();
  bool Tell(const std::string& line);
  // Empty when the engine cannot answer.
  std::vector<OneAnswer> Answers(const std::string& line, int seconds_max);
  std::vector<double> Commits(uint64_t count);

 private:
  // The reply after `key=`; nothing for `no` and for failures.
  std::optional<std::string> Ask(const std::string& line, const std::string& key, int seconds_max);
  std::optional<std::string> ReadLine(int seconds_max);
  void GiveUp(const std::string& why);

  std::string name_;
  std::string version_;
  std::string failure_;
  int to_ = -1;
  int from_ = -1;
  int pid_ = -1;
  std::string buffer_;
};

}  // namespace liancheng::peers
