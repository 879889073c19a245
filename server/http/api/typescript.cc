#include "server/http/api/typescript.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace liancheng::http {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kHead =
    R"(// The service's interface as types, and a table of its operations.
// Written by `liancheng serve --print-client` from the OpenAPI that the service gives; do not edit.

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A body of JSON Lines: the lines themselves, or what each of them holds. */
export type Lines = string | Iterable<object>;

/** The envelope of an answer from one revision on one day. */
export type Enveloped<Result> = Omit<Envelope, "result"> & { result: Result };

/** How a request is made of an operation's parameters. */
export interface Form {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly query: readonly string[];
  /** Parameters that go as headers, with the header's name. */
  readonly headers: { readonly [parameter: string]: string };
  readonly body: "none" | "object" | "lines";
  readonly answer: "object" | "lines" | "text" | "file";
}
)";

constexpr char kLines[] = "application/x-ndjson";
constexpr char kEvents[] = "text/event-stream";

class Writer {
 public:
  void Line(size_t depth, std::string_view text) {
    text_.append(2 * depth, ' ');
    text_ += text;
    text_ += '\n';
  }
  void Note(size_t depth, std::string_view text) {
    if (!text.empty()) Line(depth, fmt::format("/** {} */", text));
  }
  void Text(std::string_view text) { text_ += text; }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string TypeOf(const Json& schema);

bool IsRequired(const Json& schema, std::string_view member) {
  if (!schema.contains("required")) return false;
  const Json& names = schema.at("required");
  return std::any_of(names.begin(), names.end(), [member](const Json& name) {
    return name.get_ref<const std::string&>() == member;
  });
}

std::string ObjectType(const Json& schema) {
  if (!schema.contains("properties")) {
    const bool typed = schema.contains("additionalProperties");
    return fmt::format("{{ [name: string]: {} }}",
                       typed ? TypeOf(schema.at("additionalProperties")) : "Json");
  }
  std::vector<std::string> members;
  for (const auto& [name, type] : schema.at("properties").items()) {
    members.push_back(
        fmt::format("{}{}: {}", name, IsRequired(schema, name) ? "" : "?", TypeOf(type)));
  }
  return fmt::format("{{ {} }}", fmt::join(members, "; "));
}

// `allOf: [Envelope, {properties: {result}}]`
std::string EnvelopedType(const Json& parts) {
  const bool known = parts.size() == 2 && parts[0].value("$ref", "").ends_with("/Envelope") &&
                     parts[1].contains("properties") && parts[1].at("properties").size() == 1 &&
                     parts[1].at("properties").contains("result");
  if (!known) return "unknown";
  return fmt::format("Enveloped<{}>", TypeOf(parts[1].at("properties").at("result")));
}

std::string TypeOf(const Json& schema) {
  if (schema.contains("$ref")) {
    const std::string reference = schema.at("$ref").get<std::string>();
    return reference.substr(reference.rfind('/') + 1);
  }
  if (schema.contains("anyOf")) {
    std::vector<std::string> types;
    for (const Json& one : schema.at("anyOf")) types.push_back(TypeOf(one));
    return fmt::format("{}", fmt::join(types, " | "));
  }
  if (schema.contains("allOf")) return EnvelopedType(schema.at("allOf"));
  if (!schema.contains("type")) return schema.empty() ? "Json" : "unknown";
  const std::string type = schema.at("type").get<std::string>();
  if (type == "object") return ObjectType(schema);
  if (type == "array") {
    const std::string item = TypeOf(schema.at("items"));
    const bool several = item.find(" | ") != std::string::npos;
    return several ? fmt::format("({})[]", item) : item + "[]";
  }
  if (type == "integer" || type == "number") return "number";
  const bool plain = type == "string" || type == "boolean" || type == "null";
  return plain ? type : "unknown";
}

void WriteMember(Writer& out, size_t depth, std::string_view name, bool required,
                 const Json& schema, std::string_view note) {
  out.Note(depth, note);
  out.Line(depth, fmt::format("{}{}: {};", name, required ? "" : "?", TypeOf(schema)));
}

void WriteMembers(Writer& out, size_t depth, const Json& schema) {
  for (const auto& [name, member] : schema.at("properties").items()) {
    WriteMember(out, depth, name, IsRequired(schema, name), member,
                member.value("description", ""));
  }
}

void WriteSchemas(Writer& out, const Json& schemas) {
  for (const auto& [name, schema] : schemas.items()) {
    out.Text("\n");
    if (!schema.contains("properties")) {
      out.Line(0, fmt::format("export type {} = {};", name, TypeOf(schema)));
      continue;
    }
    out.Line(0, fmt::format("export interface {} {{", name));
    WriteMembers(out, 1, schema);
    out.Line(0, "}");
  }
}

// One operation, with those of its parts that are needed several times.
struct Operation {
  std::string name;
  std::string method;
  std::string path;
  const Json& json;

  Json Parameters() const { return json.value("parameters", Json::array()); }
  // The content of the successful answer; null for one without a body.
  const Json* Content() const {
    for (const auto& [status, response] : json.at("responses").items()) {
      if (status.starts_with('2')) return &response.at("content");
    }
    return nullptr;
  }
  bool HasEvents() const {
    const Json* const content = Content();
    return content != nullptr && content->contains(kEvents);
  }
  const Json* Body() const {
    return json.contains("requestBody") ? &json.at("requestBody").at("content") : nullptr;
  }
};

// The name of a parameter in the client: X-Purpose becomes `purpose`.
std::string ParameterName(const Json& parameter) {
  std::string name = parameter.at("name").get<std::string>();
  if (parameter.at("in") != "header") return name;
  if (name.starts_with("X-")) name = name.substr(2);
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '-') c = '_';
  }
  return name;
}

