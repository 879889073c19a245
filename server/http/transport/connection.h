// server/http/transport/connection.h: the connection of one client: its requests one after another,
// each answered before the next is read.
// Limits:  a client slower than the times of TransportOptions is disconnected and counted.
// Threads: only its own loop; heavy requests run on the workers meanwhile.
#pragma once

#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "server/http/transport/byte_stream.h"
#include "server/http/transport/handler.h"
#include "server/http/transport/options.h"
#include "server/http/transport/request_reader.h"
#include "server/http/transport/response_text.h"

namespace liancheng::http {

// What all connections of a server have in common.
struct Surroundings {
  const TransportOptions& options;
  Handler& handler;
  boost::asio::thread_pool& workers;
  std::atomic<bool>& draining;
  std::atomic<size_t>& at_work;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::unique_ptr<ByteStream> stream, Surroundings around);

  // Serves the connection to its end.
  Task<void> Run();

  // Called on its own loop, at any time.
  void Wake() { follow_.cancel(); }  // called after a commit
  void CutIfIdle();
  void Cut();

  LoopExecutor executor() { return stream_->socket().get_executor(); }

 private:
  using Clock = std::chrono::steady_clock;
  using Timer =
      boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, LoopExecutor>;

  Task<bool> ServeOne(bool first);
  Task<bool> ReadSome();
  Task<bool> SendText(std::string text);
  Task<bool> Send(Response response, WireForm form);
  Task<bool> SendStream(Response response);
  Task<Response> Ask(const Request& request, const RouteMatch& match);
  Task<Response> Next(std::shared_ptr<const Follow> follow);
  Task<void> ReadOut();

  // Gives the client this much time from now on; without limit while the client waits for an
  // answer.
  void Allow(uint32_t ms) { SetDeadline(Clock::now() + std::chrono::milliseconds(ms)); }
  void AllowAll() { deadline_ = Clock::time_point::max(); }
  void SetDeadline(Clock::time_point at);
  void Watch();

  const Surroundings around_;
  const std::unique_ptr<ByteStream> stream_;
  RequestReader reader_;
  Timer follow_;  // waits while the client follows changes
  Timer watch_;   // ends the connection after the deadline
  Clock::time_point deadline_ = Clock::time_point::max();
  // When `watch_` fires next. Moving the deadline does not touch the timer: when it fires too
  // early, it waits again. So a request costs no timer.
  Clock::time_point watched_ = Clock::time_point::max();
  bool ended_ = false;
  bool idle_ = true;     // no request is being answered
  bool unread_ = false;  // the client is still sending bytes that will not be used
};

}  // namespace liancheng::http
