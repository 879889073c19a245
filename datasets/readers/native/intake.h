// datasets/readers/native/intake.h: the batch under construction, and the guard against one id
// stated twice.
// Memory:  the batch, and some 24 bytes for each id of the current phase.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/readers/native/issues.h"
#include "datasets/readers/native/seen.h"
#include "engine/model/fact.h"

namespace liancheng::datasets {

class DuplicateGuard {
 public:
  enum class Verdict { kNew, kSame, kOther };

  // Rows that follow belong to `file`; a file may be taken up again in a later pass.
  void TakeUp(const std::string& file);
  // The file taken up has this many rows.
  void Reach(int64_t row);
  // Ids of the phases are apart: what was seen need not be kept for the next.
  void NextPhase() { seen_.Clear(); }

  // What FactKey() tells apart, and what the statement and its source say. Equal within one run of
  // the program only.
  struct Key {
    uint64_t identity = 0;
    uint64_t content = 0;
  };
  // Fetches the entry from memory while the content is still being hashed: with millions of ids
  // that is what a check waits for.
  Key KeyOf(const model::Fact& fact) const;
  Verdict Check(Key key, int64_t row);
  // Where the statement was met first, after a verdict other than kNew: "row 5", "row 5 of FILE".
  const std::string& first_place() const { return first_place_; }

 private:
  // Rows of all files in one row of numbers: `base` + row.
  struct File {
    std::string name;
    uint64_t base = 0;
    uint64_t end = 0;
  };
  std::string PlaceOf(uint32_t place) const;

  std::vector<File> files_;
  size_t current_ = 0;
  SeenIds seen_;
  std::string first_place_;
};

class Intake {
 public:
  explicit Intake(size_t batch_facts) : batch_facts_(batch_facts) {}

  bool Full() const { return facts_.size() >= batch_facts_; }
  void Clear() { facts_.clear(); }
  std::span<const model::Fact> facts() const { return facts_; }
  // Hands the batch over, for another vector to fill.
  void Swap(std::vector<model::Fact>& facts) { facts_.swap(facts); }
  DuplicateGuard& guard() { return guard_; }

  // A slot for the next fact; Drop() gives it back.
  model::Fact& Slot() { return facts_.emplace_back(); }
  void Drop() { facts_.pop_back(); }
  // Keeps the fact in the last slot together with what follows from it; false, and the slot is
  // given back, when its id was stated before. `shown` is the id's column and value.
  bool Keep(DuplicateGuard::Key key, const Problem& shown, const FileIssues& issues);

 private:
  size_t batch_facts_;
  std::vector<model::Fact> facts_;
  DuplicateGuard guard_;
};

}  // namespace liancheng::datasets
