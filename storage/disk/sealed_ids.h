// storage/disk/sealed_ids.h: ID numbers of natural persons, encrypted at rest and matched by keyed hash.
// Stored form: flag, match hash, nonce, box. The nonce is a keyed hash of the number, so the same
//              number always has the same stored form; the match hash is the key of its xid row.
// Key:         a text file of 0600 outside the store; made at the first ID number written.
// Threads:     one writer may make the key while others read.
// Errors:      FailedPrecondition naming the key file: malformed, of another store, or missing
//              where it is needed. DataLoss: a stored form that this key cannot open.
// Source:      docs/decisions/0003-id-numbers.md
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"

namespace liancheng::storage {

inline constexpr std::string_view kIdScheme = "id_number";
inline constexpr std::string_view kHiddenId = "(hidden: no key)";

class IdCipher;  // the keys derived from one key file

class SealedIds {
 public:
  // Reads the key file where there is one. `check` is the store's own check value, empty while it
  // holds no sealed number. `store` is only for messages.
  static absl::StatusOr<std::unique_ptr<SealedIds>> Open(std::string key_file,
                                                         std::string_view check,
                                                         const std::string& store);
  ~SealedIds();

  // Makes sure that numbers can be sealed: makes the key file where the store has none sealed yet.
  absl::Status PrepareToSeal();
  bool CanUnseal() const;
  // To be kept in the store beside the first sealed number.
  std::string Check() const;
  bool CheckIsStored() const;
  void CheckWasStored();

  // Needs PrepareToSeal. A number that is no valid ID number is sealed but never matched.
  std::string Seal(std::string_view number) const;
  // The number, or kHiddenId without the key.
  absl::StatusOr<std::string> Unseal(std::string_view sealed) const;

  // For looking a number up. Nothing when the store holds none or `number` is not one.
  // FailedPrecondition when it holds some and the key is missing.
  absl::StatusOr<std::optional<std::string>> MatchHash(std::string_view number) const;

  // The match hash inside a stored form; nothing when it is not to be matched.
  static std::optional<std::string_view> MatchHashOf(std::string_view sealed);

 private:
  SealedIds(std::string key_file, std::string store);
  std::shared_ptr<const IdCipher> cipher() const;
  absl::Status NoKey() const;

  const std::string key_file_;
  const std::string store_;
  mutable absl::Mutex mutex_;
  std::shared_ptr<const IdCipher> cipher_;
  bool check_stored_ = false;
};

}  // namespace liancheng::storage
