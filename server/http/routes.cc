#include "server/http/routes.h"

#include <utility>

#include "fmt/format.h"
#include "server/http/route_table.h"

namespace liancheng::http {
namespace {

std::vector<std::string_view> Segments(std::string_view path) {
  std::vector<std::string_view> segments;
  if (path.starts_with('/')) path.remove_prefix(1);
  while (true) {
    const size_t at = path.find('/');
    segments.push_back(path.substr(0, at));
    if (at == std::string_view::npos) return segments;
    path.remove_prefix(at + 1);
  }
}

// The routes with their paths taken apart, once.
struct Prepared {
  const Route* route;
  std::vector<std::string_view> segments;
};
const std::vector<Prepared>& PreparedRoutes() {
  static const std::vector<Prepared> prepared = [] {
    std::vector<Prepared> made;
    for (const Route& route : Routes()) made.push_back({&route, Segments(route.path)});
    return made;
  }();
  return prepared;
}

bool Fits(const std::vector<std::string_view>& form, const std::vector<std::string_view>& path) {
  if (form.size() != path.size()) return false;
  for (size_t i = 0; i < form.size(); ++i) {
    const bool free = form[i].starts_with('{');
    if (free ? path[i].empty() : form[i] != path[i]) return false;
  }
  return true;
}

}  // namespace

std::string_view Name(Purpose purpose) {
  switch (purpose) {
    case Purpose::kNone:
      return "";
    case Purpose::kPerson:
      return "for a person";
    case Purpose::kAlways:
      return "always";
  }
  return "";
}

std::span<const Route> Routes() {
  static const std::vector<Route> routes = AllRoutes();
  return routes;
}

RouteMatch Match(std::string_view method, std::string_view path) {
  RouteMatch match;
  const std::vector<std::string_view> segments = Segments(path);
  for (const Prepared& one : PreparedRoutes()) {
    if (!Fits(one.segments, segments)) continue;
    std::vector<std::string> values;
    bool ok = true;
    for (size_t i = 0; i < segments.size(); ++i) {
      if (one.segments[i].starts_with('{')) values.push_back(Unescape(segments[i], false, &ok));
    }
    if (!ok) continue;
    if (!match.allowed.empty()) match.allowed += ", ";
    match.allowed += one.route->method;
    if (one.route->method != method || match.route != nullptr) continue;
    match.route = one.route;
    match.values = std::move(values);
  }
  return match;
}

std::vector<std::string> PathNames(const Route& route) {
  std::vector<std::string> names;
  for (const std::string_view segment : Segments(route.path)) {
    if (segment.starts_with('{')) names.emplace_back(segment.substr(1, segment.size() - 2));
  }
  return names;
}

std::vector<Param> QueryOf(const Route& route) {
  std::vector<Param> params = route.query;
  // What is open is published today, and neither then nor as it was known once.
  const bool open = (route.roles & SetOf(Role::kPublic)) != 0;
  if (route.world && !open && !route.change) {
    params.push_back({"as_of", "date", "The day asked about (default: today in China)"});
    params.push_back({"known_at", "integer", "What was known at this revision (default: all)"});
    params.push_back({"at_least", "string", "Consistency token that the answer must not precede"});
  }
  if (route.paged) {
    params.push_back({"limit", "integer", "Items of a page"});
    params.push_back({"cursor", "string", "`next` of the page before"});
  }
  return params;
}

std::string AccessMatrix() {
  std::string text =
      "# Who may do what\n\n"
      "Written by `liancheng serve --print-access` from the table of routes "
      "(`server/http/routes.cc`), which also dispatches; do not edit. Columns: the roles of "
      "`server/access/roles.h`. \"purpose\": when `X-Purpose` and `X-Ground` must be given. \"four "
      "eyes\": a second user of the unit must approve. Public means without a token.\n\n"
      "| request | operation |";
  for (const Role role : access::kRoles) text += fmt::format(" {} |", Name(role));
  text += " purpose | four eyes |\n|---|---|";
  for (size_t i = 0; i < access::kRoles.size(); ++i) text += "---|";
  text += "---|---|\n";
  for (const Route& route : Routes()) {
    text += fmt::format("| `{} {}` | {} |", route.method, route.path, route.operation);
    for (const Role role : access::kRoles) {
      text += (route.roles & SetOf(role)) != 0 ? " yes |" : " |";
    }
    text += fmt::format(" {} | {} |\n", Name(route.purpose), route.four_eyes ? "yes" : "");
  }
  return text;
}

}  // namespace liancheng::http
