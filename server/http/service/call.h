// server/http/service/call.h: one request on its way through the service, and what handlers make of
// it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "query/world/workspace.h"
#include "server/access/access_book.h"
#include "server/audit/audit_entry.h"
#include "server/http/api/fields.h"
#include "server/http/api/routes.h"
#include "server/http/service/backend.h"
#include "server/http/transport/message.h"
#include "server/wire/answers_json.h"
#include "server/wire/gate_json.h"

namespace liancheng::http {

class Pipeline;

struct Call {
  Backend& service;
  Pipeline& pipeline;
  const Request& request;
  const RouteMatch& match;
  const Route* route = match.route;
  const std::vector<std::string>& path = match.values;  // of the {} in the path
  Fields query = {};
  Fields body = {};
  wire::Json object = {};  // the body itself, where it is an object
  access::Principal who = {};
  std::string id = {};
  std::string purpose = {};
  std::string ground = {};
  std::string approved_by = {};  // user; empty: nobody was asked, or need be
  bool brief = false;            // runs on a thread that serves connections: refuse what takes long
  bool too_long = false;         // refused because of `brief`: nothing was done, logged or answered
  bool dry_run = false;          // only say whether the change is allowed
  std::optional<query::Workspace> workspace = {};
  std::optional<query::LoadedWorld> world = {};
  uint64_t offset = 0;  // of the page
  // What the asker may not see of the answer; null: nothing was looked at.
  wire::Json withheld = {};
  audit::Entry entry = {};  // what the log will say
};

// A party with more ties than this may take longer than a thread that serves others can be kept.
inline constexpr uint64_t kBriefTies = 1'000;

// Today in China, by the service's clock.
model::Date Today(const Backend& service);

// A response with a JSON body.
Response JsonResponse(int status, const wire::Json& json);

// Where the page of a list of `count` items that the request asks for begins and ends; nothing for
// a limit that is none (Fields::problem). The log learns how many are given.
std::optional<wire::Page> PageOf(Call& call, uint64_t count);

// The envelope of an answer from the call's world. `paged`: the list of the result that is given
// page by page; "" = none.
Response Answer(Call& call, wire::Json result, bool complete, const std::string& paged = "");

// Where the page after `offset` items of the call's world begins.
std::string CursorText(const Call& call, uint64_t offset);

// What must be done before a party's data are given: the log learns whom it was about and whether
// that lies in the unit's remit; for a person purpose and ground are asked for.
std::optional<Response> AboutParty(Call& call, const std::string& subject);
// The same of the party that a listing is about.
std::optional<Response> AboutListing(Call& call, const std::string& listing);

// 503 while nothing can be written to the store; what is asked is answered all the same.
std::optional<Response> RefusedAsReadOnly(Backend& service);

// Writes the facts of a change in one commit: 200 with the revision, 409 where the store refuses
// some. Under Call::dry_run nothing is written.
Response CommitFacts(Call& call, std::vector<model::Fact> facts, const std::string& done);

// 400, naming the header.
std::optional<Response> NeedPurpose(const Call& call);

}  // namespace liancheng::http
