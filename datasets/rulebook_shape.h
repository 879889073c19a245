// datasets/rulebook_shape.h: the shape of a rulebook's files as one table of types.
// The reader checks by it, and tests/datasets/rulebook_schema_test.cc holds rulebooks/schema.json
// to it, type by type, so the two say the same.
// Source: docs/rulebook_format.md.
#pragma once

#include <string_view>
#include <vector>

namespace liancheng::datasets::shape {

enum class Presence { kMust, kMay };
enum class Many { kOne, kAny, kSome };  // one value, a list, a list that is not empty

// What an id stands for, so that every use can be traced to a definition.
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
// A definition is unique; an offered id may be named like a defined one but is not unique (the row
// that sets up a list serves as ground where the document names none).
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
    kUnion,       // one of `alternatives`, told apart by `tag` or by their first key
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

// Every type, in the order of the schema's $defs.
const std::vector<Type>& AllTypes();

// Stops the program when the table has no such type.
const Type& TypeNamed(std::string_view name);

// The types that a whole file may have.
inline constexpr std::string_view kBookFile = "book";
inline constexpr std::string_view kSectionFile = "section";
inline constexpr std::string_view kBasesFile = "basis_registry";
inline constexpr std::string_view kListsFile = "list_registry";
inline constexpr std::string_view kBodiesFile = "body_registry";
inline constexpr std::string_view kCalendarFile = "calendar";

// Words of `excepts` that stand for many rules.
inline constexpr std::string_view kEveryRule = "*";
inline constexpr std::string_view kEveryIncentive = "incentives";

}  // namespace liancheng::datasets::shape
