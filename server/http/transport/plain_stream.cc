#include <boost/asio/write.hpp>
#include <utility>

#include "server/http/transport/byte_stream.h"

namespace liancheng::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

class PlainStream final : public ByteStream {
 public:
  explicit PlainStream(Socket socket) : socket_(std::move(socket)) {
    error_code ignored;
    socket_.non_blocking(true, ignored);
  }

  Task<bool> Open() override { co_return true; }
  Task<std::tuple<error_code, size_t>> Read(asio::mutable_buffer into) override {
    return socket_.async_read_some(into, kResume);
  }
  size_t WriteNow(std::string_view bytes, error_code& error) override {
    const size_t written = socket_.write_some(asio::buffer(bytes.data(), bytes.size()), error);
    if (error == asio::error::would_block || error == asio::error::try_again) error = {};
    return written;
  }
  Task<std::tuple<error_code, size_t>> Write(std::string_view bytes) override {
    return asio::async_write(socket_, asio::buffer(bytes.data(), bytes.size()), kResume);
  }
  Task<void> End() override {
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    co_return;
  }
  Socket& socket() override { return socket_; }

 private:
  Socket socket_;
};

}  // namespace

std::unique_ptr<ByteStream> MakePlainStream(Socket socket) {
  return std::make_unique<PlainStream>(std::move(socket));
}

}  // namespace liancheng::http
