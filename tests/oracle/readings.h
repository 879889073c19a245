// tests/oracle/readings.h: a library in which readings that the shipped library does not choose are
// chosen, so that their rules can be tested too.
#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "engine/model/rulebook.h"

namespace liancheng::oracle {

inline const model::Parameter* FindParameter(const model::RuleLibrary& library,
                                             const std::string& id) {
  for (const model::Rulebook& book : library.books) {
    for (const model::Parameter& parameter : book.parameters) {
      if (parameter.id == id) return &parameter;
    }
  }
  return nullptr;
}

// Whether the rule's reading is chosen on no day at all.
inline bool ReadingIsNeverChosen(const model::RuleLibrary& library, const model::Rule& rule) {
  if (rule.reading_parameter.empty()) return false;
  const model::Parameter* parameter = FindParameter(library, rule.reading_parameter);
  return parameter == nullptr ||
         std::none_of(parameter->values.begin(), parameter->values.end(),
                      [&rule](const auto& value) { return value.value == rule.reading_value; });
}

inline model::RuleLibrary OtherReadings(const model::RuleLibrary& library) {
  std::map<std::string, std::string> chosen;
  for (const model::Rulebook& book : library.books) {
    for (const model::Rule& rule : book.rules) {
      if (ReadingIsNeverChosen(library, rule)) chosen[rule.reading_parameter] = rule.reading_value;
    }
  }
  model::RuleLibrary other = library;
  for (model::Rulebook& book : other.books) {
    for (model::Parameter& parameter : book.parameters) {
      const auto found = chosen.find(parameter.id);
      if (found != chosen.end()) parameter.values = {{found->second, {}}};
    }
  }
  return other;
}

}  // namespace liancheng::oracle
