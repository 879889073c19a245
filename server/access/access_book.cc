#include "server/access/access_book.h"

#include <sodium.h>

#include <array>
#include <utility>

#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace liancheng::access {
namespace {

using Json = nlohmann::ordered_json;

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

// Reads one access file and keeps the first problem it finds.
class Reader {
 public:
  Reader(const std::string& file, absl::Status& problem) : file_(file), problem_(problem) {}

  std::string Text(const Json& object, const std::string& pointer, const char* key) {
    if (object.is_object() && object.contains(key) && object.at(key).is_string()) {
      return object.at(key).get<std::string>();
    }
    Fail(pointer, key, "a text");
    return "";
  }

  int64_t Number(const Json& object, const std::string& pointer, const char* key) {
    if (object.is_object() && object.contains(key) && object.at(key).is_number_integer()) {
      return object.at(key).get<int64_t>();
    }
    Fail(pointer, key, "a whole number");
    return 0;
  }

  const Json& List(const Json& object, const std::string& pointer, const char* key) {
    static const Json none = Json::array();
    if (object.is_object() && object.contains(key) && object.at(key).is_array()) {
      return object.at(key);
    }
    Fail(pointer, key, "a list");
    return none;
  }

  std::vector<std::string> Texts(const Json& object, const std::string& pointer, const char* key) {
    std::vector<std::string> texts;
    for (const Json& one : List(object, pointer, key)) {
      if (one.is_string()) {
        texts.push_back(one.get<std::string>());
      } else {
        Fail(pointer, key, "a list of texts");
      }
    }
    return texts;
  }

  // A day; an empty text is the open end.
  model::Date Day(const Json& object, const std::string& pointer, const char* key,
                  model::Date open) {
    const std::string text = Text(object, pointer, key);
    if (text.empty()) return open;
    const auto day = model::ParseDate(text);
    if (day.ok()) return *day;
    Fail(pointer, key, "a day, YYYY-MM-DD");
    return open;
  }

  void Fail(const std::string& pointer, std::string_view key, std::string_view expected) {
    if (!problem_.ok()) return;
    problem_ = absl::InvalidArgumentError(
        fmt::format("{}: {}/{}: expected {}", file_, pointer, key, expected));
  }

 private:
  const std::string& file_;
  absl::Status& problem_;
};

Unit ReadUnit(const Json& json, const std::string& pointer, Reader& reader) {
  Unit unit;
  unit.id = reader.Text(json, pointer, "id");
  unit.name = reader.Text(json, pointer, "name");
  unit.party = reader.Text(json, pointer, "party");
  for (const Json& region : reader.List(json, pointer, "regions")) {
    if (region.is_number_unsigned()) {
      unit.regions.push_back({region.get<uint32_t>()});
    } else {
      reader.Fail(pointer, "regions", "codes of GB/T 2260 as numbers");
    }
  }
  unit.measures = reader.Texts(json, pointer, "measures");
  if (const auto kind = model::ParseUnitKind(reader.Text(json, pointer, "kind"))) {
    unit.kind = *kind;
  } else {
    reader.Fail(pointer, "kind", "one of " + model::AllUnitKinds());
  }
  return unit;
}

User ReadUser(const Json& json, const std::string& pointer, Reader& reader) {
  User user{reader.Text(json, pointer, "id"), reader.Text(json, pointer, "unit"), Role::kPublic};
  const auto role = model::ParseRole(reader.Text(json, pointer, "role"));
  if (!role) {
    reader.Fail(pointer, "role", "one of " + model::AllRoles());
    return user;
  }
  user.role = *role;
  return user;
}

Token ReadToken(const Json& json, const std::string& pointer, Reader& reader) {
  return {reader.Text(json, pointer, "id"),          reader.Text(json, pointer, "user"),
          reader.Text(json, pointer, "hash"),        reader.Number(json, pointer, "created_s"),
          reader.Number(json, pointer, "expires_s"), reader.Number(json, pointer, "revoked_s")};
}

Consent ReadConsent(const Json& json, const std::string& pointer, Reader& reader) {
  return {reader.Text(json, pointer, "id"),
          reader.Text(json, pointer, "party"),
          reader.Text(json, pointer, "unit"),
          reader.Texts(json, pointer, "purposes"),
          {reader.Day(json, pointer, "from", model::kOpenStart),
           reader.Day(json, pointer, "to", model::kOpenEnd)}};
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
  if (!json.is_object()) {
    return absl::InvalidArgumentError(fmt::format("{}: expected a JSON object", file));
  }
  absl::Status problem;
  Reader reader(file, problem);
  AccessBook book;
  const auto each = [&](const char* key, auto put) {
    size_t at = 0;
    for (const Json& item : reader.List(json, "", key)) {
      const std::string pointer = fmt::format("/{}/{}", key, at++);
      const absl::Status status = put(item, pointer);
      if (problem.ok() && !status.ok()) {
        problem = absl::InvalidArgumentError(
            fmt::format("{}: {}: {}", file, pointer, std::string(status.message())));
      }
    }
  };
  each("units", [&](const Json& item, const std::string& pointer) {
    return book.Put(ReadUnit(item, pointer, reader));
  });
  each("users", [&](const Json& item, const std::string& pointer) {
    return book.Put(ReadUser(item, pointer, reader));
  });
  each("tokens", [&](const Json& item, const std::string& pointer) {
    book.Put(ReadToken(item, pointer, reader));
    return absl::OkStatus();
  });
  each("consents", [&](const Json& item, const std::string& pointer) {
    return book.Put(ReadConsent(item, pointer, reader));
  });
  if (!problem.ok()) return problem;
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
