// datasets/rulebook_shape_types.h: how the table of shapes is written; for rulebook_shape*.cc only.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "datasets/rulebook_shape.h"
#include "engine/model/vocabulary.h"

namespace liancheng::datasets::shape {

// The spellings of a vocabulary from its first word to `last`.
template <typename Word>
std::vector<std::string_view> WordsUpTo(Word last) {
  std::vector<std::string_view> words;
  for (int i = 0; i <= static_cast<int>(last); ++i)
    words.push_back(model::Name(static_cast<Word>(i)));
  return words;
}

inline Type Scalar(std::string_view name, Type::Scalar scalar) {
  return {.name = name, .form = Type::Form::kScalar, .scalar = scalar};
}

inline Type Words(std::string_view name, std::vector<std::string_view> words) {
  return {.name = name, .form = Type::Form::kWord, .words = std::move(words)};
}

inline Type Object(std::string_view name, std::vector<Field> fields) {
  return {.name = name, .form = Type::Form::kObject, .fields = std::move(fields)};
}

inline Type Union(std::string_view name, std::string_view tag,
                  std::vector<std::string_view> alternatives) {
  return {.name = name,
          .form = Type::Form::kUnion,
          .tag = tag,
          .alternatives = std::move(alternatives)};
}

// Time, repair, steps, disclosure, reports and bodies.
void AddLifeWords(std::vector<Type>& types);
void AddTimeAndRepair(std::vector<Type>& types);
void AddStepsFieldsReports(std::vector<Type>& types);
void AddBodies(std::vector<Type>& types);

}  // namespace liancheng::datasets::shape
