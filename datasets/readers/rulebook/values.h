// datasets/readers/rulebook/values.h: reads single values from checked JSON; for rulebook_fill*.cc
// only. A missing optional key takes the value that the caller names, or an empty one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "datasets/readers/rulebook/json.h"
#include "engine/model/date.h"
#include "engine/model/vocabulary.h"

namespace liancheng::datasets::json_values {

inline const Json& At(const Json& object, const char* key) {
  static const Json absent;
  const auto found = object.find(key);
  return found == object.end() ? absent : *found;
}

inline std::string Text(const Json& object, const char* key) {
  const Json& value = At(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

inline bool Flag(const Json& object, const char* key) {
  const Json& value = At(object, key);
  return value.is_boolean() && value.get<bool>();
}

inline int Count(const Json& object, const char* key, int otherwise) {
  const Json& value = At(object, key);
  return value.is_number_integer() ? value.get<int>() : otherwise;
}

inline std::vector<std::string> Texts(const Json& object, const char* key) {
  std::vector<std::string> texts;
  for (const Json& value : At(object, key)) texts.push_back(value.get<std::string>());
  return texts;
}

template <typename Word>
Word WordAt(const Json& object, const char* key, Word otherwise) {
  return model::Parse<Word>(Text(object, key)).value_or(otherwise);
}

template <typename Word>
std::vector<Word> WordsAt(const Json& object, const char* key) {
  std::vector<Word> words;
  for (const Json& value : At(object, key)) {
    words.push_back(*model::Parse<Word>(value.get_ref<const std::string&>()));
  }
  return words;
}

inline std::optional<model::Date> Day(const Json& object, const char* key) {
  const Json& value = At(object, key);
  if (!value.is_string()) return std::nullopt;
  return *model::ParseDate(value.get_ref<const std::string&>());
}

inline model::DateRange During(const Json& object) {
  return {Day(object, "from").value_or(model::kOpenStart),
          Day(object, "to").value_or(model::kOpenEnd)};
}

}  // namespace liancheng::datasets::json_values
