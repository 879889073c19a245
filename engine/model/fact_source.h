// engine/model/fact_source.h: a stream of facts in batches: the one way in which import, loading
// and tests pass facts on.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/fact.h"

namespace liancheng::model {

class FactSource {
 public:
  virtual ~FactSource() = default;

  // The next batch, valid until the next call; an empty span is the end. Entities come before the
  // facts that name them, listings and penalties before the records that belong to them.
  // Errors:  what stops the stream (file unreadable, store damaged); bad rows do not.
  virtual absl::StatusOr<std::span<const Fact>> Next() = 0;
};

// Facts already in memory, in one batch.
class VectorSource : public FactSource {
 public:
  explicit VectorSource(std::vector<Fact> facts) : facts_(std::move(facts)) {}
  absl::StatusOr<std::span<const Fact>> Next() override {
    if (done_) return std::span<const Fact>();
    done_ = true;
    return std::span<const Fact>(facts_);
  }

 private:
  std::vector<Fact> facts_;
  bool done_ = false;
};

}  // namespace liancheng::model
