// tests/http/desk.h: a service over a store of the demo world, with a user of every role, and
// requests to it without sockets. Every answer is held against the OpenAPI that the service gives.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "nlohmann/json.hpp"
#include "server/http/service/service.h"

namespace liancheng::http {

using Json = nlohmann::ordered_json;

// 2020-06-01, noon in China.
inline constexpr int64_t kNoonMs = int64_t{1'590'984'000} * 1'000;

struct Reply {
  int status = 0;
  Json body;         // null when it is no JSON
  std::string text;  // of the body
  Headers headers;
  std::string Header(const std::string& name) const;
  std::string Problem() const;  // what follows `urn:liancheng:problem:`
  std::string Field() const;    // the field at fault
};

struct DeskOptions {
  bool demo = true;
  double requests_per_second = 1'000'000;
  double burst = 1'000'000;
  uint64_t jobs_bytes_max = uint64_t{1} << 30;
  std::function<uint64_t()> free_bytes = nullptr;  // on the store's disk; nullptr: as it is
};

class Desk {
 public:
  explicit Desk(DeskOptions options = {});
  ~Desk();

  Backend& backend() { return service_->backend(); }
  Pipeline& pipeline() { return service_->pipeline(); }
  query::LiveArchive& archive() { return *archive_; }
  const std::string& folder() const { return folder_; }
  // Ends the service and starts it again over the same folders.
  void Restart();

  // `user`: steward, steward2, department, ...; "" = without a token.
  Reply Get(const std::string& user, const std::string& target, Headers headers = {});
  Reply Post(const std::string& user, const std::string& target, const Json& body,
             Headers headers = {});
  Reply Send(const std::string& user, Request request);
  const std::string& token(const std::string& user) const { return tokens_.at(user); }
  void Advance(int64_t ms) { now_ms_ += ms; }
  int64_t now_ms() const { return now_ms_; }
  // What it noted as wrong; a fault of the test where no full disk is asked for.
  const std::vector<std::string>& notes() const { return notes_; }
  // The service's log lines.
  const std::vector<std::string>& log() const { return log_; }

 private:
  void Open();
  void Load();
  void MakeUsers();

  const DeskOptions options_;
  std::string folder_;
  int64_t now_ms_ = kNoonMs;
  std::mutex log_mutex_;
  std::vector<std::string> log_;
  std::vector<std::string> notes_;
  std::map<std::string, std::string> tokens_;
  std::unique_ptr<query::LiveArchive> archive_;
  std::unique_ptr<Service> service_;
};

// Purpose and ground, as a client sends them.
Headers Purposeful();

// One desk for all tests that change nothing.
Desk& SharedDesk();

}  // namespace liancheng::http
