// server/http/transport/response_text.h: a response as the bytes that go over the wire (RFC 9112).
#pragma once

#include <string>
#include <string_view>

#include "server/http/transport/message.h"

namespace liancheng::http {

struct WireForm {
  bool keep_alive = true;
  bool is_1_0 = false;    // what the client speaks
  bool bodiless = false;  // the request was HEAD
};

// Status line, headers and body.
std::string ResponseText(const Response& response, WireForm form);

// Of a response that comes piece by piece: what goes before the first, each piece, and what ends
// them. The connection ends with it.
std::string StreamHead(const Response& response);
std::string ChunkText(std::string_view piece);
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

}  // namespace liancheng::http
