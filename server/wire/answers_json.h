// server/wire/answers_json.h: answers as JSON, the same for the command line and the service.
// Source: docs/api.md gives every field. Open dates are null.
#pragma once

#include <string>

#include "nlohmann/json.hpp"
#include "query/answers/answers.h"
#include "query/world/archive.h"
#include "query/world/workspace.h"

namespace liancheng::wire {

using Json = nlohmann::ordered_json;

// {"as_of", "known_at", "rulebooks", "complete", "next", "result"}.
Json Envelope(const query::Workspace& workspace, bool complete, Json result);

// The same of an answer that asks no rulebook.
Json Envelope(model::Date as_of, model::Revision known_at, bool complete, Json result);

Json ToJson(const query::Parties& parties, const model::PathEdge& edge);
Json ToJson(const query::Parties& parties, const model::Finding& finding);

// The `result` of each question.
Json Result(const query::MeasuresAnswer& answer);
Json Result(const query::ReachAnswer& answer);
Json Result(const query::AffiliatesAnswer& answer);
Json Result(const query::PathAnswer& answer);
Json Result(const query::SearchAnswer& answer);
Json Result(const query::GroundsAnswer& answer);
Json Result(const query::CreditFile& file);
Json Result(const query::VerifyReport& report);

// A score with four digits, which tell apart what differs.
double Rounded(double score);
Json RegionJson(model::RegionCode region);  // null when unknown

// An identifier as people may see it: ID numbers masked to their first and last character.
std::string Shown(const model::Identifier& identifier);

}  // namespace liancheng::wire
