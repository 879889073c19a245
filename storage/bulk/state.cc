#include "storage/bulk/state.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "fmt/format.h"
#include "storage/disk/files.h"
#include "storage/format/bytes.h"

namespace liancheng::storage {
namespace {

// The number changes whenever the form of runs or of this file does.
constexpr std::string_view kForm = "liancheng bulk 1";

std::string FileIn(const std::string& folder) {
  return folder + "/gathered";
}

std::string Encode(const BulkState& state) {
  std::string bytes;
  ByteWriter to(bytes);
  to.Text(kForm);
  to.Text(state.fingerprint);
  to.Text(state.note);
  to.Text(state.key_check);
  to.Text(EncodeHead(state.head));
  to.Varint(state.rows);
  to.Varint(state.orders.size());
  for (const BulkState::Order& order : state.orders) {
    to.Byte(order.group);
    to.Text(order.prefix);
    to.Text(order.run_name);
    to.Varint(order.runs);
    to.Varint(order.rows);
  }
  to.Varint(state.log_files.size());
  for (const std::string& file : state.log_files) to.Text(file);
  return bytes;
}

std::optional<BulkState> Decode(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.Text() != kForm) return std::nullopt;
  BulkState state;
  state.fingerprint = in.Text();
  state.note = in.Text();
  state.key_check = in.Text();
  const std::optional<Head> head = DecodeHead(in.Text());
  if (!head) return std::nullopt;
  state.head = *head;
  state.rows = in.Varint();
  for (uint64_t n = in.Varint(); n > 0 && in.ok(); --n) {
    BulkState::Order& order = state.orders.emplace_back();
    order.group = in.Byte();
    order.prefix = in.Text();
    order.run_name = in.Text();
    order.runs = in.Varint();
    order.rows = in.Varint();
  }
  for (uint64_t n = in.Varint(); n > 0 && in.ok(); --n) state.log_files.emplace_back(in.Text());
  if (!in.Finished()) return std::nullopt;
  return state;
}

Hash HashOfState(std::string_view bytes) {
  return HashOf(kNoHash, {}, 0, bytes);
}

}  // namespace

absl::Status WriteBulkState(const std::string& folder, const BulkState& state) {
  const std::string bytes = Encode(state);
  std::string content(View(HashOfState(bytes)));
  content += bytes;
  const std::string part = FileIn(folder) + ".part";
  if (absl::Status written = WriteFileSynced(part, content, 0600); !written.ok()) return written;
  if (std::rename(part.c_str(), FileIn(folder).c_str()) != 0) {
    return absl::UnavailableError(fmt::format("cannot name \"{}\"", FileIn(folder)));
  }
  return SyncFolderOf(FileIn(folder));
}

std::optional<BulkState> ReadBulkState(const std::string& folder) {
  std::ifstream file(FileIn(folder), std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  const size_t hash_bytes = kNoHash.size();
  if (content.size() < hash_bytes) return std::nullopt;
  const std::string_view bytes = std::string_view(content).substr(hash_bytes);
  if (View(HashOfState(bytes)) != std::string_view(content).substr(0, hash_bytes)) {
    return std::nullopt;
  }
  return Decode(bytes);
}

bool HoldsBulkState(const std::string& folder) {
  std::error_code error;
  return std::filesystem::exists(FileIn(folder), error);
}

}  // namespace liancheng::storage
