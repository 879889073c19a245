// Everything at once over sockets: readers, gate checks, followers of changes, writers, jobs, the
// log and the file of users. Run under ThreadSanitizer by script/test --threads.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "fmt/format.h"
#include "server/http/transport/transport.h"
#include "tests/http/desk.h"
#include "tests/http/socket_client.h"

namespace liancheng::http {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Heard {
  int status = 0;  // 0: the connection was closed
  Json body;
  uint64_t revision = 0;  // of the consistency token
};

// One user on one connection.
class Caller {
 public:
  Caller(const Desk& desk, uint16_t port, const std::string& user)
      : token_(desk.token(user)), client_(port) {}

  Heard Get(const std::string& target) { return Ask("GET " + target, ""); }
  Heard Post(const std::string& target, const Json& body) {
    return Ask("POST " + target, body.dump());
  }
  // What comes until the connection ends.
  std::string Follow(const std::string& target) {
    client_.Send(Text("GET " + target, ""));
    return client_.ReadToTheEnd();
  }

 private:
  std::string Text(const std::string& first, const std::string& body) const {
    const char* const type =
        first.find("imports") == std::string::npos ? "application/json" : "application/x-ndjson";
    return fmt::format(
        "{} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nX-Purpose: test\r\n"
        "X-Ground: HX-33\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n{}",
        first, token_, type, body.size(), body);
  }

  Heard Ask(const std::string& first, const std::string& body) {
    Heard heard;
    if (!client_.Send(Text(first, body))) return heard;
    const std::string response = client_.ReadResponse();
    const size_t end = response.find("\r\n\r\n");
    if (!response.starts_with("HTTP/1.1 ") || end == std::string::npos) return heard;
    heard.status = std::atoi(response.c_str() + 9);
    heard.body = Json::parse(response.substr(end + 4), nullptr, false);
    constexpr std::string_view kToken = "X-Consistency-Token: ";
    const size_t token = response.find(kToken);
    if (token < end) {
      const size_t colon = response.find(':', token + kToken.size());
      heard.revision = std::strtoull(response.c_str() + colon + 1, nullptr, 10);
    }
    return heard;
  }

  const std::string token_;
  SocketClient client_;
};

uint64_t RevisionOf(const std::string& feed_token) {
  const size_t colon = feed_token.find(':');
  return std::strtoull(feed_token.c_str() + colon + 1, nullptr, 10);
}

// Repeats `once`: `times` times, or for 0 until the connection is closed.
void Repeat(int times, const std::function<bool(int)>& once) {
  for (int i = 0; times == 0 || i < times; ++i) {
    if (!once(i)) {
      EXPECT_EQ(times, 0) << "closed before its time";
      return;
    }
  }
}

class MixedLoadTest : public testing::Test {
 protected:
  MixedLoadTest() {
    auto started = Transport::Start({.io_threads = 2, .workers = 3}, desk_.pipeline());
    EXPECT_TRUE(started.ok()) << started.status();
    transport_ = *std::move(started);
  }
  ~MixedLoadTest() override { End(); }

