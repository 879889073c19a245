// server/http/job_calls.h: a request that is answered with a job.
#pragma once

#include "server/http/call.h"

namespace liancheng::http {

// 202 with the job, of the call's user and unit. When it is over, the audit log has a line of it
// under the id of the call (operation + "_done").
Response StartJob(Call& call, Job job, Jobs::Work work);

}  // namespace liancheng::http
