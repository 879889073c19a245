#include "datasets/readers/rulebook/reader.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

#include "datasets/readers/rulebook/check.h"
#include "datasets/readers/rulebook/files.h"
#include "datasets/readers/rulebook/fill.h"
#include "datasets/readers/rulebook/json.h"
#include "fmt/format.h"
#include "sodium.h"

namespace liancheng::datasets {
namespace {

using Texts = std::map<std::string, std::string>;

constexpr std::string_view kBook = "book.json";
constexpr size_t kHashBytes = 16;

std::string_view FolderOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view NameOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

void HashPart(crypto_generichash_state& state, std::string_view part) {
  std::array<unsigned char, 8> length{};
  for (size_t i = 0; i < length.size(); ++i) {
    length[i] = static_cast<unsigned char>((static_cast<uint64_t>(part.size()) >> (8 * i)) & 0xFF);
  }
  crypto_generichash_update(&state, length.data(), length.size());
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                            part.size());
}

// One file of the library, parsed; `root` is empty when it is not JSON.
struct Parsed {
  std::string_view path;
  std::string_view text;
  std::string_view type;  // a type of shape.h
  std::optional<Json> root;
};

std::string HashOf(const std::vector<const Parsed*>& files) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, kHashBytes);
  for (const Parsed* file : files) {
    HashPart(state, file->path);
    HashPart(state, file->text);
  }
  std::array<unsigned char, kHashBytes> hash{};
  crypto_generichash_final(&state, hash.data(), hash.size());
  std::string hex;
  for (const unsigned char byte : hash) hex += fmt::format("{:02x}", byte);
  return hex;
}

// The type that a file must have because of its path; empty when no file belongs there.
std::string_view TypeOf(std::string_view path, const Texts& texts) {
  if (path == kBasesPath) return shape::kBasesFile;
  if (path == kListsPath) return shape::kListsFile;
  if (path == kBodiesPath) return shape::kBodiesFile;
  if (path == kCalendarPath) return shape::kCalendarFile;
  if (NameOf(path) == kBook) return shape::kBookFile;
  const std::string_view folder = FolderOf(path);
  if (!folder.empty() && texts.contains(fmt::format("{}/{}", folder, kBook))) {
    return shape::kSectionFile;
  }
  return {};
}

std::vector<Parsed> ParseAll(const Texts& texts, Problems& problems) {
  std::vector<Parsed> files;
  for (const auto& [path, text] : texts) {
    if (!path.ends_with(".json") || path == kSchemaPath || path == kRequirementIdsPath) continue;
    const std::string_view type = TypeOf(path, texts);
    if (type.empty()) {
      problems.Add(path, "", "no place for this file, expected it beside a book.json");
      continue;
    }
    files.push_back({path, text, type, ParseJson(text, path, problems)});
  }
  return files;
}

void CheckFolderName(const Parsed& file, Problems& problems) {
  if (file.type != shape::kBookFile || !file.root->is_object()) return;
  const auto id = file.root->find("id");
  if (id == file.root->end() || !id->is_string()) return;
  const std::string_view folder = NameOf(FolderOf(file.path));
  if (id->get_ref<const std::string&>() == folder) return;
  problems.Add(
      file.path, "/id",
      fmt::format("{} does not fit, expected the folder's name \"{}\"", Shown(*id), folder));
}

model::Rulebook BookFrom(const std::vector<const Parsed*>& files) {
  model::Rulebook book;
  for (const Parsed* file : files) {
    if (file->type == shape::kBookFile) book = FillBook(*file->root);
  }
  for (const Parsed* file : files) {
    if (file->type == shape::kSectionFile) FillSection(*file->root, book);
  }
  book.revision_hash = HashOf(files);
  return book;
}

model::RuleLibrary LibraryFrom(const std::vector<Parsed>& files) {
  model::RuleLibrary library;
  std::map<std::string_view, std::vector<const Parsed*>> folders;
  for (const Parsed& file : files) {
    if (file.type == shape::kBasesFile) library.bases = FillBases(*file.root);
    if (file.type == shape::kCalendarFile) library.calendar = FillCalendar(*file.root);
    if (file.type == shape::kBodiesFile) library.bodies = FillBodies(*file.root);
    if (file.type == shape::kBookFile || file.type == shape::kSectionFile) {
      folders[FolderOf(file.path)].push_back(&file);
    }
  }
  for (const auto& [folder, parts] : folders) library.books.push_back(BookFrom(parts));
  std::sort(library.books.begin(), library.books.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  std::sort(library.bases.begin(), library.bases.end(),
            [](const auto& a, const auto& b) { return a.code < b.code; });
  std::sort(library.bodies.begin(), library.bodies.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  return library;
}

}  // namespace

absl::StatusOr<model::RuleLibrary> ReadRulebookTexts(const Texts& file_to_text) {
  if (sodium_init() < 0) return absl::InternalError("libsodium cannot start");
  Problems problems;
  const std::vector<Parsed> files = ParseAll(file_to_text, problems);
  ShapeCheck check(problems);
  for (const Parsed& file : files) {
    if (!file.root.has_value()) continue;
    check.File(file.type, *file.root, file.path, FolderOf(file.path));
    CheckFolderName(file, problems);
  }
  check.Names();
  if (!problems.Empty()) return absl::InvalidArgumentError(problems.Text());
  return LibraryFrom(files);
}

absl::StatusOr<model::RuleLibrary> ReadRulebooks(const std::string& folder) {
  auto texts = ReadJsonTexts(folder);
  if (!texts.ok()) return texts.status();
  return ReadRulebookTexts(*texts);
}

absl::StatusOr<KnownWords> ReadKnownWords(const std::string& folder) {
  auto texts = ReadJsonTexts(folder);
  if (!texts.ok()) return texts.status();
  const auto library = ReadRulebookTexts(*texts);
  if (!library.ok()) return library.status();
  return KnownWordsOf(*library, *texts);
}

KnownWords KnownWordsOf(const model::RuleLibrary& library, const Texts& file_to_text) {
  KnownWords words;
  for (const model::Rulebook& book : library.books) {
    for (const model::ListDefinition& list : book.lists) words.lists.insert(list.id);
    words.forbidden.insert(words.forbidden.end(), book.forbidden.begin(), book.forbidden.end());
  }
  const auto registered = file_to_text.find(std::string(kListsPath));
  if (registered == file_to_text.end()) return words;
  Problems problems;  // no problem can arise: the library was read from the same text
  const auto root = ParseJson(registered->second, registered->first, problems);
  for (const Json& list : (*root)["registered_lists"]) {
    words.lists.insert(list["id"].get<std::string>());
  }
  return words;
}

}  // namespace liancheng::datasets
