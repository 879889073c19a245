#include "server/http/call.h"

#include <algorithm>
#include <utility>

#include "datasets/native_text.h"
#include "fmt/format.h"
#include "query/resolve.h"

namespace liancheng::http {

model::Date Today(const Service& service) {
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

Response Answer(Call& call, wire::Json result, bool complete, const std::string& paged) {
  wire::Json next;
  if (!paged.empty()) {
    constexpr uint64_t kLimitMax = 10'000;
    const uint64_t limit = call.query.Number("limit", 1'000, 1, kLimitMax);
    if (call.query.fault()) return call.query.problem();
    wire::Json& items = result.at(paged);
    call.entry.items = items.size();
    if (call.offset > 0 || items.size() > limit) {
      const uint64_t end = std::min<uint64_t>(call.offset + limit, items.size());
      wire::Json page = wire::Json::array();
      for (uint64_t i = call.offset; i < end; ++i) page.push_back(std::move(items[i]));
      if (end < items.size()) {
        next = CursorText(call, end);
        call.service.Keep(*call.world);
      }
      call.entry.items = page.size();
      items = std::move(page);
    }
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
  call.entry.out_of_remit = !access::InRemit(call.who.unit, graph.region(vertex));
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
