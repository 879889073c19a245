#include "server/http/service/config.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>

#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace liancheng::http {
namespace {

using Json = nlohmann::ordered_json;

// Reads one object by a table of its keys; keeps the first problem.
class Reader {
 public:
  Reader(const std::string& file, absl::Status& problem) : file_(file), problem_(problem) {}

  using Take = std::function<bool(const Json&)>;  // false = the value is not accepted
  struct Key {
    std::string expected;
    Take take;
  };

  void Object(const Json& object, const std::string& pointer,
              const std::map<std::string, Key>& keys) {
    if (!object.is_object()) return Fail(pointer, "an object");
    for (const auto& [name, value] : object.items()) {
      const auto key = keys.find(name);
      const std::string at = pointer + "/" + name;
      if (key == keys.end()) {
        std::string known;
        for (const auto& [one, unused] : keys) known += (known.empty() ? "" : ", ") + one;
        Fail(at, "no such key; known are " + known);
      } else if (!key->second.take(value)) {
        Fail(at, key->second.expected);
      }
    }
  }

  void Fail(const std::string& pointer, const std::string& expected) {
    if (!problem_.ok()) return;
    problem_ = absl::InvalidArgumentError(
        fmt::format("{}: {}: expected {}", file_, pointer.empty() ? "/" : pointer, expected));
  }

 private:
  const std::string& file_;
  absl::Status& problem_;
};

template <typename Number>
Reader::Key Whole(Number* into, uint64_t least, uint64_t most) {
  return {fmt::format("a whole number from {} to {}", least, most),
          [into, least, most](const Json& value) {
            if (!value.is_number_unsigned()) return false;
            const auto number = value.get<uint64_t>();
            if (number < least || number > most) return false;
            *into = static_cast<Number>(number);
            return true;
          }};
}

Reader::Key Positive(double* into) {
  return {"a number above 0", [into](const Json& value) {
            if (!value.is_number() || value.get<double>() <= 0) return false;
            *into = value.get<double>();
            return true;
          }};
}

Reader::Key Text(std::string* into) {
  return {"a text that is not empty", [into](const Json& value) {
            if (!value.is_string() || value.get<std::string>().empty()) return false;
            *into = value.get<std::string>();
            return true;
          }};
}

Reader::Key Flag(bool* into) {
  return {"true or false", [into](const Json& value) {
            if (!value.is_boolean()) return false;
            *into = value.get<bool>();
            return true;
          }};
}

Reader::Key Nested(Reader& reader, const std::string& pointer,
                   std::map<std::string, Reader::Key> keys) {
  return {"an object", [&reader, pointer, keys = std::move(keys)](const Json& value) {
            reader.Object(value, pointer, keys);
            return true;
          }};
}

std::map<std::string, Reader::Key> LimitKeys(ServeConfig& config) {
  constexpr uint64_t kHourMs = 3'600'000;
  constexpr uint64_t kMany = 1'000'000;
  TransportOptions& transport = config.transport;
  ServiceOptions& service = config.service;
  return {{"connections", Whole(&transport.connections_max, 1, kMany)},
          {"waiting", Whole(&transport.waiting_max, 1, kMany)},
          {"header_bytes", Whole(&transport.header_bytes_max, 1'024, 1 << 20)},
          {"body_bytes", Whole(&service.body_bytes_max, 1'024, uint64_t{1} << 30)},
          {"import_bytes", Whole(&service.import_bytes_max, 1'024, uint64_t{1} << 34)},
          {"screen_bytes", Whole(&service.screen_bytes_max, 1'024, uint64_t{1} << 32)},
          {"screen_rows", Whole(&service.screen_rows_max, 1, uint64_t{1} << 32)},
          {"upload_bytes", Whole(&service.upload_bytes_max, 1'024, uint64_t{1} << 30)},
          {"header_ms", Whole(&transport.header_ms, 10, kHourMs)},
          {"idle_ms", Whole(&transport.idle_ms, 10, kHourMs)},
          {"body_ms", Whole(&transport.body_ms, 10, kHourMs)},
          {"write_ms", Whole(&transport.write_ms, 10, kHourMs)},
          {"drain_ms", Whole(&transport.drain_ms, 0, kHourMs)},
          {"requests_per_second", Positive(&service.requests_per_second)},
          {"burst", Positive(&service.burst)}};
}

std::map<std::string, Reader::Key> AuditKeys(ServiceOptions& service) {
  constexpr uint64_t kMany = uint64_t{1} << 40;
  audit::Thresholds& thresholds = service.anomalies;
  return {{"sync_ms", Whole(&service.audit_sync_ms, 1, 60'000)},
          {"segment_bytes", Whole(&service.audit_segment_bytes, 1'024, kMany)},
          {"items_per_hour", Whole(&thresholds.items_per_hour, 0, kMany)},
          {"requests_per_hour", Whole(&thresholds.requests_per_hour, 0, kMany)},
          {"odd_hour_reads_per_day", Whole(&thresholds.odd_hour_reads_per_day, 0, kMany)},
          {"day_begins", Whole(&thresholds.day_begins, 0, 24)},
          {"day_ends", Whole(&thresholds.day_ends, 0, 24)},
          {"out_of_remit_per_day", Whole(&thresholds.out_of_remit_per_day, 0, kMany)},
          {"name_searches_per_day", Whole(&thresholds.name_searches_per_day, 0, kMany)},
          {"refused_per_hour", Whole(&thresholds.refused_per_hour, 0, kMany)}};
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
  absl::Status problem;
  Reader reader(file, problem);
  TransportOptions& transport = config.transport;
  reader.Object(Json::parse(text, nullptr, false), "",
                {{"address", Text(&transport.address)},
                 {"port", Whole(&transport.port, 0, std::numeric_limits<uint16_t>::max())},
                 {"io_threads", Whole(&transport.io_threads, 1, 1'024)},
                 {"workers", Whole(&transport.workers, 1, 1'024)},
                 {"state_folder", Text(&config.service.folder)},
                 {"backup_folder", Text(&config.service.backup_folder)},
                 {"jobs_keep_days", Whole(&config.service.jobs_keep_days, 1, 36'500)},
                 {"jobs_bytes", Whole(&config.service.jobs_bytes_max, 1 << 20, uint64_t{1} << 50)},
                 {"log_requests", Flag(&config.log_requests)},
                 {"tls", Nested(reader, "/tls",
                                {{"certificate", Text(&transport.certificate_file)},
                                 {"key", Text(&transport.key_file)}})},
                 {"limits", Nested(reader, "/limits", LimitKeys(config))},
                 {"audit", Nested(reader, "/audit", AuditKeys(config.service))}});
  if (transport.certificate_file.empty() != transport.key_file.empty()) {
    reader.Fail("/tls", "both certificate and key");
  }
  if (transport.certificate_file.empty() && !IsLoopback(transport.address)) {
    reader.Fail("/tls", fmt::format("a certificate and a key: {} is not a loopback address",
                                    transport.address));
  }
  if (!problem.ok()) return problem;
  return config;
}

}  // namespace liancheng::http
