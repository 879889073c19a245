// The configuration: which values are accepted, and how a mistake is reported.
#include "server/http/run/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/http/transport/transport.h"

namespace liancheng::http {
namespace {

using ::testing::HasSubstr;

TEST(Config, EveryKeyHasADefault) {
  const auto config = ParseConfig("{}", "c.json", DefaultConfig("store"));
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->transport.address, "127.0.0.1");
  EXPECT_EQ(config->transport.port, 8480);
  EXPECT_EQ(config->service.folder, "store.service");
  EXPECT_EQ(config->service.jobs_keep_days, 30u);
}

TEST(Config, KeysAreTaken) {
  const auto config = ParseConfig(R"({"port": 0, "state_folder": "s",
      "tls": {"certificate": "c.pem", "key": "k.pem"}, "address": "0.0.0.0",
      "jobs_keep_days": 7, "jobs_bytes": 1048576,
      "limits": {"connections": 7, "requests_per_second": 2.5, "upload_bytes": 4096},
      "audit": {"odd_hour_reads_per_day": 0}})",
                                  "c.json", DefaultConfig("store"));
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->transport.port, 0);
  EXPECT_EQ(config->service.folder, "s");
  EXPECT_EQ(config->transport.connections_max, 7u);
  EXPECT_EQ(config->service.requests_per_second, 2.5);
  EXPECT_EQ(config->service.jobs_keep_days, 7u);
  EXPECT_EQ(config->service.jobs_bytes_max, 1'048'576u);
  EXPECT_EQ(config->service.upload_bytes_max, 4'096u);
  EXPECT_EQ(config->service.anomalies.odd_hour_reads_per_day, 0u);
  EXPECT_EQ(config->transport.key_file, "k.pem");
}

TEST(Config, AMistakeIsNamedByItsPointer) {
  struct Row {
    const char* text;
    const char* told;
  };
  const Row rows[] = {
      {"", "c.json: /: expected an object"},
      {"[]", "c.json: /: expected an object"},
      {R"({"prot": 1})", "/prot: no member has this name; known are address"},
      {R"({"port": 70000})", "/port: expected a whole number from 0 to 65535"},
      {R"({"port": "80"})", "/port: expected a whole number"},
      {R"({"address": ""})", "/address: expected a text"},
      {R"({"limits": 1})", "/limits: expected an object"},
      {R"({"limits": {"burst": 0}})", "/limits/burst: expected a number above 0"},
      {R"({"limits": {"bursts": 1}})", "/limits/bursts"},
      {R"({"log_requests": 1})", "/log_requests: expected true or false"},
      {R"({"tls": {"key": "k"}})", "/tls: expected both certificate and key"},
      {R"({"address": "0.0.0.0"})", "/tls: expected a certificate and a key"},
  };
  for (const Row& row : rows) {
    const auto config = ParseConfig(row.text, "c.json", DefaultConfig("store"));
    ASSERT_FALSE(config.ok()) << row.text;
    EXPECT_THAT(std::string(config.status().message()), HasSubstr(row.told));
  }
}

TEST(Config, LoopbackIsWhatItIs) {
  for (const char* address : {"127.0.0.1", "127.1.2.3", "::1"}) {
    EXPECT_TRUE(IsLoopback(address)) << address;
  }
  for (const char* address : {"0.0.0.0", "10.0.0.1", "::", "localhost", ""}) {
    EXPECT_FALSE(IsLoopback(address)) << address;
  }
}

}  // namespace
}  // namespace liancheng::http
