#include <utility>

#include "server/http/handlers/handlers.h"
#include "server/http/run/route_table.h"

namespace liancheng::http {
namespace {

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
                 .heavy = true,
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
                 .purpose = Purpose::kAlways,
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

}  // namespace

void AddListingRoutes(std::vector<Route>& all) {
  AddListings(all);
  AddSteps(all);
  AddStatements(all);
}

}  // namespace liancheng::http
