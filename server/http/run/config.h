// server/http/run/config.h: the configuration of a service, read from JSON; every key has a
// default.
// Source:  docs/operations.md, "The service", gives the keys.
// Errors:  InvalidArgument naming the file, the JSON pointer and what was expected.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/http/service/options.h"
#include "server/http/transport/options.h"

namespace liancheng::http {

struct ServeConfig {
  TransportOptions transport;
  ServiceOptions service;
  bool log_requests = true;
};

// The defaults for the store in folder `data`; the service keeps its own files in DATA.service.
ServeConfig DefaultConfig(const std::string& data);
absl::StatusOr<ServeConfig> ParseConfig(const std::string& text, const std::string& file,
                                        ServeConfig defaults);

}  // namespace liancheng::http
