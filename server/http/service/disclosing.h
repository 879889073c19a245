// server/http/service/disclosing.h: what a call's asker may see of an answer
// (query/disclosure/disclosure.h), and what is told of the rest.
#pragma once

#include <optional>
#include <string>

#include "query/disclosure/disclosure.h"
#include "query/work/worklist.h"
#include "server/http/service/call.h"

namespace liancheng::http {

query::Asker AskerOf(const Call& call);
// A consent that is kept for the call's unit, by its number.
std::optional<model::Consent> ConsentOf(const Call& call, const std::string& id);

// Takes out of an answer what the asker may not see.
template <typename Answer>
query::WithheldList Disclosed(const Call& call, Answer* answer) {
  const query::Asker asker = AskerOf(call);
  return query::Disclose({*call.workspace, asker, query::DisclosurePolicy()}, answer);
}

// Answer, with what was withheld.
Response Answer(Call& call, wire::Json result, bool complete, const std::string& paged,
                const query::WithheldList& withheld);

// The history that a token of changes is of: the beginning of the journal's hash at its revision.
absl::Status SetEpoch(Backend& service, query::FeedToken* token);

}  // namespace liancheng::http
