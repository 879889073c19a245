#include "datasets/readers/rulebook/check.h"

#include <algorithm>

#include "engine/model/date.h"
#include "engine/model/money.h"
#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

using shape::Many;
using shape::Presence;
using shape::Role;
using shape::Thing;
using shape::Type;

constexpr int64_t kPositiveMax = 100'000;

bool IsLocal(Thing thing) {
  return thing == Thing::kRuleLabel || thing == Thing::kExceptionLabel;
}

std::string_view Called(Thing thing) {
  switch (thing) {
    case Thing::kNothing:
      break;
    case Thing::kBook:
      return "rulebook";
    case Thing::kList:
      return "list";
    case Thing::kGround:
      return "ground";
    case Thing::kRuleLabel:
      return "rule label";
    case Thing::kExceptionLabel:
      return "exception label";
    case Thing::kParameter:
      return "parameter";
    case Thing::kTimer:
      return "timer";
    case Thing::kRepair:
      return "repair";
    case Thing::kBody:
      return "body";
    case Thing::kNote:
      return "note";
    case Thing::kBasis:
      return "basis code";
  }
  return "id";
}

std::string_view WhereDefined(Thing thing) {
  switch (thing) {
    case Thing::kBasis:
      return "a code of national/bases.json";
    case Thing::kList:
      return "a list of a rulebook or of national/lists.json";
    case Thing::kGround:
      return "a ground of a rulebook or a row that a list cites";
    case Thing::kRuleLabel:
      return "the label of a rule of this book, \"*\" or \"incentives\"";
    default:
      return "one that a rulebook defines";
  }
}

bool IsDateOrNull(const Json& value) {
  return value.is_null() ||
         (value.is_string() && model::ParseDate(value.get_ref<const std::string&>()).ok());
}

bool IsRegion(const Json& value) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  return (text.empty() || text.size() == 6) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsNumber(const Json& value, int64_t least) {
  if (!value.is_number_integer()) return false;
  if (value.is_number_unsigned() && value.get<uint64_t>() > kPositiveMax) return false;
  const auto number = value.get<int64_t>();
  return number >= least && number <= kPositiveMax;
}

bool IsScalar(Type::Scalar scalar, const Json& value) {
  switch (scalar) {
    case Type::Scalar::kText:
      return value.is_string();
    case Type::Scalar::kName:
      return value.is_string() && !value.get_ref<const std::string&>().empty();
    case Type::Scalar::kFlag:
      return value.is_boolean();
    case Type::Scalar::kYes:
      return value.is_boolean() && value.get<bool>();
    case Type::Scalar::kPositive:
      return IsNumber(value, 1);
    case Type::Scalar::kCount:
      return IsNumber(value, 0);
    case Type::Scalar::kDate:
      return !value.is_null() && IsDateOrNull(value);
    case Type::Scalar::kDateOrNull:
      return IsDateOrNull(value);
    case Type::Scalar::kRegion:
      return IsRegion(value);
    case Type::Scalar::kYuan:
      return value.is_string() && model::ParseYuan(value.get_ref<const std::string&>()).ok();
  }
  return false;
}

std::string_view Expected(Type::Scalar scalar) {
  switch (scalar) {
    case Type::Scalar::kText:
      return "a text";
    case Type::Scalar::kName:
      return "a text that is not empty";
    case Type::Scalar::kFlag:
      return "true or false";
    case Type::Scalar::kYes:
      return "true";
    case Type::Scalar::kPositive:
      return "a whole number from 1 to 100000";
    case Type::Scalar::kCount:
      return "a whole number from 0 to 100000";
    case Type::Scalar::kDate:
      return "a day YYYY-MM-DD";
    case Type::Scalar::kDateOrNull:
      return "a day YYYY-MM-DD or null";
    case Type::Scalar::kRegion:
      return "a region code of six digits, or none for everywhere";
    case Type::Scalar::kYuan:
      return "yuan as decimal text, e.g. \"50000\"";
  }
  return "";
}

