#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "fmt/format.h"
#include "server/http/transport/byte_stream.h"

namespace liancheng::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

class TlsStream final : public ByteStream {
 public:
  TlsStream(Socket socket, asio::ssl::context& context) : stream_(std::move(socket), context) {}

  Task<bool> Open() override {
    const auto [error] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kResume);
    co_return !error;
  }
  Task<std::tuple<error_code, size_t>> Read(asio::mutable_buffer into) override {
    return stream_.async_read_some(into, kResume);
  }
  // A TLS record cannot be sent in part and withdrawn, so everything is sent by Write.
  size_t WriteNow(std::string_view, error_code&) override { return 0; }
  Task<std::tuple<error_code, size_t>> Write(std::string_view bytes) override {
    return asio::async_write(stream_, asio::buffer(bytes.data(), bytes.size()), kResume);
  }
  Task<void> End() override { co_await stream_.async_shutdown(kResume); }
  Socket& socket() override { return stream_.next_layer(); }

 private:
  asio::ssl::stream<Socket> stream_;
};

class PemFiles final : public TlsFiles {
 public:
  PemFiles() : context_(asio::ssl::context::tls_server) {}

  absl::Status Read(const std::string& certificate_file, const std::string& key_file) {
    error_code error;
    context_.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                             asio::ssl::context::no_tlsv1_1,
                         error);
    if (!error) context_.use_certificate_chain_file(certificate_file, error);
    if (error) {
      return absl::InvalidArgumentError(
          fmt::format("{}: not a certificate: {}", certificate_file, error.message()));
    }
    context_.use_private_key_file(key_file, asio::ssl::context::pem, error);
    if (!error) return absl::OkStatus();
    return absl::InvalidArgumentError(
        fmt::format("{}: not its key: {}", key_file, error.message()));
  }

  std::unique_ptr<ByteStream> MakeStream(Socket socket) override {
    return std::make_unique<TlsStream>(std::move(socket), context_);
  }

 private:
  asio::ssl::context context_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<TlsFiles>> ReadTlsFiles(const std::string& certificate_file,
                                                       const std::string& key_file) {
  auto files = std::make_unique<PemFiles>();
  if (absl::Status read = files->Read(certificate_file, key_file); !read.ok()) return read;
  return absl::StatusOr<std::unique_ptr<TlsFiles>>(std::move(files));
}

}  // namespace liancheng::http
