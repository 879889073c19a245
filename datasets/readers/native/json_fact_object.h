// datasets/readers/native/json_fact_object.h: one JSON object of plain values, in the order of its
// keys. Values that hold further objects are told apart, not kept. A repeated key is an error.
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
    std::string text;  // of a bool: true or false; of a number: as written
    std::vector<std::string> texts;
  };

  // False: error() says why. The entries stay valid until the next call.
  bool Parse(std::string_view text);
  std::span<const Entry> entries() const { return {entries_.data(), count_}; }
  const std::string& error() const { return error_; }

 private:
  friend class FlatObjectSax;
  static constexpr size_t kKeysMax = 1000;

  std::vector<Entry> entries_;  // kept from call to call for their buffers
  size_t count_ = 0;
  std::string error_;
};

}  // namespace liancheng::datasets
