// server/http/run/run.h: runs a service from start to end: store, state, sockets, signals.
// Errors:  those of opening the store, the state, the port; FailedPrecondition when another process
//          writes the store.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "datasets/readers/native/known_words.h"
#include "query/world/live_archive.h"
#include "server/http/run/config.h"

namespace liancheng::http {

struct RunParts {
  query::ArchiveOptions store;
  std::shared_ptr<const model::RuleLibrary> library;
  datasets::KnownWords words;
  // Called with the port when the service listens.
  std::function<void(uint16_t)> listening;
};

// Returns after SIGTERM or SIGINT, when requests in progress are answered and the state is saved.
// Must be called before other threads start, because those must not receive the signals.
absl::Status Run(ServeConfig config, RunParts parts);

}  // namespace liancheng::http
