// storage/disk/sealed_ids.h: ID numbers of natural persons, encrypted at rest and matched by keyed
// hash.
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
  // Reads the key file if there is one. `check` is the check value that the store keeps; it is
  // empty while the store holds no encrypted number. `store` is only for messages.
  static absl::StatusOr<std::unique_ptr<SealedIds>> Open(std::string key_file,
                                                         std::string_view check,
                                                         const std::string& store);
  ~SealedIds();

  // Must be called before Seal. Makes the key file when the store holds no encrypted number yet.
  absl::Status PrepareToSeal();
  bool CanUnseal() const;
  // The check value of the key, which the store keeps from the first encrypted number on.
  std::string Check() const;
  bool CheckIsStored() const;
  void CheckWasStored();

  // Encrypts a number; call PrepareToSeal first. A number that is not a valid ID number is
  // encrypted but never matched.
  std::string Seal(std::string_view number) const;
  // The number, or kHiddenId without the key.
  absl::StatusOr<std::string> Unseal(std::string_view sealed) const;

  // The hash by which a number is looked up. Nothing when the store holds no number or `number` is
  // not a valid one; FailedPrecondition when the store holds numbers and the key is missing.
  absl::StatusOr<std::optional<std::string>> MatchHash(std::string_view number) const;

  // The match hash inside a stored form; nothing for a number that must not be matched.
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
