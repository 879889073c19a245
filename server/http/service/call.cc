#include "server/http/service/call.h"

#include <algorithm>
#include <utility>

#include "datasets/readers/native/text.h"
#include "fmt/format.h"
#include "query/names/resolve.h"

namespace liancheng::http {

model::Date Today(const Backend& service) {
  // UTC+8, the only clock that provisions know.
  constexpr int64_t kEightHoursMs = 8 * 3'600'000;
  constexpr int64_t kDayMs = 24 * 3'600'000;
  return model::Date{static_cast<int32_t>((service.now_ms() + kEightHoursMs) / kDayMs)};
}

Response JsonResponse(int status, const wire::Json& json) {
  Response response;
  response.status = status;
  response.body = json.dump(-1, ' ', false, wire::Json::error_handler_t::replace);
  return response;
}

std::string CursorText(const Call& call, uint64_t offset) {
  return fmt::format("{}.{}.{}", offset, call.world->known_at.value,
                     model::FormatDate(call.workspace->as_of()));
}

std::optional<wire::Page> PageOf(Call& call, uint64_t count) {
  constexpr uint64_t kLimitMax = 10'000;
  const uint64_t limit = call.query.Number("limit", 1'000, 1, kLimitMax);
  if (call.query.fault()) return std::nullopt;
  wire::Page page;
  page.begin = std::min(call.offset, count);
  page.end = std::min(page.begin + limit, count);
  if (page.end < count) {
    page.next = CursorText(call, page.end);
    call.service.worlds().Keep(*call.world);
  }
  call.entry.items = page.end - page.begin;
  return page;
}

Response Answer(Call& call, wire::Json result, bool complete, const std::string& paged) {
  wire::Json next;
  if (!paged.empty()) {
    wire::Json& items = result.at(paged);
    const auto page = PageOf(call, items.size());
    if (!page) return call.query.problem();
    if (page->end - page->begin < items.size()) {
      wire::Json given = wire::Json::array();
      for (size_t i = page->begin; i < page->end; ++i) given.push_back(std::move(items[i]));
      items = std::move(given);
    }
    if (!page->next.empty()) next = page->next;
  }
  wire::Json envelope = wire::Envelope(*call.workspace, complete, std::move(result));
  envelope["next"] = std::move(next);
  if (!call.withheld.is_null()) envelope["withheld"] = call.withheld;
  return JsonResponse(200, envelope);
}

namespace {

class RefusalList : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    if (issue.grade == model::IssueGrade::kRefused) refused.push_back(model::Describe(issue));
  }
  std::vector<std::string> refused;
};

}  // namespace

Response CommitFacts(Call& call, std::vector<model::Fact> facts, const std::string& done) {
  if (call.dry_run) return JsonResponse(200, {{"would_be_done", done}});
  RefusalList issues;
  const auto result = call.service.archive().Commit(facts, issues);
  if (!result.ok()) return ProblemOf(result.status());
  if (result->stored > 0) call.service.Committed();
  if (!issues.refused.empty()) return Problem(409, "conflict", issues.refused.front());
  call.entry.revision = result->revision.value;
  call.entry.items = facts.size();
  return JsonResponse(200, {{"done", done}, {"revision", result->revision.value}});
}

std::optional<Response> RefusedAsReadOnly(Backend& service) {
  if (service.CanChange().ok()) return std::nullopt;
  Response response = Problem(503, "read-only",
                              std::string("the service only reads at present: its disk has no room "
                                          "for changes; ask again later"));
  response.headers.emplace_back("Retry-After", "30");
  return response;
}

std::optional<Response> NeedPurpose(const Call& call) {
  for (const auto& [name, value] :
       {std::pair<const char*, const std::string&>("X-Purpose", call.purpose),
        std::pair<const char*, const std::string&>("X-Ground", call.ground)}) {
    if (!value.empty()) continue;
    return Problem(400, "purpose-required",
                   FieldAtFault{"header", name,
                                "persons' data are given for a stated purpose and on a stated "
                                "ground only (HX-21, HX-33)"});
  }
  return std::nullopt;
}

namespace {

std::optional<Response> About(Call& call, graph::VertexIndex vertex) {
  const graph::GraphSnapshot& graph = call.workspace->graph();
  if (call.brief && graph.ArcsBothWays(vertex).size() > kBriefTies) {
    call.too_long = true;
    return Response();
  }
  call.entry.out_of_remit = !InRemit(call.who.unit, graph.region(vertex));
  if (call.route->purpose == Purpose::kPerson && graph.type(vertex) == model::EntityType::kPerson) {
    return NeedPurpose(call);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Response> AboutParty(Call& call, const std::string& subject) {
  call.entry.subject = datasets::ShownValue(subject);
  const auto vertex = query::ResolveSubject(*call.workspace, subject);
  if (!vertex.ok()) return ProblemOf(vertex.status());
  return About(call, *vertex);
}

std::optional<Response> AboutListing(Call& call, const std::string& listing) {
  call.entry.subject = listing;
  const auto act = query::ResolveAct(*call.workspace, listing);
  if (!act.ok()) return ProblemOf(act.status());
  return About(call, (*act)->party);
}

}  // namespace liancheng::http
