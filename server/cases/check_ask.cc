#include "server/cases/check_ask.h"

#include "server/wire/gate_json.h"

namespace liancheng::cases {

absl::StatusOr<query::CheckRequest> ReadCheckAsk(const wire::Json& ask) {
  wire::Json request = {{"purpose", "case"}, {"ground", "case"}};
  for (const char* key : {"request_id", "unit", "user", "matter", "stage", "purpose", "ground",
                          "consent_id", "subject", "roles"}) {
    if (ask.contains(key)) request[key] = ask.at(key);
  }
  if (request.contains("subject") && request.at("subject").is_string()) {
    request["subject"] = {{"id", ask.at("subject")}};
  }
  return wire::ReadCheckRequest(request);
}

}  // namespace liancheng::cases
