// server/http/transport/request_reader.h: requests out of the bytes of one connection, as they
// come.
// Limits:  on the bytes of the header; on the body once the header says what is asked.
// Order:   Restart; ReadHeader until it is kHeader; ReadBody until it is kWhole; Take; again. On
//          kNeedsMore bytes go into Room and are told by Came.
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

  // Begins a request; what came after the last one belongs to it.
  void Restart();
  boost::asio::mutable_buffer Room();
  void Came(size_t bytes);

  State ReadHeader();
  State ReadBody(uint64_t body_bytes_max);

  // From kHeader on.
  std::string_view method() const;
  std::string_view target() const;
  bool expects_continue() const;
  bool keep_alive() const;
  bool is_1_0() const;

  // After kWhole.
  Request Take();
  // After kFailed: what the client is told.
  Response Refusal() const;

 private:
  struct Parts;
  State Parse(bool (*done)(const Parts&), State then);
  const std::unique_ptr<Parts> parts_;
};

}  // namespace liancheng::http
