// datasets/readers/native/persons.h: which parties of one input are natural persons, and which
// records are on them: only those are searched for the words of forbidden data
// (docs/interchange.md).
// Memory:  some 10 bytes for each person, and for each record on one.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "engine/model/fact.h"

namespace liancheng::datasets {

class PersonIndex {
 public:
  // Before what names them: a source gives entities first.
  void AddPerson(std::string_view key);
  // Whether a statement with a text is on a person: it names one, hangs on a record on one, or is
  // an attribution, which by its kind is. Records on persons are remembered.
  bool IsOnPerson(const model::Fact& fact);

 private:
  bool IsPerson(const model::EntityRef& party) const;

  absl::flat_hash_set<uint64_t> persons_;  // hashes: equal ones only cost a search in vain
  absl::flat_hash_set<uint64_t> records_;
};

}  // namespace liancheng::datasets
