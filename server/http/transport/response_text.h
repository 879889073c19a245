// server/http/transport/response_text.h: writes a response as bytes of HTTP/1.1 (RFC 9112).
#pragma once

#include <string>
#include <string_view>

#include "server/http/transport/message.h"

namespace liancheng::http {

struct WireForm {
  bool keep_alive = true;
  bool is_1_0 = false;    // the client uses HTTP/1.0
  bool bodiless = false;  // the request was HEAD
};

// Status line, headers and body.
std::string ResponseText(const Response& response, WireForm form);

// For a response that is sent in pieces: the head before the first piece, each piece, and the end.
// The connection closes after it.
std::string StreamHead(const Response& response);
std::string ChunkText(std::string_view piece);
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

}  // namespace liancheng::http
