// server/http/transport/request_reader.h: parses the requests of one connection from bytes as they
// arrive.
// Limits:  a limit on the bytes of the header; one on the body, which is set after the header is
//          read.
// Order:   Restart; ReadHeader until it returns kHeader; ReadBody until it returns kWhole; Take;
//          then Restart again. On kNeedsMore, put bytes into Room and call Came.
#pragma once

#include <boost/asio/buffer.hpp>
#include <cstdint>
#include <memory>
#include <string_view>

#include "server/http/transport/message.h"

namespace liancheng::http {

class RequestReader {
 public:
  enum class State { kNeedsMore, kHeader, kWhole, kFailed };

  explicit RequestReader(uint32_t header_bytes_max);
  ~RequestReader();

  // Begins a request; bytes that arrived after the last one belong to it.
  void Restart();
  boost::asio::mutable_buffer Room();
  void Came(size_t bytes);

  State ReadHeader();
  State ReadBody(uint64_t body_bytes_max);

  // Valid from kHeader on.
  std::string_view method() const;
  std::string_view target() const;
  bool expects_continue() const;
  bool keep_alive() const;
  bool is_1_0() const;

  // Returns the request; called after kWhole.
  Request Take();
  // The response for the client after kFailed.
  Response Refusal() const;

 private:
  struct Parts;
  State Parse(bool (*done)(const Parts&), State then);
  const std::unique_ptr<Parts> parts_;
};

}  // namespace liancheng::http