std::string Keys(const Type& type) {
  std::vector<std::string_view> keys;
  for (const shape::Field& field : type.fields) keys.push_back(field.key);
  return fmt::format("{}", fmt::join(keys, ", "));
}

// The words that a union's tag may have, over all alternatives.
std::vector<std::string_view> TagWords(const Type& type) {
  std::vector<std::string_view> words;
  for (const std::string_view name : type.alternatives) {
    const Type& tag = shape::TypeNamed(shape::TypeNamed(name).fields.front().type);
    words.insert(words.end(), tag.words.begin(), tag.words.end());
  }
  return words;
}

// The keys by which a union without tag recognises its alternatives.
std::vector<std::string> FirstKeys(const Type& type) {
  std::vector<std::string> keys;
  for (const std::string_view name : type.alternatives) {
    const Type& alternative = shape::TypeNamed(name);
    keys.push_back(alternative.form == Type::Form::kScalar
                       ? std::string(Expected(alternative.scalar))
                       : fmt::format("an object with \"{}\"", alternative.fields.front().key));
  }
  return keys;
}

const Type* TaggedAlternative(const Type& type, const std::string& word) {
  for (const std::string_view name : type.alternatives) {
    const Type& alternative = shape::TypeNamed(name);
    const Type& tag = shape::TypeNamed(alternative.fields.front().type);
    if (std::count(tag.words.begin(), tag.words.end(), word) > 0) return &alternative;
  }
  return nullptr;
}

const Type* UntaggedAlternative(const Type& type, const Json& value) {
  for (const std::string_view name : type.alternatives) {
    const Type& alternative = shape::TypeNamed(name);
    if (alternative.form == Type::Form::kScalar ? value.is_string()
                                                : value.contains(alternative.fields.front().key)) {
      return &alternative;
    }
  }
  return nullptr;
}

}  // namespace

void ShapeCheck::Add(const Place& place, std::string_view what) {
  problems_.Add(place.file, place.pointer, what);
}

void ShapeCheck::File(std::string_view type, const Json& root, std::string_view file,
                      std::string_view book) {
  Value(shape::TypeNamed(type), root, {file, book, ""});
}

void ShapeCheck::Value(const Type& type, const Json& value, const Place& place) {
  switch (type.form) {
    case Type::Form::kScalar:
      return Scalar(type, value, place);
    case Type::Form::kWord:
      return Word(type, value, place);
    case Type::Form::kObject:
      return Object(type, value, place);
    case Type::Form::kUnion:
      return Union(type, value, place);
    case Type::Form::kRestricted:
      if (value.contains(type.without)) {
        Add({place.file, place.book, Child(place.pointer, type.without)},
            fmt::format("\"{}\" stands only in a {}, expected none here", type.without, type.base));
      }
      return Value(shape::TypeNamed(type.base), value, place);
  }
}

void ShapeCheck::Scalar(const Type& type, const Json& value, const Place& place) {
  if (IsScalar(type.scalar, value)) return;
  Add(place, fmt::format("{} does not fit, expected {}", Shown(value), Expected(type.scalar)));
}

void ShapeCheck::Word(const Type& type, const Json& value, const Place& place) {
  if (value.is_string()) {
    const auto& word = value.get_ref<const std::string&>();
    if (std::count(type.words.begin(), type.words.end(), word) > 0) return;
  }
  Add(place, fmt::format("{} is not a word of {}, expected {}", Shown(value), type.name,
                         fmt::join(type.words, ", ")));
}

