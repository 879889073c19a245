// engine/model/asker.h: who asks: the role of a user, the unit that it belongs to, and the consents
// that the unit holds.
// Source:  requirements 1.13 and 5.2, HX-21; docs/access_matrix.md says what each role may do.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/date.h"
#include "engine/model/ids.h"

namespace liancheng::model {

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
std::string_view Name(Role role);
std::optional<Role> ParseRole(std::string_view word);
// "public, department, ...": for messages.
std::string AllRoles();

// One bit per role.
using RoleSet = uint8_t;
constexpr RoleSet SetOf(Role role) {
  return static_cast<RoleSet>(1u << static_cast<unsigned>(role));
}
template <typename... Roles>
constexpr RoleSet SetOf(Role first, Roles... more) {
  return static_cast<RoleSet>(SetOf(first) | SetOf(more...));
}

enum class UnitKind : uint8_t { kDepartment, kPlatform, kFinance, kAssociation, kMedia, kOther };
std::string_view Name(UnitKind kind);
std::optional<UnitKind> ParseUnitKind(std::string_view word);
std::string AllUnitKinds();

// A department, platform or office.
struct Unit {
  std::string id = {};    // in the access file; empty where nobody logs in, as on the command line
  std::string name = {};  // the name that provisions use, or one of its other names (G35)
  UnitKind kind = UnitKind::kDepartment;
  std::vector<RegionCode> regions = {};    // each with all that lies in it; empty: not bounded
  std::vector<std::string> measures = {};  // assigned to it in addition to what provisions name
  std::string party = {};  // the caller's id of the party that the unit is, if it is one
};
// Whether a party of this region lies in the unit's regions. An unknown region lies only with a
// unit that is not bounded.
bool InRemit(const Unit& unit, RegionCode region);

// A party's written consent that a unit may query it for some purposes (HX-21).
struct Consent {
  std::string id;
  std::string party;  // the caller's id
  std::string unit;   // Unit::id
  std::vector<std::string> purposes;
  DateRange during;
};

}  // namespace liancheng::model
