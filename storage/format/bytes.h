// storage/format/bytes.h: the primitive forms of stored bytes: big-endian integers for keys,
// varints and length-prefixed text for values.
// Source:  docs/storage_format.md, "Primitives".
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "engine/model/date.h"

namespace liancheng::storage {

inline void PutBig(char* at, uint64_t value, size_t bytes) {
  for (size_t i = 0; i < bytes; ++i) at[i] = static_cast<char>(value >> (8 * (bytes - 1 - i)));
}
inline uint64_t GetBig(const char* at, size_t bytes) {
  uint64_t value = 0;
  for (size_t i = 0; i < bytes; ++i) value = value << 8 | static_cast<unsigned char>(at[i]);
  return value;
}

// The sign bit is flipped, so that big-endian bytes sort in the order of days.
inline uint32_t OrderedDays(model::Date date) {
  return static_cast<uint32_t>(date.days) ^ 0x80000000u;
}
inline model::Date FromOrderedDays(uint32_t ordered) {
  return model::Date{static_cast<int32_t>(ordered ^ 0x80000000u)};
}

// Appends to a string that the caller owns and reuses.
class ByteWriter {
 public:
  explicit ByteWriter(std::string& out) : out_(out) {}

  void Byte(uint8_t value) { out_.push_back(static_cast<char>(value)); }
  void Big(uint64_t value, size_t bytes) {
    const size_t at = out_.size();
    out_.resize(at + bytes);
    PutBig(out_.data() + at, value, bytes);
  }
  void Varint(uint64_t value) {
    while (value >= 0x80) {
      out_.push_back(static_cast<char>(value | 0x80));
      value >>= 7;
    }
    out_.push_back(static_cast<char>(value));
  }
  void Signed(int64_t value) {
    Varint(static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63));
  }
  void Text(std::string_view text) {
    Varint(text.size());
    out_.append(text);
  }
  void Raw(std::string_view bytes) { out_.append(bytes); }
  // Written as 0 for an open start, 1 for an open end, else as the zigzag day number + 2.
  void Day(model::Date date) {
    if (date == model::kOpenStart) return Varint(0);
    if (date == model::kOpenEnd) return Varint(1);
    const auto days = static_cast<int64_t>(date.days);
    Varint((static_cast<uint64_t>(days) << 1 ^ static_cast<uint64_t>(days >> 63)) + 2);
  }
  void OptionalDay(const std::optional<model::Date>& date) {
    Byte(date ? 1 : 0);
    if (date) Day(*date);
  }

 private:
  std::string& out_;
};

// Reads what ByteWriter wrote. Reads past the end give zeros and empty text; after a sequence of
// reads, ok() says whether the bytes were sound.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  bool AtEnd() const { return rest_.empty(); }
  // Everything was read and nothing was wrong.
  bool Finished() const { return ok_ && rest_.empty(); }
  std::string_view rest() const { return rest_; }

  uint8_t Byte() {
    if (!Need(1)) return 0;
    const auto value = static_cast<uint8_t>(rest_[0]);
    rest_.remove_prefix(1);
    return value;
  }
  uint64_t Big(size_t bytes) {
    if (!Need(bytes)) return 0;
    const uint64_t value = GetBig(rest_.data(), bytes);
    rest_.remove_prefix(bytes);
    return value;
  }
  uint64_t Varint() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (!Need(1)) return 0;
      const auto byte = static_cast<uint8_t>(rest_[0]);
      rest_.remove_prefix(1);
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) return value;
    }
    ok_ = false;
    return 0;
  }
  int64_t Signed() { return UnZigzag(Varint()); }
  std::string_view Text() { return Raw(Varint()); }
  std::string_view Raw(uint64_t size) {
    if (!Need(size)) return {};
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }
  model::Date Day() {
    const uint64_t code = Varint();
    if (code == 0) return model::kOpenStart;
    if (code == 1) return model::kOpenEnd;
    const int64_t days = UnZigzag(code - 2);
    if (days < INT32_MIN || days > INT32_MAX) ok_ = false;
    return model::Date{static_cast<int32_t>(days)};
  }
  std::optional<model::Date> OptionalDay() {
    if (Byte() == 0) return std::nullopt;
    return Day();
  }

 private:
  static int64_t UnZigzag(uint64_t value) {
    return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
  }
  bool Need(uint64_t bytes) {
    if (ok_ && rest_.size() >= bytes) return true;
    ok_ = false;
    rest_ = {};
    return false;
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace liancheng::storage
