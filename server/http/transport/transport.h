// server/http/transport/transport.h: the sockets of the service: HTTP/1.1 on one port, with or
// without TLS.
// Limits:  on connections, header, body, time and waiting requests. A client that is too slow is
//          disconnected and occupies no thread meanwhile.
// Threads: each of `io_threads` reads, answers and writes for its own connections; `workers` answer
//          what takes long (Handler::HandleBriefly).
// Errors:  InvalidArgument (an address or certificate that cannot be used), Unavailable (the port
//          is taken).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/http/transport/handler.h"
#include "server/http/transport/options.h"

namespace liancheng::http {

// Whether an address is one of this machine's own.
bool IsLoopback(const std::string& address);

class Transport {
 public:
  // Returns when it listens. The handler must outlive it.
  static absl::StatusOr<std::unique_ptr<Transport>> Start(TransportOptions options,
                                                          Handler& handler);
  virtual ~Transport() = default;

  virtual uint16_t port() const = 0;
  // Accepts no more connections, answers requests in progress, cuts those that are not done after
  // drain_ms. Returns when all threads have ended.
  virtual void Stop() = 0;
};

}  // namespace liancheng::http
