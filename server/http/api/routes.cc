#include "server/http/api/routes.h"

#include <array>
#include <utility>

#include "datasets/readers/native/text.h"
#include "fmt/format.h"

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

// The parts of a path that was asked, without a heap; nothing for one longer than any route.
class AskedPath {
 public:
  explicit AskedPath(std::string_view path) {
    if (path.starts_with('/')) path.remove_prefix(1);
    while (count_ < parts_.size()) {
      const size_t at = path.find('/');
      parts_[count_++] = path.substr(0, at);
      if (at == std::string_view::npos) return;
      path.remove_prefix(at + 1);
    }
    count_ = parts_.size() + 1;
  }
  size_t length() const { return count_; }
  std::string_view operator[](size_t i) const { return parts_[i]; }

 private:
  static constexpr size_t kPartsMax = 16;
  std::array<std::string_view, kPartsMax> parts_;
  size_t count_ = 0;
};

bool IsFree(std::string_view segment) {
  return segment.starts_with('{');
}

using Form = std::span<const std::string_view>;

bool Fits(Form form, const AskedPath& path) {
  for (size_t i = 0; i < form.size(); ++i) {
    const std::string_view segment = form[i];
    if (IsFree(segment) ? path[i].empty() : segment != path[i]) return false;
  }
  return true;
}

// The values of the {}; false for a broken escape and for a text that is not sound.
bool ReadValues(Form form, const AskedPath& path, std::vector<std::string>* values) {
  bool ok = true;
  for (size_t i = 0; i < form.size(); ++i) {
    if (!IsFree(form[i])) continue;
    values->push_back(Unescape(path[i], false, &ok));
    ok = ok && datasets::CheckText(values->back()) == datasets::TextFault::kNone;
  }
  return ok;
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

RouteTable::RouteTable(std::vector<Route> routes) : routes_(std::move(routes)) {
  for (const Route& route : routes_) {
    std::vector<std::string_view> segments = Segments(route.path);
    if (by_length_.size() <= segments.size()) by_length_.resize(segments.size() + 1);
    by_length_[segments.size()].push_back({&route, std::move(segments)});
  }
}

std::span<const RouteTable::Row> RouteTable::OfLength(size_t length) const {
  if (length >= by_length_.size()) return {};
  return by_length_[length];
}

RouteMatch RouteTable::Match(std::string_view method, std::string_view path) const {
  RouteMatch match;
  const AskedPath asked(path);
  for (const Row& row : OfLength(asked.length())) {
    if (row.route->method != method || !Fits(row.segments, asked)) continue;
    if (ReadValues(row.segments, asked, &match.values)) {
      match.route = row.route;
      return match;
    }
    match.values.clear();
  }
  for (const Row& row : OfLength(asked.length())) {
    std::vector<std::string> values;
    if (!Fits(row.segments, asked) || !ReadValues(row.segments, asked, &values)) continue;
    if (!match.allowed.empty()) match.allowed += ", ";
    match.allowed += row.route->method;
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
  const bool open = (route.roles & SetOf(model::Role::kPublic)) != 0;
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

std::string AccessMatrix(const RouteTable& table) {
  std::string text =
      "# Who may do what\n\n"
      "Written by `liancheng serve --print-access` from the table of routes "
      "(`server/http/run/route_table.cc`), which also dispatches; do not edit. Columns: the roles "
      "of "
      "`engine/model/asker.h`. \"purpose\": when `X-Purpose` and `X-Ground` must be given. \"four "
      "eyes\": a second user of the unit must approve. Public means without a token.\n\n"
      "| request | operation |";
  for (const model::Role role : model::kRoles) text += fmt::format(" {} |", Name(role));
  text += " purpose | four eyes |\n|---|---|";
  for (size_t i = 0; i < model::kRoles.size(); ++i) text += "---|";
  text += "---|---|\n";
  for (const Route& route : table) {
    text += fmt::format("| `{} {}` | {} |", route.method, route.path, route.operation);
    for (const model::Role role : model::kRoles) {
      text += (route.roles & SetOf(role)) != 0 ? " yes |" : " |";
    }
    text += fmt::format(" {} | {} |\n", Name(route.purpose), route.four_eyes ? "yes" : "");
  }
  return text;
}

}  // namespace liancheng::http
