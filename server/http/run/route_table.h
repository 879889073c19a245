// server/http/run/route_table.h: every endpoint of the service with the function that answers it,
// and the words that the rows share.
#pragma once

#include <vector>

#include "server/http/api/routes.h"

namespace liancheng::http {

using model::Role;
using model::RoleSet;

inline constexpr RoleSet kOpen =
    SetOf(Role::kPublic, Role::kDepartment, Role::kPlatform, Role::kInvestigator, Role::kSteward,
          Role::kAuditor, Role::kAdministrator);
inline constexpr RoleSet kAnyToken = kOpen & static_cast<RoleSet>(~SetOf(Role::kPublic));
inline constexpr RoleSet kReaders = SetOf(Role::kDepartment, Role::kInvestigator, Role::kSteward);
inline constexpr RoleSet kClues = SetOf(Role::kInvestigator, Role::kSteward);
inline constexpr RoleSet kDeciders = SetOf(Role::kDepartment, Role::kSteward);
inline constexpr RoleSet kBookReaders =
    SetOf(Role::kDepartment, Role::kPlatform, Role::kInvestigator, Role::kSteward);
inline constexpr RoleSet kSteward = SetOf(Role::kSteward);
inline constexpr RoleSet kAuditor = SetOf(Role::kAuditor);
inline constexpr RoleSet kAdministrator = SetOf(Role::kAdministrator);

inline const Param kHops = {"hops", "integer", "How far to walk"};
inline const Param kRelations = {"relations", "string", "Only these, comma-separated"};
inline const Param kDegreeMax = {
    "degree_max", "integer", "Parties with more ties than this are reported, not walked through"};
inline const Param kTier = {"tier", "string", "T3: clues instead; all: both"};
inline const Param kOn = {"on", "date", "The day (default: today in China)"};
inline const Param kDocument = {"document", "string", "Number of the document"};
inline const Param kNote = {"note", "string", "Remark"};
inline const Param kDryRun = {"dry_run", "boolean", "Only say whether it may be done"};
inline const Param kFrom = {"from", "date", "First day"};
inline const Param kTo = {"to", "date", "First day after"};
inline const Param kWait = {"wait", "integer", "Seconds to wait for news, up to 60"};
inline const Param kStream = {kStreamName, "boolean", "Server-sent events"};
inline const Param kUser = {"user", "string", "Only of this user"};
inline const Param kUnit = {"unit", "string", "Only of this unit"};

// Made once.
const RouteTable& Routes();
// Adds the routes for listings: questions, steps, statements.
void AddListingRoutes(std::vector<Route>& all);

}  // namespace liancheng::http
