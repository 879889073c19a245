// storage/format/journal.h: the log of commits: one row per revision, each holding the hash of the
// one before it.
// Hash:    SHA-256 over previous hash, revision, time and operations; 32 zero bytes before the
//          first.
// Row:     time, previous hash, hash, operations.
// Use:     the operations of revisions 1..N, applied in order, give the rows of the store at N.
// Source:  docs/storage_format.md, "Journal"; docs/decisions/0002-journal-and-record-time.md
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/model/fact.h"
#include "storage/format/bytes.h"

namespace liancheng::storage {

using Hash = std::array<char, 32>;
inline constexpr Hash kNoHash{};

inline std::string_view View(const Hash& hash) {
  return {hash.data(), hash.size()};
}
std::string Hex(std::string_view bytes);

// The state from which the next commit starts; one row of `meta`.
struct Head {
  model::Revision revision;
  Hash hash = kNoHash;
  // The last numbers that were given out.
  uint64_t entity_numbers = 0;
  uint64_t relation_numbers = 0;
  uint64_t record_numbers = 0;
  // Current rows.
  uint64_t entities = 0;
  uint64_t relations = 0;
  uint64_t records = 0;
  uint64_t superseded = 0;  // rows of hist
  bool operator==(const Head&) const = default;
};
std::string EncodeHead(const Head& head);
std::optional<Head> DecodeHead(std::string_view value);

// What an operation does to the row that its kind and number identify.
enum class Verb : uint8_t {
  kOpen = 0,
  kSupersede = 1,          // the old row goes to hist
  kReplaceInRevision = 2,  // the old row is of this same revision, so nobody has ever seen it
  kClose = 3,              // retracted; the old row goes to hist
  kCloseInRevision = 4,    // retracted in the revision that opened it
};
inline constexpr uint8_t kVerbCount = 5;

// `body` holds, for an entity or record, the body of its row; for a relation, its key in `out` and
// the content of its row; for a retraction, the retraction itself (id, target, source).
struct Operation {
  Verb verb = Verb::kOpen;
  model::FactKind kind = model::FactKind::kEntity;
  uint64_t number = 0;  // of the entity, relation or record
  int64_t row = 0;
  std::string_view file;
  std::string_view body;
};

// Gathers the operations of one commit.
class OperationWriter {
 public:
  void Add(const Operation& operation);
  std::string_view bytes() const { return bytes_; }
  bool empty() const { return bytes_.empty(); }
  void Clear();

 private:
  std::string bytes_;
  std::string last_file_;
};

class OperationReader {
 public:
  explicit OperationReader(std::string_view bytes) : in_(bytes) {}
  // False at the end; also, with ok() false, when the next bytes are not an operation.
  bool Next(Operation& operation);
  bool ok() const { return ok_; }

 private:
  ByteReader in_;
  std::string_view last_file_;
  bool ok_ = true;
};

struct LogRow {
  int64_t time_s = 0;
  Hash previous;
  Hash hash;
  std::string_view operations;
};
Hash HashOf(const Hash& previous, model::Revision revision, int64_t time_s,
            std::string_view operations);
std::string EncodeLogRow(const LogRow& row);
std::optional<LogRow> DecodeLogRow(std::string_view value);

}  // namespace liancheng::storage
