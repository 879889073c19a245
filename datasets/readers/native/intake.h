// datasets/readers/native/intake.h: collects the facts of a batch, and finds an id that is stated
// twice.
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

  // The next rows belong to `file`; a later pass may return to a file.
  void TakeUp(const std::string& file);
  // The current file has at least this many rows.
  void Reach(int64_t row);
  // The phases have different ids, so those of the last phase are forgotten.
  void NextPhase() { seen_.Clear(); }

  // Hashes of the identity (as FactKey() gives it) and of the content with its source. Equal only
  // within one run of the program.
  struct Key {
    uint64_t identity = 0;
    uint64_t content = 0;
  };
  // Prefetches the entry while the content is still being hashed: with millions of ids a check
  // would wait for memory.
  Key KeyOf(const model::Fact& fact) const;
  Verdict Check(Key key, int64_t row);
  // The place of the first statement, after a verdict other than kNew: "row 5", "row 5 of FILE".
  const std::string& first_place() const { return first_place_; }

 private:
  // The rows of all files share one range of numbers: `base` + row.
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
  // Gives the batch to the caller and takes an empty vector for the next.
  void Swap(std::vector<model::Fact>& facts) { facts_.swap(facts); }
  DuplicateGuard& guard() { return guard_; }

  // Makes room for the next fact; Drop() removes it.
  model::Fact& Slot() { return facts_.emplace_back(); }
  void Drop() { facts_.pop_back(); }
  // Keeps the fact in the last slot and the facts that follow from it. False, with the slot
  // removed, when its id was stated before. `shown` is the id's column and value.
  bool Keep(DuplicateGuard::Key key, const Problem& shown, const FileIssues& issues);

 private:
  size_t batch_facts_;
  std::vector<model::Fact> facts_;
  DuplicateGuard guard_;
};

}  // namespace liancheng::datasets
