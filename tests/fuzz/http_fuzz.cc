// The first byte selects the user; the rest is a request as it arrives over a socket: a line of
// method and target, headers, an empty line, the body. Lines may end in \n alone: what is not HTTP
// at all is refused before the service (tests/http/transport_test.cc).
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "datasets/readers/native/native.h"
#include "datasets/readers/rulebook/reader.h"
#include "nlohmann/json.hpp"
#include "server/http/run/route_table.h"
#include "server/http/service/service.h"
#include "tests/fuzz/checks.h"

namespace {

using namespace liancheng;
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

const std::string kRoot = LIANCHENG_SOURCE_DIR;
constexpr int64_t kNoonS = 1'590'984'000;  // 2020-06-01 in China
constexpr int kPiecesMax = 4;              // of a stream that need not end

class NoSink : public model::IssueSink {
 public:
  void Report(model::Issue) override {}
};

template <typename T>
T Got(absl::StatusOr<T> value, const char* what) {
  fuzz::Require(value.ok(), what, value.status().ToString());
  return *std::move(value);
}

// A service over the demo world, with two users of every role; changes stay.
class World {
 public:
  World() {
    std::string pattern = (fs::temp_directory_path() / "liancheng-fuzz-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    query::ArchiveOptions store;
    store.path = folder_ + "/store";
    store.sync = false;
    store.now_s = [] { return kNoonS; };
    archive_ = Got(query::LiveArchive::Open(store, {}), "a store opens");
    auto words = Got(datasets::ReadKnownWords(kRoot + "/datasets/rulebooks"), "words");
    Load(words);
    http::ServiceOptions options;
    options.folder = folder_ + "/state";
    options.backup_folder = folder_ + "/backups";
    options.requests_per_second = 1e9;
    options.burst = 1e9;
    options.audit_sync_ms = 60'000;
    options.now_ms = [] { return kNoonS * 1'000; };
    options.note = [](const std::string& text) { fuzz::Require(false, "nothing fails", text); };
    auto library = std::make_shared<const model::RuleLibrary>(
        Got(datasets::ReadRulebooks(kRoot + "/datasets/rulebooks"), "rulebooks"));
    service_ = Got(http::Service::Open(std::move(options), *archive_, library, std::move(words),
                                       http::Routes()),
                   "a service opens");
    MakeUsers();
  }
  ~World() {
    fuzz::Require(service_->backend().Close().ok(), "the service ends well", "");
    service_.reset();
    archive_.reset();
    fs::remove_all(folder_);
    for (const auto& [status, count] : answers_) std::cout << status << ": " << count << " ";
    std::cout << "\n";
  }

  // How often each status was returned, printed at the end: a fuzzer that only meets 404 finds
  // nothing.
  void Count(int status) { ++answers_[status]; }

  http::Service& service() { return *service_; }
  const std::string& folder() const { return folder_; }
  // "" for a letter that is nobody's.
  std::string TokenOf(char letter) const {
    const auto found = tokens_.find(letter);
    return found == tokens_.end() ? "" : found->second;
  }

 private:
  void Load(const datasets::KnownWords& words) {
    NoSink issues;
    datasets::ReadOptions options;
    options.words = &words;
    options.issues = &issues;
    const auto source =
        Got(datasets::OpenNative(kRoot + "/datasets/samples/demo", options), "the demo");
    Got(archive_->Import(*source, issues), "the demo goes in");
  }

  void MakeUsers() {
    using enum access::Role;
    const std::pair<char, access::Role> users[] = {
        {'s', kSteward},      {'t', kSteward}, {'d', kDepartment},   {'p', kPlatform},
        {'i', kInvestigator}, {'a', kAuditor}, {'m', kAdministrator}};
    const absl::Status made = service_->backend().access_file().Change([&](access::AccessBook& book) {
      for (const auto& [letter, role] : users) {
        // Both stewards are of one unit, so that one can approve what the other asks for.
        const std::string unit = std::string("unit-") + (letter == 't' ? 's' : letter);
        const auto kind =
            role == kPlatform ? model::UnitKind::kPlatform : model::UnitKind::kDepartment;
        const absl::Status put = book.Put(access::Unit{unit, "示例单位", kind, {}, {}, ""});
        const std::string id(1, letter);
        if (!put.ok()) return put;
        if (absl::Status user = book.Put(access::User{id, unit, role}); !user.ok()) return user;
        const auto token = access::MakeToken(id, kNoonS, kNoonS + 3'600);
        book.Put(token.kept);
        tokens_[letter] = token.text;
      }
      return absl::OkStatus();
    });
    fuzz::Require(made.ok(), "users are kept", made.ToString());
  }

  std::string folder_;
  std::map<char, std::string> tokens_;
  std::map<int, size_t> answers_;
  std::unique_ptr<query::LiveArchive> archive_;
  std::unique_ptr<http::Service> service_;
};

std::string_view Line(std::string_view* text) {
  const size_t end = text->find('\n');
  std::string_view line = text->substr(0, end);
  text->remove_prefix(end == std::string_view::npos ? text->size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

http::Request Split(std::string_view text) {
  http::Request request;
  const std::string_view first = Line(&text);
  const size_t method = first.find(' ');
  request.method = first.substr(0, method);
  if (method != std::string_view::npos) {
    const std::string_view rest = first.substr(method + 1);
    request.target = rest.substr(0, rest.find(" HTTP/"));
  }
  while (!text.empty()) {
    const std::string_view line = Line(&text);
    if (line.empty()) break;
    const size_t colon = line.find(':');
    std::string_view value = colon == std::string_view::npos ? "" : line.substr(colon + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    request.headers.emplace_back(line.substr(0, colon), value);
  }
  request.body = text;
  return request;
}

bool KnownStatus(int status) {
  for (const int known : {200, 202, 304, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 503}) {
    if (status == known) return true;
  }
  return false;
}

// Operations on the machine and the program, not meant for clients.
void CheckTellsNothing(const World& world, const std::string& body) {
  for (const std::string_view inner :
       {std::string_view(world.folder()), std::string_view(kRoot), std::string_view("std::"),
        std::string_view("terminate"), std::string_view(".cc:"), std::string_view("#0 ")}) {
    fuzz::Require(body.find(inner) == std::string::npos, "an error tells nothing of the machine",
                  body);
  }
}

void CheckProblem(const World& world, const http::Response& response) {
  const std::string& body = response.body;
  fuzz::Require(response.type == "application/problem+json", "an error is a problem", body);
  const Json json = Json::parse(body, nullptr, false);
  fuzz::Require(json.is_object(), "a problem is an object", body);
  fuzz::Require(json.value("type", "").starts_with("urn:liancheng:problem:"), "its type", body);
  fuzz::Require(json.value("status", 0) == response.status, "its status", body);
  fuzz::Require(!json.value("title", "").empty() && json.contains("detail"), "its words", body);
  CheckTellsNothing(world, body);
}

void CheckBody(const http::Response& response) {
  const bool lines = response.type == "application/x-ndjson";
  if (!lines && response.type != "application/json") return;
  std::string_view text = response.body;
  while (!text.empty()) {
    const std::string_view line = lines ? Line(&text) : std::exchange(text, {});
    fuzz::Require(!Json::parse(line, nullptr, false).is_discarded(), "an answer is JSON",
                  std::string(line));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  static World world;
  http::Request request = Split({reinterpret_cast<const char*>(data) + 1, size - 1});
  if (const std::string token = world.TokenOf(static_cast<char>(data[0])); !token.empty()) {
    request.headers.emplace_back("Authorization", "Bearer " + token);
  }
  http::Response response = world.service().pipeline().Handle(request);
  const std::string shown = std::to_string(response.status) + " " + request.method + " " +
                            request.target + " " + response.body.substr(0, 500);
  world.Count(response.status);
  fuzz::Require(KnownStatus(response.status), "a status that is told of", shown);
  if (response.status >= 400) {
    // The fuzzer never ends the service, and its disk is never full.
    fuzz::Require(response.status != 503 || request.target.find("/files/") != std::string::npos,
                  "nothing is unavailable", shown);
    CheckProblem(world, response);
  } else {
    CheckBody(response);
  }
  for (int i = 0; i < kPiecesMax && response.follow != nullptr; ++i) {
    response = response.follow->next();
    CheckBody(response);
  }
  world.service().backend().jobs().Wait();
  return 0;
}
