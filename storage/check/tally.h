// storage/check/tally.h: compares two sets of rows in constant memory, by the sum of a keyed hash
// of each row. The hash key is random for each check, so nobody can prepare rows that cancel out.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/model/fact.h"

namespace liancheng::storage {

// One statement of the store. The journal has it once, and one row of ent, out, rec or hist holds
// it.
struct Stated {
  model::FactKind kind = model::FactKind::kEntity;
  uint64_t number = 0;
  model::Revision known_from;
  int64_t row = 0;  // file and row are not kept for relations
  std::string_view file;
  std::string_view body;
  bool closing = false;  // this is the end of the statement, at revision `known_from`
};

struct Hash128 {
  uint64_t low = 0;
  uint64_t high = 0;
  bool operator==(const Hash128&) const = default;
  template <typename H>
  friend H AbslHashValue(H h, const Hash128& hash) {
    return H::combine(std::move(h), hash.low, hash.high);
  }
};

class RowHasher {
 public:
  RowHasher();
  Hash128 OfRow(std::string_view key, std::string_view value) const;
  Hash128 Of(const Stated& stated) const;

 private:
  Hash128 Hash(std::string_view text) const;
  std::array<unsigned char, 16> key_;
};

class Tally {
 public:
  void Add(const Hash128& hash) {
    low_ += hash.low;
    high_ += hash.high;
    ++count_;
  }
  void Remove(const Hash128& hash) {
    low_ -= hash.low;
    high_ -= hash.high;
    --count_;
  }
  bool operator==(const Tally&) const = default;

 private:
  uint64_t low_ = 0;
  uint64_t high_ = 0;
  uint64_t count_ = 0;
};

// The problems that verify found: all are counted, the first ones are described.
class Problems {
 public:
  void Add(std::string problem) {
    ++count_;
    if (named_.size() < kNamedMax) named_.push_back(std::move(problem));
  }
  std::vector<std::string> Take() {
    if (count_ > named_.size()) {
      named_.push_back("and " + std::to_string(count_ - named_.size()) + " more");
    }
    return std::move(named_);
  }

 private:
  static constexpr size_t kNamedMax = 200;
  std::vector<std::string> named_;
  size_t count_ = 0;
};

}  // namespace liancheng::storage
