// datasets/readers/rulebook/json.h: JSON text to a tree, and the list of located problems.
// Errors: none thrown; a text that is not JSON, or an object that names a key twice, is a problem.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlohmann/json.hpp"

namespace liancheng::datasets {

using Json = nlohmann::json;

// Problems in the order they were met, each `file: /json/pointer: what is wrong, expected ...`.
class Problems {
 public:
  void Add(std::string_view file, std::string_view pointer, std::string_view what);
  bool Empty() const { return lines_.empty(); }
  // One problem a line; beyond `kLinesMax` only their number.
  std::string Text() const;

 private:
  static constexpr size_t kLinesMax = 500;
  std::vector<std::string> lines_;
  size_t count_ = 0;
};

// `pointer` with one more reference token (RFC 6901).
std::string Child(std::string_view pointer, std::string_view key);
std::string Child(std::string_view pointer, size_t index);

// A value as a message shows it: scalars as written (cut to 60 characters), others by kind.
std::string Shown(const Json& value);

// Nothing when the text is not JSON. A repeated key is reported and the last one stands.
std::optional<Json> ParseJson(std::string_view text, std::string_view file, Problems& problems);

}  // namespace liancheng::datasets
