// tests/http/socket_client.h: a client that sends the given bytes and reads what comes; it waits as
// long as the server keeps the connection.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace liancheng::http {

class SocketClient {
 public:
  explicit SocketClient(uint16_t port);
  ~SocketClient();
  SocketClient(SocketClient&& other) noexcept;
  SocketClient(const SocketClient&) = delete;
  SocketClient& operator=(const SocketClient&) = delete;

  bool connected() const { return connected_; }
  bool Send(std::string_view bytes);
  void EndSending();
  // Up to the end of the header; and the body by its length.
  std::string ReadResponse();
  std::string ReadToTheEnd();

 private:
  bool ReadMore();
  int socket_ = -1;
  bool connected_ = false;
  std::string unread_;
};

}  // namespace liancheng::http
