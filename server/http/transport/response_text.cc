#include "server/http/transport/response_text.h"

#include <iterator>

#include "fmt/format.h"
#include "server/http/transport/problem.h"

namespace liancheng::http {
namespace {

void AppendHeader(std::string_view name, std::string_view value, std::string* out) {
  // A value with a line end would add headers of its own, so it is not sent.
  if (value.find_first_of("\r\n") != std::string_view::npos) return;
  *out += name;
  *out += ": ";
  *out += value;
  *out += "\r\n";
}

// RFC 9110: responses with these codes have no body and no length.
bool HasNoBody(int status) {
  return status == 204 || status == 304 || status < 200;
}

void AppendHead(const Response& response, std::string_view version, std::string* out) {
  fmt::format_to(std::back_inserter(*out), "{} {} {}\r\n", version, response.status,
                 TitleOf(response.status));
  if (!HasNoBody(response.status)) AppendHeader("Content-Type", response.type, out);
  for (const auto& [name, value] : response.headers) AppendHeader(name, value, out);
}

}  // namespace

std::string ResponseText(const Response& response, WireForm form) {
  constexpr size_t kHeadBytes = 512;
  std::string text;
  text.reserve(kHeadBytes + response.body.size());
  AppendHead(response, form.is_1_0 ? "HTTP/1.0" : "HTTP/1.1", &text);
  const bool no_body = HasNoBody(response.status);
  if (!no_body) AppendHeader("Content-Length", std::to_string(response.body.size()), &text);
  if (form.is_1_0 == form.keep_alive) {
    AppendHeader("Connection", form.keep_alive ? "keep-alive" : "close", &text);
  }
  text += "\r\n";
  if (!no_body && !form.bodiless) text += response.body;
  return text;
}

std::string StreamHead(const Response& response) {
  std::string text;
  AppendHead(response, "HTTP/1.1", &text);
  text += "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
  return text;
}

std::string ChunkText(std::string_view piece) {
  std::string text = fmt::format("{:x}\r\n", piece.size());
  text += piece;
  text += "\r\n";
  return text;
}

}  // namespace liancheng::http
