// tests/storage/damage.h: ways to damage a closed store, and to read its rows without FactStore.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "storage/disk/tables.h"

namespace liancheng::storage {

std::unique_ptr<Tables> MustOpenTables(const std::string& path);
void PutRaw(const Tables& tables, Table table, std::string_view key, std::string_view value);
void DeleteRaw(const Tables& tables, Table table, std::string_view key);
std::optional<std::string> GetRaw(const Tables& tables, Table table, std::string_view key);

// Writes everything into data files, one for each table.
void Settle(const std::string& path);
// `/000012.sst`: the data file of a settled table.
std::string FileOf(const std::string& path, Table table);
// The name of the first file in `path` that holds `part`.
std::string FindFile(const std::string& path, std::string_view part);
void FlipByte(const std::string& file, uint64_t at);

}  // namespace liancheng::storage
