#include "tests/http/desk.h"

#include <cstdlib>
#include <filesystem>

#include "datasets/readers/native/native.h"
#include "datasets/readers/rulebook/reader.h"
#include "server/http/api/openapi.h"
#include "server/http/run/route_table.h"
#include "tests/http/schema_check.h"

namespace liancheng::http {
namespace {

namespace fs = std::filesystem;

const std::string kRoot = LIANCHENG_SOURCE_DIR;

struct Books {
  std::shared_ptr<const model::RuleLibrary> library;
  datasets::KnownWords words;
};

const Books& Loaded() {
  static const Books* const books = [] {
    auto library = datasets::ReadRulebooks(kRoot + "/datasets/rulebooks");
    EXPECT_TRUE(library.ok()) << library.status();
    auto words = datasets::ReadKnownWords(kRoot + "/datasets/rulebooks");
    EXPECT_TRUE(words.ok()) << words.status();
    return new Books{std::make_shared<const model::RuleLibrary>(*std::move(library)),
                     *std::move(words)};
  }();
  return *books;
}

class NoRefusal : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    EXPECT_NE(issue.grade, model::IssueGrade::kRefused) << model::Describe(issue);
  }
};

const Json& Interface() {
  static const Json* const document = new Json(OpenApi(Routes()));
  return *document;
}

// What the interface says of an answer, against the answer.
void HoldAgainstTheInterface(const Request& request, const Response& response) {
  const std::string path = request.target.substr(0, request.target.find('?'));
  const RouteMatch match = Routes().Match(request.method, path);
  if (match.route == nullptr || response.stream || response.body.empty()) return;
  const Json& operation =
      Interface().at("paths").at(std::string(match.route->path)).at(OpenApiMethod(request.method));
  const Json& responses = operation.at("responses");
  const std::string status = std::to_string(response.status);
  const bool told = responses.contains(status);
  EXPECT_TRUE(told || response.status >= 400) << request.target << " gives " << status;
  const Json& content = responses.at(told ? status : "default").at("content");
  const std::string type = response.type.substr(0, response.type.find(';'));
  ASSERT_TRUE(content.contains(type)) << request.target << " gives " << type;
  if (type == "text/plain") return;
  const Json body = Json::parse(response.body, nullptr, false);
  const std::string problem = CheckSchema(Interface(), content.at(type).at("schema"), body);
  EXPECT_EQ(problem, "") << request.method << " " << request.target << "\n" << response.body;
}

}  // namespace

std::string Reply::Header(const std::string& name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return "";
}

std::string Reply::Problem() const {
  if (!body.is_object() || !body.contains("type")) return "";
  const std::string type = body.at("type").get<std::string>();
  return type.substr(type.rfind(':') + 1);
}

std::string Reply::Field() const {
  if (!body.is_object() || !body.contains("errors")) return "";
  return body.at("errors").front().at("name").get<std::string>();
}

Headers Purposeful() {
  return {{"X-Purpose", "%E8%A1%8C%E6%94%BF%E8%AE%B8%E5%8F%AF"}, {"X-Ground", "HJ-16"}};
}

Desk::Desk(DeskOptions options) : options_(options) {
  std::string pattern = (fs::temp_directory_path() / "liancheng-http-XXXXXX").string();
  folder_ = mkdtemp(pattern.data());
  Open();
  MakeUsers();
  if (options_.demo) Load();
}

Desk::~Desk() {
  if (service_ != nullptr) {
    EXPECT_TRUE(service_->backend().Close().ok());
  }
  service_.reset();
  archive_.reset();
  fs::remove_all(folder_);
}

void Desk::Restart() {
  EXPECT_TRUE(service_->backend().Close().ok());
  service_.reset();
  archive_.reset();
  Open();
}

