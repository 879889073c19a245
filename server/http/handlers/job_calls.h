// server/http/handlers/job_calls.h: the steps common to requests that are answered with a job.
#pragma once

#include <string>
#include <vector>

#include "engine/model/issue.h"
#include "server/http/jobs/jobs.h"
#include "server/http/service/call.h"

namespace liancheng::http {

// Starts a job of the call's user and unit and answers 202 with it. When the job ends, the audit
// log gets a line with the id of the call (operation + "_done").
Response StartJob(Call& call, Job job, Jobs::Work work);

// Kinds of jobs that only read, and whose files may be fetched by everybody who may ask for such a
// job.
inline constexpr char kImpactJob[] = "impact";
inline constexpr char kDiffJob[] = "diff";

// The folder of those files of a job that may be fetched.
std::string ReportFolder(const std::string& job_folder);
// Every file of a folder with its length, in order of name: [{"name", "bytes"}]. Unavailable.
absl::StatusOr<wire::Json> FilesIn(const std::string& folder);
// Half of the cores, so that the service can answer meanwhile.
unsigned JobThreads();

// Counts the issues of an import and keeps the first thousand to be shown.
class IssueList : public model::IssueSink {
 public:
  void Report(model::Issue issue) override;
  uint64_t refused = 0;
  uint64_t noted = 0;
  std::vector<std::string> shown;
};

}  // namespace liancheng::http
