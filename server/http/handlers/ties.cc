#include "query/ask/questions.h"
#include "server/http/handlers/handlers.h"
#include "server/http/service/disclosing.h"
#include "server/wire/control_json.h"

namespace liancheng::http {
namespace {

// Walks of the service: what goes beyond is said to be cut, never silently.
constexpr uint32_t kVerticesMax = 5'000'000;
constexpr uint64_t kDegreeMax = 4'000'000'000;

graph::Limits LimitsOf(Call& call, uint64_t hops, uint64_t hops_max, uint64_t paths) {
  return {
      .hops_max = static_cast<uint32_t>(call.query.Number("hops", hops, 1, hops_max)),
      .vertices_max = kVerticesMax,
      .degree_max = static_cast<uint32_t>(call.query.Number("degree_max", 100'000, 1, kDegreeMax)),
      .paths_max = static_cast<uint32_t>(paths)};
}

}  // namespace

Response Affiliates(Call& call) {
  const graph::Limits limits = LimitsOf(call, 2, 20, 0);
  const model::RelationSet relations = call.query.Relations("relations");
  if (call.query.fault()) return call.query.problem();
  if (auto stop = AboutParty(call, call.path[0])) return *std::move(stop);
  auto answer = query::AskAffiliates(*call.workspace, call.path[0], relations, limits);
  if (!answer.ok()) return ProblemOf(answer.status());
  const query::WithheldList withheld = Disclosed(call, &*answer);
  return Answer(call, wire::Result(*answer), answer->complete, "parties", withheld);
}

Response Control(Call& call) {
  query::ControlQuestion question;
  question.subjects = call.query.Texts("with");
  question.subjects.insert(question.subjects.begin(), call.path[0]);
  question.direction = call.query.OneOf("direction", {"up", "down"}) == 0
                           ? query::ControlDirection::kUp
                           : query::ControlDirection::kDown;
  constexpr query::ControlMethod kMethods[] = {query::ControlMethod::kMajority,
                                               query::ControlMethod::kCascade,
                                               query::ControlMethod::kMultiplied};
  question.method = kMethods[call.query.OneOf("method", {"majority", "cascade", "multiplied"})];
  const bool multiplied = question.method == query::ControlMethod::kMultiplied;
  question.threshold_ppm =
      call.query.PercentPpm("threshold", model::kWholePpm / (multiplied ? 4 : 2));
  question.chains_max = static_cast<uint32_t>(call.query.Number("chains", 10, 1, 10'000));
  if (call.query.fault()) return call.query.problem();
  if (auto stop = AboutParty(call, call.path[0])) return *std::move(stop);
  auto answer = query::AskControl(*call.workspace, question);
  if (!answer.ok()) return ProblemOf(answer.status());
  const query::WithheldList withheld = Disclosed(call, &*answer);
  return Answer(call, wire::Result(*answer), answer->complete, "parties", withheld);
}

Response Owners(Call& call) {
  const uint32_t beneficial = call.query.PercentPpm("threshold", model::kWholePpm / 4);
  if (call.query.fault()) return call.query.problem();
  if (auto stop = AboutParty(call, call.path[0])) return *std::move(stop);
  auto answer = query::AskOwners(*call.workspace, call.path[0], model::kWholePpm / 2, beneficial);
  if (!answer.ok()) return ProblemOf(answer.status());
  const query::WithheldList withheld = Disclosed(call, &*answer);
  return Answer(call, wire::Result(*answer), true, "beneficial_owners", withheld);
}

Response Successors(Call& call) {
  query::SuccessionQuestion question;
  question.subject = call.path[0];
  question.since = call.query.Day("since");
  question.days_before = static_cast<int32_t>(call.query.Number("days_before", 365, 0, 36'500));
  question.days_after = static_cast<int32_t>(call.query.Number("days_after", 730, 0, 36'500));
  if (call.query.fault()) return call.query.problem();
  if (auto stop = AboutParty(call, call.path[0])) return *std::move(stop);
  const auto answer = query::AskSuccession(*call.workspace, question);
  if (!answer.ok()) return ProblemOf(answer.status());
  return Answer(call, wire::Result(*answer), answer->complete, "successors");
}

Response AffiliatedFirms(Call& call) {
  auto definition = rules::ParseAffiliation(call.query.Text("definition", "control+chain"));
  if (!definition.ok()) {
    call.query.Fail("definition", std::string(definition.status().message()));
  }
  const uint32_t control = call.query.PercentPpm("control", model::kWholePpm / 2);
  const uint32_t chain = call.query.PercentPpm("chain", model::kWholePpm / 2);
  if (call.query.fault()) return call.query.problem();
  definition->control_ppm = control;
  definition->chain_ppm = chain;
  if (auto stop = AboutParty(call, call.path[0])) return *std::move(stop);
  const auto answer = query::AskAffiliatedFirms(*call.workspace, call.path[0], *definition);
  if (!answer.ok()) return ProblemOf(answer.status());
  return Answer(call, wire::Result(*answer), true, "parties");
}

Response Paths(Call& call) {
  const std::string from = call.query.Required("from");
  const std::string to = call.query.Required("to");
  const uint64_t limit = call.query.Number("limit", 10, 1, 10'000);
  const graph::Limits limits = LimitsOf(call, 4, 12, limit);
  const model::RelationSet relations = call.query.Relations("relations");
  if (call.query.fault()) return call.query.problem();
  if (auto stop = AboutParty(call, from)) return *std::move(stop);
  if (auto stop = AboutParty(call, to)) return *std::move(stop);
  auto answer = query::AskPath(*call.workspace, from, to, relations, limits);
  if (!answer.ok()) return ProblemOf(answer.status());
  const query::WithheldList withheld = Disclosed(call, &*answer);
  call.entry.items = answer->paths.size();
  return Answer(call, wire::Result(*answer), answer->complete, "", withheld);
}

Response Common(Call& call) {
  const std::vector<std::string> subjects = call.query.Texts("subject");
  if (subjects.size() < 2 || subjects.size() > 1'000) {
    call.query.Fail("subject", "give it 2 to 1000 times");
  }
  const graph::Limits limits = LimitsOf(call, 2, 20, 0);
  const model::RelationSet relations = call.query.Relations("relations");
  if (call.query.fault()) return call.query.problem();
  for (const std::string& subject : subjects) {
    if (auto stop = AboutParty(call, subject)) return *std::move(stop);
  }
  const auto answer = query::AskCommon(*call.workspace, subjects, relations, limits);
  if (!answer.ok()) return ProblemOf(answer.status());
  return Answer(call, wire::Result(*answer), answer->complete, "ties");
}

Response Groups(Call& call) {
  constexpr uint64_t kMost = 4'000'000'000;
  query::GroupsQuestion question;
  question.kind = call.query.OneOf("kind", {"control", "connected"}) == 0
                      ? query::GroupKind::kControl
                      : query::GroupKind::kConnected;
  question.parties_min = static_cast<uint32_t>(call.query.Number("min", 3, 2, kMost));
  question.threshold_ppm = call.query.PercentPpm("threshold", model::kWholePpm / 2);
  if (call.query.Has("relations")) question.relations = call.query.Relations("relations");
  question.members_max = static_cast<uint32_t>(call.query.Number("members", 100, 0, kMost));
  const uint64_t limit = call.query.Number("limit", 20, 1, 10'000);
  if (call.query.fault()) return call.query.problem();
  question.skip = static_cast<uint32_t>(call.offset);
  question.groups_max = static_cast<uint32_t>(limit);
  const auto answer = query::AskGroups(*call.workspace, question);
  if (!answer.ok()) return ProblemOf(answer.status());
  call.entry.items = answer->groups.size();
  call.entry.subject = "(all)";
  wire::Json envelope =
      wire::Envelope(*call.workspace, !answer->members_cut && !answer->next, wire::Result(*answer));
  if (answer->next) {
    call.service.worlds().Keep(*call.world);
    envelope["next"] = CursorText(call, *answer->next);
  }
  return JsonResponse(200, envelope);
}

}  // namespace liancheng::http
