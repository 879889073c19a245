#include "engine/model/codes.h"

#include <array>
#include <cstdint>

#include "engine/model/date.h"
#include "fmt/format.h"

namespace liancheng::model {
namespace {

constexpr std::string_view kUsccSet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
// Value of each byte in a unified code, -1 for those that are not used.
constexpr std::array<int8_t, 256> kUsccValues = [] {
  std::array<int8_t, 256> values{};
  values.fill(-1);
  for (size_t i = 0; i < kUsccSet.size(); ++i) {
    values[static_cast<unsigned char>(kUsccSet[i])] = static_cast<int8_t>(i);
  }
  return values;
}();
constexpr std::array<int, 17> kUsccWeights = {1,  3,  9,  27, 19, 26, 16, 17, 20,
                                              29, 25, 13, 8,  24, 10, 30, 28};
constexpr std::array<int, 8> kOrganisationWeights = {3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::array<int, 17> kIdWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::string_view kIdCheck = "10X98765432";

CodeCheck Invalid(std::string problem) {
  return {CodeStatus::kInvalid, std::move(problem)};
}

bool AllDigits(std::string_view text) {
  for (char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return true;
}

// GB 11714 gives letters 10..35 over the full alphabet; the 31-character table of GB 32100 would
// give wrong check characters for bodies with letters after H.
std::optional<int> OrganisationValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return std::nullopt;
}

bool OrganisationFits(std::string_view nine) {
  return OrganisationCheckCharacter(nine.substr(0, 8)) == nine[8];
}

char IdCheckCharacter(std::string_view first17) {
  int sum = 0;
  for (size_t i = 0; i < 17; ++i) sum += (first17[i] - '0') * kIdWeights[i];
  return kIdCheck[static_cast<size_t>(sum % 11)];
}

std::string Upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

CodeCheck CheckId18(std::string_view number) {
  if (!AllDigits(number.substr(0, 17))) return Invalid("the first 17 characters must be digits");
  const std::string birthday =
      fmt::format("{}-{}-{}", number.substr(6, 4), number.substr(10, 2), number.substr(12, 2));
  if (!ParseDate(birthday).ok()) return Invalid(fmt::format("birthday {} is not a day", birthday));
  if (number[0] < '1' || number[0] > '9') return Invalid("region prefix starts with 0");
  const char expected = IdCheckCharacter(number);
  if (number[17] != expected) {
    return Invalid(fmt::format("check character is {}, expected {}", number[17], expected));
  }
  return {CodeStatus::kValid, ""};
}

}  // namespace

std::optional<char> OrganisationCheckCharacter(std::string_view first8) {
  if (first8.size() != kOrganisationWeights.size()) return std::nullopt;
  int sum = 0;
  for (size_t i = 0; i < first8.size(); ++i) {
    const std::optional<int> value = OrganisationValue(first8[i]);
    if (!value) return std::nullopt;
    sum += *value * kOrganisationWeights[i];
  }
  const int check = 11 - sum % 11;
  if (check == 10) return 'X';
  if (check == 11) return '0';
  return static_cast<char>('0' + check);
}

std::optional<char> UsccCheckCharacter(std::string_view first17) {
  if (first17.size() != kUsccWeights.size()) return std::nullopt;
  int sum = 0;
  for (size_t i = 0; i < first17.size(); ++i) {
    const int value = kUsccValues[static_cast<unsigned char>(first17[i])];
    if (value < 0) return std::nullopt;
    sum += value * kUsccWeights[i];
  }
  return kUsccSet[static_cast<size_t>((31 - sum % 31) % 31)];
}

CodeCheck CheckUscc(std::string_view code) {
  if (code.size() != 18) return Invalid(fmt::format("{} characters, expected 18", code.size()));
  for (size_t i = 0; i < 17; ++i) {
    if (kUsccValues[static_cast<unsigned char>(code[i])] < 0) {
      return Invalid(fmt::format("character {} is '{}', which no such code uses", i + 1, code[i]));
    }
  }
  if (!AllDigits(code.substr(2, 6))) return Invalid("characters 3 to 8 must be a region code");
  const char expected = *UsccCheckCharacter(code.substr(0, 17));
  if (code[17] == expected) return {CodeStatus::kValid, ""};
  const std::string problem = fmt::format("check character is {}, expected {}", code[17], expected);
  const bool fujian_pilot = code.substr(2, 2) == "35" && code.substr(8, 4) == "M000";
  if (fujian_pilot && OrganisationFits(code.substr(8, 9))) {
    return {CodeStatus::kLegacyNonconforming, problem};
  }
  return Invalid(problem);
}

CodeCheck CheckOrganisationCode(std::string_view code) {
  std::string nine(code);
  if (nine.size() == 10 && nine[8] == '-') nine.erase(8, 1);
  if (nine.size() != 9) return Invalid(fmt::format("{} characters, expected 9", nine.size()));
  if (nine.substr(0, 3) == "PDY" && AllDigits(std::string_view(nine).substr(3, 5)) &&
      nine.substr(3, 5) != "00000") {
    return Invalid("PDY00001 to PDY99999 is self-defined and not for exchange");
  }
  const std::optional<char> expected = OrganisationCheckCharacter(nine.substr(0, 8));
  if (!expected) return Invalid("only digits and capital letters are allowed");
  if (*expected != nine[8]) {
    return Invalid(fmt::format("check character is {}, expected {}", nine[8], *expected));
  }
  return {CodeStatus::kValid, ""};
}

CodeCheck CheckIdNumber(std::string_view number) {
  const std::string upper = Upper(number);
  if (upper.size() == 18) return CheckId18(upper);
  if (upper.size() != 15) {
    return Invalid(fmt::format("{} characters, expected 18 or 15", upper.size()));
  }
  if (!AllDigits(upper)) return Invalid("all 15 characters must be digits");
  const std::string first17 = upper.substr(0, 6) + "19" + upper.substr(6);
  return CheckId18(first17 + IdCheckCharacter(first17));
}

std::optional<std::string> CanonicalIdNumber(std::string_view number) {
  if (CheckIdNumber(number).status != CodeStatus::kValid) return std::nullopt;
  std::string upper = Upper(number);
  if (upper.size() == 18) return upper;
  const std::string first17 = upper.substr(0, 6) + "19" + upper.substr(6);
  return first17 + IdCheckCharacter(first17);
}

std::string MaskIdNumber(std::string_view number) {
  if (number.size() <= 2) return std::string(number.size(), '*');
  return fmt::format("{}{}{}", number.front(), std::string(number.size() - 2, '*'), number.back());
}

}  // namespace liancheng::model