void ShapeCheck::Object(const Type& type, const Json& value, const Place& place) {
  if (!value.is_object()) {
    Add(place, fmt::format("{} stands for a {}, expected an object with {}", Shown(value),
                           type.name, Keys(type)));
    return;
  }
  for (const shape::Field& field : type.fields) {
    const auto found = value.find(field.key);
    if (found != value.end()) {
      Field(field, *found, {place.file, place.book, Child(place.pointer, field.key)});
    } else if (field.presence == Presence::kMust) {
      Add(place,
          fmt::format("the {} has no \"{}\", expected {}", type.name, field.key, Keys(type)));
    }
  }
  for (const auto& [key, unused] : value.items()) {
    const auto is_key = [&key = key](const shape::Field& field) { return field.key == key; };
    if (std::any_of(type.fields.begin(), type.fields.end(), is_key)) continue;
    Add({place.file, place.book, Child(place.pointer, key)},
        fmt::format("unknown key in a {}, expected {}", type.name, Keys(type)));
  }
}

void ShapeCheck::Union(const Type& type, const Json& value, const Place& place) {
  if (type.tag.empty()) {
    const Type* alternative = UntaggedAlternative(type, value);
    if (alternative != nullptr) return Value(*alternative, value, place);
    Add(place, fmt::format("{} is not a {}, expected {}", Shown(value), type.name,
                           fmt::join(FirstKeys(type), " or ")));
    return;
  }
  if (!value.is_object() || !value.contains(type.tag)) {
    Add(place, fmt::format("the {} has no \"{}\", expected {}", type.name, type.tag,
                           fmt::join(TagWords(type), ", ")));
    return;
  }
  const Json& tag = value[std::string(type.tag)];
  const Type* alternative =
      tag.is_string() ? TaggedAlternative(type, tag.get_ref<const std::string&>()) : nullptr;
  if (alternative != nullptr) return Value(*alternative, value, place);
  Add({place.file, place.book, Child(place.pointer, type.tag)},
      fmt::format("{} is not a kind of {}, expected {}", Shown(tag), type.name,
                  fmt::join(TagWords(type), ", ")));
}

void ShapeCheck::Field(const shape::Field& field, const Json& value, const Place& place) {
  if (field.many == Many::kOne) return Element(field, value, place);
  if (!value.is_array()) {
    Add(place, fmt::format("{} does not fit, expected a list", Shown(value)));
    return;
  }
  if (value.empty() && field.many == Many::kSome) {
    Add(place, "the list is empty, expected at least one entry");
  }
  for (size_t i = 0; i < value.size(); ++i) {
    Element(field, value[i], {place.file, place.book, Child(place.pointer, i)});
  }
}

void ShapeCheck::Element(const shape::Field& field, const Json& value, const Place& place) {
  Value(shape::TypeNamed(field.type), value, place);
  if (value.is_string()) Note(field, value.get_ref<const std::string&>(), place);
}

void ShapeCheck::Note(const shape::Field& field, const std::string& id, const Place& place) {
  const std::string book = IsLocal(field.thing) ? std::string(place.book) : std::string();
  switch (field.role) {
    case Role::kNone:
      break;
    case Role::kOffers:
      offered_[field.thing].emplace(id, place.file);
      break;
    case Role::kNames:
      uses_.push_back({field.thing, id, place});
      break;
    case Role::kDefines: {
      const auto [where, is_new] = defined_[{field.thing, book}].emplace(
          id, fmt::format("{} {}", place.file, place.pointer));
      if (is_new) break;
      Add(place, fmt::format("{} \"{}\" is defined twice, expected only {}", Called(field.thing),
                             id, where->second));
      break;
    }
  }
}

void ShapeCheck::Names() {
  for (const Use& use : uses_) {
    const bool local = IsLocal(use.thing);
    const Definitions& known = defined_[{use.thing, local ? std::string(use.place.book) : ""}];
    if (known.contains(use.id) || offered_[use.thing].contains(use.id)) continue;
    if (use.thing == Thing::kRuleLabel &&
        (use.id == shape::kEveryRule || use.id == shape::kEveryIncentive)) {
      continue;
    }
    Add(use.place, fmt::format("{} \"{}\" is unknown, expected {}", Called(use.thing), use.id,
                               WhereDefined(use.thing)));
  }
}

}  // namespace liancheng::datasets
