// query/names/screen.h: screens one row of a list against the store: whether the party is known
// here.
// Verdict: exact = a valid code of the row identifies the party; candidates = similar names, or
//          codes that are ambiguous; none = not found, which is not a clearance.
// Threads: a Screener is used by one thread; several may share a directory.
// Errors:  those of the directory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "query/names/name_search.h"
#include "query/world/directory.h"

namespace liancheng::query {

struct ScreenCode {
  std::string scheme;  // uscc, org_code, registration_number, id_number, source
  std::string value;
};
bool IsValidCode(const ScreenCode& code);

struct ScreenRow {
  std::string name;
  std::vector<ScreenCode> codes;
};

enum class ScreenVerdict : uint8_t { kExact, kCandidates, kNone };
std::string_view Name(ScreenVerdict verdict);

struct ScreenResult {
  ScreenVerdict verdict = ScreenVerdict::kNone;
  std::vector<FoundName> parties;  // best first
  bool complete = true;
  // Codes that cannot be right, as `scheme: what is wrong`; the name is searched for nevertheless.
  std::vector<std::string> problems;
};

// Half the length of lists and a fifth of the names that a search allows, because a file has many
// rows.
inline constexpr NameLimits kScreenLimits = {5, 0.6, 10'000, 400};

class Screener {
 public:
  // `directory` must outlive the screener.
  Screener(const Directory& directory, const NameLimits& limits)
      : directory_(directory), limits_(limits), names_(directory) {}

  absl::StatusOr<ScreenResult> Screen(const ScreenRow& row);

 private:
  absl::Status ByCodes(const ScreenRow& row, ScreenResult& result);
  absl::Status ByName(const ScreenRow& row, ScreenResult& result);

  const Directory& directory_;
  const NameLimits limits_;
  NameSearch names_;
};

}  // namespace liancheng::query