void Desk::Open() {
  query::ArchiveOptions store;
  store.path = folder_ + "/store";
  store.sync = false;
  store.free_bytes = options_.free_bytes;
  store.now_s = [] { return kNoonMs / 1'000; };
  auto archive = query::LiveArchive::Open(store, {});
  ASSERT_TRUE(archive.ok()) << archive.status();
  archive_ = *std::move(archive);
  ServiceOptions service;
  service.folder = folder_ + "/state";
  service.backup_folder = folder_ + "/backups";
  service.requests_per_second = options_.requests_per_second;
  service.burst = options_.burst;
  service.audit_sync_ms = 5;
  service.jobs_bytes_max = options_.jobs_bytes_max;
  service.impact_acts_a_chunk = 4;  // so that reports take several
  service.now_ms = [this] { return now_ms_; };
  service.note = [this](const std::string& text) {
    const std::lock_guard lock(log_mutex_);
    notes_.push_back(text);
    EXPECT_TRUE(options_.free_bytes) << text;
  };
  service.log = [this](const std::string& line) {
    const std::lock_guard lock(log_mutex_);
    log_.push_back(line);
  };
  auto opened =
      Service::Open(std::move(service), *archive_, Loaded().library, Loaded().words, Routes());
  ASSERT_TRUE(opened.ok()) << opened.status();
  service_ = *std::move(opened);
}

void Desk::Load() {
  NoRefusal issues;
  datasets::ReadOptions options;
  options.words = &Loaded().words;
  options.issues = &issues;
  auto source = datasets::OpenNative(kRoot + "/datasets/samples/demo", options);
  ASSERT_TRUE(source.ok()) << source.status();
  const auto totals = archive_->Import(**source, issues);
  ASSERT_TRUE(totals.ok()) << totals.status();
}

// Two users of most units, so that one can approve what the other asks for.
void Desk::MakeUsers() {
  struct User {
    const char* name;
    access::Role role;
    const char* unit;
  };
  using enum access::Role;
  const User users[] = {{"department", kDepartment, "market"},
                        {"department2", kDepartment, "market"},
                        {"county", kDepartment, "county"},
                        {"elsewhere", kDepartment, "far"},
                        {"platform", kPlatform, "platform"},
                        {"investigator", kInvestigator, "credit"},
                        {"steward", kSteward, "credit"},
                        {"steward2", kSteward, "credit"},
                        {"investigator2", kInvestigator, "second"},
                        {"auditor", kAuditor, "audit"},
                        {"administrator", kAdministrator, "machine"}};
  access::AccessFile& file = service_->backend().access_file();
  ASSERT_TRUE(
      file.Change([&](access::AccessBook& book) {
            const access::Unit units[] = {
                {"market",
                 "示例县市场监督管理局",
                 model::UnitKind::kDepartment,
                 {{152224}},
                 {},
                 ""},
                {"county", "县市场监督管理局", model::UnitKind::kDepartment, {{152224}}, {}, ""},
                {"far", "示例区商务局", model::UnitKind::kDepartment, {{350104}}, {}, ""},
                {"platform", "示例平台", model::UnitKind::kPlatform, {}, {}, ""},
                {"credit", "示例信用办", model::UnitKind::kDepartment, {}, {}, ""},
                {"second", "示例第二信用办", model::UnitKind::kDepartment, {}, {}, ""},
                {"audit", "示例审计局", model::UnitKind::kDepartment, {}, {}, ""},
                {"machine", "示例信息中心", model::UnitKind::kDepartment, {}, {}, ""}};
            for (const access::Unit& unit : units) {
              if (absl::Status put = book.Put(unit); !put.ok()) return put;
            }
            for (const User& user : users) {
              absl::Status put = book.Put(access::User{user.name, user.unit, user.role});
              if (!put.ok()) return put;
              const auto made =
                  access::MakeToken(user.name, kNoonMs / 1'000, kNoonMs / 1'000 + 100 * 24 * 3'600);
              book.Put(made.kept);
              tokens_[user.name] = made.text;
            }
            return absl::OkStatus();
          })
          .ok());
}

Reply Desk::Get(const std::string& user, const std::string& target, Headers headers) {
  return Send(user, {"GET", target, std::move(headers), ""});
}

Reply Desk::Post(const std::string& user, const std::string& target, const Json& body,
                 Headers headers) {
  headers.emplace_back("Content-Type", "application/json");
  return Send(user, {"POST", target, std::move(headers), body.dump()});
}

Reply Desk::Send(const std::string& user, Request request) {
  if (!user.empty()) request.headers.emplace_back("Authorization", "Bearer " + tokens_.at(user));
  Response response = service_->pipeline().Handle(request);
  HoldAgainstTheInterface(request, response);
  Reply reply;
  reply.status = response.status;
  reply.headers = response.headers;
  reply.text = response.body;
  while (response.follow != nullptr) {
    response = response.follow->next();
    reply.text += response.body;
  }
  reply.body = Json::parse(reply.text, nullptr, false);
  if (reply.body.is_discarded()) reply.body = nullptr;
  return reply;
}

Desk& SharedDesk() {
  static Desk desk;
  return desk;
}

}  // namespace liancheng::http
