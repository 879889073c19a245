// server/access/access_book.h: units, their users and their tokens at one moment; finds the user of
// a token.
// Tokens:  `lct_<id>_<secret>`. The id is not secret; of the secret (256 random bits) only its
//          BLAKE2b hash is kept. A token ends on its own day and can be revoked before.
// Threads: const after it is read; share freely.
// Errors:  InvalidArgument (naming the JSON pointer) when a text is no access file; Unauthenticated
//          from Authenticate, with one message for every cause.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/asker.h"

namespace liancheng::access {

using model::Consent;
using model::Role;
using model::RoleSet;
using model::Unit;

struct User {
  std::string id;
  std::string unit;
  Role role = Role::kDepartment;
};

struct Token {
  std::string id;
  std::string user;
  std::string hash;  // hex
  int64_t created_s = 0;
  int64_t expires_s = 0;
  int64_t revoked_s = 0;  // 0 = it is not revoked
};

// The user who asks.
struct Principal {
  std::string user;
  std::string token;
  Role role = Role::kPublic;
  Unit unit;
};

// The token, which is shown to the user once, and what is kept of it.
struct MadeToken {
  std::string text;
  Token kept;
};
MadeToken MakeToken(const std::string& user, int64_t now_s, int64_t expires_s);

class AccessBook {
 public:
  static absl::StatusOr<AccessBook> Parse(const std::string& text, const std::string& file);
  std::string Write() const;

  absl::StatusOr<Principal> Authenticate(std::string_view token, int64_t now_s) const;

  // InvalidArgument for a user of an unknown unit, an empty id, and a unit with a region 0.
  absl::Status Put(Unit unit);
  absl::Status Put(User user);
  void Put(Token token) { tokens_[token.id] = std::move(token); }
  absl::Status Put(Consent consent);

  const std::map<std::string, Unit>& units() const { return units_; }
  const std::map<std::string, User>& users() const { return users_; }
  const std::map<std::string, Token>& tokens() const { return tokens_; }
  const std::map<std::string, Consent>& consents() const { return consents_; }

 private:
  std::map<std::string, Unit> units_;
  std::map<std::string, User> users_;
  std::map<std::string, Token> tokens_;
  std::map<std::string, Consent> consents_;
};

}  // namespace liancheng::access
