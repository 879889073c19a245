#include "server/http/route_table.h"

#include <utility>

#include "server/http/handlers.h"

namespace liancheng::http {
namespace {

using access::Role;
using access::RoleSet;

constexpr RoleSet kOpen =
    SetOf(Role::kPublic, Role::kDepartment, Role::kPlatform, Role::kInvestigator, Role::kSteward,
          Role::kAuditor, Role::kAdministrator);
constexpr RoleSet kAnyToken = kOpen & static_cast<RoleSet>(~SetOf(Role::kPublic));
constexpr RoleSet kReaders = SetOf(Role::kDepartment, Role::kInvestigator, Role::kSteward);
constexpr RoleSet kClues = SetOf(Role::kInvestigator, Role::kSteward);
constexpr RoleSet kDeciders = SetOf(Role::kDepartment, Role::kSteward);
constexpr RoleSet kBookReaders =
    SetOf(Role::kDepartment, Role::kPlatform, Role::kInvestigator, Role::kSteward);
constexpr RoleSet kSteward = SetOf(Role::kSteward);
constexpr RoleSet kAuditor = SetOf(Role::kAuditor);
constexpr RoleSet kAdministrator = SetOf(Role::kAdministrator);

const Param kHops = {"hops", "integer", "How far to walk"};
const Param kRelations = {"relations", "string", "Only these, comma-separated"};
const Param kDegreeMax = {"degree_max", "integer",
                          "Parties with more ties than this are reported, not walked through"};
const Param kTier = {"tier", "string", "T3: clues instead; all: both"};
const Param kOn = {"on", "date", "The day (default: today in China)"};
const Param kDocument = {"document", "string", "Number of the document"};
const Param kNote = {"note", "string", "Remark"};
const Param kDryRun = {"dry_run", "boolean", "Only say whether it may be done"};
const Param kFrom = {"from", "date", "First day"};
const Param kTo = {"to", "date", "First day after"};
const Param kUser = {"user", "string", "Only of this user"};
const Param kUnit = {"unit", "string", "Only of this unit"};

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
  all.push_back({.method = "GET",
                 .path = "/readyz",
                 .operation = "ready",
                 .summary = "Whether it answers; 503 while it ends",
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

void AddListings(std::vector<Route>& all) {
  all.push_back({.method = "GET",
                 .path = "/v1/listings/{listing}",
                 .operation = "list_show",
                 .summary = "State, history, running terms and repair of a listing",
                 .roles = kReaders,
                 .purpose = Purpose::kPerson,
                 .answer = "Life",
                 .handle = ShowListing});
  all.push_back({.method = "GET",
                 .path = "/v1/listings/{listing}/reach",
                 .operation = "reach",
                 .summary = "Whom a listing reaches, and where it stops",
                 .roles = kReaders,
                 .purpose = Purpose::kAlways,
                 .paged = true,
                 .query = {kTier},
                 .answer = "Reach",
                 .handle = Reach});
  all.push_back({.method = "GET",
                 .path = "/v1/listings/{listing}/repairable",
                 .operation = "repairable",
                 .summary = "Whether it may be left before its time, and what stands against it",
                 .roles = kReaders,
                 .purpose = Purpose::kPerson,
                 .answer = "Repairable",
                 .handle = Repairable});
  all.push_back({.method = "GET",
                 .path = "/v1/listings/{listing}/reporting",
                 .operation = "reporting_view",
                 .summary = "A listing as it is reported: every field, ID numbers in full",
                 .roles = kSteward,
                 .purpose = Purpose::kAlways,
                 .answer = "View",
                 .handle = ReportingView});
  all.push_back({.method = "GET",
                 .path = "/v1/terms",
                 .operation = "list_terms",
                 .summary = "Every term that runs unanswered, by its end",
                 .roles = kReaders,
                 .heavy = true,
                 .paged = true,
                 .query = {{"overdue", "boolean", "Only those that have passed"}},
                 .answer = "Terms",
                 .handle = Terms});
  all.push_back({.method = "GET",
                 .path = "/v1/deadlines/{term}",
                 .operation = "deadline",
                 .summary = "When a term of the rulebooks ends",
                 .roles = kReaders,
                 .purpose = Purpose::kPerson,
                 .query = {{"from", "date", "The day it starts"},
                           {"listing", "string", "Or the listing it runs on"}},
                 .answer = "Deadline",
                 .handle = Deadline});
}

void AddSteps(std::vector<Route>& all) {
  all.push_back({.method = "POST",
                 .path = "/v1/listings",
                 .operation = "list_add",
                 .summary = "Propose a party for a list; without effect before it is decided",
                 .roles = kDeciders,
                 .change = true,
                 .body = BodyForm::kObject,
                 .fields = {{"id", "string", "Id for the new listing", true},
                            {"list", "string", "Id of the list", true},
                            {"subject", "string", "Id, code or unique name", true},
                            {"ground", "string", "Row of the ground", true},
                            {"basis", "string", "Named basis that an open ground needs (G14)"},
                            {"severity", "string", "轻微, 一般, 较重, 严重 or 未明确"},
                            {"act_on", "date", "Day of the act"},
                            kOn,
                            kDocument,
                            kDryRun},
                 .answer = "Done",
                 .handle = Propose});
  struct Step {
    std::string_view path;
    std::string_view operation;
    std::string_view summary;
    bool four_eyes;
  };
  static constexpr Step kSteps[] = {
      {"/v1/listings/{listing}/pre-notice", "list_pre_notice",
       "The party is told of reasons, basis and rights before a decision", false},
      {"/v1/listings/{listing}/decide", "list_decide", "The listing is decided; its measures begin",
       true},
      {"/v1/listings/{listing}/publish", "list_publish", "The listing is published", true},
      {"/v1/listings/{listing}/notify", "list_notify", "A notice of rectification is delivered",
       false},
      {"/v1/listings/{listing}/rectify", "list_rectify",
       "The duties are done or the correction is complete", false},
      {"/v1/listings/{listing}/apply", "list_apply", "The party applies for repair", false},
      {"/v1/listings/{listing}/opinion", "list_opinion", "The provider gives its opinion on repair",
       false},
      {"/v1/listings/{listing}/notice", "list_notice", "The opinion is published", false},
      {"/v1/listings/{listing}/contest", "list_contest",
       "Somebody objects to the published opinion", false},
      {"/v1/listings/{listing}/repair", "list_repair", "The listing is repaired and archived",
       true},
      {"/v1/listings/{listing}/revoke", "list_revoke", "The listing is taken back", true},
      {"/v1/listings/{listing}/uphold", "list_uphold",
       "An objection is upheld: the listing is taken back", true},
      {"/v1/listings/{listing}/supersede", "list_supersede", "Another listing takes its place",
       true},
  };
  for (const Step& step : kSteps) {
    Route route{.method = "POST",
                .path = step.path,
                .operation = step.operation,
                .summary = step.summary,
                .roles = kDeciders,
                .change = true,
                .four_eyes = step.four_eyes,
                .body = BodyForm::kObject,
                .fields = {kOn, kDocument, kNote, kDryRun},
                .answer = "Done",
                .handle = http::Step};
    if (step.operation == "list_decide") {
      route.fields.push_back(
          {"valid_to", "date", "First day without effect (default: the list's term)"});
    }
    all.push_back(std::move(route));
  }
}

void AddStatements(std::vector<Route>& all) {
  all.push_back({.method = "POST",
                 .path = "/v1/listings/{listing}/attributions",
                 .operation = "list_attribute",
                 .summary = "The deciding department finds a person responsible for the act",
                 .roles = kDeciders,
                 .change = true,
                 .body = BodyForm::kObject,
                 .fields = {{"person", "string", "Id, code or unique name", true},
                            {"role", "string", "In which role", true},
                            kOn,
                            kDocument},
                 .answer = "Done",
                 .handle = Attribute});
  all.push_back({.method = "POST",
                 .path = "/v1/listings/{listing}/confirmations",
                 .operation = "list_confirm",
                 .summary = "A person confirms that a provision reaches a party",
                 .roles = kDeciders,
                 .change = true,
                 .body = BodyForm::kObject,
                 .fields = {{"provision", "string", "Row, or label of one rule", true},
                            {"party", "string", "Id, code or unique name", true},
                            {"basis", "string", "The basis named"},
                            kOn},
                 .answer = "Done",
                 .handle = Confirm});
  all.push_back({.method = "POST",
                 .path = "/v1/listings/{listing}/objections",
                 .operation = "list_object",
                 .summary = "An objection to a listing is received",
                 .roles = kDeciders,
                 .change = true,
                 .body = BodyForm::kObject,
                 .fields = {{"by", "string", "Who objects", true}, kOn},
                 .answer = "Done",
                 .handle = Object});
  all.push_back({.method = "POST",
                 .path = "/v1/listings/{listing}/objections/answer",
                 .operation = "list_answer",
                 .summary = "The review of an objection is over; the listing stands",
                 .roles = kDeciders,
                 .change = true,
                 .body = BodyForm::kObject,
                 .fields = {{"result", "string", "rejected or upheld", true},
                            {"objection", "string", "Its id (default: the one that runs)"},
                            kOn},
                 .answer = "Done",
                 .handle = AnswerObjection});
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
  all.push_back({.method = "GET",
                 .path = "/v1/jobs",
                 .operation = "job_list",
                 .summary = "The unit's jobs",
                 .roles = SetOf(Role::kSteward, Role::kAdministrator),
                 .world = false,
                 .answer = "Jobs",
                 .handle = ListJobs});
  all.push_back({.method = "GET",
                 .path = "/v1/jobs/{job}",
                 .operation = "job_show",
                 .summary = "One job of the unit",
                 .roles = SetOf(Role::kSteward, Role::kAdministrator),
                 .world = false,
                 .answer = "Job",
                 .handle = ShowJob});
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

}  // namespace

std::vector<Route> AllRoutes() {
  std::vector<Route> all;
  AddService(all);
  AddParties(all);
  AddTies(all);
  AddListings(all);
  AddSteps(all);
  AddStatements(all);
  AddBooks(all);
  AddDesk(all);
  return all;
}

}  // namespace liancheng::http
