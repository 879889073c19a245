#include "server/http/transport.h"

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "server/http/problem.h"

namespace liancheng::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

constexpr auto kResume = asio::as_tuple(asio::use_awaitable);
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

// One connection as those outside its coroutine see it; used in its own executor only.
struct Connection {
  explicit Connection(asio::any_io_executor own) : executor(std::move(own)), wait(executor) {}
  asio::any_io_executor executor;
  asio::steady_timer wait;              // while it follows changes
  beast::tcp_stream* socket = nullptr;  // none: it has ended
  bool idle = true;                     // no request is being answered
  bool unread = false;                  // the client is still sending what is not taken
};

class Server final : public Transport {
 public:
  Server(TransportOptions options, Service& service)
      : options_(std::move(options)),
        service_(service),
        tls_(asio::ssl::context::tls_server),
        io_(static_cast<int>(options_.io_threads)),
        acceptor_(io_),
        workers_(options_.workers) {}
  ~Server() override { Stop(); }

  absl::Status Listen();
  uint16_t port() const override { return port_; }
  void Stop() override;

 private:
  absl::Status OpenTls();
  asio::awaitable<void> Accept();
  asio::awaitable<void> Run(tcp::socket socket);
  template <typename Stream>
  asio::awaitable<void> Serve(Stream& stream, Connection& connection);
  template <typename Stream>
  asio::awaitable<bool> ServeOne(Stream& stream, beast::flat_buffer& buffer, bool first,
                                 Connection& connection);
  template <typename Stream>
  asio::awaitable<bool> Send(Stream& stream, Response response, bool keep_alive, unsigned version,
                             Connection& connection);
  template <typename Stream>
  asio::awaitable<bool> Reject(Stream& stream, error_code error, Connection& connection);
  asio::awaitable<void> ReadOut(beast::tcp_stream& stream);
  template <typename Stream>
  asio::awaitable<bool> SendStream(Stream& stream, Response response, Connection& connection);
  asio::awaitable<Response> Ask(const Request& request);
  asio::awaitable<Response> Next(std::shared_ptr<const Follow> follow, Connection& connection);
  void ForEachConnection(void (*visit)(Connection&));

  const TransportOptions options_;
  Service& service_;
  asio::ssl::context tls_;
  asio::io_context io_;
  tcp::acceptor acceptor_;
  asio::thread_pool workers_;
  std::vector<std::thread> threads_;
  uint16_t port_ = 0;
  std::atomic<bool> draining_{false};
  std::atomic<size_t> at_work_{0};
  std::mutex mutex_;
  std::condition_variable ended_;
  std::set<std::shared_ptr<Connection>> connections_;
  bool stopped_ = false;
};

absl::Status Server::OpenTls() {
  error_code error;
  tls_.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                       asio::ssl::context::no_tlsv1_1,
                   error);
  if (!error) tls_.use_certificate_chain_file(options_.certificate_file, error);
  if (error) {
    return absl::InvalidArgumentError(
        fmt::format("{}: not a certificate: {}", options_.certificate_file, error.message()));
  }
  tls_.use_private_key_file(options_.key_file, asio::ssl::context::pem, error);
  if (error) {
    return absl::InvalidArgumentError(
        fmt::format("{}: not its key: {}", options_.key_file, error.message()));
  }
  return absl::OkStatus();
}

absl::Status Server::Listen() {
  if (!options_.certificate_file.empty()) {
    if (absl::Status opened = OpenTls(); !opened.ok()) return opened;
  }
  error_code error;
  const auto address = asio::ip::make_address(options_.address, error);
  if (error) {
    return absl::InvalidArgumentError(fmt::format("\"{}\" is not an address", options_.address));
  }
  const tcp::endpoint endpoint(address, options_.port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    return absl::UnavailableError(
        fmt::format("{} port {}: {}", options_.address, options_.port, error.message()));
  }
  port_ = acceptor_.local_endpoint(error).port();
  service_.OnCommit(
      [this] { ForEachConnection([](Connection& connection) { connection.wait.cancel(); }); });
  asio::co_spawn(io_, Accept(), asio::detached);
  for (unsigned i = 0; i < options_.io_threads; ++i) {
    threads_.emplace_back([this] { io_.run(); });
  }
  return absl::OkStatus();
}

