// datasets/readers/native/ahead.h: a reader of batches as a FactSource, in the caller's thread or
// ahead of it.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "datasets/readers/native/native.h"
#include "engine/model/fact_source.h"

namespace liancheng::datasets {

class BatchReader {
 public:
  struct Bytes {
    uint64_t read = 0;
    uint64_t all = 0;
  };
  virtual ~BatchReader() = default;
  // Replaces what `facts` holds by the next batch; none is the end.
  virtual absl::Status Fill(std::vector<model::Fact>& facts) = 0;
  virtual Bytes bytes() const = 0;
};

// `make` gets the options that the reader must use: its issues go where they can be put in order.
using MakeReader = absl::FunctionRef<std::unique_ptr<BatchReader>(const ReadOptions& own)>;
std::unique_ptr<model::FactSource> ReadBatches(const ReadOptions& options, MakeReader make);

}  // namespace liancheng::datasets
