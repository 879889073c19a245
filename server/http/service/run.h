// server/http/service/run.h: a service from its start to its end: store, state, sockets, signals.
// Errors: those of opening the store, the state, the port; FailedPrecondition when another process
//         writes the store.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "datasets/readers/native/known_words.h"
#include "query/world/live_archive.h"
#include "server/http/service/config.h"

namespace liancheng::http {

struct RunParts {
  query::ArchiveOptions store;
  std::shared_ptr<const model::RuleLibrary> library;
  datasets::KnownWords words;
  // Told once it listens, with the port.
  std::function<void(uint16_t)> listening;
};

// Returns after SIGTERM or SIGINT, when what was under way is answered and the state is kept. Call
// it before other threads are started: they must not take the signals.
absl::Status Run(ServeConfig config, RunParts parts);

}  // namespace liancheng::http
