#include "server/json/object_reader.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace liancheng::json {

ObjectReader::ObjectReader(const Json& object, std::string file)
    : ObjectReader(object, std::move(file), "", std::make_shared<absl::Status>()) {}

ObjectReader::ObjectReader(const Json& object, std::string file, std::string pointer,
                           std::shared_ptr<absl::Status> status)
    : object_(object),
      file_(std::move(file)),
      pointer_(std::move(pointer)),
      status_(std::move(status)) {
  if (!object_.is_object()) Fail("", "an object");
}

ObjectReader ObjectReader::At(const Json& object, std::string pointer) {
  return {object, "", std::move(pointer), std::make_shared<absl::Status>()};
}

ObjectReader ObjectReader::Inside(const Json& object, std::string pointer) const {
  return {object, file_, std::move(pointer), status_};
}

void ObjectReader::Fail(std::string_view name, std::string_view expected) {
  Refuse(name, fmt::format("expected {}", expected));
}

void ObjectReader::Refuse(std::string_view name, std::string_view why) {
  if (!status_->ok()) return;
  const std::string place = name.empty() ? pointer_ : fmt::format("{}/{}", pointer_, name);
  *status_ = absl::InvalidArgumentError(fmt::format("{}{}{}: {}", file_, file_.empty() ? "" : ": ",
                                                    place.empty() ? "/" : place, why));
}

void ObjectReader::Allow(std::initializer_list<std::string_view> names) {
  if (!object_.is_object()) return;
  for (const auto& [name, value] : object_.items()) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    Refuse(name, fmt::format("no member has this name; known are {}", fmt::join(names, ", ")));
  }
}

void ObjectReader::Require(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (!Has(name)) Refuse(name, "is required");
  }
}

const Json* ObjectReader::Find(const char* name) const {
  if (!object_.is_object()) return nullptr;
  const auto found = object_.find(name);
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

std::string ObjectReader::Text(const char* name, std::string_view otherwise) {
  const Json* const value = Find(name);
  if (value == nullptr) return std::string(otherwise);
  if (value->is_string()) return value->get<std::string>();
  Fail(name, "a text");
  return std::string(otherwise);
}

std::string ObjectReader::Word(const char* name, std::string_view otherwise) {
  std::string text = Text(name, otherwise);
  if (text.empty() && Has(name)) Fail(name, "a text that is not empty");
  return text;
}

std::vector<std::string> ObjectReader::Texts(const char* name) {
  std::vector<std::string> texts;
  const Json* const list = List(name);
  if (list == nullptr) return texts;
  for (const Json& one : *list) {
    if (one.is_string()) {
      texts.push_back(one.get<std::string>());
    } else {
      Fail(name, "a list of texts");
    }
  }
  return texts;
}

bool ObjectReader::Flag(const char* name, bool otherwise) {
  const Json* const value = Find(name);
  if (value == nullptr) return otherwise;
  if (value->is_boolean()) return value->get<bool>();
  Fail(name, "true or false");
  return otherwise;
}

int64_t ObjectReader::Signed(const char* name, int64_t otherwise) {
  const Json* const value = Find(name);
  if (value == nullptr) return otherwise;
  if (value->is_number_integer()) return value->get<int64_t>();
  Fail(name, "a whole number");
  return otherwise;
}

uint64_t ObjectReader::Whole(const char* name, uint64_t otherwise, uint64_t least, uint64_t most) {
  const Json* const value = Find(name);
  if (value == nullptr) return otherwise;
  if (value->is_number_unsigned()) {
    const auto number = value->get<uint64_t>();
    if (number >= least && number <= most) return number;
  }
  Fail(name, fmt::format("a whole number from {} to {}", least, most));
  return otherwise;
}

double ObjectReader::Positive(const char* name, double otherwise) {
  const Json* const value = Find(name);
  if (value == nullptr) return otherwise;
  if (value->is_number() && value->get<double>() > 0) return value->get<double>();
  Fail(name, "a number above 0");
  return otherwise;
}

model::Date ObjectReader::Day(const char* name, model::Date otherwise) {
  const std::string text = Text(name);
  if (text.empty()) return otherwise;
  const auto day = model::ParseDate(text);
  if (day.ok()) return *day;
  Fail(name, "a day, YYYY-MM-DD");
  return otherwise;
}

const Json* ObjectReader::List(const char* name) {
  const Json* const value = Find(name);
  if (value == nullptr || value->is_array()) return value;
  Fail(name, "a list");
  return nullptr;
}

}  // namespace liancheng::json
