// server/wire/gate_json.h: gate checks, worklists, feeds and feedback as JSON, both ways.
// Source: docs/gate.md gives every field. An ID number is never written, asked or found.
// Errors: InvalidArgument naming the JSON pointer and what was expected.
#pragma once

#include <string>
#include <vector>

#include "query/disclosure/disclosure.h"
#include "query/work/feedback_stats.h"
#include "query/gate/gate.h"
#include "query/work/worklist.h"
#include "server/wire/answers_json.h"

namespace liancheng::wire {

// {"request_id", "unit", "user", "matter", "stage", "purpose", "ground", "consent_id", "subject":
// {"type", "id", "uscc", "org_code", "id_number", "name"}, "roles": [{"role", ...}]}; `unit` is a
// name or {"name", "kind", "regions", "measures", "party"}. Other keys are refused.
absl::StatusOr<query::CheckRequest> ReadCheckRequest(const Json& json);
// {"item"} or {"listing", "measure", "party"}, and {"executor", "executed", "reason", "on"}.
absl::StatusOr<query::FeedbackEntry> ReadFeedbackEntry(const Json& json);

Json Result(const query::CheckAnswer& answer);
Json Result(const query::WorklistAnswer& answer);
Json Result(const query::FeedAnswer& answer);
Json Result(const query::FeedbackStats& stats);

// The answers that are asked most, envelope and result, as they go over the wire.
std::string AnswerText(const query::Workspace& workspace, const query::CheckAnswer& answer);
struct Page {
  size_t begin = 0;
  size_t end = 0;
  std::string next;  // where the page after it begins; empty: there is none
};
// A page of the findings, and what was taken out of them.
std::string AnswerText(const query::Workspace& workspace, const query::MeasuresAnswer& answer,
                       const Page& page, const query::WithheldList& withheld);

// [{"what", "count", "why"}], for the notes of an answer; [{"id", "value", "flag"}].
Json ToJson(const query::WithheldList& withheld);
Json ToJson(const std::vector<query::PolicyNote>& notes);

}  // namespace liancheng::wire
