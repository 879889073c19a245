// The service over real sockets: slow, broken, large and many clients, and a stop while it answers.
#include "server/http/transport/transport.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "tests/http/desk.h"
#include "tests/http/socket_client.h"

namespace liancheng::http {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class TransportTest : public testing::Test {
 protected:
  ~TransportTest() override { Stop(); }

  void Start(TransportOptions options) {
    auto started = Transport::Start(std::move(options), desk_.pipeline());
    ASSERT_TRUE(started.ok()) << started.status();
    transport_ = *std::move(started);
  }
  void Start() { Start({}); }
  void Stop() {
    if (transport_ != nullptr) transport_->Stop();
  }

  SocketClient Connect() { return SocketClient(transport_->port()); }

  std::string Get(const std::string& target, const std::string& more = "") const {
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " +
           desk_.token("steward") + "\r\n" + more + "\r\n";
  }
  std::string Post(const std::string& target, const std::string& type, const std::string& more,
                   const std::string& body) const {
    return "POST " + target + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " +
           desk_.token("steward") + "\r\nContent-Type: " + type + "\r\n" + more + "\r\n" + body;
  }

  Desk desk_{{.demo = false}};
  std::unique_ptr<Transport> transport_;
};

TEST_F(TransportTest, AConnectionCarriesManyRequests) {
  Start();
  SocketClient client = Connect();
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(client.Send(Get("/v1/me")));
    const std::string response = client.ReadResponse();
    EXPECT_THAT(response, StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(response, HasSubstr("\"role\":\"steward\""));
  }
  ASSERT_TRUE(client.Send(Get("/v1/me") + Get("/healthz")));
  EXPECT_THAT(client.ReadResponse(), HasSubstr("steward"));
  EXPECT_THAT(client.ReadResponse(), HasSubstr("up"));
  ASSERT_TRUE(client.Send(Get("/healthz", "Connection: close\r\n")));
  EXPECT_THAT(client.ReadToTheEnd(), HasSubstr("up"));
}

// A handler as its service is, that counts how often a route is looked up.
class CountsLookups final : public Handler {
 public:
  explicit CountsLookups(Handler& below) : below_(below) {}
  RouteMatch Find(std::string_view method, std::string_view target) const override {
    lookups.fetch_add(1);
    return below_.Find(method, target);
  }
  Response Handle(const Request& request, const RouteMatch& match) override {
    return below_.Handle(request, match);
  }
  std::optional<Response> HandleBriefly(const Request& request, const RouteMatch& match) override {
    return below_.HandleBriefly(request, match);
  }
  uint64_t revision() const override { return below_.revision(); }
  void OnCommit(std::function<void()> listener) override { below_.OnCommit(std::move(listener)); }
  void Drain() override { below_.Drain(); }
  ConnectionCounts& connections() override { return below_.connections(); }

  mutable std::atomic<int> lookups{0};

