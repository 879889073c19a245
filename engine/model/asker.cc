#include "engine/model/asker.h"

#include <span>
#include <utility>

#include "engine/model/region.h"

namespace liancheng::model {
namespace {

constexpr std::pair<Role, std::string_view> kRoleWords[] = {
    {Role::kPublic, "public"},
    {Role::kDepartment, "department"},
    {Role::kPlatform, "platform"},
    {Role::kInvestigator, "investigator"},
    {Role::kSteward, "steward"},
    {Role::kAuditor, "auditor"},
    {Role::kAdministrator, "administrator"},
};

constexpr std::pair<UnitKind, std::string_view> kUnitKindWords[] = {
    {UnitKind::kDepartment, "department"}, {UnitKind::kPlatform, "platform"},
    {UnitKind::kFinance, "finance"},       {UnitKind::kAssociation, "association"},
    {UnitKind::kMedia, "media"},           {UnitKind::kOther, "other"},
};

template <typename T>
using Words = std::span<const std::pair<T, std::string_view>>;

template <typename T>
std::string_view WordOf(Words<T> words, T value) {
  for (const auto& [one, word] : words) {
    if (one == value) return word;
  }
  return "";
}

template <typename T>
std::optional<T> ValueOf(Words<T> words, std::string_view text) {
  for (const auto& [value, word] : words) {
    if (word == text) return value;
  }
  return std::nullopt;
}

template <typename T>
std::string AllOf(Words<T> words) {
  std::string all;
  for (const auto& [value, word] : words) {
    if (!all.empty()) all += ", ";
    all += word;
  }
  return all;
}

}  // namespace

std::string_view Name(Role role) {
  return WordOf<Role>(kRoleWords, role);
}
std::optional<Role> ParseRole(std::string_view word) {
  return ValueOf<Role>(kRoleWords, word);
}
std::string AllRoles() {
  return AllOf<Role>(kRoleWords);
}

std::string_view Name(UnitKind kind) {
  return WordOf<UnitKind>(kUnitKindWords, kind);
}
std::optional<UnitKind> ParseUnitKind(std::string_view word) {
  return ValueOf<UnitKind>(kUnitKindWords, word);
}
std::string AllUnitKinds() {
  return AllOf<UnitKind>(kUnitKindWords);
}

bool InRemit(const Unit& unit, RegionCode region) {
  return AnyHolds(unit.regions, region);
}

}  // namespace liancheng::model
