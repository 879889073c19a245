#include "query/gate/gate.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "datasets/readers/native/text.h"
#include "fmt/format.h"
#include "query/disclosure/disclosure.h"
#include "query/names/resolve.h"
#include "query/work/feedback_stats.h"
#include "query/work/worklist.h"
#include "server/http/handlers/handlers.h"
#include "server/http/service/check_counts.h"
#include "server/http/service/disclosing.h"
#include "server/wire/gate_json.h"

namespace liancheng::http {
namespace {

using Json = wire::Json;

// Of a message `/roles/0: expected ...`.
Response BodyFault(const absl::Status& status) {
  const std::string message(status.message());
  const size_t colon = message.find(": ");
  if (!message.starts_with('/') || colon == std::string::npos) return ProblemOf(status);
  return Problem(400, "bad-field",
                 FieldAtFault{"body", message.substr(0, colon), message.substr(colon + 2)});
}

// Whether the consent that the request names lets this unit ask about every person it found. It
// must hold on the day of the asking: a past day asked about does not bring an ended one back.
std::optional<Response> ConsentFault(Call& call, const query::CheckRequest& request,
                                     const query::CheckAnswer& answer) {
  if (request.consent_id.empty() || !request.ground.empty()) return std::nullopt;
  const auto consent = ConsentOf(call, request.consent_id);
  for (const query::CheckedParty& party : answer.parties_checked) {
    if (!party.party) continue;
    const query::PartyCard& card = answer.parties[*party.party];
    if (card.type != model::EntityType::kPerson) continue;
    if (consent && query::ConsentHolds(*consent, card.key, call.who.unit.id, request.purpose,
                                       Today(call.service))) {
      continue;
    }
    return Problem(403, "no-consent",
                   FieldAtFault{"body", "/consent_id",
                                "no consent of this person to this unit for this purpose is kept "
                                "under that number (HX-21)"});
  }
  return std::nullopt;
}

}  // namespace

Response Check(Call& call) {
  const auto day = call.body.Day("as_of");
  if (call.body.fault()) return call.body.problem();
  auto request = wire::ReadCheckRequest(call.object);
  if (!request.ok()) return BodyFault(request.status());
  request->unit = call.who.unit;
  request->user = call.who.user;
  if (request->purpose.empty()) request->purpose = call.purpose;
  if (request->ground.empty()) request->ground = call.ground;
  const query::CheckParty& subject = request->subject;
  for (const std::string* number :
       {&subject.source_id, &subject.uscc, &subject.org_code, &subject.id_number, &subject.name}) {
    if (call.entry.subject.empty()) call.entry.subject = datasets::ShownValue(*number);
  }
  call.entry.purpose = request->purpose;
  call.entry.ground = request->ground.empty() ? request->consent_id : request->ground;
  const query::Workspace workspace = day ? call.workspace->On(*day) : *call.workspace;
  constexpr uint64_t kAnyTies = std::numeric_limits<uint64_t>::max();
  auto answer = query::AskCheck(workspace, *request, call.brief ? kBriefTies : kAnyTies);
  if (call.brief && absl::IsResourceExhausted(answer.status())) {
    call.too_long = true;
    return {};
  }
  if (absl::IsFailedPrecondition(answer.status()) && request->purpose.empty()) {
    return Problem(400, "purpose-required",
                   FieldAtFault{"body", "/purpose", std::string(answer.status().message())});
  }
  if (!answer.ok()) return ProblemOf(answer.status());
  if (auto fault = ConsentFault(call, *request, *answer)) return *std::move(fault);
  answer->log_id = call.id;
  call.entry.name_only = answer->parties_checked.front().match == query::MatchGrade::kNameOnly;
  call.entry.items = answer->parties_checked.size();
  call.entry.hit = query::IsHit(*answer);
  Response response;
  response.body = wire::AnswerText(workspace, *answer);
  return response;
}

Response Worklist(Call& call) {
  if (call.query.Has("since")) return Changes(call);
  query::WorklistQuestion question;
  question.unit = call.who.unit;
  if (call.query.Has("answer_days")) {
    question.answer_days = static_cast<int>(call.query.Number("answer_days", 1, 1, 3'650));
  }
  if (call.query.fault()) return call.query.problem();
  auto answer = query::AskWorklist(*call.workspace, question);
  if (!answer.ok()) return ProblemOf(answer.status());
  if (absl::Status set = SetEpoch(call.service, &answer->token); !set.ok()) return ProblemOf(set);
  call.entry.subject = "(own)";
  const query::WithheldList withheld = Disclosed(call, &*answer);
  return Answer(call, wire::Result(*answer), true, "items", withheld);
}

Response Feedback(Call& call) {
  Json object = call.object;
  object.erase("purpose");
  object.erase("ground");
  object["executor"] = call.who.unit.name;
  if (!object.contains("on")) object["on"] = model::FormatDate(Today(call.service));
  const auto entry = wire::ReadFeedbackEntry(object);
  if (!entry.ok()) return BodyFault(entry.status());
  const query::Workspace workspace = call.workspace->On(entry->on);
  auto fact = query::FeedbackOf(workspace, *entry);
  if (!fact.ok()) return ProblemOf(fact.status());
  const std::string id = std::get<model::FeedbackFact>(fact->statement).id;
  call.entry.subject = id;
  return CommitFacts(call, {*std::move(fact)}, fmt::format("recorded {}", id));
}

Response FeedbackStatistics(Call& call) {
  const auto from = call.query.Day("from");
  const auto to = call.query.Day("to");
  if (!from) call.query.Fail("from", "is required");
  if (!to) call.query.Fail("to", "is required");
  if (call.query.fault()) return call.query.problem();
  auto stats = query::AskFeedbackStats(*call.workspace, *from, *to);
  if (!stats.ok()) return ProblemOf(stats.status());
  // What other departments ask is for the credit office and investigators.
  const bool own = call.who.role == access::Role::kDepartment;
  if (absl::Status flushed = call.service.audit().Flush(); !flushed.ok()) {
    return ProblemOf(flushed);
  }
  const auto book = call.service.access_file().Book();
  if (!book.ok()) return ProblemOf(absl::UnavailableError(""));
  auto checks = CountChecks(call.service.AuditFolder(), **book, *from, *to,
                            own ? call.who.unit.id : std::string());
  if (!checks.ok()) return ProblemOf(checks.status());
  stats->checks = *std::move(checks);
  call.entry.subject = "(all)";
  return Answer(call, wire::Result(*stats), true, "rows");
}

}  // namespace liancheng::http
