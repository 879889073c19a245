// server/http/service/config.h: how a service is run, read from JSON; every key has a default.
// Source: docs/operations.md, "The service", gives the keys.
// Errors: InvalidArgument naming the file, the JSON pointer and what was expected.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/http/service/service.h"
#include "server/http/transport/transport.h"

namespace liancheng::http {

struct ServeConfig {
  TransportOptions transport;
  ServiceOptions service;
  bool log_requests = true;
};

// `data`: the folder of the store; what the service keeps lies in DATA.service unless said
// otherwise.
ServeConfig DefaultConfig(const std::string& data);
absl::StatusOr<ServeConfig> ParseConfig(const std::string& text, const std::string& file,
                                        ServeConfig defaults);

}  // namespace liancheng::http