void Server::ForEachConnection(void (*visit)(Connection&)) {
  const std::lock_guard lock(mutex_);
  for (const auto& connection : connections_) {
    asio::post(connection->executor, [connection, visit] { visit(*connection); });
  }
}

void Server::Stop() {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    stopped_ = true;
  }
  draining_ = true;
  service_.Drain();
  asio::post(io_, [this] {
    error_code ignored;
    acceptor_.close(ignored);
  });
  ForEachConnection([](Connection& connection) {
    connection.wait.cancel();
    if (connection.idle && connection.socket != nullptr) connection.socket->cancel();
  });
  {
    std::unique_lock lock(mutex_);
    ended_.wait_for(lock, milliseconds(options_.drain_ms), [this] { return connections_.empty(); });
  }
  ForEachConnection([](Connection& connection) {
    if (connection.socket != nullptr) connection.socket->close();
  });
  workers_.join();
  {
    // Cut connections end as soon as their coroutines see it.
    std::unique_lock lock(mutex_);
    ended_.wait_for(lock, milliseconds(options_.drain_ms), [this] { return connections_.empty(); });
  }
  io_.stop();
  for (std::thread& thread : threads_) thread.join();
}

asio::awaitable<void> Server::Accept() {
  while (!draining_) {
    auto strand = asio::make_strand(io_);
    auto [error, socket] = co_await acceptor_.async_accept(strand, kResume);
    if (draining_) co_return;
    if (error) {
      // Out of descriptors, most likely: some connection must end first.
      asio::steady_timer pause(io_, milliseconds(20));
      co_await pause.async_wait(kResume);
      continue;
    }
    service_.metrics().connections_opened.fetch_add(1);
    if (static_cast<size_t>(service_.metrics().connections.load()) >= options_.connections_max) {
      service_.metrics().connections_refused.fetch_add(1);
      continue;  // closed as it goes out of scope
    }
    service_.metrics().connections.fetch_add(1);
    asio::co_spawn(strand, Run(std::move(socket)), asio::detached);
  }
}

asio::awaitable<void> Server::Run(tcp::socket socket) {
  const auto connection = std::make_shared<Connection>(socket.get_executor());
  {
    const std::lock_guard lock(mutex_);
    connections_.insert(connection);
  }
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  if (options_.certificate_file.empty()) {
    beast::tcp_stream stream(std::move(socket));
    connection->socket = &stream;
    co_await Serve(stream, *connection);
    stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    if (connection->unread) co_await ReadOut(stream);
    connection->socket = nullptr;
  } else {
    TlsStream stream(std::move(socket), tls_);
    connection->socket = &beast::get_lowest_layer(stream);
    connection->socket->expires_after(milliseconds(options_.header_ms));
    const auto [error] = co_await stream.async_handshake(asio::ssl::stream_base::server, kResume);
    if (!error) {
      co_await Serve(stream, *connection);
      connection->socket->expires_after(milliseconds(options_.write_ms));
      co_await stream.async_shutdown(kResume);
    }
    connection->socket = nullptr;
  }
  service_.metrics().connections.fetch_sub(1);
  const std::lock_guard lock(mutex_);
  connections_.erase(connection);
  ended_.notify_all();
}

template <typename Stream>
asio::awaitable<void> Server::Serve(Stream& stream, Connection& connection) {
  beast::flat_buffer buffer;
  bool first = true;
  while (!draining_) {
    connection.idle = true;
    const bool more = co_await ServeOne(stream, buffer, first, connection);
    if (!more) co_return;
    first = false;
  }
}

// A request that is not one: told once, then the connection ends.
Response Unreadable(const error_code& error) {
  if (error == bhttp::error::header_limit) {
    return Problem(431, "header-too-large", std::string("the header is too large"));
  }
  if (error == bhttp::error::body_limit) {
    return Problem(413, "body-too-large", std::string("the body is larger than is taken here"));
  }
  return Problem(400, "bad-request", std::string("this is not HTTP/1.1"));
}

