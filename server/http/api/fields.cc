#include "server/http/api/fields.h"

#include <charconv>

#include "datasets/readers/native/text.h"
#include "engine/model/share.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace liancheng::http {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string_view> Split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t at = text.find(by);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

}  // namespace

Fields Fields::OfQuery(std::string_view query) {
  Fields fields;
  if (query.empty()) return fields;
  for (const std::string_view part : Split(query, '&')) {
    if (part.empty()) continue;
    const size_t equals = part.find('=');
    bool ok = true;
    const std::string name = Unescape(part.substr(0, equals), true, &ok);
    std::string value = equals == std::string_view::npos
                            ? std::string()
                            : Unescape(part.substr(equals + 1), true, &ok);
    if (!ok) fields.Fail(name, "a % is not followed by two hexadecimal digits");
    for (const std::string& text : {name, value}) {
      const datasets::TextFault fault = datasets::CheckText(text);
      if (fault != datasets::TextFault::kNone) fields.Fail(name, std::string(Describe(fault)));
    }
    fields.values_[name].push_back(std::move(value));
  }
  return fields;
}

Fields Fields::OfBody(const Json& object, Nested nested) {
  Fields fields;
  fields.in_ = "body";
  for (const auto& [name, value] : object.get_ref<const Json::object_t&>()) {
    const bool is_nested =
        value.is_object() || (value.is_array() && !value.empty() && value.front().is_object());
    if (is_nested && nested == Nested::kLeft) continue;
    if (value.is_array()) {
      for (const Json& one : value) fields.Take(name, one);
      if (value.empty()) fields.values_[name];
    } else if (!value.is_null()) {
      fields.Take(name, value);
    }
  }
  return fields;
}

void Fields::Take(const std::string& name, const Json& value) {
  if (value.is_string()) {
    values_[name].push_back(value.get<std::string>());
  } else if (value.is_number() || value.is_boolean()) {
    values_[name].push_back(value.dump());
  } else {
    Fail(name, "expected a text, a number, true, false or a list of them");
  }
}

std::vector<std::string_view> Fields::Names() const {
  std::vector<std::string_view> names;
  for (const auto& [name, values] : values_) names.push_back(name);
  return names;
}

void Fields::Fail(const std::string& name, const std::string& detail) {
  if (fault_) return;
  fault_ = FieldAtFault{in_, in_ == "body" ? "/" + name : name, detail};
}

const std::string* Fields::Only(const std::string& name) {
  const auto found = values_.find(name);
  if (found == values_.end() || found->second.empty()) return nullptr;
  if (found->second.size() > 1) Fail(name, "given more than once");
  return &found->second.front();
}

std::string Fields::Required(const std::string& name) {
  const std::string* const value = Only(name);
  if (value != nullptr && !value->empty()) return *value;
  Fail(name, "is required");
  return "";
}

std::string Fields::Text(const std::string& name, std::string_view otherwise) {
  const std::string* const value = Only(name);
  return value != nullptr ? *value : std::string(otherwise);
}

std::vector<std::string> Fields::Texts(const std::string& name) {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

std::optional<model::Date> Fields::Day(const std::string& name) {
  const std::string* const value = Only(name);
  if (value == nullptr) return std::nullopt;
  const auto day = model::ParseDate(*value);
  if (day.ok()) return *day;
  Fail(name, std::string(day.status().message()));
  return std::nullopt;
}

uint64_t Fields::Number(const std::string& name, uint64_t otherwise, uint64_t least,
                        uint64_t most) {
  const std::string* const value = Only(name);
  if (value == nullptr) return otherwise;
  uint64_t number = 0;
  const char* const end = value->data() + value->size();
  const auto read = std::from_chars(value->data(), end, number);
  if (read.ec == std::errc() && read.ptr == end && number >= least && number <= most) {
    return number;
  }
  Fail(name, fmt::format("expected a whole number from {} to {}", least, most));
  return otherwise;
}

bool Fields::Flag(const std::string& name) {
  const std::string* const value = Only(name);
  if (value == nullptr || *value == "false") return false;
  if (*value != "true") Fail(name, "expected true or false");
  return *value == "true";
}

uint32_t Fields::PercentPpm(const std::string& name, uint32_t otherwise_ppm) {
  const std::string* const value = Only(name);
  if (value == nullptr) return otherwise_ppm;
  const auto ppm = model::ParsePercent(*value);
  if (ppm.ok()) return *ppm;
  Fail(name, "expected a percentage from 0 to 100");
  return otherwise_ppm;
}

model::RelationSet Fields::Relations(const std::string& name) {
  model::RelationSet relations = 0;
  for (const std::string& value : Texts(name)) {
    for (const std::string_view word : Split(value, ',')) {
      const auto relation = model::Parse<model::Relation>(word);
      if (relation) {
        relations |= model::SetOf(*relation);
      } else {
        Fail(name, fmt::format("expected some of {}", model::AllRelations()));
      }
    }
  }
  return relations == 0 ? model::kAllRelations : relations;
}

size_t Fields::OneOf(const std::string& name, const std::vector<std::string>& words) {
  const std::string* const value = Only(name);
  if (value == nullptr) return 0;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] == *value) return i;
  }
  Fail(name, fmt::format("expected one of {}", fmt::join(words, ", ")));
  return 0;
}

}  // namespace liancheng::http
