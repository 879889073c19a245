// server/http/transport/options.h: how the sockets are opened, and the limits that each client has.
// Units:   times in milliseconds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

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

}  // namespace liancheng::http
