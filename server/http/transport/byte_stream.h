// server/http/transport/byte_stream.h: the bytes of one connection, with or without TLS behind one
// face, so that what is said over them is compiled once.
// Threads: one at a time, the loop of the connection.
// Errors:  as Boost.Asio gives them; eof at the end of what the client sends.
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

// The executor's own type: nothing is asked of it through pointers to functions.
using LoopExecutor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, LoopExecutor>;
template <typename T>
using Task = boost::asio::awaitable<T, LoopExecutor>;
inline constexpr auto kResume = boost::asio::as_tuple_t<boost::asio::use_awaitable_t<LoopExecutor>>{
    boost::asio::use_awaitable_t<LoopExecutor>{}};

class ByteStream {
 public:
  virtual ~ByteStream() = default;
  // Before anything else; false when no connection comes about.
  virtual Task<bool> Open() = 0;
  virtual Task<std::tuple<boost::system::error_code, size_t>> Read(
      boost::asio::mutable_buffer into) = 0;
  // What can be sent at once is sent by this very call; the rest by Write.
  virtual size_t WriteNow(std::string_view bytes, boost::system::error_code& error) = 0;
  virtual Task<std::tuple<boost::system::error_code, size_t>> Write(std::string_view bytes) = 0;
  // Says that nothing more comes.
  virtual Task<void> End() = 0;
  virtual Socket& socket() = 0;
};

std::unique_ptr<ByteStream> MakePlainStream(Socket socket);

// Certificate and key, read once.
class TlsFiles {
 public:
  virtual ~TlsFiles() = default;
  virtual std::unique_ptr<ByteStream> MakeStream(Socket socket) = 0;
};
// PEM files. InvalidArgument when one cannot be used.
absl::StatusOr<std::unique_ptr<TlsFiles>> ReadTlsFiles(const std::string& certificate_file,
                                                       const std::string& key_file);

}  // namespace liancheng::http
