#include "server/cases/case_file.h"

#include <fstream>
#include <sstream>

#include "fmt/format.h"

namespace liancheng::cases {
namespace {

using json = nlohmann::ordered_json;  // a fact's first key names its kind

absl::Status Problem(const std::string& file, std::string_view pointer, std::string_view what) {
  return absl::InvalidArgumentError(fmt::format("{}: {}: {}", file, pointer, what));
}

absl::Status ReadStrings(const json& object, const char* key, const std::string& file,
                         std::vector<std::string>* out) {
  if (!object.contains(key)) return absl::OkStatus();
  const json& array = object.at(key);
  const std::string pointer = fmt::format("/{}", key);
  if (!array.is_array()) return Problem(file, pointer, "expected an array of texts");
  for (const json& item : array) {
    if (!item.is_string()) return Problem(file, pointer, "expected an array of texts");
    out->push_back(item.get<std::string>());
  }
  return absl::OkStatus();
}

absl::Status ReadObjects(const json& object, const char* key, const std::string& file,
                         std::vector<json>* out) {
  const std::string pointer = fmt::format("/{}", key);
  if (!object.contains(key) || !object.at(key).is_array()) {
    return Problem(file, pointer, "expected an array of objects");
  }
  for (const json& item : object.at(key)) {
    if (!item.is_object()) return Problem(file, pointer, "expected an array of objects");
    out->push_back(item);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CaseFile> ParseCase(const std::string& text, const std::string& file) {
  const json object = json::parse(text, nullptr, false);
  if (object.is_discarded() || !object.is_object()) {
    return Problem(file, "/", "expected one JSON object");
  }
  for (const auto& [key, value] : object.items()) {
    if (key != "title" && key != "cites" && key != "rulebooks" && key != "facts" && key != "asks" &&
        key != "note" && key != "parameters") {
      return Problem(file, "/" + key,
                     "unknown key; expected title, cites, rulebooks, parameters, facts, asks");
    }
  }
  CaseFile read;
  read.file = file;
  if (!object.contains("title") || !object.at("title").is_string()) {
    return Problem(file, "/title", "expected a text");
  }
  read.title = object.at("title").get<std::string>();
  for (absl::Status status : {ReadStrings(object, "cites", file, &read.cites),
                              ReadStrings(object, "rulebooks", file, &read.rulebooks),
                              ReadObjects(object, "facts", file, &read.facts),
                              ReadObjects(object, "asks", file, &read.asks)}) {
    if (!status.ok()) return status;
  }
  if (!object.contains("parameters")) return read;
  const json& parameters = object.at("parameters");
  if (!parameters.is_object()) return Problem(file, "/parameters", "expected an object of texts");
  for (const auto& [key, value] : parameters.items()) {
    if (!value.is_string()) return Problem(file, "/parameters/" + key, "expected a text");
    read.parameters[key] = value.get<std::string>();
  }
  return read;
}

absl::StatusOr<CaseFile> ReadCaseFile(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return absl::NotFoundError(fmt::format("{} cannot be read", path));
  std::ostringstream text;
  text << stream.rdbuf();
  return ParseCase(text.str(), path);
}

}  // namespace liancheng::cases
