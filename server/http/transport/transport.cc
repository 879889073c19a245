#include "server/http/transport/transport.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "server/http/transport/connection.h"

namespace liancheng::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

// One thread with the connections that it reads, answers and writes. No other thread touches them,
// so a request takes no lock.
struct Loop {
  asio::io_context io{1};
  asio::executor_work_guard<LoopExecutor> work{io.get_executor()};
  std::atomic<size_t> connections{0};
  std::thread thread;
};

class Server final : public Transport {
 public:
  Server(TransportOptions options, Handler& handler)
      : options_(std::move(options)), handler_(handler), workers_(options_.workers) {
    for (unsigned i = 0; i < std::max(1U, options_.io_threads); ++i) {
      loops_.push_back(std::make_unique<Loop>());
    }
    acceptor_.emplace(loops_.front()->io);
  }
  ~Server() override { Stop(); }

  absl::Status Listen();
  uint16_t port() const override { return port_; }
  void Stop() override;

 private:
  Task<void> Accept();
  void Take(Socket socket, Loop& loop);
  Task<void> Serve(std::shared_ptr<Connection> connection, Loop& loop);
  Loop& LeastBusy();
  void ForEachConnection(void (*visit)(Connection&));
  // Waits until the last connection has ended, or drain_ms have passed.
  void WaitForConnections();

  const TransportOptions options_;
  Handler& handler_;
  std::unique_ptr<TlsFiles> tls_;  // null = no TLS
  asio::thread_pool workers_;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::optional<asio::basic_socket_acceptor<tcp, LoopExecutor>> acceptor_;
  uint16_t port_ = 0;
  std::atomic<bool> draining_{false};
  std::atomic<size_t> at_work_{0};
  std::mutex mutex_;
  std::condition_variable ended_;
  std::set<std::shared_ptr<Connection>> connections_;
  bool stopped_ = false;
};

absl::Status Server::Listen() {
  if (!options_.certificate_file.empty()) {
    auto read = ReadTlsFiles(options_.certificate_file, options_.key_file);
    if (!read.ok()) return read.status();
    tls_ = *std::move(read);
  }
  error_code error;
  const auto address = asio::ip::make_address(options_.address, error);
  if (error) {
    return absl::InvalidArgumentError(fmt::format("\"{}\" is not an address", options_.address));
  }
  const tcp::endpoint endpoint(address, options_.port);
  acceptor_->open(endpoint.protocol(), error);
  if (!error) acceptor_->set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_->bind(endpoint, error);
  if (!error) acceptor_->listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    return absl::UnavailableError(
        fmt::format("{} port {}: {}", options_.address, options_.port, error.message()));
  }
  port_ = acceptor_->local_endpoint(error).port();
  handler_.OnCommit(
      [this] { ForEachConnection([](Connection& connection) { connection.Wake(); }); });
  asio::co_spawn(loops_.front()->io.get_executor(), Accept(), asio::detached);
  for (const auto& loop : loops_) {
    Loop* const own = loop.get();
    own->thread = std::thread([own] { own->io.run(); });
  }
  return absl::OkStatus();
}

void Server::ForEachConnection(void (*visit)(Connection&)) {
  const std::lock_guard lock(mutex_);
  for (const auto& connection : connections_) {
    asio::post(connection->executor(), [connection, visit] { visit(*connection); });
  }
}

void Server::WaitForConnections() {
  std::unique_lock lock(mutex_);
  ended_.wait_for(lock, milliseconds(options_.drain_ms), [this] { return connections_.empty(); });
}

void Server::Stop() {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    stopped_ = true;
  }
  draining_ = true;
  handler_.Drain();
  asio::post(loops_.front()->io, [this] {
    error_code ignored;
    acceptor_->close(ignored);
  });
  ForEachConnection([](Connection& connection) {
    connection.Wake();
    connection.CutIfIdle();
  });
  WaitForConnections();
  ForEachConnection([](Connection& connection) { connection.Cut(); });
  workers_.join();
  // A connection that was cut ends when its coroutine notices.
  WaitForConnections();
  for (const auto& loop : loops_) {
    loop->io.stop();
    if (loop->thread.joinable()) loop->thread.join();
  }
}

Loop& Server::LeastBusy() {
  return **std::min_element(loops_.begin(), loops_.end(), [](const auto& a, const auto& b) {
    return a->connections.load() < b->connections.load();
  });
}

Task<void> Server::Accept() {
  while (!draining_) {
    Loop& loop = LeastBusy();
    auto [error, socket] = co_await acceptor_->async_accept(loop.io.get_executor(), kResume);
    if (draining_) co_return;
    if (error) {
      // Most likely there are no file descriptors left: wait until a connection ends.
      asio::steady_timer pause(loops_.front()->io, milliseconds(20));
      co_await pause.async_wait(kResume);
      continue;
    }
    handler_.connections().opened.fetch_add(1);
    if (static_cast<size_t>(handler_.connections().open.load()) >= options_.connections_max) {
      handler_.connections().refused.fetch_add(1);
      continue;  // its destructor closes it
    }
    Take(std::move(socket), loop);
  }
}

void Server::Take(Socket socket, Loop& loop) {
  auto stream =
      tls_ == nullptr ? MakePlainStream(std::move(socket)) : tls_->MakeStream(std::move(socket));
  const Surroundings around{options_, handler_, workers_, draining_, at_work_};
  auto connection = std::make_shared<Connection>(std::move(stream), around);
  {
    const std::lock_guard lock(mutex_);
    connections_.insert(connection);
  }
  handler_.connections().open.fetch_add(1);
  loop.connections.fetch_add(1);
  asio::co_spawn(loop.io.get_executor(), Serve(std::move(connection), loop), asio::detached);
}

Task<void> Server::Serve(std::shared_ptr<Connection> connection, Loop& loop) {
  try {
    co_await connection->Run();
  } catch (const std::exception&) {
    // Most likely out of memory: that ends one connection, not all.
    connection->Cut();
  }
  handler_.connections().open.fetch_sub(1);
  loop.connections.fetch_sub(1);
  const std::lock_guard lock(mutex_);
  connections_.erase(connection);
  ended_.notify_all();
}

}  // namespace

bool IsLoopback(const std::string& address) {
  error_code error;
  const auto parsed = asio::ip::make_address(address, error);
  return !error && parsed.is_loopback();
}

absl::StatusOr<std::unique_ptr<Transport>> Transport::Start(TransportOptions options,
                                                            Handler& handler) {
  if (options.certificate_file.empty() && !IsLoopback(options.address)) {
    return absl::InvalidArgumentError(
        fmt::format("{} is not a loopback address: TLS is needed there", options.address));
  }
  auto server = std::make_unique<Server>(std::move(options), handler);
  if (absl::Status listening = server->Listen(); !listening.ok()) return listening;
  return server;
}

}  // namespace liancheng::http
