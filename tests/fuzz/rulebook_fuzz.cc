// A folder of rulebooks as one text: each file begins with a line `=== PATH`.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "datasets/readers/native/text.h"
#include "datasets/readers/rulebook/reader.h"
#include "tests/fuzz/checks.h"

namespace {

std::map<std::string, std::string> Split(std::string_view text) {
  constexpr std::string_view kMark = "=== ";
  std::map<std::string, std::string> files;
  std::string* file = nullptr;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.starts_with(kMark)) {
      file = &files[std::string(line.substr(kMark.size()))];
    } else if (file != nullptr) {
      file->append(line).push_back('\n');
    }
  }
  return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace liancheng;
  const auto files = Split({reinterpret_cast<const char*>(data), size});
  const auto first = datasets::ReadRulebookTexts(files);
  const auto second = datasets::ReadRulebookTexts(files);
  fuzz::Require(first.status() == second.status(), "the same texts give the same problems", "");
  if (!first.ok()) {
    fuzz::Require(absl::IsInvalidArgument(first.status()), "a bad text is an invalid argument",
                  first.status().ToString());
    return 0;
  }
  fuzz::Require(first->books.size() == second->books.size(), "the same texts, the same books", "");
  for (size_t i = 0; i < first->books.size(); ++i) {
    fuzz::Require(first->books[i].revision_hash == second->books[i].revision_hash,
                  "the same texts, the same hash", first->books[i].id);
  }
  return 0;
}