  void End() {
    transport_->Stop();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  // A thread with a connection of its own; `once` is false when that was closed.
  void Run(const std::string& user, int times, const std::function<bool(Caller&, int)>& once) {
    threads_.emplace_back([this, user, times, once] {
      Caller caller(desk_, transport_->port(), user);
      Repeat(times, [&](int i) { return once(caller, i); });
    });
  }

  // An answer with 200; what one client hears never goes back in time.
  bool Right(const Heard& heard, const char* what) {
    if (heard.status == 0) return false;
    EXPECT_EQ(heard.status, 200) << what << " " << heard.body.dump();
    answered_.fetch_add(1);
    return true;
  }

  void StartReaders(int times) {
    static constexpr const char* kTargets[] = {
        "/v1/entities/E102/measures?as_of=2020-06-01&limit=1",
        "/v1/listings/L101/reach?as_of=2020-06-01",
        "/v1/entities/E101",
        "/v1/entities/E101/affiliates?hops=3",
        "/v1/search?text=E101",
        "/v1/groups?kind=connected&min=2&limit=1",
        "/v1/entities/E102/measures?known_at=1",
        "/v1/worklist?limit=2"};
    for (size_t first = 0; first < 2; ++first) {
      auto last = std::make_shared<uint64_t>(0);
      Run("steward", times, [this, first, last](Caller& caller, int i) {
        const char* const target = kTargets[(first + static_cast<size_t>(i)) % std::size(kTargets)];
        const Heard heard = caller.Get(target);
        if (!Right(heard, target)) return false;
        const bool past = std::string_view(target).find("known_at") != std::string_view::npos;
        if (!past) {
          EXPECT_GE(heard.revision, *last) << target;
          *last = heard.revision;
        }
        return true;
      });
    }
    Run("auditor", times, [this](Caller& caller, int i) {
      const char* const target = i % 2 == 0 ? "/v1/audit?limit=20" : "/v1/audit/anomalies";
      return Right(caller.Get(target), target);
    });
    Run("administrator", times, [this](Caller& caller, int) {
      const Heard heard = caller.Get("/metrics");
      answered_.fetch_add(1);
      return heard.status == 200;
    });
  }

  // What writers do elsewhere changes no decision about this party.
  void StartCheckers(int times) {
    const Json body = {{"matter", "licence"},
                       {"subject", {{"id", "E502"}}},
                       {"as_of", "2020-06-01"},
                       {"purpose", "licence"},
                       {"ground", "HJ-16"}};
    const Json decision =
        desk_.Post("department", "/v1/check", body).body.at("result").at("decision");
    for (int n = 0; n < 2; ++n) {
      Run("department", times, [this, body, decision](Caller& caller, int) {
        const Heard heard = caller.Post("/v1/check", body);
        if (!Right(heard, "check")) return false;
        EXPECT_EQ(heard.body.at("result").at("decision"), decision);
        return true;
      });
    }
  }

  // Each change is there for whoever made it, as soon as it is acknowledged.
  void StartWriters(int times) {
    for (const char* const user : {"steward", "steward2"}) {
      const std::string name = user;
      Run(name, times, [this, name](Caller& caller, int i) {
        const std::string id = fmt::format("M-{}-{}", name, i);
        const Heard proposed = caller.Post("/v1/listings", {{"id", id},
                                                            {"list", "HJ-black"},
                                                            {"subject", "E504"},
                                                            {"ground", "HJ-6-(一)"},
                                                            {"on", "2020-03-02"}});
        if (!Right(proposed, "propose")) return false;
        const Heard found = caller.Get("/v1/listings/" + id);
        if (!Right(found, "what was proposed")) return false;
        EXPECT_EQ(found.body.at("result").at("state"), "proposed");
        EXPECT_GE(found.revision, proposed.body.at("revision").get<uint64_t>());
        const Heard reported = caller.Post("/v1/feedback", {{"listing", "L101"},
                                                            {"measure", "S-SUP"},
                                                            {"party", "E102"},
                                                            {"executed", i % 2 == 0},
                                                            {"reason", id},
                                                            {"on", "2020-06-01"}});
        return Right(reported, "feedback");
      });
    }
  }

  void StartJobs(int times) {
    Run("steward", times, [this](Caller& caller, int i) {
      const Heard heard =
          i % 2 == 0 ? caller.Post("/v1/impact", {{"listings", Json::array({"L101"})}})
                     : caller.Post("/v1/imports",
                                   {{"entity", fmt::format("M{}", i)}, {"type", "enterprise"}});
      if (heard.status == 0) return false;
      EXPECT_EQ(heard.status, 202) << heard.body.dump();
      return Right(caller.Get("/v1/jobs"), "jobs");
    });
  }

  // Tokens come and go in the file that every request looks at.
  void StartUsers(int times) {
    threads_.emplace_back([this, times] {
      for (int i = 0; i < times; ++i) {
        const auto made = access::MakeToken("county", kNoonMs / 1'000, kNoonMs / 1'000 + i + 1);
        const absl::Status put =
            desk_.backend().access_file().Change([&](access::AccessBook& book) {
              book.Put(made.kept);
              return absl::OkStatus();
            });
        EXPECT_TRUE(put.ok()) << put;
      }
    });
  }

  // A change that is in everybody's feed: whoever asks later gets it at once.
  void EndL101() {
    Caller one(desk_, transport_->port(), "steward");
    Caller other(desk_, transport_->port(), "steward2");
    const Heard asked = one.Post("/v1/listings/L101/revoke", Json::object());
    ASSERT_EQ(asked.status, 202) << asked.body.dump();
    const std::string id = asked.body.at("approval");
    EXPECT_EQ(other.Post("/v1/approvals/" + id, {{"decision", "approve"}}).status, 200);
  }

  Desk desk_;
  std::unique_ptr<Transport> transport_;
  std::vector<std::thread> threads_;
  std::atomic<uint64_t> answered_{0};
};

TEST_F(MixedLoadTest, EveryoneGetsWhatWasAskedFor) {
  constexpr int kTimes = 24;
  // Until they have heard of this revision; nobody knows it before the others are done.
  std::atomic<uint64_t> last_revision{UINT64_MAX};
  std::vector<std::thread> pollers;
  for (const char* const user : {"steward", "investigator", "investigator2"}) {
    pollers.emplace_back([&, user] {
      Caller caller(desk_, transport_->port(), user);
      std::string token = caller.Get("/v1/changes").body.at("result").at("token");
      while (RevisionOf(token) < last_revision.load()) {
        const Heard heard = caller.Get("/v1/changes?wait=60&since=" + token);
        ASSERT_EQ(heard.status, 200) << heard.body.dump();
        const std::string next = heard.body.at("result").at("token");
        ASSERT_GE(RevisionOf(next), RevisionOf(token));
        token = next;
      }
    });
  }
  std::string streamed;
  std::thread stream([&] {
    Caller caller(desk_, transport_->port(), "steward");
    streamed = caller.Follow("/v1/changes?stream=true");
  });
  StartReaders(kTimes);
  StartCheckers(kTimes);
  StartWriters(kTimes);
  StartJobs(kTimes / 4);
  StartUsers(kTimes);
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  desk_.backend().jobs().Wait();
  last_revision = desk_.backend().revision() + 1;
  EndL101();
  for (std::thread& thread : pollers) thread.join();
  End();
  stream.join();
  EXPECT_THAT(streamed, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(streamed, HasSubstr("text/event-stream"));
  EXPECT_EQ(desk_.pipeline().connections().open.load(), 0);
  EXPECT_EQ(desk_.pipeline().metrics().in_flight.load(), 0);
}

// After the service is told to end, nobody waits any more, whatever is in progress.
TEST_F(MixedLoadTest, AStopUnderLoadEndsEveryone) {
  StartReaders(0);
  StartCheckers(0);
  StartWriters(0);
  for (int i = 0; i < 4; ++i) {
    threads_.emplace_back([this, i] {
      Caller caller(desk_, transport_->port(), "steward");
      if (i % 2 == 0) {
        caller.Follow("/v1/changes?stream=true");
      } else {
        const Heard first = caller.Get("/v1/changes");
        if (first.status == 0) return;  // the stop came before it
        const std::string token = first.body.at("result").at("token");
        Repeat(0,
               [&](int) { return caller.Get("/v1/changes?wait=60&since=" + token).status != 0; });
      }
    });
  }
  while (answered_.load() < 100) std::this_thread::yield();
  End();
  EXPECT_EQ(desk_.pipeline().connections().open.load(), 0);
  EXPECT_EQ(desk_.pipeline().metrics().in_flight.load(), 0);
}

}  // namespace
}  // namespace liancheng::http
