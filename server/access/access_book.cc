#include "server/access/access_book.h"

#include <sodium.h>

#include <array>
#include <utility>

#include "fmt/format.h"
#include "nlohmann/json.hpp"
#include "server/json/object_reader.h"

namespace liancheng::access {
namespace {

using json::Json;
using json::ObjectReader;

constexpr std::string_view kPrefix = "lct_";
constexpr size_t kIdBytes = 8;
constexpr size_t kSecretBytes = 32;
constexpr size_t kSecretText = kSecretBytes * 2;
using Hash = std::array<unsigned char, 32>;

std::string Hex(const unsigned char* bytes, size_t count) {
  std::string text(count * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes, count);
  text.pop_back();
  return text;
}

Hash HashOf(std::string_view secret) {
  Hash hash;
  crypto_generichash(hash.data(), hash.size(),
                     reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), nullptr,
                     0);
  return hash;
}

Unit ReadUnit(ObjectReader& json) {
  json.Require({"id", "name", "kind", "party", "regions", "measures"});
  Unit unit{.id = json.Text("id"), .name = json.Text("name"), .party = json.Text("party")};
  if (const auto kind = model::ParseUnitKind(json.Text("kind"))) {
    unit.kind = *kind;
  } else {
    json.Fail("kind", "one of " + model::AllUnitKinds());
  }
  if (const Json* const regions = json.List("regions")) {
    for (const Json& region : *regions) {
      if (region.is_number_unsigned()) {
        unit.regions.push_back({region.get<uint32_t>()});
      } else {
        json.Fail("regions", "codes of GB/T 2260 as numbers");
      }
    }
  }
  unit.measures = json.Texts("measures");
  return unit;
}

User ReadUser(ObjectReader& json) {
  json.Require({"id", "unit", "role"});
  User user{json.Text("id"), json.Text("unit"), Role::kPublic};
  if (const auto role = model::ParseRole(json.Text("role"))) {
    user.role = *role;
  } else {
    json.Fail("role", "one of " + model::AllRoles());
  }
  return user;
}

Token ReadToken(ObjectReader& json) {
  json.Require({"id", "user", "hash", "created_s", "expires_s", "revoked_s"});
  return {json.Text("id"),          json.Text("user"),        json.Text("hash"),
          json.Signed("created_s"), json.Signed("expires_s"), json.Signed("revoked_s")};
}

Consent ReadConsent(ObjectReader& json) {
  json.Require({"id", "party", "unit", "purposes", "from", "to"});
  return {json.Text("id"),
          json.Text("party"),
          json.Text("unit"),
          json.Texts("purposes"),
          {json.Day("from", model::kOpenStart), json.Day("to", model::kOpenEnd)}};
}

}  // namespace

MadeToken MakeToken(const std::string& user, int64_t now_s, int64_t expires_s) {
  std::array<unsigned char, kIdBytes> id;
  std::array<unsigned char, kSecretBytes> secret;
  randombytes_buf(id.data(), id.size());
  randombytes_buf(secret.data(), secret.size());
  const std::string secret_text = Hex(secret.data(), secret.size());
  const Hash hash = HashOf(secret_text);
  MadeToken made;
  made.kept = {Hex(id.data(), id.size()), user, Hex(hash.data(), hash.size()), now_s, expires_s, 0};
  made.text = fmt::format("{}{}_{}", kPrefix, made.kept.id, secret_text);
  return made;
}

absl::StatusOr<AccessBook> AccessBook::Parse(const std::string& text, const std::string& file) {
  const Json json = Json::parse(text, nullptr, false);
  ObjectReader reader(json, file);
  reader.Require({"units", "users", "tokens", "consents"});
  AccessBook book;
  // What is read well must also fit the rest of the book.
  const auto put = [&book](ObjectReader& item, auto value) {
    const absl::Status status = book.Put(std::move(value));
    if (!status.ok()) item.Refuse("", std::string(status.message()));
  };
  reader.Each("units", [&](ObjectReader& item) { put(item, ReadUnit(item)); });
  reader.Each("users", [&](ObjectReader& item) { put(item, ReadUser(item)); });
  reader.Each("tokens", [&](ObjectReader& item) { book.Put(ReadToken(item)); });
  reader.Each("consents", [&](ObjectReader& item) { put(item, ReadConsent(item)); });
  if (!reader.ok()) return reader.status();
  return book;
}

