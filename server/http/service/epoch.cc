#include "server/http/service/epoch.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "fmt/format.h"
#include "server/access/state_file.h"
#include "server/json/object_reader.h"

namespace liancheng::http {
namespace {

using json::Json;

}  // namespace

absl::StatusOr<Epoch> Epoch::Find(std::string file, uint64_t head, uint64_t acknowledged) {
  std::string name;
  const auto text = access::ReadWhole(file);
  if (!text.ok() && !absl::IsNotFound(text.status())) return text.status();
  if (text.ok()) {
    const Json json = Json::parse(*text, nullptr, false);
    json::ObjectReader reader(json, file);
    name = reader.Text("epoch");
    acknowledged = std::max(acknowledged, reader.Whole("revision"));
  }
  if (name.empty() || head < acknowledged) name = fmt::format("{:08x}", randombytes_random());
  Epoch epoch(std::move(file), std::move(name));
  if (absl::Status kept = epoch.Keep(head); !kept.ok()) return kept;
  return epoch;
}

absl::Status Epoch::Keep(uint64_t head) const {
  const Json json = {{"epoch", name_}, {"revision", head}};
  return access::ReplaceWhole(file_, json.dump() + "\n");
}

}  // namespace liancheng::http
