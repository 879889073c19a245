// server/http/handlers/handlers.h: what each route does, by the operation's name. Each takes a call
// whose token, fields and world are in order and gives the response.
#pragma once

#include "server/http/service/call.h"

namespace liancheng::http {

// service.cc
Response Health(Call& call);
Response Ready(Call& call);
Response MetricsText(Call& call);
Response OpenApiDocument(Call& call);
Response Me(Call& call);
Response StartImport(Call& call);
Response StartBackup(Call& call);
Response ListApprovals(Call& call);
Response AnswerApproval(Call& call);
Response AuditEntries(Call& call);
Response AuditVerify(Call& call);
Response AuditAnomalies(Call& call);

// parties.cc
Response ShowParty(Call& call);
Response Measures(Call& call);
Response Grounds(Call& call);
Response Search(Call& call);
Response Screen(Call& call);

// ties.cc
Response Affiliates(Call& call);
Response Control(Call& call);
Response Owners(Call& call);
Response Successors(Call& call);
Response AffiliatedFirms(Call& call);
Response Paths(Call& call);
Response Common(Call& call);
Response Groups(Call& call);

// listings.cc
Response PublicView(Call& call);
Response ReportingView(Call& call);
Response ShowListing(Call& call);
Response Reach(Call& call);
Response Repairable(Call& call);
Response Terms(Call& call);
Response Deadline(Call& call);
Response Propose(Call& call);
Response Step(Call& call);
Response Attribute(Call& call);
Response Confirm(Call& call);
Response Object(Call& call);
Response AnswerObjection(Call& call);

// books.cc
Response Rulebooks(Call& call);
Response ShowRulebook(Call& call);
Response Provision(Call& call);
Response CalendarDays(Call& call);

// gate.cc
Response Check(Call& call);
Response Worklist(Call& call);
Response Feedback(Call& call);
Response FeedbackStatistics(Call& call);

// diff.cc
Response StartDiff(Call& call);

// jobs.cc
Response StartImpact(Call& call);
Response ListJobs(Call& call);
Response ShowJob(Call& call);
Response CancelJob(Call& call);
Response RemoveJob(Call& call);
Response JobFile(Call& call);

// changes.cc
Response Changes(Call& call);

}  // namespace liancheng::http
