// datasets/readers/rulebook/json.h: parses JSON text into a tree and collects problems with their
// places.
// Errors:  no exceptions. A text that is not JSON, or an object that names a key twice, is a
//          problem.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlohmann/json.hpp"

namespace liancheng::datasets {

using Json = nlohmann::json;

// The problems in the order in which they were found, each
// `file: /json/pointer: what is wrong, expected ...`.
class Problems {
 public:
  void Add(std::string_view file, std::string_view pointer, std::string_view what);
  bool Empty() const { return lines_.empty(); }
  // One problem a line; of those beyond `kLinesMax` only the number.
  std::string Text() const;

 private:
  static constexpr size_t kLinesMax = 500;
  std::vector<std::string> lines_;
  size_t count_ = 0;
};

// `pointer` with one more reference token (RFC 6901).
std::string Child(std::string_view pointer, std::string_view key);
std::string Child(std::string_view pointer, size_t index);

// A value as messages show it: scalars as written (cut to 60 characters), others by their kind.
std::string Shown(const Json& value);

// Nothing when the text is not JSON. A repeated key is reported, and its last value is kept.
std::optional<Json> ParseJson(std::string_view text, std::string_view file, Problems& problems);

}  // namespace liancheng::datasets
