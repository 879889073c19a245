// server/http/transport/message.h: a request and a response of HTTP without any transport.
// Streams: a response with `stream` is sent piece by piece: its body, then the bodies of the
//          responses that `follow` gives, until one has none. Without `stream` nothing is sent
//          before a response has no `follow` any more (a long poll).
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

// The first of that name, whatever its case; empty when there is none.
std::string_view HeaderOf(const Request& request, std::string_view name);

struct Follow;

struct Response {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  Headers headers;
  bool stream = false;
  // Of a stream: what was sent so far is not whole. One that ends there, whether it cannot go on or
  // the service ends, is cut off, so that nobody takes it for all.
  bool unfinished = false;
  std::shared_ptr<const Follow> follow;
};

// Asks `next` once the service's revision is above `after`, or `wait_ms` are over; at once for 0.
struct Follow {
  uint64_t after = 0;
  uint32_t wait_ms = 0;
  std::function<Response()> next;
};

// `%41` and `+` read; nothing for a broken escape.
std::string Unescape(std::string_view text, bool plus_is_blank, bool* ok);

}  // namespace liancheng::http
