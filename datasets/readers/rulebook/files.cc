#include "datasets/readers/rulebook/files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "fmt/format.h"

namespace liancheng::datasets {

namespace fs = std::filesystem;

absl::StatusOr<std::map<std::string, std::string>> ReadJsonTexts(const std::string& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return absl::NotFoundError(fmt::format("{}: no such rulebook folder", folder));
  }
  std::map<std::string, std::string> texts;
  fs::recursive_directory_iterator entries(folder, error);
  for (const fs::recursive_directory_iterator end; !error && entries != end;
       entries.increment(error)) {
    if (entries->path().extension() != ".json" || !entries->is_regular_file(error)) continue;
    std::ifstream in(entries->path(), std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in.good() && !in.eof()) {
      return absl::UnavailableError(fmt::format("{}: cannot be read", entries->path().string()));
    }
    texts.emplace(entries->path().lexically_relative(folder).generic_string(), std::move(text));
  }
  if (error) {
    return absl::UnavailableError(fmt::format("{}: {}", folder, error.message()));
  }
  return texts;
}

}  // namespace liancheng::datasets
