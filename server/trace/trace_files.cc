#include "server/trace/trace_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "datasets/readers/rulebook/reader.h"
#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace liancheng::trace {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

absl::StatusOr<std::string> ReadText(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return absl::NotFoundError(fmt::format("{}: cannot be read", path.string()));
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

absl::StatusOr<Json> ReadJson(const fs::path& path) {
  auto text = ReadText(path);
  if (!text.ok()) return text.status();
  Json json = Json::parse(*text, nullptr, false);
  if (json.is_discarded()) {
    return absl::InvalidArgumentError(fmt::format("{}: not JSON", path.string()));
  }
  return json;
}

absl::StatusOr<std::vector<std::string>> ReadIds(const fs::path& path) {
  const auto json = ReadJson(path);
  if (!json.ok()) return json.status();
  std::vector<std::string> ids;
  for (const Json& id : *json) {
    if (!json->is_array() || !id.is_string()) {
      return absl::InvalidArgumentError(fmt::format("{}: not an array of ids", path.string()));
    }
    ids.push_back(id.get<std::string>());
  }
  return ids;
}

// [{"row": "HJ-23", "note": "out of scope: ..."}, ...]
absl::StatusOr<std::vector<Note>> ReadNotes(const fs::path& path) {
  const auto json = ReadJson(path);
  if (!json.ok()) return json.status();
  std::vector<Note> notes;
  for (const Json& note : *json) {
    const bool fits = json->is_array() && note.is_object() && note.size() == 2 &&
                      note.contains("row") && note["row"].is_string() && note.contains("note") &&
                      note["note"].is_string();
    if (!fits) {
      return absl::InvalidArgumentError(
          fmt::format("{}: {} is not {{\"row\", \"note\"}}", path.string(), note.dump()));
    }
    notes.push_back({note["row"].get<std::string>(), note["note"].get<std::string>()});
  }
  return notes;
}

// Files below `folder` with one of the endings, in order of path.
absl::StatusOr<std::vector<fs::path>> FilesBelow(const fs::path& folder,
                                                 const std::vector<std::string>& endings) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (fs::recursive_directory_iterator entries(folder, error), end; !error && entries != end;
       entries.increment(error)) {
    // Packages that the console downloads are not part of the project.
    if (entries->path().filename() == "node_modules") entries.disable_recursion_pending();
    const std::string ending = entries->path().extension().string();
    if (std::find(endings.begin(), endings.end(), ending) == endings.end()) continue;
    paths.push_back(entries->path());
  }
  if (error) {
    return absl::NotFoundError(fmt::format("{}: {}", folder.string(), error.message()));
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

absl::Status ReadCode(const std::string& root, Inputs* inputs) {
  for (const char* room : {"engine", "storage", "datasets", "query", "server"}) {
    const auto paths = FilesBelow(fs::path(root) / room, {".h", ".cc"});
    if (!paths.ok()) return paths.status();
    for (const fs::path& path : *paths) {
      const std::string name = path.lexically_relative(root).generic_string();
      // The tracer's own comments name rows as examples.
      if (name.starts_with("server/trace/")) continue;
      auto text = ReadText(path);
      if (!text.ok()) return text.status();
      inputs->code[name] = *std::move(text);
    }
  }
  return absl::OkStatus();
}

absl::Status ReadCases(const std::string& folder, Inputs* inputs) {
  const auto paths = FilesBelow(folder, {".json"});
  if (!paths.ok()) return paths.status();
  for (const fs::path& path : *paths) {
    auto file = cases::ReadCaseFile(path.string());
    if (!file.ok()) return file.status();
    inputs->cases.push_back(*std::move(file));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Inputs> ReadInputs(const Folders& folders) {
  Inputs inputs;
  auto library = datasets::ReadRulebooks(folders.rulebooks);
  if (!library.ok()) return library.status();
  inputs.library = *std::move(library);
  auto rows = ReadIds(fs::path(folders.rulebooks) / "requirement_ids.json");
  if (!rows.ok()) return rows.status();
  inputs.rows = *std::move(rows);
  auto measures = ReadIds(fs::path(folders.trace) / "measures.json");
  if (!measures.ok()) return measures.status();
  inputs.measures = *std::move(measures);
  auto notes = ReadNotes(fs::path(folders.trace) / "notes.json");
  if (!notes.ok()) return notes.status();
  inputs.notes = *std::move(notes);
  if (absl::Status status = ReadCode(folders.code, &inputs); !status.ok()) return status;
  if (absl::Status status = ReadCases(folders.cases, &inputs); !status.ok()) return status;
  return inputs;
}

}  // namespace liancheng::trace
