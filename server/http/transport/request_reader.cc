#include "server/http/transport/request_reader.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <string>
#include <utility>

#include "server/http/transport/problem.h"

namespace liancheng::http {
namespace {

namespace beast = boost::beast;
namespace bhttp = boost::beast::http;

constexpr size_t kRoomBytes = 16 * 1024;

}  // namespace

struct RequestReader::Parts {
  explicit Parts(uint32_t header_max) : header_bytes_max(header_max) {}
  const uint32_t header_bytes_max;
  beast::flat_buffer buffer;
  std::optional<bhttp::request_parser<bhttp::string_body>> parser;  // parses one request
  boost::system::error_code error;
  bool in_body = false;
  bool host_missing = false;
};

RequestReader::RequestReader(uint32_t header_bytes_max)
    : parts_(std::make_unique<Parts>(header_bytes_max)) {}

RequestReader::~RequestReader() = default;

void RequestReader::Restart() {
  parts_->parser.emplace();
  parts_->parser->header_limit(parts_->header_bytes_max);
  parts_->parser->body_limit(boost::none);
  parts_->in_body = false;
  parts_->host_missing = false;
}

boost::asio::mutable_buffer RequestReader::Room() {
  return parts_->buffer.prepare(kRoomBytes);
}

void RequestReader::Came(size_t bytes) {
  parts_->buffer.commit(bytes);
}

RequestReader::State RequestReader::Parse(bool (*done)(const Parts&), State then) {
  Parts& parts = *parts_;
  while (!done(parts)) {
    if (parts.buffer.size() == 0) return State::kNeedsMore;
    parts.buffer.consume(parts.parser->put(parts.buffer.data(), parts.error));
    if (parts.error == bhttp::error::need_more) return State::kNeedsMore;
    if (parts.error) return State::kFailed;
  }
  return then;
}

RequestReader::State RequestReader::ReadHeader() {
  const State state =
      Parse([](const Parts& parts) { return parts.parser->is_header_done(); }, State::kHeader);
  if (state != State::kHeader || is_1_0()) return state;
  // RFC 9112, 3.2: a request of HTTP/1.1 has exactly one Host.
  parts_->host_missing = parts_->parser->get().count(bhttp::field::host) != 1;
  return parts_->host_missing ? State::kFailed : state;
}

RequestReader::State RequestReader::ReadBody(uint64_t body_bytes_max) {
  auto& parser = *parts_->parser;
  if (!parts_->in_body) {
    parts_->in_body = true;
    parser.eager(true);
    parser.body_limit(body_bytes_max);
    if (parser.content_length() && *parser.content_length() > body_bytes_max) {
      parts_->error = bhttp::error::body_limit;
      return State::kFailed;
    }
  }
  return Parse([](const Parts& parts) { return parts.parser->is_done(); }, State::kWhole);
}

std::string_view RequestReader::method() const {
  return parts_->parser->get().method_string();
}

std::string_view RequestReader::target() const {
  return parts_->parser->get().target();
}

bool RequestReader::expects_continue() const {
  return beast::iequals(parts_->parser->get()[bhttp::field::expect], "100-continue");
}

bool RequestReader::keep_alive() const {
  return parts_->parser->keep_alive();
}

bool RequestReader::is_1_0() const {
  return parts_->parser->get().version() == 10;
}

Request RequestReader::Take() {
  auto message = parts_->parser->release();
  Request request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  for (const auto& field : message) {
    request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  request.body = std::move(message.body());
  return request;
}

Response RequestReader::Refusal() const {
  if (parts_->host_missing) {
    return Problem(400, "bad-request",
                   std::string("a request of HTTP/1.1 names its host once: Host (RFC 9112, 3.2)"));
  }
  if (parts_->error == bhttp::error::header_limit) {
    return Problem(431, "header-too-large", std::string("the header is too large"));
  }
  if (parts_->error == bhttp::error::body_limit) {
    return Problem(413, "body-too-large", std::string("the body is larger than is taken here"));
  }
  return Problem(400, "bad-request", std::string("this is not HTTP/1.1"));
}

}  // namespace liancheng::http
