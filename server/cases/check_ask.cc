#include "server/cases/check_ask.h"

namespace liancheng::cases {

wire::Json CheckRequestOf(const wire::Json& ask) {
  wire::Json request = {{"purpose", "case"}, {"ground", "case"}};
  for (const char* key : {"request_id", "unit", "user", "matter", "stage", "purpose", "ground",
                          "consent_id", "subject", "roles"}) {
    if (ask.contains(key)) request[key] = ask.at(key);
  }
  if (request.contains("subject") && request.at("subject").is_string()) {
    request["subject"] = {{"id", ask.at("subject")}};
  }
  return request;
}

}  // namespace liancheng::cases
