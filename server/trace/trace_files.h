// server/trace/trace_files.h: what a trace is made from, read from the tree.
// Errors: NotFound for a missing folder or file, InvalidArgument naming the file that does not fit.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "server/trace/trace.h"

namespace liancheng::trace {

struct Folders {
  std::string rulebooks;  // with requirement_ids.json
  std::string trace;      // with notes.json and measures.json
  std::string code;       // the project's root: engine, storage, datasets, query, server below it
  std::string cases;
};

absl::StatusOr<Inputs> ReadInputs(const Folders& folders);

}  // namespace liancheng::trace
