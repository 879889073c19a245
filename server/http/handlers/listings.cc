#include <map>

#include "fmt/format.h"
#include "query/ask/questions.h"
#include "query/listing/list_step.h"
#include "query/listing/publication.h"
#include "query/names/resolve.h"
#include "server/http/handlers/handlers.h"
#include "server/http/service/disclosing.h"
#include "server/wire/life_json.h"
#include "server/wire/publication_json.h"

namespace liancheng::http {
namespace {

using Json = wire::Json;
using model::ListingState;

constexpr graph::Limits kLimits = {
    .hops_max = 0, .vertices_max = 5'000'000, .degree_max = 100'000, .paths_max = 0};

model::Date DayOf(Call& call) {
  const auto day = call.body.Day("on");
  return day ? *day : Today(call.service);
}

Response Refused(const std::vector<rules::Refusal>& refusals) {
  Response response = Problem(409, "step-refused", "the provisions do not allow this step");
  Json body = Json::parse(response.body);
  Json all = Json::array();
  for (const rules::Refusal& refusal : refusals) all.push_back(wire::ToJson(refusal));
  body["refused"] = std::move(all);
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

// A change to a party's record lies with the units of its region.
std::optional<Response> InOwnRegion(const Call& call) {
  if (!call.entry.out_of_remit) return std::nullopt;
  return Problem(403, "out-of-remit", std::string("the party is not in a region of this unit"));
}

// A listing is its decider's: another department takes no step on it.
std::optional<Response> OwnListing(Call& call, const std::string& listing) {
  if (auto stop = AboutListing(call, listing)) return stop;
  if (auto stop = InOwnRegion(call)) return stop;
  const auto act = query::ResolveAct(*call.workspace, listing);
  if (!act.ok()) return ProblemOf(act.status());
  const std::string& decider = (*act)->listing.decider;
  if (call.who.role == access::Role::kDepartment && !decider.empty() &&
      decider != call.who.unit.name) {
    return Problem(403, "not-the-decider", std::string("another unit decides on this listing"));
  }
  return std::nullopt;
}

struct StepOf {
  ListingState to;
  std::optional<model::EndingHow> ending;
};

// By the last part of the route's path; the words of `liancheng list`.
const std::map<std::string_view, StepOf>& Steps() {
  using enum ListingState;
  static const std::map<std::string_view, StepOf> steps = {
      {"pre-notice", {kPreNotice, {}}},  {"decide", {kDecided, {}}},
      {"publish", {kPublished, {}}},     {"notify", {kRectifying, {}}},
      {"rectify", {kRectified, {}}},     {"apply", {kRepairApplied, {}}},
      {"opinion", {kRepairOpinion, {}}}, {"notice", {kRepairNotice, {}}},
      {"contest", {kContested, {}}},     {"repair", {kRepaired, {}}},
      {"revoke", {kRevoked, {}}},        {"uphold", {kRevoked, model::EndingHow::kUpheldObjection}},
      {"supersede", {kSuperseded, {}}},
  };
  return steps;
}

std::optional<Response> ViewOf(Call& call, query::ListingView view,
                               std::optional<query::ListingViewAnswer>* found) {
  auto answer = query::AskListingView(*call.workspace, call.path[0], view);
  if (!answer.ok()) return ProblemOf(answer.status());
  *found = *std::move(answer);
  return std::nullopt;
}

}  // namespace

// What is not published any more, or never was, is not there: not even that it was.
Response PublicView(Call& call) {
  std::optional<query::ListingViewAnswer> view;
  const auto failed = ViewOf(call, query::ListingView::kPublication, &view);
  if (failed && failed->status != 404) return *failed;
  if (failed || !view->available) {
    return Problem(404, "not-found", std::string("no published listing has this id"));
  }
  return Answer(call, wire::Result(*view), true);
}

Response ReportingView(Call& call) {
  if (auto stop = AboutListing(call, call.path[0])) return *std::move(stop);
  std::optional<query::ListingViewAnswer> view;
  if (auto failed = ViewOf(call, query::ListingView::kReporting, &view)) return *failed;
  call.entry.items = 1;
  return Answer(call, wire::Result(*view), true);
}

Response ShowListing(Call& call) {
  if (auto stop = AboutListing(call, call.path[0])) return *std::move(stop);
  const auto answer = query::AskLife(*call.workspace, call.path[0]);
  if (!answer.ok()) return ProblemOf(answer.status());
  call.entry.items = 1;
  return Answer(call, wire::Result(*answer), true);
}

Response Reach(Call& call) {
  const size_t tier = call.query.OneOf("tier", {"", "T3", "all"});
  if (call.query.fault()) return call.query.problem();
  if (tier > 0 && call.who.role != access::Role::kInvestigator &&
      call.who.role != access::Role::kSteward) {
    return Problem(403, "not-allowed",
                   FieldAtFault{"query", "tier", "clues are for investigators and stewards"});
  }
  if (auto stop = AboutListing(call, call.path[0])) return *std::move(stop);
  const query::TierChoice tiers{.consequences = tier != 1, .clues = tier != 0};
  auto answer = query::AskReach(*call.workspace, call.path[0], tiers, kLimits);
  if (!answer.ok()) return ProblemOf(answer.status());
  const query::WithheldList withheld = Disclosed(call, &*answer);
  return Answer(call, wire::Result(*answer), answer->complete, "findings", withheld);
}

Response Repairable(Call& call) {
  if (auto stop = AboutListing(call, call.path[0])) return *std::move(stop);
  const auto answer = query::AskRepairable(*call.workspace, call.path[0]);
  if (!answer.ok()) return ProblemOf(answer.status());
  call.entry.items = 1;
  return Answer(call, wire::Result(*answer), true);
}

Response Terms(Call& call) {
  const bool overdue = call.query.Flag("overdue");
  if (call.query.fault()) return call.query.problem();
  const auto answer = query::AskTerms(*call.workspace, overdue);
  if (!answer.ok()) return ProblemOf(answer.status());
  call.entry.subject = "(all)";
  return Answer(call, wire::Result(*answer), true, "terms");
}

Response Deadline(Call& call) {
  const auto from = call.query.Day("from");
  const std::string listing = call.query.Text("listing");
  if (from.has_value() == !listing.empty()) {
    call.query.Fail("from", "give either from or listing");
  }
  if (call.query.fault()) return call.query.problem();
  if (!from) {
    if (auto stop = AboutListing(call, listing)) return *std::move(stop);
  }
  const auto answer = from ? query::AskDeadlineFrom(*call.workspace, call.path[0], *from)
                           : query::AskDeadline(*call.workspace, call.path[0], listing);
  if (!answer.ok()) return ProblemOf(answer.status());
  return Answer(call, wire::Result(*answer), true);
}

Response Propose(Call& call) {
  query::NewListing entry;
  entry.id = call.body.Required("id");
  entry.list = call.body.Required("list");
  entry.subject = call.body.Required("subject");
  entry.ground = call.body.Required("ground");
  entry.basis = call.body.Text("basis");
  entry.document = call.body.Text("document");
  entry.act_on = call.body.Day("act_on");
  entry.on = DayOf(call);
  entry.actor = call.who.unit.name;
  if (call.body.Has("severity")) {
    const auto severity = model::Parse<model::Severity>(call.body.Text("severity"));
    if (severity) {
      entry.severity = *severity;
    } else {
      call.body.Fail("severity", "expected one of 轻微, 一般, 较重, 严重, 未明确");
    }
  }
  call.dry_run = call.body.Flag("dry_run");
  if (call.body.fault()) return call.body.problem();
  if (auto stop = AboutParty(call, entry.subject)) return *std::move(stop);
  if (auto stop = InOwnRegion(call)) return *std::move(stop);
  auto facts = query::PropositionOf(*call.workspace, entry);
  if (!facts.ok()) return ProblemOf(facts.status());
  call.entry.subject = entry.id;
  return CommitFacts(call, *std::move(facts),
                     fmt::format("{} proposed 拟认定 for {} on {}; it has no effect before it is "
                                 "decided",
                                 entry.id, entry.list, model::FormatDate(entry.on)));
}

Response Step(Call& call) {
  const std::string_view path = call.route->path;
  const StepOf& step = Steps().at(path.substr(path.rfind('/') + 1));
  query::StepRequest request;
  request.listing = call.path[0];
  request.to = step.to;
  request.ending = step.ending;
  request.on = DayOf(call);
  request.actor = call.who.unit.name;
  request.document = call.body.Text("document");
  request.note = call.body.Text("note");
  request.valid_to = call.body.Day("valid_to");
  call.dry_run |= call.body.Flag("dry_run");
  if (call.body.fault()) return call.body.problem();
  if (auto stop = OwnListing(call, request.listing)) return *std::move(stop);
  const query::Workspace on_the_day = call.workspace->On(request.on);
  auto plan = query::PlanStep(on_the_day, request);
  if (!plan.ok()) return ProblemOf(plan.status());
  if (!plan->refusals.empty()) return Refused(plan->refusals);
  std::string done = fmt::format("{} {} {} on {}", request.listing, Name(request.to),
                                 ChineseName(request.to), model::FormatDate(request.on));
  if (Ends(request.to)) {
    done += "; every measure that comes from it ends with it, the record is kept as an archive";
  }
  return CommitFacts(call, std::move(plan->facts), done);
}

Response Attribute(Call& call) {
  const std::string person = call.body.Required("person");
  const auto role = model::Parse<model::ResponsibleRole>(call.body.Required("role"));
  const std::string document = call.body.Text("document");
  const model::Date on = DayOf(call);
  if (!role) {
    call.body.Fail(
        "role", "expected legal_representative, principal, directly_responsible or practitioner");
  }
  if (call.body.fault()) return call.body.problem();
  if (auto stop = OwnListing(call, call.path[0])) return *std::move(stop);
  auto fact = query::AttributionOf(*call.workspace, call.path[0], person, *role, on,
                                   call.who.unit.name, document);
  if (!fact.ok()) return ProblemOf(fact.status());
  return CommitFacts(call, {*std::move(fact)},
                     fmt::format("{} answers for {} as {}", person, call.path[0], Name(*role)));
}

Response Confirm(Call& call) {
  const std::string provision = call.body.Required("provision");
  const std::string party = call.body.Required("party");
  const std::string basis = call.body.Text("basis");
  const model::Date on = DayOf(call);
  if (call.body.fault()) return call.body.problem();
  if (auto stop = OwnListing(call, call.path[0])) return *std::move(stop);
  auto fact = query::ConfirmationOf(*call.workspace, call.path[0], provision, party, on, basis,
                                    call.who.unit.name);
  if (!fact.ok()) return ProblemOf(fact.status());
  return CommitFacts(call, {*std::move(fact)},
                     fmt::format("{} confirmed for {} under {}", provision, party, call.path[0]));
}

Response Object(Call& call) {
  const std::string by = call.body.Required("by");
  const model::Date on = DayOf(call);
  if (call.body.fault()) return call.body.problem();
  if (auto stop = AboutListing(call, call.path[0])) return *std::move(stop);
  if (auto stop = InOwnRegion(call)) return *std::move(stop);
  auto fact = query::ObjectionOf(*call.workspace, call.path[0], on, by);
  if (!fact.ok()) return ProblemOf(fact.status());
  return CommitFacts(
      call, {*std::move(fact)},
      fmt::format("objection to {} received; it is annotated while it runs", call.path[0]));
}

Response AnswerObjection(Call& call) {
  query::ObjectionAnswer answer;
  answer.listing = call.path[0];
  answer.objection = call.body.Text("objection");
  answer.on = DayOf(call);
  answer.actor = call.who.unit.name;
  const auto result = model::Parse<model::ObjectionResult>(call.body.Required("result"));
  if (!result) call.body.Fail("result", "expected rejected or upheld");
  if (call.body.fault()) return call.body.problem();
  answer.result = *result;
  if (auto stop = OwnListing(call, call.path[0])) return *std::move(stop);
  auto fact = query::AnswerOf(*call.workspace, answer);
  if (!fact.ok()) return ProblemOf(fact.status());
  const std::string id = std::get<model::ObjectionFact>(fact->statement).id;
  return CommitFacts(
      call, {*std::move(fact)},
      fmt::format("objection {} {} {} on {}; the listing is no longer annotated with it", id,
                  Name(answer.result), ChineseName(answer.result), model::FormatDate(answer.on)));
}

}  // namespace liancheng::http
