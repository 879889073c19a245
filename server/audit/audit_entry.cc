#include "server/audit/audit_entry.h"

#include <sodium.h>

#include <array>

#include "engine/model/date.h"
#include "fmt/format.h"
#include "server/json/object_reader.h"

namespace liancheng::audit {
namespace {

using json::Json;
using json::ObjectReader;

constexpr std::string_view kHashKey = ",\"hash\":\"";
constexpr size_t kHashText = 64;
constexpr int64_t kDayMs = 24 * 3600 * 1000;

std::string HashOf(std::string_view text) {
  std::array<unsigned char, 32> hash;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  std::string hex(kHashText + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex;
}

// Appends a text; bytes that are not UTF-8 are replaced as the encoder does it.
void PutText(std::string& line, std::string_view key, std::string_view value) {
  bool plain = true;
  for (const char c : value) {
    plain &= static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' &&
             static_cast<unsigned char>(c) < 0x7f;
  }
  line += ",\"";
  line += key;
  line += "\":";
  if (plain) {
    line += '"';
    line += value;
    line += '"';
  } else {
    line += Json(std::string(value)).dump(-1, ' ', false, Json::error_handler_t::replace);
  }
}

// Reads a time in the form of FormatTime; 0 for other texts.
int64_t ReadTime(const std::string& text) {
  if (text.size() != 24) return 0;
  const auto day = model::ParseDate(text.substr(0, 10));
  if (!day.ok()) return 0;
  constexpr size_t kDigits[] = {11, 12, 14, 15, 17, 18, 20, 21, 22};
  for (const size_t at : kDigits) {
    if (text[at] < '0' || text[at] > '9') return 0;
  }
  const auto number = [&text](size_t at, size_t digits) {
    int64_t value = 0;
    for (size_t i = at; i < at + digits; ++i) value = value * 10 + (text[i] - '0');
    return value;
  };
  return day->days * kDayMs + ((number(11, 2) * 60 + number(14, 2)) * 60 + number(17, 2)) * 1000 +
         number(20, 3);
}

}  // namespace

std::string_view Name(Kind kind) {
  switch (kind) {
    case Kind::kRead:
      return "read";
    case Kind::kChange:
      return "change";
    case Kind::kRefused:
      return "refused";
  }
  return "";
}

std::string FormatTime(int64_t at_ms) {
  const int64_t days = at_ms / kDayMs;
  const int64_t ms = at_ms % kDayMs;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z",
                     model::FormatDate(model::Date{static_cast<int32_t>(days)}), ms / 3'600'000,
                     ms / 60'000 % 60, ms / 1000 % 60, ms % 1000);
}

std::string WriteLine(const Entry& entry, std::string_view previous, std::string* hash) {
  std::string line = fmt::format("{{\"seq\":{},\"at\":\"{}\",\"kind\":\"{}\"", entry.sequence,
                                 FormatTime(entry.at_ms), Name(entry.kind));
  line.reserve(512);
  PutText(line, "request", entry.request);
  PutText(line, "user", entry.user);
  PutText(line, "unit", entry.unit);
  PutText(line, "role", entry.role);
  PutText(line, "operation", entry.operation);
  PutText(line, "subject", entry.subject);
  PutText(line, "purpose", entry.purpose);
  PutText(line, "ground", entry.ground);
  line += fmt::format(",\"status\":{},\"revision\":{},\"items\":{}", entry.status, entry.revision,
                      entry.items);
  if (entry.out_of_remit) line += ",\"out_of_remit\":true";
  if (entry.name_only) line += ",\"name_only\":true";
  if (entry.hit) line += *entry.hit ? ",\"hit\":true" : ",\"hit\":false";
  PutText(line, "prev", previous);
  *hash = HashOf(line);
  line += kHashKey;
  line += *hash;
  line += "\"}";
  return line;
}

std::optional<ReadEntry> ReadLine(std::string_view line) {
  const size_t tail = kHashKey.size() + kHashText + 2;
  if (line.size() < tail || line.substr(line.size() - tail, kHashKey.size()) != kHashKey) {
    return std::nullopt;
  }
  const Json json = Json::parse(line, nullptr, false);
  ObjectReader reader(json, "");
  ReadEntry read;
  read.hash = reader.Text("hash");
  read.previous = reader.Text("prev");
  if (HashOf(line.substr(0, line.size() - tail)) != read.hash) return std::nullopt;
  Entry& entry = read.entry;
  entry.sequence = reader.Whole("seq");
  entry.at_ms = ReadTime(reader.Text("at"));
  for (const Kind kind : {Kind::kRead, Kind::kChange, Kind::kRefused}) {
    if (Name(kind) == reader.Text("kind")) entry.kind = kind;
  }
  entry.request = reader.Text("request");
  entry.user = reader.Text("user");
  entry.unit = reader.Text("unit");
  entry.role = reader.Text("role");
  entry.operation = reader.Text("operation");
  entry.subject = reader.Text("subject");
  entry.purpose = reader.Text("purpose");
  entry.ground = reader.Text("ground");
  entry.status = static_cast<int>(reader.Whole("status"));
  entry.revision = reader.Whole("revision");
  entry.items = reader.Whole("items");
  entry.out_of_remit = reader.Flag("out_of_remit");
  entry.name_only = reader.Flag("name_only");
  if (reader.Has("hit")) entry.hit = reader.Flag("hit");
  if (!reader.ok()) return std::nullopt;
  return read;
}

}  // namespace liancheng::audit
