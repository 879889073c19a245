// tests/mutation/mutations.h: every change of one place in the text of a rulebook that a case
// should notice.
// Not flipped, because no answer of the engine can differ: words for people (text, name, flags,
// actor, executors), the modality and text of notes, fields, steps and reports, parameters that
// only a report or nothing reads, a list of grades (grades are facts of their own), `on` where no
// step leads away from the seed, the need of an attribution after an attributed step, the tier of a
// burden without basis (it is shown at T2).
#pragma once

#include <string>
#include <vector>

#include "nlohmann/json.hpp"

namespace liancheng::mutation {

using Json = nlohmann::ordered_json;

struct Edit {
  std::string pointer;  // RFC 6901
  Json value;
  bool removes = false;  // the element or key goes, `value` is unused
};

struct Mutation {
  std::string file;   // from the rulebook root: "TQ/measures.json"
  std::string kind;   // "tier", "walk direction", ...
  std::string where;  // label or id of the item
  std::string before;
  std::string after;
  std::vector<Edit> edits;  // one place; two where moving one boundary writes it twice
};

// What the other files of the folder contain, which decides which changes are worth making.
struct FolderWords {
  std::vector<std::string> lists;  // of the book, for the list that a seed is swapped to
  std::vector<std::string> unread_parameters;  // no engine answer depends on their value
};

std::vector<Mutation> MutationsOf(const std::string& file, const Json& root,
                                  const FolderWords& words);

Json Apply(const Mutation& mutation, Json root);

}  // namespace liancheng::mutation