// Whether a parameter is only for server-sent events, which have a call of their own.
bool IsForStreams(const Operation& operation, const Json& parameter) {
  return operation.HasEvents() && parameter.at("name") == "stream";
}

void WriteParameters(Writer& out, const Operation& operation) {
  out.Line(2, "parameters: {");
  for (const Json& parameter : operation.Parameters()) {
    if (IsForStreams(operation, parameter)) continue;
    WriteMember(out, 3, ParameterName(parameter), parameter.at("required").get<bool>(),
                parameter.at("schema"), parameter.value("description", ""));
  }
  out.Line(2, "};");
}

void WriteBody(Writer& out, const Operation& operation) {
  const Json* const body = operation.Body();
  if (body == nullptr || body->contains(kLines)) {
    out.Line(2, body == nullptr ? "body: undefined;" : "body: Lines;");
    return;
  }
  out.Line(2, "body: {");
  WriteMembers(out, 3, body->front().at("schema"));
  out.Line(2, "};");
}

std::string_view AnswerForm(const Json& content) {
  if (content.contains(kLines)) return "lines";
  if (content.contains("application/json")) return "object";
  return content.contains("text/plain") ? "text" : "file";
}

std::string AnswerType(const Json& response) {
  if (!response.contains("content")) return "undefined";
  const Json& content = response.at("content");
  const std::string_view form = AnswerForm(content);
  if (form == "text") return "string";
  if (form == "file") return "ReadableStream<Uint8Array>";
  const std::string type = TypeOf(content.front().at("schema"));
  return form == "lines" ? fmt::format("AsyncIterable<{}>", type) : type;
}

void WriteAnswers(Writer& out, const Operation& operation) {
  out.Line(2, "answers: {");
  for (const auto& [status, response] : operation.json.at("responses").items()) {
    // The default response is a problem, which the client throws.
    if (status == "default") continue;
    out.Note(3, response.value("description", ""));
    out.Line(3, fmt::format("{}: {};", status, AnswerType(response)));
  }
  out.Line(2, "};");
}

void WriteOperation(Writer& out, const Operation& operation) {
  std::vector<std::string> roles;
  for (const Json& role : operation.json.at("x-roles")) roles.push_back(role.get<std::string>());
  out.Line(1, "/**");
  out.Line(1, fmt::format(" * {}.", operation.json.at("summary").get<std::string>()));
  out.Line(1, fmt::format(" * For {}.", fmt::join(roles, ", ")));
  out.Line(1, " */");
  out.Line(1, operation.name + ": {");
  WriteParameters(out, operation);
  WriteBody(out, operation);
  WriteAnswers(out, operation);
  out.Line(1, "};");
}

void WriteForm(Writer& out, const Operation& operation) {
  std::vector<std::string> query;
  std::vector<std::string> headers;
  for (const Json& parameter : operation.Parameters()) {
    const std::string name = parameter.at("name").get<std::string>();
    if (IsForStreams(operation, parameter)) continue;
    if (parameter.at("in") == "query") query.push_back(fmt::format("\"{}\"", name));
    if (parameter.at("in") == "header") {
      headers.push_back(fmt::format("{}: \"{}\"", ParameterName(parameter), name));
    }
  }
  const Json* const body = operation.Body();
  out.Line(1, operation.name + ": {");
  out.Line(2, fmt::format("method: \"{}\",", operation.method));
  out.Line(2, fmt::format("path: \"{}\",", operation.path));
  out.Line(2, fmt::format("query: [{}],", fmt::join(query, ", ")));
  out.Line(2, headers.empty() ? "headers: {},"
                              : fmt::format("headers: {{ {} }},", fmt::join(headers, ", ")));
  out.Line(2, fmt::format("body: \"{}\",", body == nullptr          ? "none"
                                           : body->contains(kLines) ? "lines"
                                                                    : "object"));
  const Json* const content = operation.Content();
  out.Line(2, fmt::format("answer: \"{}\",", content == nullptr ? "text" : AnswerForm(*content)));
  out.Line(1, "},");
}

// The reverse of OpenApiMethod.
std::string MethodOf(std::string_view member) {
  if (member == "get") return "GET";
  return member == "delete" ? "DELETE" : "POST";
}

}  // namespace

std::string TypeScript(const Json& openapi) {
  std::vector<Operation> operations;
  for (const auto& [path, methods] : openapi.at("paths").items()) {
    for (const auto& [method, json] : methods.items()) {
      operations.push_back(
          {json.at("operationId").get<std::string>(), MethodOf(method), path, json});
    }
  }
  Writer out;
  out.Text(kHead);
  WriteSchemas(out, openapi.at("components").at("schemas"));
  out.Text("\nexport interface Operations {\n");
  for (const Operation& operation : operations) WriteOperation(out, operation);
  out.Text("}\n\nexport type Operation = keyof Operations;\n");
  out.Text("\nexport const operations: { readonly [Name in Operation]: Form } = {\n");
  for (const Operation& operation : operations) WriteForm(out, operation);
  out.Text("};\n");
  return out.Take();
}

}  // namespace liancheng::http