std::string AccessBook::Write() const {
  Json units = Json::array();
  for (const auto& [id, unit] : units_) {
    Json regions = Json::array();
    for (const model::RegionCode region : unit.regions) regions.push_back(region.value);
    units.push_back({{"id", id},
                     {"name", unit.name},
                     {"regions", regions},
                     {"measures", unit.measures},
                     {"kind", Name(unit.kind)},
                     {"party", unit.party}});
  }
  Json users = Json::array();
  for (const auto& [id, user] : users_) {
    users.push_back({{"id", id}, {"unit", user.unit}, {"role", Name(user.role)}});
  }
  Json tokens = Json::array();
  for (const auto& [id, token] : tokens_) {
    tokens.push_back({{"id", id},
                      {"user", token.user},
                      {"hash", token.hash},
                      {"created_s", token.created_s},
                      {"expires_s", token.expires_s},
                      {"revoked_s", token.revoked_s}});
  }
  Json consents = Json::array();
  for (const auto& [id, consent] : consents_) {
    consents.push_back({{"id", id},
                        {"party", consent.party},
                        {"unit", consent.unit},
                        {"purposes", consent.purposes},
                        {"from", model::FormatDate(consent.during.from)},
                        {"to", model::FormatDate(consent.during.to)}});
  }
  const Json all = {{"units", units}, {"users", users}, {"tokens", tokens}, {"consents", consents}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

absl::StatusOr<Principal> AccessBook::Authenticate(std::string_view token, int64_t now_s) const {
  const auto refused = [] {
    return absl::UnauthenticatedError("the token is not known, has expired or was revoked");
  };
  if (!token.starts_with(kPrefix)) return refused();
  token.remove_prefix(kPrefix.size());
  const size_t parting = token.find('_');
  if (parting == std::string_view::npos || token.size() != parting + 1 + kSecretText) {
    return refused();
  }
  const auto found = tokens_.find(std::string(token.substr(0, parting)));
  if (found == tokens_.end()) return refused();
  const Token& kept = found->second;
  const Hash hash = HashOf(token.substr(parting + 1));
  const std::string hex = Hex(hash.data(), hash.size());
  if (kept.hash.size() != hex.size() ||
      sodium_memcmp(hex.data(), kept.hash.data(), hex.size()) != 0 || kept.revoked_s != 0 ||
      now_s >= kept.expires_s) {
    return refused();
  }
  const auto user = users_.find(kept.user);
  if (user == users_.end()) return refused();
  const auto unit = units_.find(user->second.unit);
  if (unit == units_.end()) return refused();
  return Principal{user->first, kept.id, user->second.role, unit->second};
}

absl::Status AccessBook::Put(Unit unit) {
  if (unit.id.empty() || unit.name.empty()) {
    return absl::InvalidArgumentError("a unit has an id and a name");
  }
  for (const model::RegionCode region : unit.regions) {
    if (region.value != 0) continue;
    return absl::InvalidArgumentError(
        fmt::format("unit {}: 0 is no region; a unit that is not bounded has no regions", unit.id));
  }
  units_[unit.id] = std::move(unit);
  return absl::OkStatus();
}

absl::Status AccessBook::Put(Consent consent) {
  if (consent.id.empty() || consent.party.empty() || !units_.contains(consent.unit)) {
    return absl::InvalidArgumentError("a consent has an id, a party and a unit that is known");
  }
  consents_[consent.id] = std::move(consent);
  return absl::OkStatus();
}

absl::Status AccessBook::Put(User user) {
  if (user.id.empty()) return absl::InvalidArgumentError("a user has an id");
  if (!units_.contains(user.unit)) {
    return absl::InvalidArgumentError(
        fmt::format("user {}: there is no unit \"{}\"", user.id, user.unit));
  }
  users_[user.id] = std::move(user);
  return absl::OkStatus();
}

}  // namespace liancheng::access
