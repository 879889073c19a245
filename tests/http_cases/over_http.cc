#include "tests/http_cases/over_http.h"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "datasets/readers/native/native.h"
#include "fmt/format.h"
#include "query/world/live_archive.h"
#include "server/http/run/route_table.h"
#include "server/http/service/service.h"
#include "server/http/transport/transport.h"
#include "tests/http/socket_client.h"
#include "tests/http_cases/asking.h"

namespace liancheng::http_cases {
namespace {

namespace fs = std::filesystem;

// Noon of 2026-11-22 in China: after every day that a case asks about.
constexpr int64_t kNowMs = int64_t{1'795'320'000} * 1'000;
constexpr size_t kPagesMax = 10'000;

struct Reply {
  int status = 0;
  Json body;  // null when it is no JSON
};

absl::Status Unexpected(const Asking& asking, const Reply& reply) {
  return absl::InternalError(fmt::format("{} {} gives {} {}", asking.method, asking.target,
                                         reply.status, reply.body.dump()));
}

// A folder that goes with its owner.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "liancheng-http-case-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// One import states a thing once (docs/interchange.md): what a case states again goes into the
// next.
std::vector<std::string> ImportsOf(const std::vector<model::Fact>& facts) {
  std::vector<std::string> imports(1);
  std::map<std::string, size_t> stated;
  for (const model::Fact& fact : facts) {
    const size_t at = stated[model::FactKey(fact)]++;
    if (at == imports.size()) imports.emplace_back();
    imports[at] += datasets::WriteJsonFact(fact) + "\n";
  }
  return imports;
}

class OneCase : public cases::Answerer {
 public:
  OneCase(const datasets::KnownWords& words, uint64_t& requests)
      : words_(words), requests_(requests) {}
  ~OneCase() override {
    client_.reset();
    transport_.reset();
    service_.reset();
    archive_.reset();
  }

  absl::Status Start(cases::CaseWorld from) {
    const auto started = Open(std::move(from.library), std::move(from.rulebooks));
    if (!started.ok()) return started;
    for (const std::string& lines : ImportsOf(from.facts)) {
      const auto imported = Import(lines);
      if (!imported.ok()) return imported.status();
      if (imported->at("quarantined") != 0) return absl::InvalidArgumentError(imported->dump());
    }
    return absl::OkStatus();
  }

  absl::StatusOr<Json> Answer(const Json& ask, model::Date day) override {
    const auto asking = AskingOf(ask, day);
    if (!asking.ok()) return asking.status();
    const std::string as_of = model::FormatDate(day);
    auto first = Page(*asking, as_of, nullptr);
    if (!first.ok()) return first.status();
    Json result = first->at("result");
    Json next = asking->paged.empty() ? Json(nullptr) : first->at("next");
    for (size_t pages = 1; !next.is_null(); ++pages) {
      if (pages == kPagesMax) return absl::InternalError("pages without end");
      const auto page = Page(*asking, as_of, next);
      if (!page.ok()) return page.status();
      for (const Json& item : page->at("result").at(asking->paged)) {
        result.at(asking->paged).push_back(item);
      }
      next = page->at("next");
    }
    return result;
  }

  absl::StatusOr<cases::Verdict> Judge(const Json& line, const model::Fact* fact) override {
    if (fact == nullptr) return JudgeLine(line);
    if (std::holds_alternative<model::ListingFact>(fact->statement)) return JudgeEntry(line);
    const auto asking = AskingOfStep(line);
    if (!asking.ok()) return asking.status();
    return VerdictOf(*asking);
  }

 private:
  absl::Status Open(std::shared_ptr<const model::RuleLibrary> library,
                    std::vector<std::string> books) {
    query::ArchiveOptions store;
    store.path = folder_.path() + "/store";
    store.sync = false;
    store.now_s = [] { return kNowMs / 1'000; };
    auto archive = query::LiveArchive::Open(store, {});
    if (!archive.ok()) return archive.status();
    archive_ = *std::move(archive);
    http::ServiceOptions options;
    options.folder = folder_.path() + "/state";
    options.backup_folder = folder_.path() + "/backups";
    options.books = std::move(books);
    options.requests_per_second = 1e9;
    options.burst = 1e9;
    options.now_ms = [] { return kNowMs; };
    auto service = http::Service::Open(std::move(options), *archive_, std::move(library), words_,
                                       http::Routes());
    if (!service.ok()) return service.status();
    service_ = *std::move(service);
    auto transport = http::Transport::Start({.io_threads = 1, .workers = 1}, service_->pipeline());
    if (!transport.ok()) return transport.status();
    transport_ = *std::move(transport);
    client_.emplace(transport_->port());
    return absl::OkStatus();
  }

  // A steward of the unit; made when it first asks.
  absl::StatusOr<std::string> TokenOf(const Json& unit) {
    const auto known = tokens_.find(unit.dump());
    if (known != tokens_.end()) return known->second;
    access::Unit asker;
    asker.id = fmt::format("unit{}", tokens_.size());
    asker.name = unit.is_string() ? unit.get<std::string>() : "示例信用办";
    if (unit.is_object()) {
      asker.name = unit.at("name").get<std::string>();
      asker.kind = model::ParseUnitKind(unit.value("kind", "department")).value_or(asker.kind);
      asker.party = unit.value("party", "");
      asker.measures = unit.value("measures", asker.measures);
      for (const std::string& region : unit.value("regions", std::vector<std::string>())) {
        asker.regions.push_back({static_cast<uint32_t>(std::stoul(region))});
      }
    }
    const access::User user{asker.id + "-user", asker.id, access::Role::kSteward};
    const auto made = access::MakeToken(user.id, kNowMs / 1'000, kNowMs / 1'000 + 3'600);
    const absl::Status kept =
        service_->backend().access_file().Change([&](access::AccessBook& book) -> absl::Status {
          if (absl::Status put = book.Put(asker); !put.ok()) return put;
          book.Put(made.kept);
          return book.Put(user);
        });
    if (!kept.ok()) return kept;
    tokens_[unit.dump()] = made.text;
    return made.text;
  }

  absl::StatusOr<Reply> Exchange(const Asking& asking, const std::string& type,
                                 const std::string& body) {
    const auto token = TokenOf(asking.unit);
    if (!token.ok()) return token.status();
    std::string request = fmt::format(
        "{} {} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nX-Purpose: case\r\n"
        "X-Ground: HX-33\r\n",
        asking.method, asking.target, *token);
    if (asking.method == "POST") {
      request += fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n", type, body.size());
    }
    ++requests_;
    client_->Send(request + "\r\n" + body);
    const std::string response = client_->ReadResponse();
    const size_t end = response.find("\r\n\r\n");
    if (!response.starts_with("HTTP/1.1 ") || end == std::string::npos) {
      return absl::UnavailableError(fmt::format("{}: the connection was not kept", asking.target));
    }
    Reply reply;
    reply.status = std::atoi(response.c_str() + 9);
    reply.body = Json::parse(response.substr(end + 4), nullptr, false);
    if (reply.body.is_discarded()) reply.body = nullptr;
    return reply;
  }

  absl::StatusOr<Reply> Exchange(const Asking& asking) {
    return Exchange(asking, "application/json", asking.body.is_null() ? "" : asking.body.dump());
  }

  // The envelope of one page; `cursor` is null for the first.
  absl::StatusOr<Json> Page(Asking asking, const std::string& as_of, const Json& cursor) {
    if (!cursor.is_null()) asking.target += "&cursor=" + Escaped(cursor.get<std::string>());
    const auto reply = Exchange(asking);
    if (!reply.ok()) return reply.status();
    if (reply->status == 404) return absl::NotFoundError(reply->body.dump());
    if (reply->status != 200 || !reply->body.is_object()) return Unexpected(asking, *reply);
    const Json& envelope = reply->body;
    if (envelope.at("as_of") != as_of) return Unexpected(asking, *reply);
    if (!envelope.value("withheld", Json::array()).empty()) return Unexpected(asking, *reply);
    if (!asking.paged.empty() &&
        envelope.at("result").at(asking.paged).size() > size_t{kPageItems}) {
      return Unexpected(asking, *reply);
    }
    return envelope;
  }

  // The result of the job.
  absl::StatusOr<Json> Import(const std::string& lines) {
    const Asking post{.method = "POST", .target = "/v1/imports"};
    const auto started = Exchange(post, "application/x-ndjson", lines);
    if (!started.ok()) return started.status();
    if (started->status != 202) return Unexpected(post, *started);
    service_->backend().jobs().Wait();
    const Asking get{.target = "/v1/jobs/" + started->body.at("id").get<std::string>()};
    const auto job = Exchange(get);
    if (!job.ok()) return job.status();
    if (job->status != 200 || job->body.at("state") != "done") return Unexpected(get, *job);
    return job->body.at("result");
  }

  // What the reader refuses is quarantined when it is imported, and leaves no trace.
  absl::StatusOr<cases::Verdict> JudgeLine(const Json& line) {
    const auto result = Import(line.dump() + "\n");
    if (!result.ok()) return result.status();
    cases::Verdict verdict;
    verdict.refused = result->at("quarantined") == 1 && result->at("stored") == 0;
    verdict.why = result->dump();
    return verdict;
  }

  // A new entry: proposed, which has no effect, and then tried to be decided.
  absl::StatusOr<cases::Verdict> JudgeEntry(const Json& line) {
    Asking propose{.method = "POST", .target = "/v1/listings"};
    const std::string id = fmt::format("entry-{}", ++entries_);
    propose.body = {{"id", id}, {"on", line.at("decided_on")}};
    for (const char* key : {"list", "subject", "ground", "severity"}) {
      if (line.contains(key)) propose.body[key] = line.at(key);
    }
    const auto proposed = Exchange(propose);
    if (!proposed.ok()) return proposed.status();
    if (proposed->status != 200) return Unexpected(propose, *proposed);
    Asking decide{.method = "POST", .target = fmt::format("/v1/listings/{}/decide", id)};
    decide.body = {{"on", line.at("decided_on")}, {"dry_run", true}};
    if (line.contains("valid_to")) decide.body["valid_to"] = line.at("valid_to");
    return VerdictOf(decide);
  }

  absl::StatusOr<cases::Verdict> VerdictOf(const Asking& asking) {
    const auto reply = Exchange(asking);
    if (!reply.ok()) return reply.status();
    cases::Verdict verdict;
    if (reply->status == 200 && reply->body.contains("would_be_done")) return verdict;
    if (reply->status != 409 || !reply->body.contains("refused")) {
      return Unexpected(asking, *reply);
    }
    verdict.refused = true;
    verdict.why = reply->body.at("refused").dump();
    for (const Json& refusal : reply->body.at("refused")) {
      verdict.rows.push_back(refusal.at("provision").get<std::string>());
    }
    return verdict;
  }

  const datasets::KnownWords& words_;
  uint64_t& requests_;
  const Folder folder_;
  std::unique_ptr<query::LiveArchive> archive_;
  std::unique_ptr<http::Service> service_;
  std::unique_ptr<http::Transport> transport_;
  std::optional<http::SocketClient> client_;
  std::map<std::string, std::string> tokens_;  // by the unit as the case has it
  size_t entries_ = 0;
};

}  // namespace

cases::AnswererMaker OverHttp(const datasets::KnownWords& words, uint64_t& requests) {
  return [&words,
          &requests](cases::CaseWorld from) -> absl::StatusOr<std::unique_ptr<cases::Answerer>> {
    auto made = std::make_unique<OneCase>(words, requests);
    if (absl::Status started = made->Start(std::move(from)); !started.ok()) return started;
    return made;
  };
}

}  // namespace liancheng::http_cases
