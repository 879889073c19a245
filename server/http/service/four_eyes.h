// server/http/service/four_eyes.h: what a second user of the unit must approve before it is done.
#pragma once

#include <optional>
#include <string>

#include "server/access/approvals.h"
#include "server/http/service/call.h"

namespace liancheng::http {

// Tries without doing it whether the request could be carried out; if so it is kept, and 202 names
// the approval that it waits for.
Response AskSecondUser(Call& call);

// Makes of a call without a user that of whoever asked for the approved request. 409 when that user
// may no longer do it.
std::optional<Response> ActForAsker(const access::PendingRequest& request,
                                    const std::string& approved_by, Call& call);

}  // namespace liancheng::http
