// datasets/readers/rulebook/shape_types.h: helpers with which the table of shapes is written; for
// rulebook_shape*.cc only.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "engine/model/vocabulary.h"

namespace liancheng::datasets::shape {

enum class Presence { kMust, kMay };
enum class Many { kOne, kAny, kSome };  // one value, a list, a list that is not empty

// What an id identifies, so that every use can be traced to a definition.
enum class Thing {
  kNothing,
  kBook,
  kList,
  kGround,
  kRuleLabel,       // known within its book
  kExceptionLabel,  // known within its book
  kParameter,
  kTimer,
  kRepair,
  kBody,
  kNote,
  kBasis,
};
// A definition is unique. An offered id may have the name of a defined one and need not be unique
// (the row that sets up a list serves as ground when the document names none).
enum class Role { kNone, kDefines, kOffers, kNames };

struct Field {
  std::string_view key;
  std::string_view type;  // name of a Type
  Presence presence = Presence::kMust;
  Many many = Many::kOne;
  Role role = Role::kNone;
  Thing thing = Thing::kNothing;
};

struct Type {
  enum class Form {
    kScalar,      // `scalar` says which
    kWord,        // one of `words`
    kObject,      // `fields` and no others
    kUnion,       // one of `alternatives`, recognised by `tag` or by their first key
    kRestricted,  // `base` without the key `without`
  };
  enum class Scalar {
    kText,
    kName,
    kFlag,
    kYes,
    kPositive,
    kCount,
    kDate,
    kDateOrNull,
    kRegion,
    kYuan
  };

  std::string_view name;
  Form form = Form::kScalar;
  Scalar scalar = Scalar::kText;
  std::vector<std::string_view> words = {};
  std::vector<Field> fields = {};
  // kUnion with a tag: the tag's value is among the words of exactly one alternative. Without a
  // tag a text takes the alternative that is a scalar, an object the one whose first field it has.
  std::string_view tag = {};
  std::vector<std::string_view> alternatives = {};
  std::string_view base = {};
  std::string_view without = {};
};

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
