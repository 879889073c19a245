#include "server/http/api/openapi.h"

#include <algorithm>

#include "fmt/format.h"
#include "server/http/transport/problem.h"

namespace liancheng::http {
namespace {

using Json = nlohmann::ordered_json;

Json Reference(std::string_view schema) {
  return {{"$ref", fmt::format("#/components/schemas/{}", schema)}};
}

Json TypeOf(std::string_view type) {
  if (type == "date") return {{"type", "string"}, {"format", "date"}};
  if (type == "percent") return {{"type", "string"}};
  if (type == "strings") return {{"type", "array"}, {"items", {{"type", "string"}}}};
  if (type == "files") {
    return {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}};
  }
  return {{"type", type}};
}

Json Parameters(const Route& route) {
  Json all = Json::array();
  for (const std::string& name : PathNames(route)) {
    all.push_back(
        {{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
  }
  for (const Param& param : QueryOf(route)) {
    all.push_back({{"name", param.name},
                   {"in", "query"},
                   {"required", param.required},
                   {"description", param.what},
                   {"schema", TypeOf(param.type)}});
  }
  if (route.purpose == Purpose::kNone) return all;
  for (const char* name : {"X-Purpose", "X-Ground"}) {
    all.push_back({{"name", name},
                   {"in", "header"},
                   {"required", route.purpose == Purpose::kAlways},
                   {"description", "Percent-encoded UTF-8; needed for persons' data"},
                   {"schema", {{"type", "string"}}}});
  }
  return all;
}

Json RequestBody(const Route& route) {
  if (route.body == BodyForm::kLines) {
    return {{"required", true},
            {"content", {{"application/x-ndjson", {{"schema", {{"type", "string"}}}}}}}};
  }
  Json properties = Json::object();
  Json required = Json::array();
  for (const Param& field : route.fields) {
    Json type = field.type == "object" ? Reference("CheckParty")
                : field.type == "objects"
                    ? Json({{"type", "array"}, {"items", Reference("CheckParty")}})
                    : TypeOf(field.type);
    type["description"] = field.what;
    properties[std::string(field.name)] = std::move(type);
    if (field.required) required.push_back(field.name);
  }
  Json schema = {{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  return {{"required", true}, {"content", {{"application/json", {{"schema", schema}}}}}};
}

Json Enveloped(std::string_view answer) {
  return {{"allOf", Json::array({Reference("Envelope"),
                                 {{"properties", {{"result", Reference(answer)}}}}})}};
}

// What a question of a world answers stands in the envelope.
Json AnswerSchema(const Route& route) {
  if (route.answer == "Check") return Enveloped("CheckResult");
  if (route.answer == "Worklist") {
    // With `since` it is the feed of the unit.
    return {{"anyOf", Json::array({Enveloped("Worklist"), Enveloped("Feed")})}};
  }
  if (!route.world || route.method != "GET") return Reference(route.answer);
  return Enveloped(route.answer);
}

bool TakesStream(const Route& route) {
  return std::any_of(route.query.begin(), route.query.end(),
                     [](const Param& param) { return param.name == kStreamName; });
}

Json Responses(const Route& route) {
  Json responses = Json::object();
  const char* const done = route.answer == "Job" && route.method == "POST" ? "202" : "200";
  Json content = Json::object();
  if (route.answer.empty()) {
    content["text/plain"] = {{"schema", {{"type", "string"}}}};
  } else if (route.answer == "File") {
    content["*/*"] = {{"schema", {{"type", "string"}, {"format", "binary"}}}};
  } else if (route.answer == "ScreenRow") {
    content["application/x-ndjson"] = {{"schema", Reference(route.answer)}};
  } else {
    content["application/json"] = {{"schema", AnswerSchema(route)}};
  }
  if (TakesStream(route)) content["text/event-stream"] = {{"schema", {{"type", "string"}}}};
  responses[done] = {{"description", "Done"}, {"content", std::move(content)}};
  if (route.world && !route.change && route.method == "GET") {
    responses["304"] = {{"description", "As the answer whose ETag stands in If-None-Match"}};
  }
  if (route.four_eyes) {
    responses["202"] = {{"description", "Waits for a second user of the unit"},
                        {"content", {{"application/json", {{"schema", Reference("Waiting")}}}}}};
  }
  responses["default"] = {
      {"description", "A problem (RFC 9457)"},
      {"content", {{"application/problem+json", {{"schema", Reference("Problem")}}}}}};
  return responses;
}

Json Operation(const Route& route) {
  Json operation = {{"operationId", route.operation}, {"summary", route.summary}};
  Json roles = Json::array();
  for (const model::Role role : model::kRoles) {
    if ((route.roles & SetOf(role)) != 0) roles.push_back(Name(role));
  }
  operation["x-roles"] = std::move(roles);
  if (route.four_eyes) operation["x-four-eyes"] = true;
  if ((route.roles & SetOf(model::Role::kPublic)) != 0) operation["security"] = Json::array();
  Json parameters = Parameters(route);
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
  if (route.body != BodyForm::kNone) operation["requestBody"] = RequestBody(route);
  operation["responses"] = Responses(route);
  return operation;
}

}  // namespace

std::string OpenApiMethod(std::string_view method) {
  if (method == "GET") return "get";
  return method == "DELETE" ? "delete" : "post";
}

Json OpenApi(const RouteTable& table) {
  Json paths = Json::object();
  for (const Route& route : table) {
    paths[std::string(route.path)][OpenApiMethod(route.method)] = Operation(route);
  }
  return {{"openapi", "3.1.0"},
          {"info",
           {{"title", "Liancheng 联惩"},
            {"version", "1"},
            {"description",
             "Who is tied to a party, which measures apply to it and why, whom a listing reaches "
             "and where it stops."}}},
          {"security", Json::array({{{"token", Json::array()}}})},
          {"paths", std::move(paths)},
          {"components",
           {{"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}},
            {"schemas", Schemas()}}}};
}

}  // namespace liancheng::http
