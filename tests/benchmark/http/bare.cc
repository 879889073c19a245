// A Boost.Beast server that only says hello; the service is compared with it. Prints its port; ends
// when its standard input does.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;

constexpr auto kResume = asio::as_tuple(asio::use_awaitable);
constexpr unsigned kThreads = 2;

asio::awaitable<void> Serve(tcp::socket socket) {
  boost::system::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  beast::tcp_stream stream(std::move(socket));
  beast::flat_buffer buffer;
  while (true) {
    stream.expires_after(std::chrono::seconds(30));
    http::request<http::string_body> request;
    auto [error, bytes] = co_await http::async_read(stream, buffer, request, kResume);
    if (error) co_return;
    http::response<http::string_body> response{http::status::ok, request.version()};
    response.set(http::field::content_type, "text/plain");
    response.keep_alive(request.keep_alive());
    response.body() = "hello";
    response.prepare_payload();
    auto [failed, written] = co_await http::async_write(stream, response, kResume);
    if (failed || !request.keep_alive()) co_return;
  }
}

asio::awaitable<void> Accept(tcp::acceptor& acceptor, asio::io_context& io) {
  while (true) {
    auto strand = asio::make_strand(io);
    auto [error, socket] = co_await acceptor.async_accept(strand, kResume);
    if (error) co_return;
    asio::co_spawn(strand, Serve(std::move(socket)), asio::detached);
  }
}

}  // namespace

int main() {
  asio::io_context io(static_cast<int>(kThreads));
  tcp::acceptor acceptor(io, {asio::ip::make_address("127.0.0.1"), 0});
  std::printf("listening on http://127.0.0.1:%u\n", unsigned{acceptor.local_endpoint().port()});
  std::fflush(stdout);
  asio::co_spawn(io, Accept(acceptor, io), asio::detached);
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < kThreads; ++i) threads.emplace_back([&io] { io.run(); });
  while (std::getchar() != EOF) {
  }
  io.stop();
  for (std::thread& thread : threads) thread.join();
  return 0;
}
