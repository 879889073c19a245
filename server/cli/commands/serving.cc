#include "server/cli/commands/serving.h"

#include <cstdio>
#include <functional>
#include <utility>

#include "engine/model/date.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "server/access/access_file.h"
#include "server/access/state_file.h"
#include "server/cli/commands/context.h"
#include "server/cli/text/table.h"
#include "server/http/api/openapi.h"
#include "server/http/api/typescript.h"
#include "server/http/run/route_table.h"
#include "server/http/run/run.h"
#include "server/wire/answers_json.h"

namespace liancheng::cli {
namespace {

constexpr int64_t kDayS = 24 * 3600;

std::string StateFolder(const GlobalOptions& options, const std::string& state) {
  return state.empty() ? options.data + ".service" : state;
}

std::string TimeText(int64_t seconds) {
  return seconds == 0 ? "" : audit::FormatTime(seconds * 1000).substr(0, 16) + "Z";
}

absl::StatusOr<http::ServeConfig> ConfigOf(const GlobalOptions& options,
                                           const ServeOptions& asked) {
  http::ServeConfig config = http::DefaultConfig(options.data);
  std::string text = "{}";
  if (!asked.config.empty()) {
    auto read = access::ReadWhole(asked.config);
    if (!read.ok()) return read.status();
    text = *std::move(read);
  }
  auto parsed = http::ParseConfig(text, asked.config.empty() ? "options" : asked.config, config);
  if (!parsed.ok()) return parsed.status();
  if (!asked.address.empty()) parsed->transport.address = asked.address;
  if (asked.port >= 0) parsed->transport.port = static_cast<uint16_t>(asked.port);
  return parsed;
}

// For a user who is known, or becomes known by it.
absl::Status AddToken(access::AccessBook& book, const TokenOptions& asked, access::Role role,
                      access::MadeToken* made) {
  const auto unit = book.units().find(asked.unit);
  if (unit == book.units().end() || !asked.unit_name.empty()) {
    access::Unit stated;
    stated.id = asked.unit;
    stated.name = asked.unit_name.empty() ? asked.unit : asked.unit_name;
    stated.kind = model::ParseUnitKind(asked.kind).value_or(stated.kind);
    stated.party = asked.party;
    for (const uint32_t region : asked.regions) stated.regions.push_back({region});
    stated.measures = asked.measures;
    if (absl::Status put = book.Put(std::move(stated)); !put.ok()) return put;
  }
  const auto user = book.users().find(asked.user);
  if (user != book.users().end() &&
      (user->second.unit != asked.unit || user->second.role != role)) {
    return absl::InvalidArgumentError(
        fmt::format("{} is {} of {} already: one user has one role in one unit", asked.user,
                    Name(user->second.role), user->second.unit));
  }
  if (absl::Status put = book.Put(access::User{asked.user, asked.unit, role}); !put.ok()) {
    return put;
  }
  *made = access::MakeToken(asked.user, NowSeconds(), NowSeconds() + asked.days * kDayS);
  book.Put(made->kept);
  return absl::OkStatus();
}

absl::Status Revoke(access::AccessBook& book, const std::string& id) {
  const auto found = book.tokens().find(id);
  if (found == book.tokens().end()) {
    return absl::NotFoundError(fmt::format("there is no token {}", id));
  }
  access::Token token = found->second;
  if (token.revoked_s == 0) token.revoked_s = NowSeconds();
  book.Put(std::move(token));
  return absl::OkStatus();
}

absl::Status ChangeAccess(const GlobalOptions& options, const std::string& state,
                          const std::function<absl::Status(access::AccessBook&)>& change) {
  const std::string folder = StateFolder(options, state);
  if (absl::Status made = access::MakeFolder(folder); !made.ok()) return made;
  return access::AccessFile(folder + "/access.json").Change(change);
}

int PrintToken(const access::MadeToken& made) {
  fmt::print("{}\n", made.text);
  fmt::print(stderr, "token {} of {} until {}; it is not shown again\n", made.kept.id,
             made.kept.user, TimeText(made.kept.expires_s));
  return kDone;
}

}  // namespace

int RunServe(const GlobalOptions& options, const ServeOptions& asked) {
  if (asked.print_access) {
    fmt::print("{}", http::AccessMatrix(http::Routes()));
    return kDone;
  }
  if (asked.print_openapi) {
    fmt::print("{}\n", http::OpenApi(http::Routes()).dump(2));
    return kDone;
  }
  if (asked.print_client) {
    fmt::print("{}", http::TypeScript(http::OpenApi(http::Routes())));
    return kDone;
  }
  auto config = ConfigOf(options, asked);
  if (!config.ok()) return Report(config.status());
  config->service.books = options.books;
  auto library = OpenLibrary(options);
  if (!library.ok()) return Report(library.status());
  auto words = OpenKnownWords(options);
  if (!words.ok()) return Report(words.status());
  http::RunParts parts;
  parts.store.path = options.data;
  parts.store.key_file = options.key_file;
  parts.store.now_s = NowSeconds;
  parts.store.writer = "liancheng serve";
  parts.library = *std::move(library);
  parts.words = *std::move(words);
  const std::string address = config->transport.address;
  const char* const scheme = config->transport.certificate_file.empty() ? "http" : "https";
  parts.listening = [address, scheme](uint16_t port) {
    fmt::print("listening on {}://{}:{}\n", scheme, address, port);
    std::fflush(stdout);
  };
  return Report(http::Run(*std::move(config), std::move(parts)));
}

int RunTokenAdd(const GlobalOptions& options, const TokenOptions& asked) {
  const auto role = model::ParseRole(asked.role);
  if (!role || *role == access::Role::kPublic) {
    return Report(absl::InvalidArgumentError(
        fmt::format("\"{}\" is no role; known are {}", asked.role, model::AllRoles())));
  }
  access::MadeToken made;
  const absl::Status changed = ChangeAccess(options, asked.state, [&](access::AccessBook& book) {
    return AddToken(book, asked, *role, &made);
  });
  return changed.ok() ? PrintToken(made) : Report(changed);
}

int RunTokenList(const GlobalOptions& options, const TokenOptions& asked) {
  const access::AccessFile file(StateFolder(options, asked.state) + "/access.json");
  const auto book = file.Book();
  if (!book.ok()) return Report(book.status());
  Table table({"token", "user", "role", "unit", "until", "revoked"});
  wire::Json all = wire::Json::array();
  for (const auto& [id, token] : (*book)->tokens()) {
    const auto user = (*book)->users().find(token.user);
    const bool known = user != (*book)->users().end();
    const std::string role = known ? std::string(Name(user->second.role)) : "";
    const std::string unit = known ? user->second.unit : "";
    table.Add({id, token.user, role, unit, TimeText(token.expires_s), TimeText(token.revoked_s)});
    all.push_back({{"token", id},
                   {"user", token.user},
                   {"role", role},
                   {"unit", unit},
                   {"until", TimeText(token.expires_s)},
                   {"revoked", TimeText(token.revoked_s)}});
  }
  if (options.format == Format::kJson) {
    fmt::print("{}\n", all.dump(2));
  } else {
    fmt::print("{}", table.Text(0));
  }
  return kDone;
}

int RunTokenRotate(const GlobalOptions& options, const TokenOptions& asked) {
  access::MadeToken made;
  const absl::Status changed = ChangeAccess(options, asked.state, [&](access::AccessBook& book) {
    const auto found = book.tokens().find(asked.id);
    if (found == book.tokens().end() || found->second.revoked_s != 0) {
      return absl::Status(absl::NotFoundError(
          fmt::format("there is no token {} that could be replaced", asked.id)));
    }
    made = access::MakeToken(found->second.user, NowSeconds(), NowSeconds() + asked.days * kDayS);
    book.Put(made.kept);
    return Revoke(book, asked.id);
  });
  return changed.ok() ? PrintToken(made) : Report(changed);
}

int RunTokenRevoke(const GlobalOptions& options, const TokenOptions& asked) {
  const absl::Status changed = ChangeAccess(
      options, asked.state, [&](access::AccessBook& book) { return Revoke(book, asked.id); });
  if (!changed.ok()) return Report(changed);
  fmt::print("token {} is revoked\n", asked.id);
  return kDone;
}

int RunConsentAdd(const GlobalOptions& options, const ConsentOptions& asked) {
  access::Consent consent{asked.id, asked.party, asked.unit, asked.purposes, {}};
  if (!asked.from.empty()) consent.during.from = *model::ParseDate(asked.from);
  if (!asked.to.empty()) consent.during.to = *model::ParseDate(asked.to);
  const absl::Status changed = ChangeAccess(
      options, asked.state, [&](access::AccessBook& book) { return book.Put(consent); });
  if (!changed.ok()) return Report(changed);
  fmt::print("consent {} is kept\n", asked.id);
  return kDone;
}

}  // namespace liancheng::cli
