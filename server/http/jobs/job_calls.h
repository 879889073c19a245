// server/http/jobs/job_calls.h: a request that is answered with a job, and what such jobs share.
#pragma once

#include <string>
#include <vector>

#include "engine/model/issue.h"
#include "server/http/service/call.h"

namespace liancheng::http {

// 202 with the job, of the call's user and unit. When it is over, the audit log has a line of it
// under the id of the call (operation + "_done").
Response StartJob(Call& call, Job job, Jobs::Work work);

// Kinds of jobs that only read, and whose files are for whoever may ask for them.
inline constexpr char kImpactJob[] = "impact";
inline constexpr char kDiffJob[] = "diff";

// Where a job's files lie that are given out.
std::string ReportFolder(const std::string& job_folder);
// Every file of a folder with its length, in order of name: [{"name", "bytes"}]. Unavailable.
absl::StatusOr<wire::Json> FilesIn(const std::string& folder);
// Half of the cores: the service goes on answering.
unsigned JobThreads();

// Issues of an import, counted; the first thousand are kept to be shown.
class IssueList : public model::IssueSink {
 public:
  void Report(model::Issue issue) override;
  uint64_t refused = 0;
  uint64_t noted = 0;
  std::vector<std::string> shown;
};

}  // namespace liancheng::http
