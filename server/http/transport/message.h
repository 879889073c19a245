// server/http/transport/message.h: a request and a response of HTTP, independent of any transport.
// Streams: a response with `stream` is sent in pieces: its body, then the bodies of the responses
//          that `follow` gives, until one has no `follow`. Without `stream` nothing is sent until a
//          response has no `follow` (a long poll).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace liancheng::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;
  std::string target;  // path and query, as sent
  Headers headers;
  std::string body;
};

// `/v1/search?q=x`: /v1/search, and q=x.
std::string_view PathOf(std::string_view target);
std::string_view QueryOf(std::string_view target);

// The first header of that name, ignoring case; empty when there is none.
std::string_view HeaderOf(const Request& request, std::string_view name);

struct Follow;

struct Response {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  Headers headers;
  bool stream = false;
  // For a stream: what was sent so far is not complete. If the stream must end there, the
  // connection is cut, so that the client notices.
  bool unfinished = false;
  std::shared_ptr<const Follow> follow;
};

// Calls `next` when the service's revision is above `after` or after `wait_ms`; at once when that
// is 0.
struct Follow {
  uint64_t after = 0;
  uint32_t wait_ms = 0;
  std::function<Response()> next;
};

// Decodes `%41` and `+`; clears `ok` for a broken escape.
std::string Unescape(std::string_view text, bool plus_is_blank, bool* ok);

}  // namespace liancheng::http
