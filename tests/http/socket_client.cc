#include "tests/http/socket_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace liancheng::http {

SocketClient::SocketClient(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  connected_ =
      ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
}

SocketClient::SocketClient(SocketClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      connected_(other.connected_),
      unread_(std::move(other.unread_)) {}

SocketClient::~SocketClient() {
  if (socket_ >= 0) ::close(socket_);
}

bool SocketClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

void SocketClient::EndSending() {
  ::shutdown(socket_, SHUT_WR);
}

bool SocketClient::ReadMore() {
  std::array<char, 4096> buffer;
  const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (got <= 0) return false;
  unread_.append(buffer.data(), static_cast<size_t>(got));
  return true;
}

std::string SocketClient::ReadResponse() {
  size_t end = std::string::npos;
  while ((end = unread_.find("\r\n\r\n")) == std::string::npos) {
    if (!ReadMore()) return std::exchange(unread_, {});
  }
  end += 4;
  constexpr std::string_view kLength = "Content-Length: ";
  const size_t at = unread_.find(kLength);
  const size_t body =
      at < end ? std::strtoull(unread_.c_str() + at + kLength.size(), nullptr, 10) : 0;
  while (unread_.size() < end + body) {
    if (!ReadMore()) break;
  }
  const size_t all = std::min(unread_.size(), end + body);
  std::string response = unread_.substr(0, all);
  unread_.erase(0, all);
  return response;
}

std::string SocketClient::ReadToTheEnd() {
  while (ReadMore()) {
  }
  return std::exchange(unread_, {});
}

}  // namespace liancheng::http
