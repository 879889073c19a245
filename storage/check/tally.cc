#include "storage/check/tally.h"

#include <sodium.h>

#include "storage/format/bytes.h"

namespace liancheng::storage {

RowHasher::RowHasher() {
  static_assert(sizeof(key_) == crypto_shorthash_siphashx24_KEYBYTES);
  randombytes_buf(key_.data(), key_.size());
}

Hash128 RowHasher::Hash(std::string_view text) const {
  std::array<unsigned char, crypto_shorthash_siphashx24_BYTES> out;
  crypto_shorthash_siphashx24(out.data(), reinterpret_cast<const unsigned char*>(text.data()),
                              text.size(), key_.data());
  const auto* bytes = reinterpret_cast<const char*>(out.data());
  return {GetBig(bytes, 8), GetBig(bytes + 8, 8)};
}

Hash128 RowHasher::OfRow(std::string_view key, std::string_view value) const {
  std::string text;
  ByteWriter to(text);
  to.Text(key);
  to.Raw(value);
  return Hash(text);
}

Hash128 RowHasher::Of(const Stated& stated) const {
  std::string text;
  ByteWriter to(text);
  to.Byte(static_cast<uint8_t>(stated.kind));
  to.Byte(stated.closing ? 1 : 0);
  to.Big(stated.number, 8);
  to.Big(stated.known_from.value, 8);
  to.Signed(stated.row);
  to.Text(stated.file);
  to.Raw(stated.body);
  return Hash(text);
}

}  // namespace liancheng::storage
