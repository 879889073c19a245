// Parses requests from bytes cut at any place, and writes responses as bytes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "server/http/transport/request_reader.h"
#include "server/http/transport/response_text.h"

namespace liancheng::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using State = RequestReader::State;

constexpr uint32_t kHeaderMax = 4'096;
constexpr uint64_t kBodyMax = 64;

// Gives a reader its bytes, `step` at a time, until it stops or no bytes are left.
State Feed(RequestReader& reader, std::string_view& bytes, size_t step) {
  State state = reader.ReadHeader();
  bool in_body = false;
  while (true) {
    if (state == State::kHeader) {
      in_body = true;
      state = reader.ReadBody(kBodyMax);
    }
    if (state != State::kNeedsMore || bytes.empty()) return state;
    const auto room = reader.Room();
    const size_t count = std::min({step, bytes.size(), room.size()});
    std::memcpy(room.data(), bytes.data(), count);
    bytes.remove_prefix(count);
    reader.Came(count);
    state = in_body ? reader.ReadBody(kBodyMax) : reader.ReadHeader();
  }
}

TEST(RequestReader, TheSameHoweverItIsCut) {
  const std::string first =
      "POST /v1/check?x=1 HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
      "Content-Length: 7\r\n\r\n{\"a\":1}";
  const std::string second =
      "POST /v1/screen HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
  const std::string third = "GET /healthz HTTP/1.0\r\n\r\n";
  const std::string all = first + second + third;
  for (size_t step = 1; step <= all.size(); ++step) {
    RequestReader reader(kHeaderMax);
    std::string_view bytes = all;
    reader.Restart();
    ASSERT_EQ(Feed(reader, bytes, step), State::kWhole) << step;
    EXPECT_TRUE(reader.keep_alive());
    EXPECT_FALSE(reader.is_1_0());
    Request request = reader.Take();
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "/v1/check?x=1");
    EXPECT_EQ(request.body, "{\"a\":1}");
    EXPECT_THAT(request.headers,
                ElementsAre(Pair("Host", "h"), Pair("Content-Type", "application/json"),
                            Pair("Content-Length", "7")));
    reader.Restart();
    ASSERT_EQ(Feed(reader, bytes, step), State::kWhole) << step;
    EXPECT_EQ(reader.Take().body, "abcde");
    reader.Restart();
    ASSERT_EQ(Feed(reader, bytes, step), State::kWhole) << step;
    EXPECT_FALSE(reader.keep_alive());
    EXPECT_TRUE(reader.is_1_0());
    EXPECT_EQ(reader.Take().target, "/healthz");
    EXPECT_TRUE(bytes.empty());
  }
}

TEST(RequestReader, WhatCannotBeReadIsTold) {
  struct Row {
    const char* what;
    std::string bytes;
    State state;
    int status;
  };
  const std::string post = "POST / HTTP/1.1\r\nHost: h\r\n";
  const Row rows[] = {
      {"half a line", "GET / HT", State::kNeedsMore, 0},
      {"half a header", "GET / HTTP/1.1\r\nHost: h\r\n", State::kNeedsMore, 0},
      {"half a body", post + "Content-Length: 3\r\n\r\nab", State::kNeedsMore, 0},
      {"no HTTP", "hello\r\n\r\n", State::kFailed, 400},
      {"no host", "GET / HTTP/1.1\r\nAccept: */*\r\n\r\n", State::kFailed, 400},
      {"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", State::kFailed, 400},
      {"no host, before there was one", "GET / HTTP/1.0\r\n\r\n", State::kWhole, 0},
      {"another version", "GET / HTTP/2.0\r\n\r\n", State::kFailed, 400},
      {"a length that is none", post + "Content-Length: x\r\n\r\n", State::kFailed, 400},
      {"two lengths", post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", State::kFailed, 400},
      {"a chunk without a size", post + "Transfer-Encoding: chunked\r\n\r\nx\r\n", State::kFailed,
       400},
      {"a long header", "GET / HTTP/1.1\r\nX: " + std::string(kHeaderMax, 'x'), State::kFailed,
       431},
      {"a long body", post + "Content-Length: 65\r\n\r\n", State::kFailed, 413},
      {"a long body in chunks",
       post + "Transfer-Encoding: chunked\r\n\r\n41\r\n" + std::string(65, 'x') + "\r\n0\r\n\r\n",
       State::kFailed, 413},
  };
  for (const Row& row : rows) {
    for (const size_t step : {size_t{1}, row.bytes.size()}) {
      RequestReader reader(kHeaderMax);
      reader.Restart();
      std::string_view bytes = row.bytes;
      ASSERT_EQ(Feed(reader, bytes, step), row.state) << row.what << " by " << step;
      if (row.state == State::kFailed) {
        EXPECT_EQ(reader.Refusal().status, row.status) << row.what;
      }
    }
  }
}

TEST(RequestReader, KnowsWhoWaitsForAWord) {
  RequestReader reader(kHeaderMax);
  reader.Restart();
  std::string_view bytes =
      "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\nConnection: close\r\n"
      "Content-Length: 1\r\n\r\n";
  EXPECT_EQ(Feed(reader, bytes, bytes.size()), State::kNeedsMore);
  EXPECT_TRUE(reader.expects_continue());
  EXPECT_FALSE(reader.keep_alive());
}

TEST(ResponseText, EveryForm) {
  struct Row {
    const char* what;
    int status;
    WireForm form;
    const char* text;
  };
  const Row rows[] = {
      {"the usual",
       200,
       {},
       "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-A: b\r\nContent-Length: 2\r\n"
       "\r\n{}"},
      {"the last",
       400,
       {.keep_alive = false},
       "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nX-A: b\r\n"
       "Content-Length: 2\r\nConnection: close\r\n\r\n{}"},
      {"an old client",
       200,
       {.keep_alive = true, .is_1_0 = true},
       "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\nX-A: b\r\nContent-Length: 2\r\n"
       "Connection: keep-alive\r\n\r\n{}"},
      {"an old client's last",
       200,
       {.keep_alive = false, .is_1_0 = true},
       "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\nX-A: b\r\nContent-Length: 2\r\n"
       "\r\n{}"},
      {"HEAD",
       405,
       {.bodiless = true},
       "HTTP/1.1 405 Method Not Allowed\r\nContent-Type: application/json\r\nX-A: b\r\n"
       "Content-Length: 2\r\n\r\n"},
      {"unchanged", 304, {}, "HTTP/1.1 304 Not Modified\r\nX-A: b\r\n\r\n"},
  };
  for (const Row& row : rows) {
    Response response;
    response.status = row.status;
    response.body = "{}";
    response.headers = {{"X-A", "b"}, {"X-Split", "a\r\nX-Evil: b"}};
    EXPECT_EQ(ResponseText(response, row.form), row.text) << row.what;
  }
}

TEST(ResponseText, Chunks) {
  Response response;
  response.type = "application/x-ndjson";
  EXPECT_EQ(StreamHead(response),
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n"
            "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(ChunkText(std::string(26, 'x')), "1a\r\n" + std::string(26, 'x') + "\r\n");
}

}  // namespace
}  // namespace liancheng::http
