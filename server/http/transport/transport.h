// server/http/transport/transport.h: the sockets of the service: HTTP/1.1 on one port, with or
// without TLS.
// Limits:  on connections, header, body, time and waiting requests. A client that is too slow is
//          disconnected and occupies no thread meanwhile.
// Threads: each of `io_threads` reads, answers and writes for its own connections; `workers` answer
//          what takes long (Service::HandleBriefly).
// Errors:  InvalidArgument (an address or certificate that cannot be used), Unavailable (the port
//          is taken).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/http/service/service.h"

namespace liancheng::http {

struct TransportOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 0;  // 0 = the system chooses one
  unsigned io_threads = 2;
  unsigned workers = 2;
  size_t connections_max = 1'000;
  size_t waiting_max = 256;  // requests that may wait for a worker
  uint32_t header_bytes_max = 16 * 1024;
  uint32_t header_ms = 10'000;  // from the connection to the end of the first header
  uint32_t idle_ms = 60'000;    // from one answer to the end of the next header
  uint32_t body_ms = 60'000;
  uint32_t write_ms = 30'000;         // time to send an answer, or a piece of one
  uint32_t drain_ms = 10'000;         // time for requests in progress when it stops
  std::string certificate_file = "";  // PEM file of the certificate chain; empty = no TLS
  std::string key_file = "";          // PEM
};

// Whether an address is one of this machine's own.
bool IsLoopback(const std::string& address);

class Transport {
 public:
  // Returns when it listens. The service must outlive it.
  static absl::StatusOr<std::unique_ptr<Transport>> Start(TransportOptions options,
                                                          Service& service);
  virtual ~Transport() = default;

  virtual uint16_t port() const = 0;
  // Accepts no more connections, answers requests in progress, cuts those that are not done after
  // drain_ms. Returns when all threads have ended.
  virtual void Stop() = 0;
};

}  // namespace liancheng::http
