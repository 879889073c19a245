#include "server/access/roles.h"

namespace liancheng::access {

std::string_view Name(Role role) {
  switch (role) {
    case Role::kPublic:
      return "public";
    case Role::kDepartment:
      return "department";
    case Role::kPlatform:
      return "platform";
    case Role::kInvestigator:
      return "investigator";
    case Role::kSteward:
      return "steward";
    case Role::kAuditor:
      return "auditor";
    case Role::kAdministrator:
      return "administrator";
  }
  return "";
}

std::optional<Role> ParseRole(std::string_view word) {
  for (const Role role : kRoles) {
    if (Name(role) == word) return role;
  }
  return std::nullopt;
}

std::string AllRoles() {
  std::string all;
  for (const Role role : kRoles) {
    if (!all.empty()) all += ", ";
    all += Name(role);
  }
  return all;
}

}  // namespace liancheng::access
