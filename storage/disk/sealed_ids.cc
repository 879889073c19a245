#include "storage/disk/sealed_ids.h"

#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "engine/model/codes.h"
#include "fmt/format.h"
#include "storage/disk/files.h"
#include "storage/format/journal.h"

namespace liancheng::storage {

struct Secret {
  std::array<unsigned char, 32> bytes{};
  Secret() = default;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { sodium_memzero(bytes.data(), bytes.size()); }
};

namespace {

constexpr std::string_view kTitle = "liancheng id key 1\n";
constexpr size_t kMasterBytes = crypto_kdf_KEYBYTES;
constexpr size_t kMatchBytes = 32;
constexpr size_t kHeadBytes = 1 + kMatchBytes + crypto_secretbox_NONCEBYTES;
constexpr char kContext[] = "LCidnum";  // crypto_kdf takes 8 bytes: 7 letters and the final zero
static_assert(sizeof(kContext) == crypto_kdf_CONTEXTBYTES);

using Bytes = unsigned char;

const Bytes* In(std::string_view text) {
  return reinterpret_cast<const Bytes*>(text.data());
}
Bytes* Out(char* text) {
  return reinterpret_cast<Bytes*>(text);
}

static_assert(kMasterBytes == 32 && crypto_secretbox_KEYBYTES == 32);

std::string KeyedHash(const Secret& key, std::string_view text, size_t bytes) {
  std::string hash(bytes, '\0');
  crypto_generichash(Out(hash.data()), bytes, In(text), text.size(), key.bytes.data(),
                     key.bytes.size());
  return hash;
}

}  // namespace

class IdCipher {
 public:
  explicit IdCipher(const Secret& master) {
    Derive(master, 1, box_);
    Derive(master, 2, nonce_);
    Derive(master, 3, match_);
    Derive(master, 4, check_);
  }

  std::string Check() const { return KeyedHash(check_, "liancheng", 16); }
  std::string Match(std::string_view number) const {
    return KeyedHash(match_, number, kMatchBytes);
  }
  std::string Seal(std::string_view number, bool matched) const {
    std::string sealed(1, matched ? '\1' : '\0');
    sealed += matched ? Match(number) : std::string(kMatchBytes, '\0');
    const std::string nonce = KeyedHash(nonce_, number, crypto_secretbox_NONCEBYTES);
    sealed += nonce;
    sealed.resize(kHeadBytes + crypto_secretbox_MACBYTES + number.size());
    crypto_secretbox_easy(Out(sealed.data() + kHeadBytes), In(number), number.size(), In(nonce),
                          box_.bytes.data());
    return sealed;
  }
  std::optional<std::string> Unseal(std::string_view sealed) const {
    if (sealed.size() < kHeadBytes + crypto_secretbox_MACBYTES) return std::nullopt;
    const std::string_view nonce = sealed.substr(1 + kMatchBytes, crypto_secretbox_NONCEBYTES);
    const std::string_view box = sealed.substr(kHeadBytes);
    std::string number(box.size() - crypto_secretbox_MACBYTES, '\0');
    if (crypto_secretbox_open_easy(Out(number.data()), In(box), box.size(), In(nonce),
                                   box_.bytes.data()) != 0) {
      return std::nullopt;
    }
    return number;
  }

 private:
  static void Derive(const Secret& master, uint64_t which, Secret& key) {
    crypto_kdf_derive_from_key(key.bytes.data(), key.bytes.size(), which, kContext,
                               master.bytes.data());
  }

  Secret box_;
  Secret nonce_;
  Secret match_;
  Secret check_;
};

namespace {

absl::StatusOr<std::shared_ptr<const IdCipher>> ReadKey(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in) {
    return absl::FailedPreconditionError(fmt::format("key file \"{}\" cannot be read", file));
  }
  Secret master;
  size_t got = 0;
  const bool titled = text.starts_with(kTitle);
  const bool hex =
      titled &&
      sodium_hex2bin(master.bytes.data(), master.bytes.size(), text.data() + kTitle.size(),
                     text.size() - kTitle.size(), " \n\r", &got, nullptr) == 0;
  sodium_memzero(text.data(), text.size());
  if (!hex || got != kMasterBytes) {
    return absl::FailedPreconditionError(
        fmt::format("\"{}\" is not a key file of this program", file));
  }
  return std::make_shared<const IdCipher>(master);
}

// This is atomic: a reader never sees half a key, and an existing file is never overwritten.
absl::Status MakeKeyFile(const std::string& file) {
  Secret master;
  randombytes_buf(master.bytes.data(), master.bytes.size());
  std::string text(kTitle);
  text += Hex({reinterpret_cast<const char*>(master.bytes.data()), master.bytes.size()}) + "\n";
  const std::string fresh = file + ".new";
  absl::Status made = WriteFileSynced(fresh, text, 0600);
  sodium_memzero(text.data(), text.size());
  if (made.ok() && ::link(fresh.c_str(), file.c_str()) != 0 && errno != EEXIST) {
    made = absl::UnavailableError(
        fmt::format("cannot make key file \"{}\": {}", file, std::strerror(errno)));
  }
  ::unlink(fresh.c_str());
  if (!made.ok()) return made;
  return SyncFolderOf(file);
}

}  // namespace

