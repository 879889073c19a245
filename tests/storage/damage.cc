#include "tests/storage/damage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

namespace liancheng::storage {

std::unique_ptr<Tables> MustOpenTables(const std::string& path) {
  auto tables = Tables::Open({path, false, false, false});
  if (!tables.ok()) {
    ADD_FAILURE() << tables.status();
    std::abort();
  }
  return *std::move(tables);
}

void PutRaw(const Tables& tables, Table table, std::string_view key, std::string_view value) {
  rocksdb::WriteOptions synced;
  synced.sync = true;
  EXPECT_TRUE(tables.db().Put(synced, tables.of(table), ToSlice(key), ToSlice(value)).ok());
}

void DeleteRaw(const Tables& tables, Table table, std::string_view key) {
  rocksdb::WriteOptions synced;
  synced.sync = true;
  EXPECT_TRUE(GetRaw(tables, table, key)) << "nothing to delete";
  EXPECT_TRUE(tables.db().Delete(synced, tables.of(table), ToSlice(key)).ok());
}

std::optional<std::string> GetRaw(const Tables& tables, Table table, std::string_view key) {
  rocksdb::PinnableSlice value;
  const auto found = tables.Get(table, key, value);
  EXPECT_TRUE(found.ok()) << found.status();
  if (!found.ok() || !*found) return std::nullopt;
  return value.ToString();
}

void Settle(const std::string& path) {
  const auto tables = MustOpenTables(path);
  for (int i = 0; i < kTableCount; ++i) {
    rocksdb::ColumnFamilyHandle* handle = tables->of(static_cast<Table>(i));
    EXPECT_TRUE(tables->db().Flush(rocksdb::FlushOptions(), handle).ok());
    EXPECT_TRUE(
        tables->db().CompactRange(rocksdb::CompactRangeOptions(), handle, nullptr, nullptr).ok());
  }
}

std::string FileOf(const std::string& path, Table table) {
  const auto tables = MustOpenTables(path);
  std::vector<rocksdb::LiveFileMetaData> files;
  tables->db().GetLiveFilesMetaData(&files);
  for (const rocksdb::LiveFileMetaData& file : files) {
    if (file.column_family_name == Name(table)) return file.name;
  }
  ADD_FAILURE() << "no data file of " << Name(table);
  return "";
}

std::string FindFile(const std::string& path, std::string_view part) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    const std::string name = entry.path().filename().string();
    // Empty logs hold nothing that could be damaged.
    if (name.find(part) != std::string::npos && entry.file_size() > 0) names.push_back(name);
  }
  if (names.empty()) {
    ADD_FAILURE() << "no file " << part;
    return "";
  }
  return *std::min_element(names.begin(), names.end());
}

void FlipByte(const std::string& file, uint64_t at) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(at));
  const int byte = stream.get();
  ASSERT_NE(byte, EOF) << file;
  stream.seekp(static_cast<std::streamoff>(at));
  stream.put(static_cast<char>(byte ^ 0x40));
}

}  // namespace liancheng::storage
