// datasets/generator/generator.h: writes a made-up register of any size as a folder of CSV in our
// interchange form.
// Shape:   docs/generator.md. All names, codes and addresses are plainly fictional.
// Bytes:   the same options give the same files, on any machine and with any number of threads.
// Memory:  some MB a thread, whatever the size, because each row is a function of the seed and its
//          number.
// Errors:  InvalidArgument (options out of bounds), AlreadyExists (the folder holds such files),
//          Unavailable (the folder cannot be written).
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "datasets/generator/options.h"

namespace liancheng::datasets {

struct WriteOptions {
  unsigned threads = 1;
  // Called from time to time with the bytes written and the bytes expected; may be empty.
  std::function<void(uint64_t, uint64_t)> progress;
};

absl::StatusOr<WorldTotals> WriteWorld(const WorldOptions& world, const std::string& folder,
                                       const WriteOptions& how);

}  // namespace liancheng::datasets
