// storage/write/presence.h: what a writer remembers of the keys in a store, to save reads of keys
// that are not there.
// Exact:   "surely absent" and a remembered entity are never wrong.
// Threads: used by one thread at a time (the leader of the commit queue).
// Limits:  kFilterKeysMax keys in the filter, kRememberedBytes of names; past that, the writer asks
//          RocksDB.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/model/ids.h"

namespace liancheng::storage {

// A key with its hash, which is computed once and used by every map and filter.
struct HashedKey {
  std::string_view text;
  uint64_t hash = 0;

  // `table` is hashed too: the same bytes may be a key of two tables.
  HashedKey(uint8_t table, std::string_view key);
  HashedKey(std::string_view key, uint64_t known_hash) : text(key), hash(known_hash) {}
  bool operator==(const HashedKey& other) const { return hash == other.hash && text == other.text; }
};
struct HashOfKey {
  size_t operator()(const HashedKey& key) const { return key.hash; }
};
template <typename Value>
using KeyMap = absl::flat_hash_map<HashedKey, Value, HashOfKey>;

// An arena: holds text until Clear, with few allocations.
class Arena {
 public:
  std::string_view Keep(std::string_view text);
  // Drops the text and keeps some memory for later text.
  void Clear();
  size_t bytes() const { return bytes_; }

 private:
  struct Block {
    std::unique_ptr<char[]> memory;
    size_t size;
  };
  std::vector<Block> blocks_;
  size_t next_ = 0;  // the first block that is unused since Clear
  size_t left_ = 0;
  size_t bytes_ = 0;
  char* at_ = nullptr;
};

// A Bloom filter. When it is full, a part four times as large is added; a look-up reads one cache
// line of each part.
class KeyFilter {
 public:
  void Add(uint64_t hash);
  bool MayHold(uint64_t hash) const;
  size_t keys() const { return keys_; }

 private:
  struct alignas(64) Line {
    uint64_t words[8];
  };
  struct Part {
    std::vector<Line> lines;
    size_t keys_max;
    size_t keys = 0;
  };
  std::vector<Part> parts_;
  size_t keys_ = 0;
};

class Presence {
 public:
  // `began_empty`: the store was empty when it was opened, so every key of it is added here.
  explicit Presence(bool began_empty) : complete_(began_empty) {}

  // The filter knows every key of the store, so RocksDB seldom has to be asked.
  bool complete() const { return complete_; }
  void Add(const HashedKey& key);
  bool SurelyAbsent(const HashedKey& key) const;

  // Remembers the caller's id of an entity that is in the store.
  void Remember(std::string_view key, model::EntityId id);
  std::optional<model::EntityId> Recall(std::string_view key);
  void Forget(std::string_view key);
  // Called after a batch was given up: the entities it remembered were never stored.
  void ForgetAll();

 private:
  void RememberKey(const HashedKey& key, model::EntityId id);

  // There are two generations: when the younger is full, the older is dropped.
  struct Generation {
    Arena arena;
    KeyMap<model::EntityId> ids;
  };
  bool complete_;
  KeyFilter filter_;
  std::unique_ptr<Generation> young_ = std::make_unique<Generation>();
  std::unique_ptr<Generation> old_ = std::make_unique<Generation>();
};

}  // namespace liancheng::storage
