// query/names/name_search.h: finds parties whose names are similar to a text, best first.
// Recall:  names that share a pair of neighbours (characters or syllables) with the text, or begin
//          with it, are compared one by one. Every result was compared with a name that the party
//          has at the directory's revision.
// Threads: one thread at a time, because it keeps the lists it has read. Many searches may share a
//          directory.
// Errors:  those of the directory.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "query/names/bound.h"
#include "query/names/entity_marks.h"
#include "query/names/score.h"
#include "query/world/directory.h"

namespace liancheng::query {

struct NameLimits {
  uint32_t matches_max;
  double score_min;
  // A longer list is skipped: half of the parties have such a gram in their name.
  size_t postings_max = 20'000;
  // At most this many names are compared with the text.
  size_t names_max = 2'000;
};

struct FoundName {
  model::EntityFact party;  // without ID numbers
  std::string matched;      // the name that matched
  double score = 0;
  std::string why;
};

struct FoundNames {
  std::vector<FoundName> names;  // by score, then by the caller's id
  bool complete = true;          // no other party reaches the score that was asked for
};

class NameSearch {
 public:
  // `directory` must outlive the search.
  explicit NameSearch(const Directory& directory) : directory_(directory) {}

  absl::StatusOr<FoundNames> Find(std::string_view text, const NameLimits& limits);

 private:
  struct List {
    std::vector<model::EntityId> entities;  // ascending, each once
    bool cut = false;                       // the list is longer than postings_max and left empty
  };
  struct Candidate {
    double potential;
    model::EntityId id;
  };
  class Asked;

  absl::StatusOr<std::shared_ptr<const List>> Read(names::Gram from, names::Gram to,
                                                   size_t postings_max);
  absl::Status WholeNames(const Asked& asked, bool prefix, std::vector<Candidate>& candidates,
                          bool& complete);
  absl::Status BySharedGrams(const Asked& asked, std::vector<Candidate>& candidates,
                             bool& complete);
  absl::Status ByPinyin(const Asked& asked, std::vector<Candidate>& candidates, bool& complete);
  absl::Status Compare(const Asked& asked, std::vector<Candidate>& candidates, FoundNames& found);

  const Directory& directory_;
  EntityMarks marks_;
  absl::flat_hash_map<uint64_t, std::shared_ptr<const List>> remembered_;
  size_t remembered_entities_ = 0;
};

}  // namespace liancheng::query
