#include "tests/layers/words.h"

#include <map>
#include <string_view>

namespace liancheng::layers {
namespace {

// Words and the headers any of which is enough, the one to name first. The words are those that
// this tree uses; the headers are those of the precompiled sets and what these bring along. Left
// out are words that every container brings (std::move, std::pair, std::back_inserter).
struct Entry {
  std::vector<std::string_view> words;
  std::vector<std::string_view> headers;
};

const std::vector<Entry>& Entries() {
  static const std::vector<Entry> entries = {
      {{"std::string", "std::to_string"}, {"string"}},
      {{"std::string_view"}, {"string_view", "string"}},
      {{"std::vector"}, {"vector"}},
      {{"std::optional", "std::nullopt"}, {"optional"}},
      {{"std::unique_ptr", "std::shared_ptr", "std::make_unique", "std::make_shared"}, {"memory"}},
      {{"std::span"}, {"span"}},
      {{"std::set", "std::multiset"}, {"set"}},
      {{"std::map", "std::multimap"}, {"map"}},
      {{"std::array"}, {"array"}},
      {{"std::deque"}, {"deque"}},
      {{"std::variant", "std::get_if", "std::visit", "std::holds_alternative"}, {"variant"}},
      {{"std::tuple", "std::tie", "std::make_tuple"}, {"tuple", "map", "memory", "functional"}},
      {{"std::function", "std::less", "std::greater", "std::ref"}, {"functional"}},
      {{"std::sort",        "std::stable_sort",   "std::find",        "std::find_if",
        "std::any_of",      "std::all_of",        "std::none_of",     "std::min",
        "std::max",         "std::clamp",         "std::min_element", "std::max_element",
        "std::count",       "std::count_if",      "std::unique",      "std::copy",
        "std::lower_bound", "std::upper_bound",   "std::equal_range", "std::binary_search",
        "std::is_sorted",   "std::includes",      "std::shuffle",     "std::reverse",
        "std::rotate",      "std::transform",     "std::remove_if",   "std::partition_point",
        "std::ranges",      "std::adjacent_find", "std::fill",        "std::stable_partition"},
       {"algorithm", "functional"}},
      {{"std::iota", "std::accumulate"}, {"numeric"}},
      {{"std::istreambuf_iterator"}, {"iterator", "fstream", "sstream", "iostream"}},
      {{"std::from_chars", "std::to_chars"}, {"charconv"}},
      {{"std::numeric_limits"}, {"limits"}},
      {{"std::memcpy", "std::memchr", "std::memcmp", "std::strcmp", "std::strerror"}, {"cstring"}},
      {{"std::abort", "std::exit", "std::getenv", "std::strtoull"}, {"cstdlib"}},
      {{"std::error_code", "std::errc"},
       {"system_error", "charconv", "filesystem", "fmt/format.h"}},
      {{"std::atomic"}, {"atomic"}},
      {{"std::mutex", "std::lock_guard"}, {"mutex"}},
      {{"std::thread"}, {"thread"}},
      {{"std::chrono"}, {"chrono"}},
      {{"std::ifstream", "std::ofstream", "std::fstream"}, {"fstream"}},
      {{"std::ostringstream", "std::istringstream"}, {"sstream"}},
      {{"std::cout", "std::cerr"}, {"iostream"}},
      {{"std::mt19937", "std::mt19937_64", "std::random_device"}, {"random"}},
      {{"int8_t", "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t"},
       {"cstdint"}},
      {{"absl::StatusOr"}, {"absl/status/statusor.h"}},
      {{"absl::Status", "absl::OkStatus", "absl::StatusCode", "absl::DataLossError",
        "absl::InvalidArgumentError", "absl::NotFoundError", "absl::FailedPreconditionError",
        "absl::InternalError", "absl::ResourceExhaustedError", "absl::AlreadyExistsError"},
       {"absl/status/status.h", "absl/status/statusor.h"}},
      {{"absl::flat_hash_map"}, {"absl/container/flat_hash_map.h"}},
      {{"absl::flat_hash_set"}, {"absl/container/flat_hash_set.h"}},
      {{"fmt::format", "fmt::format_to", "fmt::join"}, {"fmt/format.h", "fmt/ranges.h"}},
      {{"TEST", "TEST_F", "TEST_P", "EXPECT_EQ", "EXPECT_TRUE", "EXPECT_FALSE", "ASSERT_TRUE"},
       {"gtest/gtest.h", "gmock/gmock.h", "rapidcheck/gtest.h"}},
      {{"EXPECT_THAT", "ASSERT_THAT"}, {"gmock/gmock.h"}},
      {{"RC_GTEST_PROP", "RC_ASSERT", "rc::gen", "rc::check"},
       {"rapidcheck.h", "rapidcheck/gtest.h"}},
  };
  return entries;
}

const std::map<std::string_view, const Entry*>& EntriesByWord() {
  static const std::map<std::string_view, const Entry*> by_word = [] {
    std::map<std::string_view, const Entry*> made;
    for (const Entry& entry : Entries()) {
      for (const std::string_view word : entry.words) made[word] = &entry;
    }
    return made;
  }();
  return by_word;
}

bool IsWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

size_t EndOfName(std::string_view line, size_t at) {
  while (at < line.size() && IsWordCharacter(line[at])) ++at;
  return at;
}

// The position behind a literal that opens at `at`; the end of the line when it is not closed
// there.
size_t EndOfLiteral(std::string_view line, size_t at) {
  const char quote = line[at];
  for (++at; at < line.size() && line[at] != quote; ++at) {
    if (line[at] == '\\') ++at;
  }
  return at + 1;
}

// Names of the line in order: `a::b` of a name with more parts, `a` of one alone.
std::vector<std::string_view> WordsOf(std::string_view line) {
  std::vector<std::string_view> words;
  size_t at = 0;
  while (at < line.size()) {
    if (line.substr(at).starts_with("//")) break;
    if (line[at] == '"' || line[at] == '\'') {
      at = EndOfLiteral(line, at);
      continue;
    }
    if (!IsWordCharacter(line[at])) {
      ++at;
      continue;
    }
    const size_t begin = at;
    const bool digit = line[at] >= '0' && line[at] <= '9';
    at = EndOfName(line, at);
    if (digit) {
      // 1'000'000: the quotes open no literal.
      while (at < line.size() && (line[at] == '\'' || IsWordCharacter(line[at]))) ++at;
      continue;
    }
    if (line.substr(at).starts_with("::")) at = EndOfName(line, at + 2);
    words.push_back(line.substr(begin, at - begin));
    while (line.substr(at).starts_with("::")) at = EndOfName(line, at + 2);
  }
  return words;
}

bool IncludesAny(const std::set<std::string>& included, const Entry& entry) {
  for (const std::string_view header : entry.headers) {
    if (included.contains(std::string(header))) return true;
  }
  return false;
}

}  // namespace

std::vector<MissingHeader> MissingHeaders(std::span<const std::string> lines,
                                          const std::set<std::string>& included) {
  std::vector<MissingHeader> missing;
  std::set<std::string_view> seen;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].starts_with("#")) continue;
    for (const std::string_view word : WordsOf(lines[i])) {
      const auto entry = EntriesByWord().find(word);
      if (entry == EntriesByWord().end() || !seen.insert(word).second) continue;
      if (IncludesAny(included, *entry->second)) continue;
      missing.push_back({i + 1, std::string(word), std::string(entry->second->headers.front())});
    }
  }
  return missing;
}

}  // namespace liancheng::layers
