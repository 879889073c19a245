// server/trace/trace_files.h: reads from the source tree what a trace is made from.
// Errors:  NotFound for a missing folder or file, InvalidArgument naming a file with wrong content.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "server/trace/trace.h"

namespace liancheng::trace {

struct Folders {
  std::string rulebooks;  // folder with requirement_ids.json
  std::string trace;      // folder with notes.json and measures.json
  std::string code;       // the project's root: engine, storage, datasets, query, server below it
  std::string cases;
};

absl::StatusOr<Inputs> ReadInputs(const Folders& folders);

}  // namespace liancheng::trace
