// server/http/transport/byte_stream.h: the bytes of one connection, with or without TLS behind one
// interface, so that the code above it is compiled once.
// Threads: only the loop of the connection.
// Errors:  those of Boost.Asio; eof at the end of what the client sends.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>

#include "absl/status/statusor.h"

namespace liancheng::http {

// The concrete type of the executor, which avoids calls through function pointers.
using LoopExecutor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, LoopExecutor>;
template <typename T>
using Task = boost::asio::awaitable<T, LoopExecutor>;
inline constexpr auto kResume = boost::asio::as_tuple_t<boost::asio::use_awaitable_t<LoopExecutor>>{
    boost::asio::use_awaitable_t<LoopExecutor>{}};

class ByteStream {
 public:
  virtual ~ByteStream() = default;
  // Called first; false when no connection can be made.
  virtual Task<bool> Open() = 0;
  virtual Task<std::tuple<boost::system::error_code, size_t>> Read(
      boost::asio::mutable_buffer into) = 0;
  // Sends what the socket takes at once; Write sends the rest.
  virtual size_t WriteNow(std::string_view bytes, boost::system::error_code& error) = 0;
  virtual Task<std::tuple<boost::system::error_code, size_t>> Write(std::string_view bytes) = 0;
  // Tells the client that nothing more will be sent.
  virtual Task<void> End() = 0;
  virtual Socket& socket() = 0;
};

std::unique_ptr<ByteStream> MakePlainStream(Socket socket);

// A certificate and its key, read once.
class TlsFiles {
 public:
  virtual ~TlsFiles() = default;
  virtual std::unique_ptr<ByteStream> MakeStream(Socket socket) = 0;
};
// Reads PEM files. InvalidArgument when one cannot be used.
absl::StatusOr<std::unique_ptr<TlsFiles>> ReadTlsFiles(const std::string& certificate_file,
                                                       const std::string& key_file);

}  // namespace liancheng::http
