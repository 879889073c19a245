#include "tests/layers/layers.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <span>
#include <string_view>

#include "fmt/format.h"
#include "tests/layers/words.h"

namespace liancheng::layers {
namespace {

namespace fs = std::filesystem;

constexpr size_t kFileLinesMax = 600;
constexpr size_t kFunctionLinesMax = 70;

// The keys that contracts have in common; a contract may have others of its own.
constexpr std::array<std::string_view, 16> kContractKeys = {
    "Bytes",  "Columns", "Cost", "Counted", "Errors", "Files",  "Form",    "Limits",
    "Memory", "Order",   "Row",  "Rows",    "Shape",  "Source", "Threads", "Units"};

// A room and what it may include besides itself; a room inside another stands before it.
struct Room {
  std::string_view folder;
  std::vector<std::string_view> sees;
};

const std::vector<Room>& Rooms() {
  static const std::vector<Room> rooms = {
      {"engine/model/", {}},
      {"engine/names/", {}},
      {"engine/graph/", {"engine/model/"}},
      {"engine/rules/", {"engine/graph/", "engine/model/"}},
      {"storage/format/", {"engine/model/"}},
      {"storage/disk/", {"storage/format/", "engine/model/"}},
      {"storage/index/", {"storage/disk/", "storage/format/", "engine/names/", "engine/model/"}},
      {"storage/read/", {"storage/disk/", "storage/format/", "engine/model/"}},
      {"storage/write/",
       {"storage/read/", "storage/index/", "storage/disk/", "storage/format/", "engine/names/",
        "engine/model/"}},
      {"storage/bulk/",
       {"storage/write/", "storage/index/", "storage/disk/", "storage/format/", "engine/names/",
        "engine/model/"}},
      {"storage/check/",
       {"storage/read/", "storage/index/", "storage/disk/", "storage/format/", "engine/names/",
        "engine/model/"}},
      {"storage/", {"engine/names/", "engine/model/"}},
      {"datasets/readers/csv/", {"engine/model/"}},
      {"datasets/readers/regions/", {"engine/model/"}},
      {"datasets/readers/native/",
       {"datasets/readers/csv/", "datasets/readers/regions/", "engine/model/"}},
      {"datasets/readers/registry/",
       {"datasets/readers/native/", "datasets/readers/csv/", "datasets/readers/regions/",
        "engine/model/"}},
      {"datasets/readers/rulebook/", {"datasets/readers/native/", "engine/model/"}},
      {"datasets/generator/", {"datasets/readers/regions/", "engine/model/"}},
      {"query/world/",
       {"storage/", "engine/names/", "engine/model/", "engine/graph/", "engine/rules/"}},
      {"query/answers/", {"query/world/", "engine/model/", "engine/graph/", "engine/rules/"}},
      {"query/names/",
       {"query/answers/", "query/world/", "engine/names/", "engine/model/", "engine/graph/",
        "engine/rules/"}},
      {"query/ask/",
       {"query/names/", "query/answers/", "query/world/", "engine/model/", "engine/graph/",
        "engine/rules/"}},
      {"query/listing/",
       {"query/names/", "query/answers/", "query/world/", "storage/disk/", "engine/model/",
        "engine/graph/", "engine/rules/"}},
      {"query/work/",
       {"query/names/", "query/answers/", "query/world/", "engine/model/", "engine/graph/",
        "engine/rules/"}},
      {"query/gate/",
       {"query/work/", "query/answers/", "query/world/", "engine/model/", "engine/graph/",
        "engine/rules/"}},
      {"query/impact/",
       {"query/answers/", "query/world/", "engine/model/", "engine/graph/", "engine/rules/"}},
      {"query/report/",
       {"query/listing/", "query/work/", "query/names/", "query/answers/", "query/world/",
        "engine/model/", "engine/graph/", "engine/rules/"}},
      {"query/disclosure/",
       {"query/ask/", "query/gate/", "query/impact/", "query/listing/", "query/work/",
        "query/names/", "query/answers/", "query/world/", "engine/model/", "engine/graph/",
        "engine/rules/"}},
      {"server/json/", {"engine/model/"}},
      {"server/wire/", {"server/json/", "query/", "engine/model/"}},
      {"server/report/", {"query/", "engine/model/"}},
      {"server/cases/", {"server/wire/", "query/", "datasets/", "engine/model/"}},
      {"server/impact/",
       {"server/report/", "server/wire/", "query/", "datasets/", "engine/model/"}},
      {"server/access/", {"server/json/", "engine/model/"}},
      {"server/audit/", {"server/json/", "engine/model/"}},
      {"server/http/transport/", {}},
      {"server/http/api/",
       {"server/http/transport/", "datasets/readers/native/", "engine/model/"}},
      {"server/http/jobs/", {"server/access/", "server/json/"}},
      {"server/http/service/",
       {"server/http/jobs/", "server/http/api/", "server/http/transport/", "server/access/",
        "server/audit/", "server/json/", "server/wire/", "query/", "datasets/", "engine/model/"}},
      {"server/http/handlers/",
       {"server/http/service/", "server/http/jobs/", "server/http/api/", "server/http/transport/",
        "server/access/", "server/audit/", "server/impact/", "server/wire/", "query/", "datasets/",
        "engine/model/"}},
      {"server/http/run/",
       {"server/http/handlers/", "server/http/service/", "server/http/api/",
        "server/http/transport/", "server/json/", "query/", "datasets/", "engine/model/"}},
      {"server/", {"query/", "datasets/", "engine/model/"}},
      {"tests/", {""}},  // everything
  };
  return rooms;
}

// A library's headers and the only rooms that may include them; tests always may.
struct Home {
  std::string_view prefix;
  std::vector<std::string_view> rooms;
};

const std::vector<Home>& Homes() {
  static const std::vector<Home> homes = {
      {"rocksdb/", {"storage/disk/", "storage/write/", "storage/check/"}},
      {"boost/graph/", {"engine/graph/"}},
      {"boost/asio", {"server/"}},
      {"boost/beast", {"server/"}},
      {"openssl/", {"server/"}},
      {"nlohmann/", {"datasets/", "server/"}},
      {"simdjson", {"datasets/"}},
      {"CLI/", {"server/"}},
      {"xlsxwriter", {"server/report/"}},
      {"spdlog/", {"server/"}},
      {"unicode/", {"storage/"}},
      {"opencc", {"storage/"}},
  };
  return homes;
}

struct SourceFile {
  std::string path;  // from the root, with '/'
  std::vector<std::string> lines;
};

struct Include {
  size_t line = 0;  // from 1
  bool quoted = false;
  std::string target;
};

std::vector<std::string> ReadLines(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

class Checker {
 public:
  explicit Checker(fs::path root) : root_(std::move(root)) {}

  void Check(const SourceFile& file) {
    CheckLength(file);
    CheckWords(file);
    const bool header = file.path.ends_with(".h");
    if (!header && !file.path.ends_with(".cc")) return;
    CheckKeys(file);
    const std::vector<Include> includes = IncludesOf(file);
    for (const Include& include : includes) CheckInclude(file, include);
    if (header) {
      CheckHeader(file);
    } else {
      CheckOwnHeaderFirst(file, includes);
    }
    if (!file.path.starts_with("tests/")) CheckFunctions(file);
    for (const MissingHeader& missing : MissingHeaders(file.lines, Reached(includes))) {
      Report(file, missing.line, fmt::format("{} without <{}>", missing.word, missing.header));
    }
  }

  std::vector<std::string> TakeProblems() { return std::move(problems_); }

 private:
  void Report(const SourceFile& file, size_t line, std::string_view problem) {
    problems_.push_back(fmt::format("{}:{}: {}", file.path, line, problem));
  }

  void CheckLength(const SourceFile& file) {
    if (file.lines.size() > kFileLinesMax) {
      Report(file, file.lines.size(),
             fmt::format("{} lines, at most {}", file.lines.size(), kFileLinesMax));
    }
  }

  // Written in two halves so that this file does not break its own rule.
  void CheckWords(const SourceFile& file) {
    static const std::regex unfinished(
        "\\b(TO"
        "DO|FIX"
        "ME)\\b");
    for (size_t i = 0; i < file.lines.size(); ++i) {
      if (std::regex_search(file.lines[i], unfinished)) {
        Report(file, i + 1, "a word of unfinished work");
      }
    }
  }

  // A key of a contract begins its line; one inside a line is two lines joined by mistake.
  void CheckKeys(const SourceFile& file) {
    static const std::regex joined(
        fmt::format(R"(\s*//\s*[^/\s].*\s({}):(\s.*)?)", fmt::join(kContractKeys, "|")));
    std::smatch match;
    for (size_t i = 0; i < file.lines.size(); ++i) {
      if (std::regex_match(file.lines[i], match, joined)) {
        Report(file, i + 1, fmt::format("{}: does not begin its line", match[1].str()));
      }
    }
  }

  void CheckHeader(const SourceFile& file) {
    if (std::find(file.lines.begin(), file.lines.end(), "#pragma once") == file.lines.end()) {
      Report(file, 1, "no #pragma once");
    }
    if (file.lines.empty() || !file.lines[0].starts_with(fmt::format("// {}: ", file.path))) {
      Report(file, 1, fmt::format("does not open with its contract (// {}: ...)", file.path));
    }
  }

  static std::vector<Include> IncludesOf(const SourceFile& file) {
    static const std::regex directive("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"].*");
    std::vector<Include> includes;
    std::smatch match;
    for (size_t i = 0; i < file.lines.size(); ++i) {
      if (std::regex_match(file.lines[i], match, directive)) {
        includes.push_back({i + 1, match[1] == "\"", match[2]});
      }
    }
    return includes;
  }

  // The targets of these includes and, for headers of the project, of theirs.
  std::set<std::string> Reached(std::span<const Include> includes) {
    std::set<std::string> reached;
    for (const Include& include : includes) {
      reached.insert(include.target);
      if (!include.quoted || RoomOf(include.target) == nullptr) continue;
      const std::set<std::string>& further = ReachedBy(include.target);
      reached.insert(further.begin(), further.end());
    }
    return reached;
  }

  const std::set<std::string>& ReachedBy(const std::string& header) {
    // Inserted empty before it is filled, so that headers that include each other do not recurse
    // forever.
    const auto [at, is_new] = reached_.try_emplace(header);
    if (is_new) at->second = Reached(IncludesOf({header, ReadLines(root_ / header)}));
    return at->second;
  }

  static const Room* RoomOf(std::string_view path) {
    for (const Room& room : Rooms()) {
      if (path.starts_with(room.folder)) return &room;
    }
    return nullptr;
  }

  void CheckInclude(const SourceFile& file, const Include& include) {
    const Room* from = RoomOf(file.path);
    if (from == nullptr) {
      Report(file, include.line, "lies in no room");
      return;
    }
    const fs::path beside = (root_ / file.path).parent_path() / include.target;
    if (include.quoted && !fs::exists(root_ / include.target) && fs::exists(beside)) {
      Report(file, include.line,
             fmt::format("\"{}\" is not named from the project's root", include.target));
    }
    if (RoomOf(include.target) != nullptr && !Sees(*from, include.target)) {
      Report(file, include.line,
             fmt::format("{} does not see \"{}\"", from->folder, include.target));
    }
    if (from->folder == "tests/") return;
    for (const Home& home : Homes()) {
      if (include.target.starts_with(home.prefix) && !StartsWithAny(file.path, home.rooms)) {
        Report(file, include.line,
               fmt::format("<{}> has its home in {}", include.target, fmt::join(home.rooms, ", ")));
      }
    }
  }

  static bool StartsWithAny(std::string_view path, std::span<const std::string_view> folders) {
    return std::any_of(folders.begin(), folders.end(),
                       [path](std::string_view folder) { return path.starts_with(folder); });
  }

  static bool Sees(const Room& from, std::string_view target) {
    return target.starts_with(from.folder) || StartsWithAny(target, from.sees);
  }

  // A .cc that includes its own header first proves that the header compiles alone; headers without
  // .cc are compiled by the target headers_alone.
  void CheckOwnHeaderFirst(const SourceFile& file, std::span<const Include> includes) {
    const std::string header = file.path.substr(0, file.path.size() - 2) + "h";
    if (!fs::exists(root_ / header)) return;
    if (includes.empty() || includes[0].target != header) {
      Report(file, includes.empty() ? 1 : includes[0].line,
             fmt::format("its own header \"{}\" is not its first include", header));
    }
  }

  // Relies on the layout that .clang-format gives: a function outside a class starts in the first
  // column and ends with a lone brace there.
  void CheckFunctions(const SourceFile& file) {
    size_t begin = 0;
    for (size_t i = 0; i < file.lines.size(); ++i) {
      const std::string& line = file.lines[i];
      if (line == "}") {
        const size_t length = i - begin + 1;
        if (length > kFunctionLinesMax) {
          Report(file, begin + 1,
                 fmt::format("a function of {} lines, at most {}", length, kFunctionLinesMax));
        }
      } else if (!line.empty() && line[0] != ' ' && line[0] != '#' && !line.starts_with("//")) {
        begin = i;
      }
    }
  }

  fs::path root_;
  std::map<std::string, std::set<std::string>> reached_;  // by header of the project
  std::vector<std::string> problems_;
};

// Sources and build files; data, cases and documents have readers of their own.
bool IsSource(const fs::path& path) {
  static constexpr std::array<std::string_view, 4> kEndings = {".cc", ".h", ".cmake", ".sh"};
  const std::string name = path.filename().string();
  return name == "CMakeLists.txt" || path.parent_path().filename() == "script" ||
         std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

}  // namespace

std::vector<std::string> CheckTree(const fs::path& root) {
  static constexpr std::array<std::string_view, 8> kFolders = {
      "engine", "storage", "datasets", "query", "server", "tests", "cmake", "script"};
  std::vector<std::string> paths;
  for (const std::string_view folder : kFolders) {
    if (!fs::exists(root / folder)) continue;
    for (auto it = fs::recursive_directory_iterator(root / folder);
         it != fs::recursive_directory_iterator(); ++it) {
      // Packages that the console downloads are not part of the project.
      if (it->path().filename() == "node_modules") it.disable_recursion_pending();
      if (it->is_regular_file() && IsSource(it->path())) {
        paths.push_back(fs::relative(it->path(), root).generic_string());
      }
    }
  }
  std::sort(paths.begin(), paths.end());
  Checker checker(root);
  for (const std::string& path : paths) checker.Check({path, ReadLines(root / path)});
  return checker.TakeProblems();
}

}  // namespace liancheng::layers
