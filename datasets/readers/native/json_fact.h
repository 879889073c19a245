// datasets/readers/native/json_fact.h: lines of JSON to facts, with the buffers kept from line to
// line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "datasets/readers/native/json_fact_object.h"
#include "datasets/readers/native/facts.h"

namespace liancheng::datasets {

class JsonFactReader {
 public:
  JsonFactReader(const FileIssues* issues, const ForbiddenScan* forbidden, FactBuilder* builder)
      : issues_(issues), forbidden_(forbidden), builder_(builder) {}

  // The kind of the fact on this line, told by its first key where that names one; nothing when
  // the line is not an object with a kind among its keys.
  std::optional<model::FactKind> KindOf(std::string_view line);

  // False: refused, and reported.
  bool Read(std::string_view line, int64_t row, model::Fact* fact);

  // The id of the line last read and the key it stood under.
  Problem ShownId() const;

 private:
  std::optional<size_t> FindKind();
  bool Refuse(std::string_view key, std::string_view value, std::string problem,
              std::string expected);
  bool RefuseLine(std::string_view line, std::string problem);
  bool TakeField(const FlatObject::Entry& entry);
  bool TakeForbidden(const FlatObject::Entry& entry, const model::ForbiddenData& data);
  bool TakeAttribute(const FlatObject::Entry& entry);
  bool TakeValue(Field field, const FlatObject::Entry& entry);
  bool CheckPresent();

  const FileIssues* issues_;
  const ForbiddenScan* forbidden_;
  FactBuilder* builder_;
  FlatObject object_;
  Record record_;
  std::string_view id_key_;
};

}  // namespace liancheng::datasets