SealedIds::SealedIds(std::string key_file, std::string store)
    : key_file_(std::move(key_file)), store_(std::move(store)) {}
SealedIds::~SealedIds() = default;

absl::StatusOr<std::unique_ptr<SealedIds>> SealedIds::Open(std::string key_file,
                                                           std::string_view check,
                                                           const std::string& store) {
  std::unique_ptr<SealedIds> ids(new SealedIds(std::move(key_file), store));
  ids->check_stored_ = !check.empty();
  std::error_code ignored;
  if (!std::filesystem::exists(ids->key_file_, ignored)) return ids;
  auto cipher = ReadKey(ids->key_file_);
  if (!cipher.ok()) return cipher.status();
  if (!check.empty() && (*cipher)->Check() != check) {
    return absl::FailedPreconditionError(
        fmt::format("key file \"{}\" is not the one that store \"{}\" was written with; give the "
                    "right one, or move this one away to open the store with ID numbers hidden",
                    ids->key_file_, store));
  }
  ids->cipher_ = std::move(*cipher);
  return ids;
}

std::shared_ptr<const IdCipher> SealedIds::cipher() const {
  const absl::MutexLock lock(&mutex_);
  return cipher_;
}

absl::Status SealedIds::NoKey() const {
  return absl::FailedPreconditionError(
      fmt::format("store \"{}\" holds encrypted ID numbers and its key file \"{}\" is missing",
                  store_, key_file_));
}

absl::Status SealedIds::PrepareToSeal() {
  if (cipher() != nullptr) return absl::OkStatus();
  if (CheckIsStored()) return NoKey();
  if (const absl::Status made = MakeKeyFile(key_file_); !made.ok()) return made;
  auto cipher = ReadKey(key_file_);
  if (!cipher.ok()) return cipher.status();
  const absl::MutexLock lock(&mutex_);
  cipher_ = std::move(*cipher);
  return absl::OkStatus();
}

bool SealedIds::CanUnseal() const {
  return cipher() != nullptr;
}

std::string SealedIds::Check() const {
  return cipher()->Check();
}

bool SealedIds::CheckIsStored() const {
  const absl::MutexLock lock(&mutex_);
  return check_stored_;
}

void SealedIds::CheckWasStored() {
  const absl::MutexLock lock(&mutex_);
  check_stored_ = true;
}

std::string SealedIds::Seal(std::string_view number) const {
  const std::optional<std::string> canonical = model::CanonicalIdNumber(number);
  return cipher()->Seal(canonical ? *canonical : number, canonical.has_value());
}

absl::StatusOr<std::string> SealedIds::Unseal(std::string_view sealed) const {
  const std::shared_ptr<const IdCipher> cipher = this->cipher();
  if (cipher == nullptr) return std::string(kHiddenId);
  std::optional<std::string> number = cipher->Unseal(sealed);
  if (!number) {
    return absl::DataLossError(fmt::format(
        "store \"{}\": an encrypted ID number is damaged or was written with another key", store_));
  }
  return *std::move(number);
}

absl::StatusOr<std::optional<std::string>> SealedIds::MatchHash(std::string_view number) const {
  const std::optional<std::string> canonical = model::CanonicalIdNumber(number);
  if (!canonical) return std::nullopt;
  const std::shared_ptr<const IdCipher> cipher = this->cipher();
  if (cipher != nullptr) return cipher->Match(*canonical);
  if (CheckIsStored()) return NoKey();
  return std::nullopt;
}

std::optional<std::string_view> SealedIds::MatchHashOf(std::string_view sealed) {
  if (sealed.size() < kHeadBytes || sealed[0] != '\1') return std::nullopt;
  return sealed.substr(1, kMatchBytes);
}

}  // namespace liancheng::storage
