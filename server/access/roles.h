// server/access/roles.h: the roles of users, and sets of roles.
// Source:  docs/access_matrix.md says what each role may do.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace liancheng::access {

enum class Role : uint8_t {
  kPublic,         // a request without a token
  kDepartment,     // an office of a department: asks the gate, decides, gives feedback
  kPlatform,       // the operator of a trading platform: asks the gate, gives feedback
  kInvestigator,   // sees clues (T3) as well; changes nothing
  kSteward,        // the credit office: keeps the data
  kAuditor,        // reads the audit log and nothing else
  kAdministrator,  // keeps the service running; sees no party
};
inline constexpr std::array kRoles = {Role::kPublic,       Role::kDepartment, Role::kPlatform,
                                      Role::kInvestigator, Role::kSteward,    Role::kAuditor,
                                      Role::kAdministrator};

// One bit per role.
using RoleSet = uint8_t;
constexpr RoleSet SetOf(Role role) {
  return static_cast<RoleSet>(1u << static_cast<unsigned>(role));
}
template <typename... Roles>
constexpr RoleSet SetOf(Role first, Roles... more) {
  return static_cast<RoleSet>(SetOf(first) | SetOf(more...));
}

std::string_view Name(Role role);
std::optional<Role> ParseRole(std::string_view word);
// "public, department, ...": for messages.
std::string AllRoles();

}  // namespace liancheng::access
