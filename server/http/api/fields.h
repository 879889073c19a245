// server/http/api/fields.h: reads the fields of a request, from the query or from a JSON object in
// the body. Read all fields first, then look at `problem`, which names the first field at fault.
// JSON:    texts, numbers and booleans are taken by their spelling; a list of them gives several
//          values; null counts as missing; an object is kept for Object.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/date.h"
#include "engine/model/vocabulary.h"
#include "nlohmann/json.hpp"
#include "server/http/transport/problem.h"

namespace liancheng::http {

class Fields {
 public:
  Fields() = default;
  // Reads a query such as `subject=E1&subject=E2&hops=2`.
  static Fields OfQuery(std::string_view query);
  // With kLeft, objects inside the object and lists of them are ignored.
  enum class Nested { kRefused, kLeft };
  static Fields OfBody(const nlohmann::ordered_json& object, Nested nested = Nested::kRefused);

  bool Has(const std::string& name) const { return values_.contains(name); }
  // Every name in the request, to be compared with what the route takes.
  std::vector<std::string_view> Names() const;

  std::string Required(const std::string& name);
  std::string Text(const std::string& name, std::string_view otherwise = "");
  std::vector<std::string> Texts(const std::string& name);
  std::optional<model::Date> Day(const std::string& name);
  uint64_t Number(const std::string& name, uint64_t otherwise, uint64_t least, uint64_t most);
  bool Flag(const std::string& name);
  uint32_t PercentPpm(const std::string& name, uint32_t otherwise_ppm);
  // Relations, separated by commas or as several values; all relations when none is given.
  model::RelationSet Relations(const std::string& name);
  // The index of one of the words; 0 when none is given.
  size_t OneOf(const std::string& name, const std::vector<std::string>& words);

  void Fail(const std::string& name, const std::string& detail);
  const std::optional<FieldAtFault>& fault() const { return fault_; }
  Response problem() const { return Problem(400, "bad-field", *fault_); }

 private:
  const std::string* Only(const std::string& name);
  void Take(const std::string& name, const nlohmann::ordered_json& value);

  std::string in_ = "query";
  std::map<std::string, std::vector<std::string>> values_;
  std::optional<FieldAtFault> fault_;
};

}  // namespace liancheng::http
