#include "server/http/run/config.h"

#include <limits>

#include "fmt/format.h"
#include "server/http/transport/transport.h"
#include "server/json/object_reader.h"

namespace liancheng::http {
namespace {

using json::Json;
using json::ObjectReader;

// A whole number of the configuration; what stands there is the default.
template <typename Number>
void Read(ObjectReader& keys, const char* key, Number* into, uint64_t least, uint64_t most) {
  *into = static_cast<Number>(keys.Whole(key, static_cast<uint64_t>(*into), least, most));
}

void ReadLimits(ObjectReader& keys, ServeConfig& config) {
  constexpr uint64_t kHourMs = 3'600'000;
  constexpr uint64_t kMany = 1'000'000;
  TransportOptions& transport = config.transport;
  ServiceOptions& service = config.service;
  keys.Allow({"connections", "waiting", "header_bytes", "body_bytes", "import_bytes",
              "screen_bytes", "screen_rows", "upload_bytes", "header_ms", "idle_ms", "body_ms",
              "write_ms", "drain_ms", "requests_per_second", "burst"});
  Read(keys, "connections", &transport.connections_max, 1, kMany);
  Read(keys, "waiting", &transport.waiting_max, 1, kMany);
  Read(keys, "header_bytes", &transport.header_bytes_max, 1'024, 1 << 20);
  Read(keys, "body_bytes", &service.body_bytes_max, 1'024, uint64_t{1} << 30);
  Read(keys, "import_bytes", &service.import_bytes_max, 1'024, uint64_t{1} << 34);
  Read(keys, "screen_bytes", &service.screen_bytes_max, 1'024, uint64_t{1} << 32);
  Read(keys, "screen_rows", &service.screen_rows_max, 1, uint64_t{1} << 32);
  Read(keys, "upload_bytes", &service.upload_bytes_max, 1'024, uint64_t{1} << 30);
  Read(keys, "header_ms", &transport.header_ms, 10, kHourMs);
  Read(keys, "idle_ms", &transport.idle_ms, 10, kHourMs);
  Read(keys, "body_ms", &transport.body_ms, 10, kHourMs);
  Read(keys, "write_ms", &transport.write_ms, 10, kHourMs);
  Read(keys, "drain_ms", &transport.drain_ms, 0, kHourMs);
  service.requests_per_second = keys.Positive("requests_per_second", service.requests_per_second);
  service.burst = keys.Positive("burst", service.burst);
}

void ReadAudit(ObjectReader& keys, ServiceOptions& service) {
  constexpr uint64_t kMany = uint64_t{1} << 40;
  audit::Thresholds& thresholds = service.anomalies;
  keys.Allow({"sync_ms", "segment_bytes", "items_per_hour", "requests_per_hour",
              "odd_hour_reads_per_day", "day_begins", "day_ends", "out_of_remit_per_day",
              "name_searches_per_day", "refused_per_hour"});
  Read(keys, "sync_ms", &service.audit_sync_ms, 1, 60'000);
  Read(keys, "segment_bytes", &service.audit_segment_bytes, 1'024, kMany);
  Read(keys, "items_per_hour", &thresholds.items_per_hour, 0, kMany);
  Read(keys, "requests_per_hour", &thresholds.requests_per_hour, 0, kMany);
  Read(keys, "odd_hour_reads_per_day", &thresholds.odd_hour_reads_per_day, 0, kMany);
  Read(keys, "day_begins", &thresholds.day_begins, 0, 24);
  Read(keys, "day_ends", &thresholds.day_ends, 0, 24);
  Read(keys, "out_of_remit_per_day", &thresholds.out_of_remit_per_day, 0, kMany);
  Read(keys, "name_searches_per_day", &thresholds.name_searches_per_day, 0, kMany);
  Read(keys, "refused_per_hour", &thresholds.refused_per_hour, 0, kMany);
}

}  // namespace

ServeConfig DefaultConfig(const std::string& data) {
  ServeConfig config;
  config.transport.port = 8480;
  config.service.folder = data + ".service";
  config.service.backup_folder = data + ".backups";
  return config;
}

absl::StatusOr<ServeConfig> ParseConfig(const std::string& text, const std::string& file,
                                        ServeConfig config) {
  const Json json = Json::parse(text, nullptr, false);
  ObjectReader keys(json, file);
  keys.Allow({"address", "port", "io_threads", "workers", "state_folder", "backup_folder",
              "jobs_keep_days", "jobs_bytes", "log_requests", "tls", "limits", "audit"});
  TransportOptions& transport = config.transport;
  ServiceOptions& service = config.service;
  transport.address = keys.Word("address", transport.address);
  Read(keys, "port", &transport.port, 0, std::numeric_limits<uint16_t>::max());
  Read(keys, "io_threads", &transport.io_threads, 1, 1'024);
  Read(keys, "workers", &transport.workers, 1, 1'024);
  service.folder = keys.Word("state_folder", service.folder);
  service.backup_folder = keys.Word("backup_folder", service.backup_folder);
  Read(keys, "jobs_keep_days", &service.jobs_keep_days, 1, 36'500);
  Read(keys, "jobs_bytes", &service.jobs_bytes_max, 1 << 20, uint64_t{1} << 50);
  config.log_requests = keys.Flag("log_requests", config.log_requests);
  keys.Object("tls", [&transport](ObjectReader& tls) {
    tls.Allow({"certificate", "key"});
    transport.certificate_file = tls.Word("certificate", transport.certificate_file);
    transport.key_file = tls.Word("key", transport.key_file);
  });
  keys.Object("limits", [&config](ObjectReader& limits) { ReadLimits(limits, config); });
  keys.Object("audit", [&service](ObjectReader& audit) { ReadAudit(audit, service); });
  if (transport.certificate_file.empty() != transport.key_file.empty()) {
    keys.Fail("tls", "both certificate and key");
  }
  if (transport.certificate_file.empty() && !IsLoopback(transport.address)) {
    keys.Fail("tls", fmt::format("a certificate and a key: {} is not a loopback address",
                                 transport.address));
  }
  if (!keys.ok()) return keys.status();
  return config;
}

}  // namespace liancheng::http