bool IsOfTheParser(const error_code& error) {
  return error.category() == bhttp::make_error_code(bhttp::error::bad_method).category() &&
         error != bhttp::error::end_of_stream && error != bhttp::error::partial_message;
}

template <typename Stream>
asio::awaitable<bool> Server::ServeOne(Stream& stream, beast::flat_buffer& buffer, bool first,
                                       Connection& connection) {
  beast::tcp_stream& socket = beast::get_lowest_layer(stream);
  bhttp::request_parser<bhttp::string_body> parser;
  parser.header_limit(options_.header_bytes_max);
  parser.body_limit(boost::none);
  socket.expires_after(milliseconds(first ? options_.header_ms : options_.idle_ms));
  auto [error, bytes] = co_await bhttp::async_read_header(stream, buffer, parser, kResume);
  connection.idle = false;
  if (error) co_return co_await Reject(stream, error, connection);
  const std::string_view method = parser.get().method_string();
  const std::string_view target = parser.get().target();
  const unsigned version = parser.get().version();
  const uint64_t body_max = service_.BodyMax(method, target);
  parser.body_limit(body_max);
  if (parser.content_length() && *parser.content_length() > body_max) {
    error = bhttp::error::body_limit;
    co_return co_await Reject(stream, error, connection);
  }
  socket.expires_after(milliseconds(options_.body_ms));
  if (beast::iequals(parser.get()[bhttp::field::expect], "100-continue")) {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    auto [failed, written] = co_await asio::async_write(
        stream, asio::buffer(kContinue.data(), kContinue.size()), kResume);
    if (failed) co_return false;
  }
  auto [body_error, body_bytes] = co_await bhttp::async_read(stream, buffer, parser, kResume);
  if (body_error) co_return co_await Reject(stream, body_error, connection);
  socket.expires_never();
  const bool keep_alive = parser.keep_alive();
  Request request;
  auto message = parser.release();
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  for (const auto& field : message) {
    request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  request.body = std::move(message.body());
  Response response = co_await Ask(request);
  co_return co_await Send(stream, std::move(response), keep_alive && !draining_, version,
                          connection);
}

// What cannot be read is told where it is the client's fault; then the connection ends.
template <typename Stream>
asio::awaitable<bool> Server::Reject(Stream& stream, error_code error, Connection& connection) {
  if (error == beast::error::timeout) service_.metrics().timeouts.fetch_add(1);
  if (!IsOfTheParser(error)) co_return false;
  connection.unread = true;
  co_return co_await Send(stream, Unreadable(error), false, 11, connection);
}

// Closed with bytes unread, a connection takes the answer away from its client.
asio::awaitable<void> Server::ReadOut(beast::tcp_stream& stream) {
  constexpr size_t kBytesMax = size_t{64} << 20;
  std::vector<char> unread(64 * 1024);
  stream.expires_after(milliseconds(options_.write_ms));
  for (size_t all = 0; all < kBytesMax && !draining_;) {
    auto [error, bytes] = co_await stream.async_read_some(asio::buffer(unread), kResume);
    if (error) co_return;
    all += bytes;
  }
}

asio::awaitable<Response> Server::Ask(const Request& request) {
  if (!service_.IsHeavy(request.method, request.target)) co_return service_.Handle(request);
  if (at_work_.fetch_add(1) >= options_.waiting_max) {
    at_work_.fetch_sub(1);
    Response busy = Problem(503, "busy", std::string("too much is being asked at once"));
    busy.headers.emplace_back("Retry-After", "1");
    co_return busy;
  }
  const auto work = [](Service* service, const Request* asked) -> asio::awaitable<Response> {
    co_return service->Handle(*asked);
  };
  Response response =
      co_await asio::co_spawn(workers_, work(&service_, &request), asio::use_awaitable);
  at_work_.fetch_sub(1);
  co_return response;
}

// The next response of one that goes on, when its time has come.
asio::awaitable<Response> Server::Next(std::shared_ptr<const Follow> follow,
                                       Connection& connection) {
  if (follow->wait_ms > 0 && service_.revision() <= follow->after && !draining_) {
    connection.wait.expires_after(milliseconds(follow->wait_ms));
    // A commit between the question and here has cancelled nothing: look again.
    if (service_.revision() <= follow->after) co_await connection.wait.async_wait(kResume);
  }
  const auto work = [](std::shared_ptr<const Follow> next) -> asio::awaitable<Response> {
    co_return next->next();
  };
  co_return co_await asio::co_spawn(workers_, work(std::move(follow)), asio::use_awaitable);
}

template <typename Stream>
asio::awaitable<bool> Server::Send(Stream& stream, Response response, bool keep_alive,
                                   unsigned version, Connection& connection) {
  while (!response.stream && response.follow != nullptr) {
    Response next = co_await Next(response.follow, connection);
    next.headers.insert(next.headers.end(), response.headers.begin(), response.headers.end());
    response = std::move(next);
  }
  if (response.stream && version == 11) {
    co_return co_await SendStream(stream, std::move(response), connection);
  }
  if (response.stream) {
    response = Problem(400, "bad-request", std::string("this answer needs HTTP/1.1"));
  }
  bhttp::response<bhttp::string_body> message{static_cast<bhttp::status>(response.status), version};
  if (response.status != 304) message.set(bhttp::field::content_type, response.type);
  for (const auto& [name, value] : response.headers) message.insert(name, value);
  message.body() = std::move(response.body);
  message.keep_alive(keep_alive);
  message.prepare_payload();
  beast::get_lowest_layer(stream).expires_after(milliseconds(options_.write_ms));
  auto [error, bytes] = co_await bhttp::async_write(stream, message, kResume);
  if (error == beast::error::timeout) service_.metrics().timeouts.fetch_add(1);
  co_return !error && keep_alive;
}

template <typename Stream>
asio::awaitable<bool> Server::SendStream(Stream& stream, Response response,
                                         Connection& connection) {
  beast::tcp_stream& socket = beast::get_lowest_layer(stream);
  bhttp::response<bhttp::empty_body> message{static_cast<bhttp::status>(response.status), 11};
  message.set(bhttp::field::content_type, response.type);
  for (const auto& [name, value] : response.headers) message.insert(name, value);
  message.chunked(true);
  message.keep_alive(false);
  bhttp::response_serializer<bhttp::empty_body> serializer(message);
  socket.expires_after(milliseconds(options_.write_ms));
  auto [error, bytes] = co_await bhttp::async_write_header(stream, serializer, kResume);
  while (!error) {
    if (!response.body.empty()) {
      socket.expires_after(milliseconds(options_.write_ms));
      auto [failed, written] = co_await asio::async_write(
          stream, bhttp::make_chunk(asio::buffer(response.body)), kResume);
      error = failed;
    }
    if (error || response.follow == nullptr || draining_) break;
    socket.expires_never();
    response = co_await Next(response.follow, connection);
  }
  if (error == beast::error::timeout) service_.metrics().timeouts.fetch_add(1);
  if (error || response.unfinished) co_return false;
  socket.expires_after(milliseconds(options_.write_ms));
  co_await asio::async_write(stream, bhttp::make_chunk_last(), kResume);
  co_return false;
}

}  // namespace

bool IsLoopback(const std::string& address) {
  error_code error;
  const auto parsed = asio::ip::make_address(address, error);
  return !error && parsed.is_loopback();
}

absl::StatusOr<std::unique_ptr<Transport>> Transport::Start(TransportOptions options,
                                                            Service& service) {
  if (options.certificate_file.empty() && !IsLoopback(options.address)) {
    return absl::InvalidArgumentError(
        fmt::format("{} is not a loopback address: TLS is needed there", options.address));
  }
  auto server = std::make_unique<Server>(std::move(options), service);
  if (absl::Status listening = server->Listen(); !listening.ok()) return listening;
  return server;
}

}  // namespace liancheng::http
