#include "server/http/transport/connection.h"

#include <boost/asio/co_spawn.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "server/http/transport/problem.h"

namespace liancheng::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Worker = asio::thread_pool::executor_type;

constexpr asio::use_awaitable_t<LoopExecutor> kAwait;

}  // namespace

Connection::Connection(std::unique_ptr<ByteStream> stream, Surroundings around)
    : around_(around),
      stream_(std::move(stream)),
      reader_(around.options.header_bytes_max),
      follow_(executor()),
      watch_(executor()) {}

void Connection::SetDeadline(Clock::time_point at) {
  deadline_ = at;
  if (at < watched_) Watch();
}

void Connection::Watch() {
  watched_ = deadline_;
  watch_.expires_at(watched_);
  watch_.async_wait([self = shared_from_this()](const error_code& error) {
    if (error || self->ended_) return;
    self->watched_ = Clock::time_point::max();
    if (self->deadline_ == Clock::time_point::max()) return;
    if (Clock::now() < self->deadline_) return self->Watch();
    self->around_.handler.connections().timeouts.fetch_add(1);
    self->Cut();
  });
}

void Connection::CutIfIdle() {
  if (idle_) Cut();
}

void Connection::Cut() {
  error_code ignored;
  if (!ended_) stream_->socket().close(ignored);
}

Task<void> Connection::Run() {
  const auto self = shared_from_this();
  error_code ignored;
  stream_->socket().set_option(asio::ip::tcp::no_delay(true), ignored);
  Allow(around_.options.header_ms);
  if (co_await stream_->Open()) {
    for (bool first = true; !around_.draining; first = false) {
      idle_ = true;
      const bool more = co_await ServeOne(first);
      if (!more) break;
    }
    Allow(around_.options.write_ms);
    co_await stream_->End();
    if (unread_) co_await ReadOut();
  }
  stream_->socket().close(ignored);
  ended_ = true;
  watch_.cancel();
}

Task<bool> Connection::ReadSome() {
  auto [error, bytes] = co_await stream_->Read(reader_.Room());
  if (error) co_return false;
  reader_.Came(bytes);
  co_return true;
}

Task<bool> Connection::ServeOne(bool first) {
  using State = RequestReader::State;
  const TransportOptions& options = around_.options;
  // The time for the first header runs from the connection.
  if (!first) Allow(options.idle_ms);
  reader_.Restart();
  State state = reader_.ReadHeader();
  while (state == State::kNeedsMore) {
    if (!co_await ReadSome()) co_return false;
    state = reader_.ReadHeader();
  }
  idle_ = false;
  RouteMatch match;
  if (state == State::kHeader) {
    match = around_.handler.Find(reader_.method(), reader_.target());
    state = reader_.ReadBody(match.body_bytes_max);
  }
  if (state == State::kNeedsMore) {
    Allow(options.body_ms);
    if (reader_.expects_continue()) {
      if (!co_await SendText("HTTP/1.1 100 Continue\r\n\r\n")) co_return false;
      Allow(options.body_ms);
    }
  }
  while (state == State::kNeedsMore) {
    if (!co_await ReadSome()) co_return false;
    state = reader_.ReadBody(match.body_bytes_max);
  }
  if (state == State::kFailed) {
    // The client is told why its request cannot be read; then the connection ends.
    unread_ = true;
    const WireForm last{.keep_alive = false};
    co_return co_await Send(reader_.Refusal(), last);
  }
  AllowAll();
  WireForm form{.keep_alive = reader_.keep_alive(), .is_1_0 = reader_.is_1_0()};
  const Request request = reader_.Take();
  form.bodiless = request.method == "HEAD";
  std::optional<Response> response = around_.handler.HandleBriefly(request, match);
  if (!response) response = co_await Ask(request, match);
  form.keep_alive = form.keep_alive && !around_.draining;
  co_return co_await Send(*std::move(response), form);
}

// Asks the service on a worker, if the queue of the workers is not full.
Task<Response> Connection::Ask(const Request& request, const RouteMatch& match) {
  if (around_.at_work.fetch_add(1) >= around_.options.waiting_max) {
    around_.at_work.fetch_sub(1);
    Response busy = Problem(503, "busy", std::string("too much is being asked at once"));
    busy.headers.emplace_back("Retry-After", "1");
    co_return busy;
  }
  const auto work = [](Handler* handler, const Request* asked,
                       const RouteMatch* found) -> asio::awaitable<Response, Worker> {
    co_return handler->Handle(*asked, *found);
  };
  Response response = co_await asio::co_spawn(around_.workers.get_executor(),
                                              work(&around_.handler, &request, &match), kAwait);
  around_.at_work.fetch_sub(1);
  co_return response;
}

// Waits, then makes the next response of a stream or a long poll.
Task<Response> Connection::Next(std::shared_ptr<const Follow> follow) {
  const auto waits = [&] {
    return follow->wait_ms > 0 && around_.handler.revision() <= follow->after && !around_.draining;
  };
  if (waits()) {
    follow_.expires_after(std::chrono::milliseconds(follow->wait_ms));
    // A commit after the question found no timer to cancel, so look again.
    if (waits()) co_await follow_.async_wait(kResume);
  }
  const auto work = [](std::shared_ptr<const Follow> next) -> asio::awaitable<Response, Worker> {
    co_return next->next();
  };
  co_return co_await asio::co_spawn(around_.workers.get_executor(), work(std::move(follow)),
                                    kAwait);
}

Task<bool> Connection::SendText(std::string text) {
  error_code error;
  const size_t sent = stream_->WriteNow(text, error);
  if (error) co_return false;
  if (sent == text.size()) co_return true;
  Allow(around_.options.write_ms);
  auto [failed, written] = co_await stream_->Write(std::string_view(text).substr(sent));
  AllowAll();
  co_return !failed;
}

Task<bool> Connection::Send(Response response, WireForm form) {
  while (!response.stream && response.follow != nullptr) {
    Response next = co_await Next(response.follow);
    next.headers.insert(next.headers.end(), response.headers.begin(), response.headers.end());
    response = std::move(next);
  }
  if (response.stream && !form.is_1_0) co_return co_await SendStream(std::move(response));
  if (response.stream) {
    response = Problem(400, "bad-request", std::string("this answer needs HTTP/1.1"));
  }
  if (!co_await SendText(ResponseText(response, form))) co_return false;
  co_return form.keep_alive;
}

Task<bool> Connection::SendStream(Response response) {
  bool sent = co_await SendText(StreamHead(response));
  while (sent) {
    if (!response.body.empty()) sent = co_await SendText(ChunkText(response.body));
    if (!sent || response.follow == nullptr || around_.draining) break;
    response = co_await Next(response.follow);
  }
  if (sent && !response.unfinished) co_await SendText(std::string(kLastChunk));
  co_return false;
}

// Reads what the client still sends: closing a connection with unread bytes would destroy the
// answer on its way.
Task<void> Connection::ReadOut() {
  constexpr size_t kBytesMax = size_t{64} << 20;
  std::vector<char> unread(64 * 1024);
  for (size_t all = 0; all < kBytesMax && !around_.draining;) {
    auto [error, bytes] = co_await stream_->Read(asio::buffer(unread));
    if (error) co_return;
    all += bytes;
  }
}

}  // namespace liancheng::http
