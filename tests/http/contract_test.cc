// The interface as OpenAPI is complete and consistent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <string>

#include "server/http/api/openapi.h"
#include "server/http/api/typescript.h"
#include "server/http/run/route_table.h"
#include "tests/http/schema_check.h"

namespace liancheng::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::ordered_json;

void ForEachReference(const Json& value, const std::function<void(const std::string&)>& visit) {
  if (value.is_object() && value.contains("$ref")) visit(value.at("$ref").get<std::string>());
  if (value.is_structured()) {
    for (const auto& [key, inside] : value.items()) ForEachReference(inside, visit);
  }
}

TEST(Contract, EveryReferenceLeadsSomewhere) {
  const Json document = OpenApi(Routes());
  std::set<std::string> used;
  ForEachReference(document, [&](const std::string& reference) {
    used.insert(reference);
    EXPECT_TRUE(document.contains(Json::json_pointer(reference.substr(1)))) << reference;
  });
  for (const auto& [name, schema] : document.at("components").at("schemas").items()) {
    EXPECT_TRUE(used.contains("#/components/schemas/" + name)) << name << " is used nowhere";
  }
}

TEST(Contract, EveryRouteIsInItOnce) {
  const Json document = OpenApi(Routes());
  EXPECT_EQ(document.at("openapi"), "3.1.0");
  std::set<std::string> operations;
  size_t found = 0;
  for (const auto& [path, methods] : document.at("paths").items()) {
    for (const auto& [method, operation] : methods.items()) {
      ++found;
      EXPECT_TRUE(operations.insert(operation.at("operationId").get<std::string>()).second) << path;
    }
  }
  EXPECT_EQ(found, Routes().size());
}

TEST(Contract, EveryPathParameterIsDeclared) {
  for (const Route& route : Routes()) {
    const Json operation =
        OpenApi(Routes()).at("paths").at(std::string(route.path)).at(OpenApiMethod(route.method));
    std::set<std::string> declared;
    for (const Json& parameter : operation.value("parameters", Json::array())) {
      if (parameter.at("in") == "path") declared.insert(parameter.at("name").get<std::string>());
    }
    const auto names = PathNames(route);
    EXPECT_EQ(declared, std::set<std::string>(names.begin(), names.end())) << route.path;
  }
}

// Requests that the fuzzer begins with: one for each endpoint, by the first line after its letter.
TEST(FuzzSeeds, ThereIsOneForEveryRoute) {
  std::set<std::string> asked;
  for (const auto& entry :
       std::filesystem::directory_iterator(LIANCHENG_SOURCE_DIR "/tests/fuzz/corpus/http")) {
    std::ifstream file(entry.path(), std::ios::binary);
    std::string method;
    std::string target;
    file >> method >> target;
    if (method.empty()) continue;
    const RouteMatch match = Routes().Match(method.substr(1), target.substr(0, target.find('?')));
    if (match.route != nullptr) asked.insert(std::string(match.route->operation));
  }
  for (const Route& route : Routes()) {
    EXPECT_TRUE(asked.contains(std::string(route.operation))) << route.path;
  }
}

