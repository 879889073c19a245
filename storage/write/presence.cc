#include "storage/write/presence.h"

#include <algorithm>
#include <cstring>

#include "absl/hash/hash.h"

namespace liancheng::storage {
namespace {

constexpr size_t kBlockBytes = 256 * 1024;
constexpr size_t kKeptBytes = size_t{64} << 20;
constexpr size_t kFirstPartKeys = size_t{1} << 18;
constexpr size_t kBitsPerKey = 12;
constexpr size_t kFilterKeysMax = size_t{1} << 27;
constexpr size_t kRememberedBytes = size_t{192} << 20;  // for each generation
constexpr size_t kEntryBytes = 48;                      // of an entry of the map, about

// Stands for the remembered names where a table's number is expected; no table has this number.
constexpr uint8_t kNames = 255;

// Calls fn for each of the six bits that a key has in its cache line.
template <typename Fn>
void ForEachBit(uint64_t hash, Fn fn) {
  uint64_t bits = hash * 0x9e3779b97f4a7c15u;
  for (int i = 0; i < 6; ++i) {
    const uint64_t bit = bits >> 55;  // 0..511
    fn(bit >> 6, uint64_t{1} << (bit & 63));
    bits <<= 9;
  }
}

}  // namespace

HashedKey::HashedKey(uint8_t table, std::string_view key)
    : text(key), hash(absl::HashOf(table, absl::string_view(key.data(), key.size()))) {}

std::string_view Arena::Keep(std::string_view text) {
  if (text.size() > left_) {
    while (next_ < blocks_.size() && blocks_[next_].size < text.size()) ++next_;
    if (next_ == blocks_.size()) {
      const size_t size = std::max(kBlockBytes, text.size());
      blocks_.push_back({std::make_unique_for_overwrite<char[]>(size), size});
      bytes_ += size;
    }
    at_ = blocks_[next_].memory.get();
    left_ = blocks_[next_].size;
    ++next_;
  }
  if (!text.empty()) std::memcpy(at_, text.data(), text.size());
  const std::string_view kept(at_, text.size());
  at_ += text.size();
  left_ -= text.size();
  return kept;
}

void Arena::Clear() {
  while (bytes_ > kKeptBytes) {
    bytes_ -= blocks_.back().size;
    blocks_.pop_back();
  }
  next_ = 0;
  left_ = 0;
  at_ = nullptr;
}

void KeyFilter::Add(uint64_t hash) {
  if (parts_.empty() || parts_.back().keys == parts_.back().keys_max) {
    const size_t keys_max = parts_.empty() ? kFirstPartKeys : parts_.back().keys_max * 4;
    parts_.push_back({std::vector<Line>(keys_max * kBitsPerKey / 512 + 1), keys_max});
  }
  Part& part = parts_.back();
  Line& line = part.lines[(hash >> 32) * part.lines.size() >> 32];
  ForEachBit(hash, [&line](uint64_t word, uint64_t bit) { line.words[word] |= bit; });
  ++part.keys;
  ++keys_;
}

bool KeyFilter::MayHold(uint64_t hash) const {
  return std::any_of(parts_.begin(), parts_.end(), [hash](const Part& part) {
    const Line& line = part.lines[(hash >> 32) * part.lines.size() >> 32];
    bool all = true;
    ForEachBit(hash, [&](uint64_t word, uint64_t bit) { all &= (line.words[word] & bit) != 0; });
    return all;
  });
}

void Presence::Add(const HashedKey& key) {
  if (!complete_) return;
  if (filter_.keys() == kFilterKeysMax) {
    complete_ = false;
    filter_ = KeyFilter();
    return;
  }
  filter_.Add(key.hash);
}

bool Presence::SurelyAbsent(const HashedKey& key) const {
  return complete_ && !filter_.MayHold(key.hash);
}

void Presence::Remember(std::string_view text, model::EntityId id) {
  RememberKey(HashedKey(kNames, text), id);
}

void Presence::RememberKey(const HashedKey& key, model::EntityId id) {
  const size_t bytes = young_->arena.bytes() + young_->ids.size() * kEntryBytes;
  if (bytes > kRememberedBytes) {
    old_ = std::move(young_);
    young_ = std::make_unique<Generation>();
  }
  if (const auto it = young_->ids.find(key); it != young_->ids.end()) {
    it->second = id;
    return;
  }
  young_->ids.emplace(HashedKey(young_->arena.Keep(key.text), key.hash), id);
}

std::optional<model::EntityId> Presence::Recall(std::string_view text) {
  const HashedKey key(kNames, text);
  if (const auto it = young_->ids.find(key); it != young_->ids.end()) return it->second;
  const auto it = old_->ids.find(key);
  if (it == old_->ids.end()) return std::nullopt;
  const model::EntityId id = it->second;
  RememberKey(key, id);
  return id;
}

void Presence::Forget(std::string_view text) {
  const HashedKey key(kNames, text);
  young_->ids.erase(key);
  old_->ids.erase(key);
}

void Presence::ForgetAll() {
  young_ = std::make_unique<Generation>();
  old_ = std::make_unique<Generation>();
}

}  // namespace liancheng::storage
