// server/http/transport/handler.h: what the sockets ask of whoever answers the requests.
// Order:   Find when the header of a request is there, once; with the whole request and what was
//          found HandleBriefly, and Handle on a worker thread where that gave nothing.
// Threads: all members from any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/transport/message.h"

namespace liancheng::http {

struct Route;

// The route that a request's first line names.
struct RouteMatch {
  const Route* route = nullptr;     // nullptr = no such path, or not with this method
  std::vector<std::string> values;  // of the {} in the path, in order
  // When there is no route: the methods of the path, "GET, POST"; empty when the path does not
  // exist.
  std::string allowed;
  uint64_t body_bytes_max = 0;  // 0: the route takes no body
};

struct ConnectionCounts {
  std::atomic<uint64_t> opened{0};
  std::atomic<int64_t> open{0};
  std::atomic<uint64_t> refused{0};   // over the limit
  std::atomic<uint64_t> timeouts{0};  // cut for slowness
};

class Handler {
 public:
  virtual ~Handler() = default;

  virtual RouteMatch Find(std::string_view method, std::string_view target) const = 0;
  virtual Response Handle(const Request& request, const RouteMatch& match) = 0;
  // For a thread on which other connections wait: nothing for a request that takes long; it was
  // not begun then, and Handle answers it on another thread.
  virtual std::optional<Response> HandleBriefly(const Request& request,
                                                const RouteMatch& match) = 0;

  // What a Follow waits for: it grows with each commit, and the listener is called after each, from
  // the thread that committed.
  virtual uint64_t revision() const = 0;
  virtual void OnCommit(std::function<void()> listener) = 0;
  // No more connections are taken from here on.
  virtual void Drain() = 0;
  virtual ConnectionCounts& connections() = 0;
};

}  // namespace liancheng::http
