#include "server/http/run/run.h"

#include <signal.h>

#include <chrono>
#include <cstdio>
#include <utility>

#include "fmt/format.h"
#include "nlohmann/json.hpp"
#include "server/http/run/route_table.h"
#include "server/http/service/service.h"
#include "server/http/transport/transport.h"

namespace liancheng::http {
namespace {

int64_t NowMs() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

void LogLine(std::string_view level, const std::string& text) {
  const nlohmann::ordered_json line = {
      {"at", audit::FormatTime(NowMs())}, {"level", level}, {"message", text}};
  fmt::print(stderr, "{}\n",
             line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace

absl::Status Run(ServeConfig config, RunParts parts) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // A lost client is an error of a write and must not end the process.
  signal(SIGPIPE, SIG_IGN);

  const auto note = [](const std::string& text) { LogLine("warning", text); };
  query::LiveOptions live;
  live.files.note = note;
  auto archive = query::LiveArchive::Open(std::move(parts.store), std::move(live));
  if (!archive.ok()) return archive.status();
  config.service.now_ms = NowMs;
  config.service.note = note;
  if (config.log_requests) {
    config.service.log = [](const std::string& line) { fmt::print(stderr, "{}\n", line); };
  }
  auto service = Service::Open(std::move(config.service), **archive, std::move(parts.library),
                               std::move(parts.words), Routes());
  if (!service.ok()) return service.status();
  if (const uint64_t torn = (*service)->backend().audit().torn_bytes(); torn > 0) {
    note(fmt::format("{} bytes of an incomplete line were cut off the end of the audit log", torn));
  }
  auto transport = Transport::Start(std::move(config.transport), (*service)->pipeline());
  if (!transport.ok()) return transport.status();
  if (parts.listening) parts.listening((*transport)->port());
  int received = 0;
  while (sigwait(&signals, &received) != 0) {
  }
  LogLine("info", fmt::format("signal {}: no more connections, draining", received));
  (*transport)->Stop();
  absl::Status closed = (*service)->backend().Close();
  if (!closed.ok()) return closed;
  return (*archive)->Fold();
}

}  // namespace liancheng::http
