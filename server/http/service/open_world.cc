#include "server/http/service/open_world.h"

#include <charconv>
#include <limits>
#include <string_view>
#include <utility>

#include "fmt/format.h"

namespace liancheng::http {
namespace {

std::optional<uint64_t> ReadNumber(std::string_view text) {
  uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// The beginning of a page with its revision and day: `offset.revision.day`.
struct Cursor {
  uint64_t offset = 0;
  model::Revision revision;
  model::Date day;
};
std::optional<Cursor> ReadCursor(std::string_view text) {
  const size_t first = text.find('.');
  const size_t second = first == std::string_view::npos ? first : text.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto offset = ReadNumber(text.substr(0, first));
  const auto revision = ReadNumber(text.substr(first + 1, second - first - 1));
  const auto day = model::ParseDate(std::string(text.substr(second + 1)));
  if (!offset || !revision || !day.ok()) return std::nullopt;
  return Cursor{*offset, {*revision}, *day};
}

// Whether this service has reached the revision of the token, which the answer must not precede.
std::optional<Response> CheckAtLeast(const Backend& service, const std::string& token) {
  const size_t colon = token.find(':');
  const auto wanted =
      colon == std::string::npos ? std::nullopt : ReadNumber(token.substr(colon + 1));
  if (!wanted) {
    return Problem(400, "bad-field",
                   FieldAtFault{"query", "at_least", "expected epoch:revision as it was given"});
  }
  if (token.substr(0, colon) == service.epoch() && *wanted <= service.revision()) {
    return std::nullopt;
  }
  return Problem(409, "revision-not-here",
                 fmt::format("this service is at {}; the token is of another store or of one that "
                             "was put back",
                             service.Token()));
}

}  // namespace

std::optional<Response> OpenWorld(Call& call) {
  Backend& service = call.service;
  const uint64_t known_at =
      call.query.Number("known_at", 0, 1, std::numeric_limits<uint64_t>::max());
  std::optional<model::Date> day = call.query.Day("as_of");
  std::string at_least = call.query.Text("at_least");
  if (at_least.empty()) at_least = HeaderOf(call.request, "X-Consistency-Token");
  const std::string cursor_text = call.query.Text("cursor");
  if (call.query.fault()) return call.query.problem();
  if (!at_least.empty()) {
    if (auto refused = CheckAtLeast(service, at_least)) return refused;
  }
  absl::StatusOr<query::LoadedWorld> world;
  if (cursor_text.empty()) {
    world = known_at == 0 ? service.archive().Current() : service.archive().At({known_at});
  } else {
    const auto cursor = ReadCursor(cursor_text);
    if (!cursor) {
      return Problem(400, "bad-field",
                     FieldAtFault{"query", "cursor", "expected the `next` of an answer"});
    }
    call.offset = cursor->offset;
    day = cursor->day;
    if (auto kept = service.worlds().Kept(cursor->revision)) {
      world = *std::move(kept);
    } else if (cursor->revision.value == service.revision()) {
      world = service.archive().Current();
    } else {
      return Problem(410, "cursor-expired",
                     std::string("the revision of this cursor is no longer kept; ask again from "
                                 "the first page"));
    }
  }
  if (!world.ok()) return ProblemOf(world.status());
  call.world = *world;
  call.workspace.emplace(*std::move(world), service.plan(), day ? *day : Today(service));
  call.entry.revision = call.world->known_at.value;
  return std::nullopt;
}

}  // namespace liancheng::http
