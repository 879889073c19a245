// engine/model/codes.h: check characters of the codes that identify a party.
// Source: GB 32100-2015 (unified social credit code), GB 11714-1997 (organisation code),
//         GB 11643-1999 (citizen identity number). Golden values: tests/model/codes_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace liancheng::model {

enum class CodeStatus {
  kValid,
  // Early Fujian pilot codes: in real use, character 18 does not fit. Accepted as a match key only;
  // never the sole ground to join two records.
  kLegacyNonconforming,
  kInvalid,
};

struct CodeCheck {
  CodeStatus status = CodeStatus::kInvalid;
  std::string problem;  // what is wrong, for people; empty when valid
};

// Unified social credit code, 18 characters of the 31-character set (no I O S V Z).
CodeCheck CheckUscc(std::string_view code);

// The check character of such a code, computed from its first 17 characters, or that of an
// organisation code from its first 8. Nothing when one of them cannot be part of a code.
std::optional<char> UsccCheckCharacter(std::string_view first17);
std::optional<char> OrganisationCheckCharacter(std::string_view first8);

// Organisation code `XXXXXXXXC` or `XXXXXXXX-C`. PDY00001..PDY99999 is refused for exchange.
CodeCheck CheckOrganisationCode(std::string_view code);

// 18 digits with check character, or 15 digits of the first generation.
CodeCheck CheckIdNumber(std::string_view number);

// 15 digits to 18 with century 19 and check character; 18 are returned as they are (X upper case).
// Nothing when the number is invalid.
std::optional<std::string> CanonicalIdNumber(std::string_view number);

// First and last character shown, the rest `*`: the form for publication.
std::string MaskIdNumber(std::string_view number);

}  // namespace liancheng::model
