#include "tests/http/schema_check.h"

#include <set>

namespace liancheng::http {
namespace {

using Json = nlohmann::ordered_json;

class Check {
 public:
  explicit Check(const Json& document) : document_(document) {}

  std::string Value(const Json& schema, const Json& value, const std::string& at) const {
    static const std::set<std::string> known = {
        "$ref",  "type",   "anyOf",      "allOf", "properties", "required", "additionalProperties",
        "items", "format", "description"};
    for (const auto& [keyword, unused] : schema.items()) {
      if (!known.contains(keyword)) return at + ": the keyword " + keyword + " is not known here";
    }
    if (schema.contains("$ref")) return Referenced(schema, value, at);
    if (schema.contains("type") && !Is(schema.at("type").get<std::string>(), value)) {
      return at + ": is no " + schema.at("type").get<std::string>() + ": " + value.dump();
    }
    if (schema.contains("anyOf")) {
      std::string all;
      for (const Json& one : schema.at("anyOf")) {
        const std::string problem = Value(one, value, at);
        if (problem.empty()) return "";
        all += (all.empty() ? "" : "; ") + problem;
      }
      return all;
    }
    if (schema.contains("allOf")) {
      for (const Json& one : schema.at("allOf")) {
        if (std::string problem = Value(one, value, at); !problem.empty()) return problem;
      }
    }
    if (value.is_object()) return Object(schema, value, at);
    if (value.is_array() && schema.contains("items")) {
      for (size_t i = 0; i < value.size(); ++i) {
        std::string problem = Value(schema.at("items"), value[i], at + "/" + std::to_string(i));
        if (!problem.empty()) return problem;
      }
    }
    return "";
  }

 private:
  std::string Referenced(const Json& schema, const Json& value, const std::string& at) const {
    const std::string reference = schema.at("$ref").get<std::string>();
    const Json::json_pointer pointer(reference.substr(1));
    if (!document_.contains(pointer)) return at + ": " + reference + " leads nowhere";
    return Value(document_.at(pointer), value, at);
  }

  std::string Object(const Json& schema, const Json& value, const std::string& at) const {
    const Json none = Json::object();
    const Json& properties = schema.contains("properties") ? schema.at("properties") : none;
    if (schema.contains("required")) {
      for (const Json& name : schema.at("required")) {
        if (!value.contains(name.get<std::string>()))
          return at + ": " + name.dump() + " is missing";
      }
    }
    const bool closed = schema.contains("additionalProperties");
    for (const auto& [name, member] : value.items()) {
      const std::string inside = at + "/" + name;
      if (!properties.contains(name)) {
        if (closed) return inside + ": is not in the schema";
        continue;
      }
      std::string problem = Value(properties.at(name), member, inside);
      if (!problem.empty()) return problem;
    }
    return "";
  }

  static bool Is(const std::string& type, const Json& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "boolean") return value.is_boolean();
    return type == "null" && value.is_null();
  }

  const Json& document_;
};

}  // namespace

std::string CheckSchema(const Json& document, const Json& schema, const Json& value) {
  return Check(document).Value(schema, value, "");
}

}  // namespace liancheng::http
