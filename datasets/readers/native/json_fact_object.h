// datasets/readers/native/json_fact_object.h: parses one JSON object of plain values, in the order
// of its keys. Values that contain objects are recognised and not kept. A repeated key is an error.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace liancheng::datasets {

class FlatObject {
 public:
  enum class Form : uint8_t { kNull, kBool, kNumber, kText, kTexts, kOther };
  struct Entry {
    std::string key;
    Form form = Form::kNull;
    std::string text;  // for a bool true or false; for a number as written
    std::vector<std::string> texts;
  };

  // False when the text cannot be parsed; error() says why. The entries are valid until the next
  // call.
  bool Parse(std::string_view text);
  std::span<const Entry> entries() const { return {entries_.data(), count_}; }
  const std::string& error() const { return error_; }

 private:
  friend class FlatObjectSax;
  static constexpr size_t kKeysMax = 1000;

  std::vector<Entry> entries_;  // kept between calls to reuse their buffers
  size_t count_ = 0;
  std::string error_;
};

}  // namespace liancheng::datasets