 private:
  Handler& below_;
};

// Also where a worker carries it out (`verify` is heavy), and where there is none.
TEST(Lookup, IsMadeOnceForEachRequest) {
  Desk desk({.demo = false});
  CountsLookups counting(desk.pipeline());
  const auto transport = Transport::Start({}, counting);
  ASSERT_TRUE(transport.ok()) << transport.status();
  SocketClient client((*transport)->port());
  const std::string token = "Authorization: Bearer " + desk.token("auditor") + "\r\n\r\n";
  const char* const targets[] = {"/healthz", "/v1/me", "/v1/audit/verify", "/v1/nothing"};
  int asked = 0;
  for (const char* target : targets) {
    ASSERT_TRUE(client.Send(std::string("GET ") + target + " HTTP/1.1\r\nHost: x\r\n" + token));
    client.ReadResponse();
    EXPECT_EQ(counting.lookups.load(), ++asked) << target;
  }
  (*transport)->Stop();
}

TEST_F(TransportTest, WhatIsNoRequestIsToldSoAndCut) {
  Start({.header_bytes_max = 2'048});
  struct Row {
    const char* what;
    std::string bytes;
    const char* answer;
  };
  const Row rows[] = {
      {"not HTTP", "hello\r\n\r\n", "HTTP/1.1 400"},
      {"no version", "GET /\r\n\r\n", "HTTP/1.1 400"},
      {"no host", "GET /healthz HTTP/1.1\r\n\r\n", "HTTP/1.1 400"},
      {"a large header", "GET / HTTP/1.1\r\nX: " + std::string(4'000, 'x') + "\r\n\r\n",
       "HTTP/1.1 431"},
      {"a large body", Post("/v1/listings", "application/json", "Content-Length: 9000000\r\n", ""),
       "HTTP/1.1 413"},
      {"a body where none is taken", Get("/healthz", "Content-Length: 5\r\n") + "12345",
       "HTTP/1.1 413"},
      {"a large body in chunks",
       Post("/v1/listings", "application/json", "Transfer-Encoding: chunked\r\n",
            "200000\r\n" + std::string(0x200000, ' ')),
       "HTTP/1.1 413"},
      {"a length that is none",
       Post("/v1/listings", "application/json", "Content-Length: x\r\n", ""), "HTTP/1.1 400"},
  };
  for (const Row& row : rows) {
    SocketClient client = Connect();
    client.Send(row.bytes);
    client.EndSending();
    EXPECT_THAT(client.ReadToTheEnd(), StartsWith(row.answer)) << row.what;
  }
}

TEST_F(TransportTest, BrokenJsonEndsOneRequestNotTheConnection) {
  Start();
  SocketClient client = Connect();
  ASSERT_TRUE(client.Send(Post("/v1/listings", "application/json", "Content-Length: 1\r\n", "{")));
  EXPECT_THAT(client.ReadResponse(), StartsWith("HTTP/1.1 400"));
  ASSERT_TRUE(client.Send(Get("/healthz")));
  EXPECT_THAT(client.ReadResponse(), StartsWith("HTTP/1.1 200"));
}

// A report of an empty store: files with a header line.
TEST_F(TransportTest, AFileOfAJobEndsOrIsCut) {
  const Reply started = desk_.Post("steward", "/v1/impact", Json::object(), Purposeful());
  ASSERT_EQ(started.status, 202) << started.text;
  desk_.backend().jobs().Wait();
  Start();
  const std::string get = Get(started.Header("Location") + "/files/findings.csv",
                              "X-Purpose: licence\r\nX-Ground: HJ-16\r\n");
  SocketClient whole = Connect();
  ASSERT_TRUE(whole.Send(get));
  const std::string all = whole.ReadToTheEnd();
  EXPECT_THAT(all, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(all, HasSubstr("listing,list,subject"));
  EXPECT_TRUE(all.ends_with("\r\n0\r\n\r\n"));
  const std::string id = started.body.at("id").get<std::string>();
  std::filesystem::resize_file(desk_.folder() + "/state/jobs/" + id + "/report/findings.csv", 10);
  SocketClient cut = Connect();
  ASSERT_TRUE(cut.Send(get));
  const std::string part = cut.ReadToTheEnd();
  EXPECT_THAT(part, HasSubstr("listing,li"));
  EXPECT_FALSE(part.ends_with("\r\n0\r\n\r\n"));
}

TEST_F(TransportTest, TheSlowAreCut) {
  Start({.header_ms = 30, .idle_ms = 30, .body_ms = 30});
  SocketClient silent = Connect();
  SocketClient half_header = Connect();
  ASSERT_TRUE(half_header.Send("GET /healthz HTT"));
  SocketClient half_body = Connect();
  ASSERT_TRUE(
      half_body.Send(Post("/v1/listings", "application/json", "Content-Length: 10\r\n", "{")));
  SocketClient idle = Connect();
  ASSERT_TRUE(idle.Send(Get("/healthz")));
  EXPECT_EQ(silent.ReadToTheEnd(), "");
  EXPECT_EQ(half_header.ReadToTheEnd(), "");
  EXPECT_EQ(half_body.ReadToTheEnd(), "");
  EXPECT_THAT(idle.ReadToTheEnd(), StartsWith("HTTP/1.1 200"));
  EXPECT_GE(desk_.pipeline().connections().timeouts.load(), 3u);
}

TEST_F(TransportTest, AClientThatHasSaidAllIsAnswered) {
  Start();
  SocketClient client = Connect();
  ASSERT_TRUE(client.Send(Get("/v1/me")));
  client.EndSending();
  EXPECT_THAT(client.ReadToTheEnd(), HasSubstr("steward"));
}

// A client asks and does not read: the connection is cut when the time for the answer is over.
TEST_F(TransportTest, ASlowReaderIsCut) {
  Start({.write_ms = 50});
  std::string rows;
  const std::string row = "{\"id\": \"" + std::string(400, 'x') + "\", \"source\": \"E1\"}\n";
  for (int i = 0; i < 50'000; ++i) rows += row;  // more than sockets hold, with the answers
  SocketClient client = Connect();
  ASSERT_TRUE(client.Send(
      Post("/v1/screen", "application/x-ndjson",
           "X-Purpose: p\r\nX-Ground: g\r\nContent-Length: " + std::to_string(rows.size()) + "\r\n",
           rows)));
  // The client reads only after the service has counted it as too slow.
  while (desk_.pipeline().connections().timeouts.load() == 0) std::this_thread::yield();
  const std::string part = client.ReadToTheEnd();
  EXPECT_THAT(part, StartsWith("HTTP/1.1 200"));
  EXPECT_FALSE(part.ends_with("\r\n0\r\n\r\n")) << "cut, and not ended";
}

// The client closes its half before the request is complete: nobody waits for the rest.
TEST_F(TransportTest, WhatIsHalfSaidAndClosedIsOver) {
  Start();
  const std::string post = Post("/v1/listings", "application/json", "Content-Length: 10\r\n", "{");
  for (const std::string& bytes :
       {std::string(), std::string("GET /v1/me HTT"), Get("/v1/me").substr(0, 40), post}) {
    SocketClient client = Connect();
    ASSERT_TRUE(client.Send(bytes));
    client.EndSending();
    EXPECT_THAT(client.ReadToTheEnd(), AnyOf("", StartsWith("HTTP/1.1 400"))) << bytes;
  }
  EXPECT_EQ(desk_.pipeline().connections().timeouts.load(), 0u);
}

// Several requests at once and then no more: each is answered, in order.
TEST_F(TransportTest, RequestsSaidAtOnceAreAnsweredAfterAHalfClose) {
  Start();
  SocketClient client = Connect();
  ASSERT_TRUE(client.Send(Get("/v1/me") + Get("/nowhere") + Get("/healthz")));
  client.EndSending();
  EXPECT_THAT(client.ReadResponse(), HasSubstr("steward"));
  EXPECT_THAT(client.ReadResponse(), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(client.ReadToTheEnd(), HasSubstr("up"));
}

TEST_F(TransportTest, AClientThatIsGoneHurtsNobody) {
  Start();
  for (int i = 0; i < 20; ++i) {
    SocketClient client = Connect();
    client.Send(Get("/v1/rulebooks"));
  }
  SocketClient client = Connect();
  ASSERT_TRUE(client.Send(Get("/healthz")));
  EXPECT_THAT(client.ReadResponse(), StartsWith("HTTP/1.1 200"));
}

// Both ends of each connection are in this process.
void AllowDescriptors(rlim_t wanted) {
  rlimit limit = {};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
  if (limit.rlim_cur >= wanted) return;
  ASSERT_TRUE(limit.rlim_max == RLIM_INFINITY || limit.rlim_max >= wanted)
      << "this machine allows a process " << limit.rlim_max << " descriptors; the test needs "
      << wanted << " (ulimit -Hn)";
  limit.rlim_cur = wanted;
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

TEST_F(TransportTest, AThousandConnectionsAreHeldAtOnce) {
  constexpr size_t kClients = 1'000;
  ASSERT_NO_FATAL_FAILURE(AllowDescriptors(2 * kClients + 200));
  Start({.connections_max = kClients});
  std::vector<SocketClient> clients;
  for (size_t i = 0; i < kClients; ++i) {
    clients.push_back(Connect());
    ASSERT_TRUE(clients.back().connected()) << i;
  }
  // Slow clients do not delay the others: every second client has sent half of its request.
  for (size_t i = 0; i < kClients; ++i) {
    ASSERT_TRUE(clients[i].Send(i % 2 == 0 ? Get("/v1/me") : "GET /v1/me HT")) << i;
  }
  for (size_t i = 0; i < kClients; i += 2) {
    ASSERT_THAT(clients[i].ReadResponse(), StartsWith("HTTP/1.1 200")) << i;
  }
  // All connections still exist, and the slow clients get their answers.
  const std::string rest = Get("/v1/me").substr(std::string("GET /v1/me HT").size());
  for (size_t i = 1; i < kClients; i += 2) {
    ASSERT_TRUE(clients[i].Send(rest)) << i;
    ASSERT_THAT(clients[i].ReadResponse(), StartsWith("HTTP/1.1 200")) << i;
  }
  EXPECT_EQ(desk_.pipeline().connections().open.load(), static_cast<int64_t>(kClients));
  EXPECT_EQ(desk_.pipeline().connections().refused.load(), 0u);
}

TEST_F(TransportTest, OneConnectionTooManyIsClosed) {
  Start({.connections_max = 2});
  SocketClient first = Connect();
  SocketClient second = Connect();
  ASSERT_TRUE(first.Send(Get("/healthz")));
  ASSERT_TRUE(second.Send(Get("/healthz")));
  EXPECT_THAT(first.ReadResponse(), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(second.ReadResponse(), StartsWith("HTTP/1.1 200"));
  SocketClient third = Connect();
  EXPECT_EQ(third.ReadToTheEnd(), "");
  EXPECT_EQ(desk_.pipeline().connections().refused.load(), 1u);
}

TEST_F(TransportTest, RowsComeInChunks) {
  Start();
  std::string rows;
  for (int i = 0; i < 600; ++i) rows += "{\"source\": \"E1\"}\n";
  SocketClient client = Connect();
  ASSERT_TRUE(client.Send(
      Post("/v1/screen", "application/x-ndjson",
           "X-Purpose: p\r\nX-Ground: g\r\nContent-Length: " + std::to_string(rows.size()) + "\r\n",
           rows)));
  const std::string response = client.ReadToTheEnd();
  EXPECT_THAT(response, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(response, HasSubstr("Transfer-Encoding: chunked"));
  EXPECT_THAT(response, HasSubstr("\"row\":600,"));
  EXPECT_TRUE(response.ends_with("0\r\n\r\n"));
}

// A request whose body is being received when the service is told to end is answered; an idle
// connection is closed; no new connection is accepted.
TEST_F(TransportTest, WhatIsUnderWayIsAnswered) {
  Start();
  SocketClient idle = Connect();
  ASSERT_TRUE(idle.Send(Get("/healthz")));
  EXPECT_THAT(idle.ReadResponse(), StartsWith("HTTP/1.1 200"));
  SocketClient busy = Connect();
  ASSERT_TRUE(busy.Send(Post("/v1/listings", "application/json",
                             "Content-Length: 2\r\nExpect: 100-continue\r\n", "")));
  EXPECT_THAT(busy.ReadResponse(), StartsWith("HTTP/1.1 100"));
  std::thread stopping([this] { transport_->Stop(); });
  EXPECT_EQ(idle.ReadToTheEnd(), "");
  EXPECT_TRUE(desk_.backend().draining());
  ASSERT_TRUE(busy.Send("{}"));
  const std::string response = busy.ReadToTheEnd();
  EXPECT_THAT(response, StartsWith("HTTP/1.1 400"));
  EXPECT_THAT(response, HasSubstr("Connection: close"));
  stopping.join();
  EXPECT_EQ(Connect().ReadToTheEnd(), "");
}

TEST_F(TransportTest, AStopDoesNotWaitForever) {
  Start({.drain_ms = 20});
  SocketClient stuck = Connect();
  ASSERT_TRUE(stuck.Send(Post("/v1/listings", "application/json",
                              "Content-Length: 2\r\nExpect: 100-continue\r\n", "")));
  EXPECT_THAT(stuck.ReadResponse(), StartsWith("HTTP/1.1 100"));
  transport_->Stop();
  EXPECT_EQ(stuck.ReadToTheEnd(), "");
}

TEST_F(TransportTest, WithoutTlsOnlyThisMachineIsServed) {
  const auto started = Transport::Start({.address = "0.0.0.0"}, desk_.pipeline());
  EXPECT_TRUE(absl::IsInvalidArgument(started.status()));
  const auto no_file = Transport::Start(
      {.certificate_file = "missing.pem", .key_file = "missing.pem"}, desk_.pipeline());
  EXPECT_TRUE(absl::IsInvalidArgument(no_file.status()));
}

TEST_F(TransportTest, ATakenPortIsSaid) {
  Start();
  TransportOptions options;
  options.port = transport_->port();
  EXPECT_TRUE(absl::IsUnavailable(Transport::Start(options, desk_.pipeline()).status()));
}

}  // namespace
}  // namespace liancheng::http
