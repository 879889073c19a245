// The shipped schema.json agrees with the reader's table of shapes: same types, keys, required
// keys, words and alternatives. Debian has no C++ validator of JSON Schema, so this test compares
// the two.
#include <fstream>
#include <iterator>
#include <string>

#include "datasets/readers/rulebook/shape.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace liancheng::datasets {
namespace {

using nlohmann::json;
using shape::Field;
using shape::Many;
using shape::Presence;
using shape::Type;

json Schema() {
  std::ifstream in(std::string(LIANCHENG_SOURCE_DIR) + "/datasets/rulebooks/schema.json");
  return json::parse(in, nullptr, false);
}

json Reference(std::string_view type) {
  return {{"$ref", "#/$defs/" + std::string(type)}};
}

json ScalarSchema(Type::Scalar scalar) {
  switch (scalar) {
    case Type::Scalar::kText:
      return {{"type", "string"}};
    case Type::Scalar::kName:
      return {{"type", "string"}, {"minLength", 1}};
    case Type::Scalar::kFlag:
      return {{"type", "boolean"}};
    case Type::Scalar::kYes:
      return {{"const", true}};
    case Type::Scalar::kPositive:
      return {{"type", "integer"}, {"minimum", 1}, {"maximum", 100000}};
    case Type::Scalar::kCount:
      return {{"type", "integer"}, {"minimum", 0}, {"maximum", 100000}};
    case Type::Scalar::kDate:
      return {{"type", "string"},
              {"format", "date"},
              {"pattern", "^(1[89]|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$"}};
    case Type::Scalar::kDateOrNull:
      return {{"type", {"string", "null"}},
              {"format", "date"},
              {"pattern", "^(1[89]|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$"}};
    case Type::Scalar::kRegion:
      return {{"type", "string"}, {"pattern", "^([0-9]{6})?$"}};
    case Type::Scalar::kYuan:
      return {{"type", "string"}, {"pattern", "^[0-9]+(\\.[0-9]{1,2})?$"}};
  }
  return nullptr;
}

json FieldSchema(const Field& field) {
  if (field.many == Many::kOne) return Reference(field.type);
  json list = {{"type", "array"}, {"items", Reference(field.type)}};
  if (field.many == Many::kSome) list["minItems"] = 1;
  return list;
}

json ObjectSchema(const Type& type) {
  json properties = json::object();
  json required = json::array();
  for (const Field& field : type.fields) {
    properties[std::string(field.key)] = FieldSchema(field);
    if (field.presence == Presence::kMust) required.push_back(field.key);
  }
  return {{"type", "object"},
          {"additionalProperties", false},
          {"required", required},
          {"properties", properties}};
}

// The part of the schema that one type must have.
json ExpectedSchema(const Type& type) {
  switch (type.form) {
    case Type::Form::kScalar:
      return ScalarSchema(type.scalar);
    case Type::Form::kWord:
      return {{"enum", type.words}};
    case Type::Form::kObject:
      return ObjectSchema(type);
    case Type::Form::kUnion: {
      json alternatives = json::array();
      for (const std::string_view name : type.alternatives) {
        alternatives.push_back(Reference(name));
      }
      return {{"oneOf", alternatives}};
    }
    case Type::Form::kRestricted:
      return {{"allOf",
               {Reference(type.base), {{"not", {{"required", json::array({type.without})}}}}}}};
  }
  return nullptr;
}

json WithoutDescription(json definition) {
  definition.erase("description");
  return definition;
}

TEST(RulebookSchema, EveryTypeIsWrittenAsTheReaderHasIt) {
  const json schema = Schema();
  ASSERT_TRUE(schema.is_object());
  for (const Type& type : shape::AllTypes()) {
    SCOPED_TRACE(std::string(type.name));
    const auto found = schema["$defs"].find(std::string(type.name));
    ASSERT_NE(found, schema["$defs"].end());
    EXPECT_EQ(WithoutDescription(*found).dump(), ExpectedSchema(type).dump());
  }
}

TEST(RulebookSchema, HasNoTypeThatTheReaderLacks) {
  std::vector<std::string> names;
  for (const Type& type : shape::AllTypes()) names.emplace_back(type.name);
  std::vector<std::string> in_schema;
  const json schema = Schema();
  for (const auto& [name, unused] : schema["$defs"].items()) in_schema.push_back(name);
  EXPECT_THAT(in_schema, testing::UnorderedElementsAreArray(names));
}

TEST(RulebookSchema, TakesEveryKindOfFile) {
  const json schema = Schema();
  EXPECT_EQ(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
  const json kinds = {Reference(shape::kBookFile),   Reference(shape::kSectionFile),
                      Reference(shape::kBasesFile),  Reference(shape::kListsFile),
                      Reference(shape::kBodiesFile), Reference(shape::kCalendarFile)};
  EXPECT_EQ(schema["anyOf"], kinds);
}

// The words in the documentation page, which is written by hand.
TEST(RulebookSchema, WordsOfTheFormatPage) {
  const json schema = Schema();
  const json& definitions = schema["$defs"];
  EXPECT_EQ(definitions["list_kind"]["enum"],
            json({"red", "black", "watch", "abnormal", "record", "grade", "court"}));
  EXPECT_EQ(definitions["basis_status"]["enum"],
            json({"effective", "revised", "repealed", "unverified"}));
  EXPECT_EQ(definitions["otherwise"]["enum"],
            json({"drop", "undetermined", "suspended", "await_confirmation"}));
  EXPECT_EQ(definitions["timer_unit"]["enum"], json({"working_days", "days", "months", "years"}));
  EXPECT_EQ(definitions["at"]["enum"], json({"act", "decision", "evaluation"}));
  EXPECT_EQ(definitions["level"]["enum"], json({"national", "province", "city", "county"}));
  EXPECT_EQ(definitions["procedure"]["enum"], json({"general", "simple", "warning"}));
}

TEST(RulebookShape, EveryFieldNamesAKnownType) {
  for (const Type& type : shape::AllTypes()) {
    for (const Field& field : type.fields) {
      EXPECT_EQ(shape::TypeNamed(field.type).name, field.type);
    }
    for (const std::string_view name : type.alternatives) {
      EXPECT_EQ(shape::TypeNamed(name).name, name);
    }
  }
}

}  // namespace
}  // namespace liancheng::datasets
