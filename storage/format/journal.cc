#include "storage/format/journal.h"

#include <sodium.h>

#include <algorithm>

namespace liancheng::storage {
namespace {

constexpr uint8_t kSameFile = 0x10;  // a bit beside the verb: same file as the operation before

Hash ReadHash(ByteReader& in) {
  Hash hash = kNoHash;
  const std::string_view bytes = in.Raw(hash.size());
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

}  // namespace

std::string Hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<uint8_t>(c);
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 15]);
  }
  return hex;
}

std::string EncodeHead(const Head& head) {
  std::string value;
  ByteWriter to(value);
  to.Big(head.revision.value, 8);
  to.Raw(View(head.hash));
  for (const uint64_t number : {head.entity_numbers, head.relation_numbers, head.record_numbers,
                                head.entities, head.relations, head.records, head.superseded}) {
    to.Varint(number);
  }
  return value;
}

std::optional<Head> DecodeHead(std::string_view value) {
  ByteReader in(value);
  Head head;
  head.revision.value = in.Big(8);
  head.hash = ReadHash(in);
  for (uint64_t* number : {&head.entity_numbers, &head.relation_numbers, &head.record_numbers,
                           &head.entities, &head.relations, &head.records, &head.superseded}) {
    *number = in.Varint();
  }
  if (!in.Finished()) return std::nullopt;
  return head;
}

void OperationWriter::Add(const Operation& operation) {
  ByteWriter to(bytes_);
  const bool same = !bytes_.empty() && operation.file == last_file_;
  to.Byte(static_cast<uint8_t>(operation.verb) | (same ? kSameFile : 0));
  to.Byte(static_cast<uint8_t>(operation.kind));
  to.Varint(operation.number);
  to.Signed(operation.row);
  if (!same) {
    to.Text(operation.file);
    last_file_ = operation.file;
  }
  to.Text(operation.body);
}

void OperationWriter::Clear() {
  bytes_.clear();
  last_file_.clear();
}

bool OperationReader::Next(Operation& operation) {
  if (!ok_ || in_.AtEnd()) return false;
  const uint8_t lead = in_.Byte();
  const auto verb = static_cast<uint8_t>(lead & 0x0f);
  const uint8_t kind = in_.Byte();
  operation.verb = static_cast<Verb>(verb);
  operation.kind = static_cast<model::FactKind>(kind);
  operation.number = in_.Varint();
  operation.row = in_.Signed();
  if ((lead & kSameFile) == 0) last_file_ = in_.Text();
  operation.file = last_file_;
  operation.body = in_.Text();
  ok_ = in_.ok() && verb < kVerbCount && (lead & ~(kSameFile | 0x0f)) == 0 &&
        kind < model::kFactKindCount && operation.kind != model::FactKind::kRetraction;
  return ok_;
}

Hash HashOf(const Hash& previous, model::Revision revision, int64_t time_s,
            std::string_view operations) {
  std::string front;
  ByteWriter to(front);
  to.Raw(View(previous));
  to.Big(revision.value, 8);
  to.Big(static_cast<uint64_t>(time_s), 8);
  const auto bytes = [](std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, bytes(front), front.size());
  crypto_hash_sha256_update(&state, bytes(operations), operations.size());
  Hash hash;
  crypto_hash_sha256_final(&state, reinterpret_cast<unsigned char*>(hash.data()));
  return hash;
}

std::string EncodeLogRow(const LogRow& row) {
  std::string value;
  value.reserve(72 + row.operations.size());
  ByteWriter to(value);
  to.Big(static_cast<uint64_t>(row.time_s), 8);
  to.Raw(View(row.previous));
  to.Raw(View(row.hash));
  to.Raw(row.operations);
  return value;
}

std::optional<LogRow> DecodeLogRow(std::string_view value) {
  ByteReader in(value);
  LogRow row;
  row.time_s = static_cast<int64_t>(in.Big(8));
  row.previous = ReadHash(in);
  row.hash = ReadHash(in);
  if (!in.ok()) return std::nullopt;
  row.operations = in.rest();
  return row;
}

}  // namespace liancheng::storage
