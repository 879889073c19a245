// datasets/readers/native/inputs.h: the readers over any inputs and with any limits; OpenNative and
// OpenRegistry are these over files with the usual limits.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "datasets/readers/csv/csv.h"
#include "datasets/readers/native/native.h"
#include "datasets/readers/csv/byte_window.h"

namespace liancheng::datasets {

struct InputLimits {
  CsvLimits csv;
  LineReader::Limits lines;
};

// What an input is, is told by the last part of its name. InvalidArgument when it tells nothing.
absl::StatusOr<std::unique_ptr<model::FactSource>> OpenNativeInputs(std::vector<Input> inputs,
                                                                    const ReadOptions& options,
                                                                    const InputLimits& limits);

absl::StatusOr<std::unique_ptr<model::FactSource>> OpenRegistryInput(Input input,
                                                                     const ReadOptions& options,
                                                                     const InputLimits& limits);

// Whether the last part of a name tells what is in the file.
bool IsNativeName(const std::string& name);

// InvalidArgument unless there are known words, a sink and a batch.
absl::Status CheckOptions(const ReadOptions& options);

}  // namespace liancheng::datasets
