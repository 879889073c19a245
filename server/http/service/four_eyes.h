// server/http/service/four_eyes.h: operations that a second user of the unit must approve before
// they are carried out.
#pragma once

#include <optional>
#include <string>

#include "server/access/approvals.h"
#include "server/http/service/call.h"

namespace liancheng::http {

// Checks whether the request could be carried out, without doing it; if so, the request is kept,
// and 202 names the approval for which it waits.
Response AskSecondUser(Call& call);

// Gives a call without a user the user who asked for the approved request. 409 when that user is no
// longer allowed to.
std::optional<Response> ActForAsker(const access::PendingRequest& request,
                                    const std::string& approved_by, Call& call);

}  // namespace liancheng::http
