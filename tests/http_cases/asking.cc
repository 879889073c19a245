#include "tests/http_cases/asking.h"

#include <map>

#include "fmt/format.h"
#include "server/cases/check_ask.h"

namespace liancheng::http_cases {
namespace {

std::string Text(const Json& ask, const char* key) {
  return ask.contains(key) ? ask.at(key).get<std::string>() : "";
}

std::string Pages() {
  return fmt::format("&limit={}", kPageItems);
}

// `/v1/entities/E1/measures?as_of=2020-06-01`, and the same of a listing.
std::string TargetOf(const Json& ask, const char* key, const char* what, const std::string& day) {
  const char* const folder = key == std::string_view("subject") ? "entities" : "listings";
  return fmt::format("/v1/{}/{}{}?as_of={}", folder, Escaped(Text(ask, key)), what, day);
}

Asking Measures(const Json& ask, const std::string& day) {
  const char* const tier = Text(ask, "tier") == "T3" ? "&tier=all" : "";
  return {.target = TargetOf(ask, "subject", "/measures", day) + tier + Pages(),
          .paged = "findings"};
}

Asking Reach(const Json& ask, const std::string& day) {
  return {.target = TargetOf(ask, "listing", "/reach", day) + Pages(), .paged = "findings"};
}

Asking Grounds(const Json& ask, const std::string& day) {
  return {.target = TargetOf(ask, "subject", "/grounds", day) + Pages(), .paged = "grounds"};
}

Asking Affiliates(const Json& ask, const std::string& day) {
  std::string target = TargetOf(ask, "subject", "/affiliates", day) + Pages();
  if (ask.contains("hops")) target += fmt::format("&hops={}", ask.at("hops").get<int>());
  for (const Json& relation : ask.value("relations", Json::array())) {
    target += "&relations=" + Escaped(relation.get<std::string>());
  }
  return {.target = std::move(target), .paged = "parties"};
}

Asking Control(const Json& ask, const std::string& day) {
  Json first = ask;
  std::string more;
  if (ask.contains("subjects")) {
    first["subject"] = ask.at("subjects").front();
    for (size_t i = 1; i < ask.at("subjects").size(); ++i) {
      more += "&with=" + Escaped(ask.at("subjects").at(i).get<std::string>());
    }
  }
  for (const char* key : {"direction", "method", "threshold"}) {
    if (ask.contains(key)) more += fmt::format("&{}={}", key, Escaped(Text(ask, key)));
  }
  return {.target = TargetOf(first, "subject", "/control", day) + more + Pages(),
          .paged = "parties"};
}

// The unit and the user are those of the token.
Asking Check(const Json& ask, const std::string& day) {
  Json body = cases::CheckRequestOf(ask);
  body.erase("unit");
  body.erase("user");
  body["as_of"] = day;
  return {.method = "POST", .target = "/v1/check", .body = std::move(body), .unit = ask.at("unit")};
}

Asking Deadline(const Json& ask, const std::string& day) {
  const char* const from = ask.contains("from") ? "from" : "listing";
  return {.target = fmt::format("/v1/deadlines/{}?as_of={}&{}={}", Escaped(Text(ask, "rule")), day,
                                from, Escaped(Text(ask, from)))};
}

Asking Repairable(const Json& ask, const std::string& day) {
  return {.target = TargetOf(ask, "listing", "/repairable", day)};
}

Asking State(const Json& ask, const std::string& day) {
  return {.target = TargetOf(ask, "listing", "", day)};
}

}  // namespace

absl::StatusOr<Asking> AskingOf(const Json& ask, model::Date day) {
  static const std::map<std::string, Asking (*)(const Json&, const std::string&)> askings = {
      {"measures", Measures}, {"reach", Reach},           {"grounds", Grounds},
      {"control", Control},   {"check", Check},           {"affiliates", Affiliates},
      {"deadline", Deadline}, {"repairable", Repairable}, {"state", State}};
  const auto asking = askings.find(Text(ask, "ask"));
  if (asking == askings.end()) return absl::UnimplementedError(Text(ask, "ask"));
  return asking->second(ask, model::FormatDate(day));
}

absl::StatusOr<Asking> AskingOfStep(const Json& fact) {
  static const std::map<std::string, const char*> steps = {
      {"pre_notice", "pre-notice"},  {"decided", "decide"},       {"published", "publish"},
      {"rectifying", "notify"},      {"rectified", "rectify"},    {"repair_applied", "apply"},
      {"repair_opinion", "opinion"}, {"repair_notice", "notice"}, {"contested", "contest"},
      {"repaired", "repair"},        {"revoked", "revoke"},       {"superseded", "supersede"},
      {"upheld_objection", "uphold"}};
  const bool is_step = fact.contains("step");
  const std::string to = Text(fact, is_step ? "to" : "how");
  const auto step = steps.find(to);
  if (!(is_step || fact.contains("ending")) || step == steps.end()) {
    return absl::UnimplementedError(
        fmt::format("{} {}", fact.begin().key(), is_step ? "to " + to : to));
  }
  return Asking{
      .method = "POST",
      .target = fmt::format("/v1/listings/{}/{}", Escaped(Text(fact, "listing")), step->second),
      .body = {{"on", Text(fact, "on")}, {"dry_run", true}}};
}

std::string Escaped(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      escaped += c;
    } else {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return escaped;
}

}  // namespace liancheng::http_cases
