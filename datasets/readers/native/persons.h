// datasets/readers/native/persons.h: remembers which parties of one input are natural persons, and
// which records are about them: only those are searched for the words of forbidden data
// (docs/interchange.md).
// Memory:  some 10 bytes for each person, and for each record about one.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "engine/model/fact.h"

namespace liancheng::datasets {

class PersonIndex {
 public:
  // Called before facts name the person: a source gives entities first.
  void AddPerson(std::string_view key);
  // Whether a statement with a text is about a person: it names one, belongs to a record about one,
  // or is an attribution, which always is. Records about persons are remembered.
  bool IsOnPerson(const model::Fact& fact);

 private:
  bool IsPerson(const model::EntityRef& party) const;

  absl::flat_hash_set<uint64_t> persons_;  // hashes; a collision only costs a needless search
  absl::flat_hash_set<uint64_t> records_;
};

}  // namespace liancheng::datasets
