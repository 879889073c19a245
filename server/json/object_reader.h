// server/json/object_reader.h: a JSON object read member by member.
// Errors:  InvalidArgument, of the first fault that was met: `access.json: /units/0/kind: expected
//          one of department, platform`: the file (none of a body), the JSON pointer of the place,
//          what was expected there. After a fault the readers give what they give for nothing.
// Members: one that is null is as if it were left out.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "engine/model/date.h"
#include "nlohmann/json.hpp"

namespace liancheng::json {

using Json = nlohmann::ordered_json;

class ObjectReader {
 public:
  // Both must outlive it. Anything but an object is a fault. `file` is empty for a body.
  ObjectReader(const Json& object, std::string file);
  // An object that is found somewhere in a body, under this pointer.
  static ObjectReader At(const Json& object, std::string pointer);

  // A fault where another member than these is there.
  void Allow(std::initializer_list<std::string_view> names);
  // A fault where one of these is left out.
  void Require(std::initializer_list<const char*> names);

  bool Has(const char* name) const { return Find(name) != nullptr; }
  const Json* Find(const char* name) const;

  std::string Text(const char* name, std::string_view otherwise = "");
  // A text that is not empty.
  std::string Word(const char* name, std::string_view otherwise);
  std::vector<std::string> Texts(const char* name);
  bool Flag(const char* name, bool otherwise = false);
  int64_t Signed(const char* name, int64_t otherwise = 0);
  uint64_t Whole(const char* name, uint64_t otherwise = 0, uint64_t least = 0,
                 uint64_t most = std::numeric_limits<uint64_t>::max());
  double Positive(const char* name, double otherwise);
  // YYYY-MM-DD; an empty text is as if it were left out.
  model::Date Day(const char* name, model::Date otherwise);

  // Each item of a list with its reader, in order; nothing where the list is left out.
  template <typename Read>
  void Each(const char* name, Read read) {
    const Json* const list = List(name);
    if (list == nullptr) return;
    for (size_t i = 0; i < list->size(); ++i) {
      ObjectReader item = Inside(list->at(i), pointer_ + "/" + name + "/" + std::to_string(i));
      read(item);
    }
  }
  // The reader of a member that is an object; nothing where it is left out.
  template <typename Read>
  void Object(const char* name, Read read) {
    const Json* const member = Find(name);
    if (member == nullptr) return;
    ObjectReader inside = Inside(*member, pointer_ + "/" + name);
    read(inside);
  }
  // A member that is a list, or nullptr.
  const Json* List(const char* name);

  // A fault of a member, or of the object itself where `name` is empty: what was expected there, or
  // why it is not taken.
  void Fail(std::string_view name, std::string_view expected);
  void Refuse(std::string_view name, std::string_view why);
  const absl::Status& status() const { return *status_; }
  bool ok() const { return status_->ok(); }

 private:
  ObjectReader(const Json& object, std::string file, std::string pointer,
               std::shared_ptr<absl::Status> status);
  ObjectReader Inside(const Json& object, std::string pointer) const;

  const Json& object_;
  const std::string file_;
  const std::string pointer_;
  const std::shared_ptr<absl::Status> status_;  // of all readers of one text
};

}  // namespace liancheng::json
