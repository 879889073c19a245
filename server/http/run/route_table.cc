#include "server/http/run/route_table.h"

#include <utility>

#include "server/http/handlers/handlers.h"

namespace liancheng::http {
namespace {

void AddService(std::vector<Route>& all) {
  all.push_back({.method = "GET",
                 .path = "/healthz",
                 .operation = "health",
                 .summary = "Whether the process runs",
                 .roles = kOpen,
                 .world = false,
                 .logged = false,
                 .answer = "Health",
                 .handle = Health});
  all.push_back(
      {.method = "GET",
       .path = "/readyz",
       .operation = "ready",
       .summary =
           "Whether it answers, and takes changes (ready) or not (read_only); 503 while it ends",
       .roles = kOpen,
       .world = false,
       .logged = false,
       .answer = "Ready",
       .handle = Ready});
  all.push_back({.method = "GET",
                 .path = "/metrics",
                 .operation = "metrics",
                 .summary = "What the service counts of itself, for Prometheus",
                 .roles = SetOf(Role::kAuditor, Role::kAdministrator),
                 .world = false,
                 .logged = false,
                 .answer = "",
                 .handle = MetricsText});
  all.push_back({.method = "GET",
                 .path = "/openapi.json",
                 .operation = "openapi",
                 .summary = "This interface as OpenAPI 3.1",
                 .roles = kAnyToken,
                 .world = false,
                 .logged = false,
                 .answer = "OpenApi",
                 .handle = OpenApiDocument});
  all.push_back({.method = "GET",
                 .path = "/v1/me",
                 .operation = "me",
                 .summary = "Whom the token stands for",
                 .roles = kAnyToken,
                 .world = false,
                 .logged = false,
                 .answer = "Me",
                 .handle = Me});
  all.push_back({.method = "GET",
                 .path = "/v1/public/listings/{listing}",
                 .operation = "public_listing",
                 .summary = "A listing as it is published; nothing once it has ended",
                 .roles = kOpen,
                 .logged = false,
                 .answer = "View",
                 .handle = PublicView});
}

void AddGate(std::vector<Route>& all) {
  all.push_back({.method = "POST",
                 .path = "/v1/check",
                 .operation = "check",
                 .summary = "The gate: pass, prompt or hold for a party in one matter",
                 .roles = kBookReaders,
                 .purpose = Purpose::kPerson,
                 .body = BodyForm::kObject,
                 .fields = {{"matter", "string", "What is applied for", true},
                            {"subject", "object", "The party, by its numbers and name", true},
                            {"roles", "objects", "Others to be checked with it"},
                            {"request_id", "string", "The unit's own number"},
                            {"stage", "string", "Stage of the matter, in the unit's own words"},
                            {"consent_id", "string", "Number of the person's consent"},
                            {"as_of", "date", "The day (default: today in China)"}},
                 .answer = "Check",
                 .handle = Check});
}

void AddWork(std::vector<Route>& all) {
  constexpr RoleSet kExecutors = SetOf(Role::kDepartment, Role::kPlatform, Role::kSteward);
  all.push_back({.method = "GET",
                 .path = "/v1/worklist",
                 .operation = "worklist",
                 .summary = "What the unit has to carry out, or what changed since a token",
                 .roles = kExecutors,
                 .purpose = Purpose::kPerson,
                 .heavy = true,
                 .paged = true,
                 .query = {{"since", "string", "Only changes since this token"},
                           kWait,
                           kStream,
                           {"answer_days", "integer", "Days in which an answer is expected"}},
                 .answer = "Worklist",
                 .handle = Worklist});
  all.push_back(
      {.method = "GET",
       .path = "/v1/changes",
       .operation = "changes",
       .summary = "What is new, changed and ended since a token: all of it for the credit "
                  "office and investigators, else what lies with the unit",
       .roles = kBookReaders,
       .purpose = Purpose::kPerson,
       .heavy = true,
       .query = {{"since", "string", "A token; without it, the token of now"}, kWait, kStream},
       .answer = "Feed",
       .handle = Changes});
  all.push_back({.method = "POST",
                 .path = "/v1/feedback",
                 .operation = "feedback_add",
                 .summary = "What the unit did about an item, or why it did not",
                 .roles = kExecutors,
                 .change = true,
                 .body = BodyForm::kObject,
                 .fields = {{"item", "string", "Id of the item, as a worklist shows it"},
                            {"listing", "string", "Or the listing it comes from,"},
                            {"measure", "string", "its measure"},
                            {"party", "string", "and its party"},
                            {"executed", "boolean", "Whether it was carried out", true},
                            {"reason", "string", "Why it was not"},
                            kOn},
                 .answer = "Done",
                 .handle = Feedback});
  all.push_back({.method = "GET",
                 .path = "/v1/feedback/statistics",
                 .operation = "feedback_stats",
                 .summary = "What became of the consequences of a period",
                 .roles = kReaders,
                 .heavy = true,
                 .paged = true,
                 .query = {kFrom, kTo},
                 .answer = "FeedbackStats",
                 .handle = FeedbackStatistics});
}

void AddParties(std::vector<Route>& all) {
  all.push_back({.method = "GET",
                 .path = "/v1/search",
                 .operation = "search",
                 .summary = "By code, name, former name or pinyin",
                 .roles = kReaders,
                 .purpose = Purpose::kAlways,
                 .heavy = true,
                 .query = {{"text", "string", "A code, a name or a part of it", true},
                           {"limit", "integer", "Most matches"}},
                 .answer = "Search",
                 .handle = Search});
  all.push_back({.method = "POST",
                 .path = "/v1/screen",
                 .operation = "screen",
                 .summary = "Many parties at once: JSON Lines in, JSON Lines out",
                 .roles = kReaders,
                 .purpose = Purpose::kAlways,
                 .heavy = true,
                 .body_size = BodySize::kRows,
                 .body = BodyForm::kLines,
                 .answer = "ScreenRow",
                 .handle = Screen});
  all.push_back({.method = "GET",
                 .path = "/v1/entities/{subject}",
                 .operation = "show",
                 .summary = "The credit file of a party",
                 .roles = kReaders,
                 .purpose = Purpose::kPerson,
                 .answer = "CreditFile",
                 .handle = ShowParty});
  all.push_back({.method = "GET",
                 .path = "/v1/entities/{subject}/measures",
                 .operation = "measures",
                 .summary = "What applies to a party, and why",
                 .roles = kReaders,
                 .purpose = Purpose::kPerson,
                 .paged = true,
                 .query = {kTier},
                 .answer = "Measures",
                 .handle = Measures});
  all.push_back({.method = "GET",
                 .path = "/v1/entities/{subject}/grounds",
                 .operation = "grounds",
                 .summary = "What its penalty records add up to",
                 .roles = kReaders,
                 .purpose = Purpose::kPerson,
                 .paged = true,
                 .answer = "Grounds",
                 .handle = Grounds});
}

void AddTies(std::vector<Route>& all) {
  all.push_back({.method = "GET",
                 .path = "/v1/entities/{subject}/affiliates",
                 .operation = "affiliates",
                 .summary = "Who is tied to a party",
                 .roles = kClues,
                 .purpose = Purpose::kAlways,
                 .heavy = true,
                 .paged = true,
                 .query = {kHops, kRelations, kDegreeMax},
                 .answer = "Affiliates",
                 .handle = Affiliates});
  all.push_back({.method = "GET",
                 .path = "/v1/entities/{subject}/control",
                 .operation = "control",
                 .summary = "Who controls a party, or whom it controls",
                 .roles = kClues,
                 .purpose = Purpose::kAlways,
                 .heavy = true,
                 .paged = true,
                 .query = {{"direction", "string", "up or down"},
                           {"method", "string", "majority, cascade or multiplied"},
                           {"threshold", "percent", "Percent, 0 to 100"},
                           {"chains", "integer", "Most chains shown for a party"},
                           {"with", "strings", "Further members of a cascade's set"}},
                 .answer = "Control",
                 .handle = Control});
  all.push_back({.method = "GET",
                 .path = "/v1/entities/{subject}/owners",
                 .operation = "owners",
                 .summary = "Suspected actual controllers and beneficial owners",
                 .roles = kClues,
                 .purpose = Purpose::kAlways,
                 .heavy = true,
                 .paged = true,
                 .query = {{"threshold", "percent", "Of a beneficial owner"}},
                 .answer = "Owners",
                 .handle = Owners});
}

void AddKin(std::vector<Route>& all) {
  all.push_back({.method = "GET",
                 .path = "/v1/entities/{subject}/successors",
                 .operation = "successors",
                 .summary = "Clues to who carries on after it closed",
                 .roles = kClues,
                 .purpose = Purpose::kAlways,
                 .heavy = true,
                 .paged = true,
                 .query = {{"since", "date", "Its closing day"},
                           {"days_before", "integer", "Began at most so long before"},
                           {"days_after", "integer", "Began at most so long after"}},
                 .answer = "Successors",
                 .handle = Successors});
  all.push_back({.method = "GET",
                 .path = "/v1/entities/{subject}/affiliated-firms",
                 .operation = "affiliated_firms",
                 .summary = "关联企业 by a definition that you state",
                 .roles = kClues,
                 .purpose = Purpose::kAlways,
                 .heavy = true,
                 .paged = true,
                 .query = {{"definition", "string", "Words joined by +"},
                           {"control", "percent", "Percent, 0 to 100"},
                           {"chain", "percent", "Percent, 0 to 100"}},
                 .answer = "AffiliatedFirms",
                 .handle = AffiliatedFirms});
}

void AddAcross(std::vector<Route>& all) {
  all.push_back({.method = "GET",
                 .path = "/v1/paths",
                 .operation = "paths",
                 .summary = "How two parties are tied, shortest first",
                 .roles = kClues,
                 .purpose = Purpose::kAlways,
                 .heavy = true,
                 .query = {{"from", "string", "A party", true},
                           {"to", "string", "A party", true},
                           kHops,
                           kRelations,
                           kDegreeMax,
                           {"limit", "integer", "Most paths"}},
                 .answer = "Paths",
                 .handle = Paths});
  all.push_back({.method = "GET",
                 .path = "/v1/common",
                 .operation = "common",
                 .summary = "What several parties are all tied to",
                 .roles = kClues,
                 .purpose = Purpose::kAlways,
                 .heavy = true,
                 .paged = true,
                 .query = {{"subject", "strings", "Two or more parties", true},
                           kHops,
                           kRelations,
                           kDegreeMax},
                 .answer = "Common",
                 .handle = Common});
  all.push_back({.method = "GET",
                 .path = "/v1/groups",
                 .operation = "groups",
                 .summary = "Groups under one controller, or tied together",
                 .roles = kClues,
                 .purpose = Purpose::kAlways,
                 .heavy = true,
                 .paged = true,
                 .query = {{"kind", "string", "control or connected"},
                           {"min", "integer", "Fewest parties of a group"},
                           {"threshold", "percent", "A majority above this"},
                           kRelations,
                           {"members", "integer", "Members named of each group; 0: all"}},
                 .answer = "Groups",
                 .handle = Groups});
}

void AddBooks(std::vector<Route>& all) {
  all.push_back({.method = "GET",
                 .path = "/v1/rulebooks",
                 .operation = "rulebook_list",
                 .summary = "Every rulebook with its identity",
                 .roles = kBookReaders,
                 .logged = false,
                 .answer = "Rulebooks",
                 .handle = Rulebooks});
  all.push_back({.method = "GET",
                 .path = "/v1/rulebooks/{book}",
                 .operation = "rulebook_show",
                 .summary = "Lists, grounds, rules and parameters of a book",
                 .roles = kBookReaders,
                 .logged = false,
                 .answer = "Rulebook",
                 .handle = ShowRulebook});
  all.push_back({.method = "GET",
                 .path = "/v1/provisions/{provision}",
                 .operation = "provision",
                 .summary = "The rules of one row or label",
                 .roles = kBookReaders,
                 .logged = false,
                 .answer = "Provision",
                 .handle = Provision});
  all.push_back({.method = "GET",
                 .path = "/v1/calendar/{day}",
                 .operation = "calendar",
                 .summary = "Whether a day is a working day, and the one so many after",
                 .roles = kBookReaders,
                 .logged = false,
                 .query = {{"working_days", "integer", "How many working days after"}},
                 .answer = "Calendar",
                 .handle = CalendarDays});
}

void AddDesk(std::vector<Route>& all) {
  all.push_back({.method = "GET",
                 .path = "/v1/approvals",
                 .operation = "approval_list",
                 .summary = "Requests of the unit that wait for a second user, and their fate",
                 .roles = kDeciders,
                 .world = false,
                 .answer = "Approvals",
                 .handle = ListApprovals});
  all.push_back({.method = "POST",
                 .path = "/v1/approvals/{approval}",
                 .operation = "approval_answer",
                 .summary = "A second user of the unit approves or refuses",
                 .roles = kDeciders,
                 .heavy = true,
                 .world = false,
                 .body = BodyForm::kObject,
                 .fields = {{"decision", "string", "approve or refuse", true}, kNote},
                 .answer = "Done",
                 .handle = AnswerApproval});
  all.push_back({.method = "POST",
                 .path = "/v1/imports",
                 .operation = "import",
                 .summary = "Facts as JSON Lines, stored by a job",
                 .roles = kSteward,
                 .change = true,
                 .world = false,
                 .body_size = BodySize::kImport,
                 .body = BodyForm::kLines,
                 .answer = "Job",
                 .handle = StartImport});
  all.push_back({.method = "POST",
                 .path = "/v1/backup",
                 .operation = "backup",
                 .summary = "A consistent copy in the backup folder, made by a job",
                 .roles = kAdministrator,
                 .change = true,
                 .world = false,
                 .body = BodyForm::kObject,
                 .fields = {{"name", "string", "Of a folder that does not exist yet", true}},
                 .answer = "Job",
                 .handle = StartBackup});
}

// Departments and platforms get their own part of an impact, and see only such jobs.
void AddReadingJobs(std::vector<Route>& all) {
  all.push_back({.method = "POST",
                 .path = "/v1/impact",
                 .operation = "impact",
                 .summary = "Everything that follows from many listings, as files of a job; for a "
                            "department or platform what lies with it",
                 .roles = kBookReaders,
                 .purpose = Purpose::kAlways,
                 .heavy = true,
                 .world = false,
                 .body = BodyForm::kObject,
                 .fields = {{"listings", "strings",
                             "Only these listings and demands (default: all in effect)"},
                            {"as_of", "date", "The day asked about (default: today in China)"}},
                 .answer = "Job",
                 .handle = StartImpact});
  all.push_back(
      {.method = "POST",
       .path = "/v1/diff",
       .operation = "diff",
       .summary = "A dry run: what other rulebooks, facts, days or revisions would add, end and "
                  "change, as files of a job",
       .roles = kClues,
       .purpose = Purpose::kAlways,
       .heavy = true,
       .world = false,
       .body_size = BodySize::kFiles,
       .body = BodyForm::kObject,
       .fields = {{"rulebooks", "files", "All proposed rulebooks: path to the file's text"},
                  {"facts", "files",
                   "Facts to apply in a copy, as for import: entities.csv, ..., *.jsonl"},
                  {"as_of", "date", "The day of the first state (default: today in China)"},
                  {"as_of_to", "date", "The day of the second state (default: that of the first)"},
                  {"known_at", "integer", "The first state's revision (default: all)"},
                  {"known_at_to", "integer", "The second state's revision"},
                  {"fail_above", "integer", "Findings that may differ"}},
       .answer = "Job",
       .handle = StartDiff});
}

void AddJobs(std::vector<Route>& all) {
  constexpr RoleSet kWatchers = kBookReaders | SetOf(Role::kAdministrator);
  all.push_back({.method = "GET",
                 .path = "/v1/jobs",
                 .operation = "job_list",
                 .summary = "The unit's jobs that the role may see",
                 .roles = kWatchers,
                 .world = false,
                 .answer = "Jobs",
                 .handle = ListJobs});
  all.push_back({.method = "GET",
                 .path = "/v1/jobs/{job}",
                 .operation = "job_show",
                 .summary = "One job of the unit: its state, how far it is, what it gave",
                 .roles = kWatchers,
                 .world = false,
                 .answer = "Job",
                 .handle = ShowJob});
  all.push_back({.method = "POST",
                 .path = "/v1/jobs/{job}/cancel",
                 .operation = "job_cancel",
                 .summary = "Ends a job that only reads",
                 .roles = kBookReaders,
                 .world = false,
                 .answer = "Job",
                 .handle = CancelJob});
  all.push_back({.method = "DELETE",
                 .path = "/v1/jobs/{job}",
                 .operation = "job_remove",
                 .summary = "Removes a job that is over, with its files",
                 .roles = kBookReaders,
                 .world = false,
                 .answer = "Done",
                 .handle = RemoveJob});
  all.push_back({.method = "GET",
                 .path = "/v1/jobs/{job}/files/{file}",
                 .operation = "job_file",
                 .summary = "One of the files that a job left",
                 .roles = kBookReaders,
                 .purpose = Purpose::kAlways,
                 .heavy = true,
                 .world = false,
                 .answer = "File",
                 .handle = JobFile});
}

void AddAudit(std::vector<Route>& all) {
  all.push_back({.method = "GET",
                 .path = "/v1/audit",
                 .operation = "audit_list",
                 .summary = "Lines of the audit log",
                 .roles = kAuditor,
                 .heavy = true,
                 .world = false,
                 .query = {kUser,
                           kUnit,
                           kFrom,
                           kTo,
                           {"operation", "string", "Only this operation"},
                           {"subject", "string", "Only about this, as it was asked"},
                           {"kind", "string", "read, change or refused"},
                           {"after", "integer", "After this line"},
                           {"limit", "integer", "Most lines"}},
                 .answer = "AuditEntries",
                 .handle = AuditEntries});
  all.push_back({.method = "GET",
                 .path = "/v1/audit/verify",
                 .operation = "audit_verify",
                 .summary = "Whether every line stands in the chain",
                 .roles = kAuditor,
                 .heavy = true,
                 .world = false,
                 .query = {{"head", "string", "A hash that must be in the log"}},
                 .answer = "AuditReport",
                 .handle = AuditVerify});
  all.push_back({.method = "GET",
                 .path = "/v1/audit/anomalies",
                 .operation = "audit_anomalies",
                 .summary = "What a person should look at",
                 .roles = kAuditor,
                 .heavy = true,
                 .world = false,
                 .query = {kUser, kUnit, kFrom, kTo},
                 .answer = "Anomalies",
                 .handle = AuditAnomalies});
}

std::vector<Route> AllRoutes() {
  std::vector<Route> all;
  AddService(all);
  AddGate(all);
  AddWork(all);
  AddParties(all);
  AddTies(all);
  AddKin(all);
  AddAcross(all);
  AddListingRoutes(all);
  AddBooks(all);
  AddDesk(all);
  AddReadingJobs(all);
  AddJobs(all);
  AddAudit(all);
  return all;
}

}  // namespace

const RouteTable& Routes() {
  static const RouteTable table(AllRoutes());
  return table;
}

}  // namespace liancheng::http
