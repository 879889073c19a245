#include "tests/layers/texts.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <regex>
#include <string_view>

#include "fmt/format.h"

namespace liancheng::layers {
namespace {

namespace fs = std::filesystem;

constexpr size_t kReadmeColumnsMax = 120;

std::vector<std::string> ReadLines(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Columns of a line on a terminal: two for a character from U+2E80 on (Chinese characters and
// full-width signs), else one.
size_t ColumnsOf(std::string_view line) {
  size_t columns = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    if ((byte & 0xC0) == 0x80) continue;  // a continuation byte of UTF-8
    const auto next = i + 1 < line.size() ? static_cast<unsigned char>(line[i + 1]) : 0;
    columns += byte > 0xE2 || (byte == 0xE2 && next >= 0xBA) ? 2 : 1;
  }
  return columns;
}

class TextChecker {
 public:
  explicit TextChecker(const fs::path& root) : root_(root) {}

  void CheckReadmes() {
    for (const std::string& file : FilesOf(root_, ".md")) {
      if (!file.starts_with("README")) continue;
      const std::vector<std::string> lines = ReadLines(root_ / file);
      for (size_t i = 0; i < lines.size(); ++i) {
        const size_t columns = ColumnsOf(lines[i]);
        if (columns <= kReadmeColumnsMax) continue;
        Report(file, i + 1, fmt::format("{} columns, at most {}", columns, kReadmeColumnsMax));
      }
      CheckLinks(file, lines);
    }
  }

  void CheckDocuments() {
    for (const std::string_view folder : {"docs", "docs/decisions"}) {
      for (const std::string& name : FilesOf(root_ / folder, ".md")) {
        const std::string file = fmt::format("{}/{}", folder, name);
        CheckLinks(file, ReadLines(root_ / file));
      }
    }
  }

  void CheckDecisions() {
    const fs::path folder = root_ / "docs/decisions";
    const std::vector<std::string> index = ReadLines(folder / "README.md");
    static const std::regex superseded("Superseded by (\\d{4})");
    const std::vector<std::string> names = FilesOf(folder, ".md");
    for (const std::string& name : names) {
      if (name == "README.md") continue;
      const std::string file = "docs/decisions/" + name;
      const std::string link = fmt::format("[{}]({})", name.substr(0, 4), name);
      if (std::none_of(index.begin(), index.end(), [&](const std::string& line) {
            return line.find(link) != std::string::npos;
          })) {
        Report(file, 1, "is not listed in docs/decisions/README.md");
      }
      const std::vector<std::string> lines = ReadLines(root_ / file);
      if (lines.empty() || !lines[0].starts_with("# " + name.substr(0, 4))) {
        Report(file, 1, "does not begin with its number");
        continue;
      }
      std::smatch match;
      if (!std::regex_search(lines[0], match, superseded)) continue;
      if (std::none_of(names.begin(), names.end(), [&](const std::string& other) {
            return other.starts_with(match[1].str() + "-");
          })) {
        Report(file, 1, fmt::format("{} does not exist", match[0].str()));
      }
    }
  }

  void CheckComments() {
    static const std::regex comment("\\s*//.*");
    static const std::regex path(
        "\\b((?:engine|storage|datasets|query|server|tests|docs|script|cmake)/"
        "[A-Za-z0-9_./-]*\\.(?:h|cc|md|json|tsv|txt|sh|ts))\\b");
    for (const std::string_view folder :
         {"engine", "storage", "datasets", "query", "server", "tests"}) {
      for (const std::string& file : SourcesBelow(folder)) {
        const std::vector<std::string> lines = ReadLines(root_ / file);
        for (size_t i = 0; i < lines.size(); ++i) {
          if (!std::regex_match(lines[i], comment)) continue;
          for (std::sregex_iterator at(lines[i].begin(), lines[i].end(), path), end; at != end;
               ++at) {
            if (!fs::exists(root_ / at->str(1))) {
              Report(file, i + 1, fmt::format("{} does not exist", at->str(1)));
            }
          }
        }
      }
    }
  }

  std::vector<std::string> TakeProblems() {
    std::sort(problems_.begin(), problems_.end());
    return std::move(problems_);
  }

 private:
  void Report(std::string_view file, size_t line, std::string_view problem) {
    problems_.push_back(fmt::format("{}:{}: {}", file, line, problem));
  }

  void CheckLinks(const std::string& file, const std::vector<std::string>& lines) {
    static const std::regex link("\\]\\(([^)#: ]+)(?:#[^)]*)?\\)");
    for (size_t i = 0; i < lines.size(); ++i) {
      for (std::sregex_iterator at(lines[i].begin(), lines[i].end(), link), end; at != end; ++at) {
        if (!fs::exists((root_ / file).parent_path() / at->str(1))) {
          Report(file, i + 1, fmt::format("leads to {}, which does not exist", at->str(1)));
        }
      }
    }
  }

  // Names of the files in a folder with this ending, in order.
  static std::vector<std::string> FilesOf(const fs::path& folder, std::string_view ending) {
    std::vector<std::string> names;
    if (!fs::exists(folder)) return names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
      const std::string name = entry.path().filename().string();
      if (entry.is_regular_file() && name.ends_with(ending)) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  std::vector<std::string> SourcesBelow(std::string_view folder) const {
    std::vector<std::string> paths;
    if (!fs::exists(root_ / folder)) return paths;
    for (auto it = fs::recursive_directory_iterator(root_ / folder);
         it != fs::recursive_directory_iterator(); ++it) {
      if (it->path().filename() == "node_modules") it.disable_recursion_pending();
      const std::string ending = it->path().extension().string();
      if (it->is_regular_file() && (ending == ".h" || ending == ".cc")) {
        paths.push_back(fs::relative(it->path(), root_).generic_string());
      }
    }
    return paths;
  }

  const fs::path root_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> CheckTexts(const fs::path& root) {
  TextChecker checker(root);
  checker.CheckReadmes();
  checker.CheckDocuments();
  checker.CheckDecisions();
  checker.CheckComments();
  return checker.TakeProblems();
}

}  // namespace liancheng::layers