TEST(TypeScript, TheCommittedFileIsWhatWouldBeWritten) {
  std::ifstream in(LIANCHENG_SOURCE_DIR "/server/console/client/src/api.ts", std::ios::binary);
  const std::string file((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const std::string written = TypeScript(OpenApi(Routes()));
  EXPECT_TRUE(file == written) << "server/console/client/src/api.ts is behind: liancheng serve "
                                  "--print-client > server/console/client/src/api.ts";
  for (const char* type : {" unknown", "<unknown"}) {
    EXPECT_THAT(written, Not(HasSubstr(type))) << "a schema of a form that it does not know";
  }
}

// A small document with every form of a type, parameter, body and answer.
TEST(TypeScript, IsWrittenFromTheDocumentAlone) {
  const Json document = Json::parse(R"J({
    "paths": {
      "/v1/things/{thing}": {"get": {
        "operationId": "thing", "summary": "One thing", "x-roles": ["steward", "auditor"],
        "parameters": [
          {"name": "thing", "in": "path", "required": true, "schema": {"type": "string"}},
          {"name": "with", "in": "query", "required": false, "description": "Others too",
           "schema": {"type": "array", "items": {"type": "integer"}}},
          {"name": "stream", "in": "query", "required": false, "schema": {"type": "boolean"}},
          {"name": "X-Purpose", "in": "header", "required": true, "schema": {"type": "string"}}],
        "responses": {
          "200": {"description": "Done", "content": {
            "application/json": {"schema": {"allOf": [
              {"$ref": "#/components/schemas/Envelope"},
              {"properties": {"result": {"$ref": "#/components/schemas/Thing"}}}]}},
            "text/event-stream": {"schema": {"type": "string"}}}},
          "304": {"description": "As before"},
          "default": {"description": "A problem", "content": {}}}}},
      "/v1/lines": {"post": {
        "operationId": "lines", "summary": "Lines", "x-roles": [],
        "requestBody": {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}},
        "responses": {"200": {"content": {
          "application/x-ndjson": {"schema": {"$ref": "#/components/schemas/Thing"}}}}}}},
      "/v1/file": {"post": {
        "operationId": "file", "summary": "A file", "x-roles": [],
        "requestBody": {"content": {"application/json": {"schema": {
          "type": "object", "required": ["a"],
          "properties": {"a": {"type": "string", "description": "First"}, "b": {}}}}}},
        "responses": {"202": {"content": {"*/*": {"schema": {"type": "string"}}}}}}}},
    "components": {"schemas": {
      "Thing": {"type": "object", "required": ["id"], "properties": {
        "id": {"type": "string"},
        "parts": {"type": "array", "items": {"anyOf": [{"type": "number"}, {"type": "null"}]}},
        "files": {"type": "object", "additionalProperties": {"type": "string"}},
        "rows": {"type": "array", "items": {"type": "array",
                                            "items": {"$ref": "#/components/schemas/Thing"}}}}},
      "Same": {"$ref": "#/components/schemas/Thing"},
      "Odd": {"type": "string", "enum": ["a"]},
      "Odder": {"oneOf": []}}}})J");
  const std::string written = TypeScript(document);
  const size_t begin = written.find("\nexport interface Thing");
  ASSERT_NE(begin, std::string::npos) << written;
  EXPECT_EQ(written.substr(begin), R"(
export interface Thing {
  id: string;
  parts?: (number | null)[];
  files?: { [name: string]: string };
  rows?: Thing[][];
}

export type Same = Thing;

export type Odd = string;

export type Odder = unknown;

export interface Operations {
  /**
   * One thing.
   * For steward, auditor.
   */
  thing: {
    parameters: {
      thing: string;
      /** Others too */
      with?: number[];
      purpose: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Thing>;
      /** As before */
      304: undefined;
    };
  };
  /**
   * Lines.
   * For .
   */
  lines: {
    parameters: {
    };
    body: Lines;
    answers: {
      200: AsyncIterable<Thing>;
    };
  };
  /**
   * A file.
   * For .
   */
  file: {
    parameters: {
    };
    body: {
      /** First */
      a: string;
      b?: Json;
    };
    answers: {
      202: ReadableStream<Uint8Array>;
    };
  };
}

export type Operation = keyof Operations;

export const operations: { readonly [Name in Operation]: Form } = {
  thing: {
    method: "GET",
    path: "/v1/things/{thing}",
    query: ["with"],
    headers: { purpose: "X-Purpose" },
    body: "none",
    answer: "object",
  },
  lines: {
    method: "POST",
    path: "/v1/lines",
    query: [],
    headers: {},
    body: "lines",
    answer: "lines",
  },
  file: {
    method: "POST",
    path: "/v1/file",
    query: [],
    headers: {},
    body: "object",
    answer: "file",
  },
};
)");
}

// The checker itself, on a schema small enough to read.
TEST(SchemaCheck, FindsWhatDoesNotFit) {
  const Json document = {{"defs", {{"Text", {{"type", "string"}}}}}};
  const Json schema = {
      {"type", "object"},
      {"properties",
       {{"a", {{"$ref", "#/defs/Text"}}},
        {"b", {{"type", "array"}, {"items", {{"type", "integer"}}}}},
        {"c", {{"anyOf", Json::array({{{"type", "number"}}, {{"type", "null"}}})}}}}},
      {"required", {"a"}},
      {"additionalProperties", false}};
  struct Row {
    const char* value;
    bool fits;
  };
  const Row rows[] = {
      {R"({"a": "x"})", true},
      {R"({"a": "x", "b": [1, 2], "c": null})", true},
      {R"({"a": "x", "c": 1.5})", true},
      {R"({})", false},
      {R"({"a": 1})", false},
      {R"({"a": "x", "b": [1, "2"]})", false},
      {R"({"a": "x", "b": 1})", false},
      {R"({"a": "x", "c": "1"})", false},
      {R"({"a": "x", "d": 1})", false},
      {R"([])", false},
  };
  for (const Row& row : rows) {
    const std::string problem = CheckSchema(document, schema, Json::parse(row.value));
    EXPECT_EQ(problem.empty(), row.fits) << row.value << " " << problem;
  }
  EXPECT_NE(CheckSchema(document, {{"minimum", 1}}, Json(2)), "") << "a keyword it does not know";
}

}  // namespace
}  // namespace liancheng::http
