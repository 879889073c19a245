#include <string>
#include <string_view>
#include <vector>

#include "server/http/api/openapi.h"

namespace liancheng::http {
namespace {

using Json = nlohmann::ordered_json;

// Members as `name:type`, parted by blanks; `+Name` stands for the members of an earlier shape.
// Types: s text, i whole number, f number, b true or false, j anything, @Name another schema,
// [type] a list. `?` behind a type: or null; `~` before a name: may be left out.
struct Shape {
  std::string_view name;
  std::string_view members;
};

constexpr Shape kShapes[] = {
    {"Edge",
     "from:s relation:s to:s valid_from:s? valid_to:s? source:s ~share_percent:s "
     "~share_percent_max:s"},
    {"Basis", "name:s article:s status:s"},
    {"Finding",
     "subject:s subject_name:s measure:s name:s standing:s tier:s force:s modality:s kind:s "
     "incentive:b executors:[s] matters:[s] listing:s list:s rulebook:s provision:s movement:s "
     "basis:[@Basis] path:[@Edge] from:s? to:s? why:s missing:[s] notes:[s]"},
    {"Stop", "party:s name:s path:[@Edge] why:s"},
    {"Crowded", "party:s degree:i"},
    {"Choice", "measure:s provisions:[s] applied:[s] why:s"},
    {"Measures",
     "subject:s findings:[@Finding] stops:[@Stop] choices:[@Choice] crowded:[@Crowded]"},
    {"Reach", "listing:s findings:[@Finding] stops:[@Stop] crowded:[@Crowded]"},
    {"Card", "id:s name:s type:s"},
    {"Affiliate",
     "id:s name:s type:s hops:i tier:s? tie:[s] shared_by:i weight:f evidence:[@Edge]"},
    {"Affiliates", "subject:s parties:[@Affiliate] crowded:[@Crowded]"},
    {"Paths", "paths:[[@Edge]] crowded:[@Crowded]"},
    {"Chain", "edges:[@Edge] share_percent:s arithmetic:s"},
    {"Holding",
     "id:s name:s type:s share_percent:s ~share_percent_max:s method:s undetermined:b arithmetic:s "
     "paths:[@Chain] paths_more:i missing:[s] ~by_control:b"},
    {"Control", "subjects:[s] direction:s method:s threshold_percent:s tier:s parties:[@Holding]"},
    {"Owners",
     "subject:s majority_percent:s beneficial_percent:s tier:s suspected_controllers:[@Holding] "
     "beneficial_owners:[@Holding]"},
    {"Group", "size:i head:@Card? members:[@Card]"},
    {"Groups", "kind:s groups_found:i parties_found:i next:i? groups:[@Group]"},
    {"Side", "subject:s hops:i evidence:[@Edge]"},
    {"CommonTie", "id:s name:s type:s tier:s? shared_by:i sides:[@Side]"},
    {"Common", "subjects:[s] ties:[@CommonTie] crowded:[@Crowded]"},
    {"Successor", "id:s name:s type:s began:s? score:f reasons:[s] evidence:[@Edge]"},
    {"Successors", "subject:s since:s tier:s successors:[@Successor] crowded:[@Crowded]"},
    {"AffiliatedFirm", "id:s name:s type:s evidence:[@Edge]"},
    {"AffiliatedFirms", "subject:s definition:s tier:s parties:[@AffiliatedFirm]"},
    {"Match", "id:s name:s type:s region:s? matched:s score:f why:s"},
    {"Search", "matches:[@Match]"},
    {"ScreenRow", "row:i id:s? verdict:s ~name:s ~parties:[@Match] ~complete:b ~problem:j"},
    {"Ground",
     "rulebook:s ground:s name:s lists:[s] met:j met_on:s? records:[s] missing:[s] proposal:s"},
    {"Grounds", "subject:s grounds:[@Ground]"},
    {"Identifier", "scheme:s value:s"},
    {"Party",
     "id:s type:s name:s former_names:[s] identifiers:[@Identifier] region:s? valid_from:s? "
     "valid_to:s? attributes:j source:s"},
    {"CreditFile",
     "party:@Party relations:[@Edge] other_relations:[@Edge] acts:[j] penalties:[@Penalty] "
     "grades:[@Grade] honours:[@Honour]"},
    {"Penalty",
     "id:s act:s ground:s authority:s procedure:s document:s decided_on:s? amount:s? "
     "illegal_gain:s? sales:s?"},
    {"Grade", "value:s decided_on:s?"},
    {"Honour", "name:s from:s? to:s?"},
    {"Term",
     "rule:s rulebook:s name:s kind:s amount:i? unit:s event:s start:s? end:s? provisional:b "
     "moved:b answered_on:s? overdue:b late:b actor:s follows:s missing:[s] ~listing:s? ~list:s "
     "~subject:s"},
    {"Condition", "row:s what:s state:s from:s?"},
    {"Repair",
     "rule:s? rulebook:s? actor:s allowed:b bars:[s] conditions:[@Condition] earliest:s? "
     "notes:[s] ~listing:s"},
    {"LifeEntry", "on:s? state:s record:s? actor:s"},
    {"Life",
     "listing:s list:s subject:s state:s? from:s? to:s? entries:[@LifeEntry] annotations:[s] "
     "terms:[@Term] repair:@Repair"},
    {"Terms", "terms:[@Term]"},
    {"ViewField", "row:s key:s name:s required:b class:s state:s value:s? note:s?"},
    {"View",
     "listing:s list:s rulebook:s? subject:s type:s view:s state:s? available:b why:s? since:s? "
     "provision:s? fields:[@ViewField] missing:[s] notes:[s]"},
    {"Book",
     "id:s titles:[s] number:s issuer:s level:s effective:s? ended:s? lists:i rules:i revision:s"},
    {"Rulebooks", "books:[@Book]"},
    {"BookList", "id:s name:s kind:s decider:s cites:[s] flags:[s]"},
    {"BookGround", "ground:s name:s lists:[s] catch_all:b flags:[s]"},
    {"BookRule",
     "provision:s label:s text:s movement:s measure:s name:s tier:s modality:s executors:[s] "
     "matters:[s] flags:[s]"},
    {"ParameterValue", "value:s from:s to:s"},
    {"BookParameter", "id:s name:s unit:s values:[@ParameterValue] cites:[s] flag:s"},
    {"Rulebook",
     "id:s titles:[s] number:s issuer:s level:s effective:s? ended:s? lists:[@BookList] "
     "rules:[@BookRule] revision:s grounds:[@BookGround] parameters:[@BookParameter]"},
    {"Provision", "provision:s rulebook:s rules:[@BookRule]"},
    {"Calendar", "day:s working:b covered:b working_days:i end:s provisional:b"},
    {"Done", "~done:s ~revision:i ~would_be_done:s ~approval:s ~state:s"},
    {"Waiting", "approval:s state:s detail:s"},
    {"JobProgress", "done:i all:i per_second:f? seconds_left:i?"},
    {"Job",
     "id:s kind:s state:s own_part:b asked_ms:i ended_ms:i? progress:@JobProgress? result:j"},
    {"Jobs", "jobs:[@Job]"},
    {"Approval",
     "id:s operation:s target:s body:j asked_by:s asked_s:i expires_s:i state:s answered_by:s "
     "outcome:s"},
    {"Approvals", "approvals:[@Approval]"},
    {"AuditEntry",
     "seq:i at:s kind:s request:s user:s unit:s role:s operation:s subject:s purpose:s ground:s "
     "status:i revision:i items:i out_of_remit:b name_only:b hit:b?"},
    {"AuditEntries", "entries:[@AuditEntry] next:i?"},
    {"AuditReport", "entries:i segments:i head:s problems:[s]"},
    {"Anomaly", "kind:s user:s unit:s window:s count:i threshold:i first:i last:i"},
    {"Anomalies", "anomalies:[@Anomaly]"},
    {"Withheld", "what:s count:i why:s"},
    {"CheckParty", "~role:s ~type:s ~id:s ~uscc:s ~org_code:s ~id_number:s ~name:s"},
    {"CheckedParty",
     "role:s match:s id:s? type:s? candidates:i doubts:[s] choices:[@Choice] "
     "incentives_suspended:i other_matters:i"},
    {"CheckItem",
     "+Finding role:s item:s weight:s reason:s remit:s decider:s decided_on:s? severity:s?"},
    {"CheckMeasure",
     "item:s role:s measure:s name:s modality:s force:s weight:s provision:s listing:s "
     "executors:[s]"},
    {"CheckResult",
     "request_id:s unit:s matter:s stage:s decision:s decision_name:s review_required:b match:s "
     "candidates:i other_matters:i subject:@CheckedParty roles:[@CheckedParty] "
     "findings:[@CheckItem] measures:[@CheckMeasure] incentives:[@CheckItem] explanation:[s] "
     "query_log_id:s?"},
    {"Answered", "id:s executed:b reason:s executor:s on:s?"},
    {"WorkUnit", "name:s kind:s regions:[s] measures:[s] party:s"},
    {"WorkItem",
     "+Finding answered:b overdue:b item:s executor:s own:b remit:s decider:s "
     "answers:[@Answered]"},
    {"Worklist", "unit:@WorkUnit token:s items:[@WorkItem] unanswered:i overdue:i notes:[s]"},
    {"FeedEntry",
     "+Finding change:s changed:[s] ended_why:s lift:b item:s executor:s own:b remit:s decider:s "
     "answers:[@Answered]"},
    {"Feed", "since:s token:s entries:[@FeedEntry] acts_looked_at:i acts_in_all:i"},
    {"FeedbackRow",
     "~executor:s ~measure:s ~month:s due:i executed:i not_executed:i unanswered:i reasons:j "
     "average_delay_days:f?"},
    {"CheckCount", "~unit:s ~unit_name:s ~month:s queries:i hits:i hits_unknown:i"},
    {"CheckCounts", "known:b why:s? rows:[@CheckCount] total:@CheckCount?"},
    {"FeedbackStats", "from:s? to:s? rows:[@FeedbackRow] total:@FeedbackRow checks:@CheckCounts"},
    {"Health", "status:s"},
    {"Ready", "status:s revision:i"},
    {"OpenApi", "openapi:s info:j security:j paths:j components:j"},
    {"Me", "user:s role:s unit:s unit_name:s regions:[s] measures:[s] token:s"},
    {"FieldAtFault", "in:s name:s detail:s"},
    {"Refusal", "provision:s why:s"},
    {"Problem", "type:s title:s status:i detail:s ~errors:[@FieldAtFault] ~refused:[@Refusal]"},
};

Json TypeOf(std::string_view text) {
  if (text.ends_with('?')) {
    text.remove_suffix(1);
    return {{"anyOf", Json::array({TypeOf(text), {{"type", "null"}}})}};
  }
  if (text.starts_with('[')) {
    return {{"type", "array"}, {"items", TypeOf(text.substr(1, text.size() - 2))}};
  }
  if (text.starts_with('@')) {
    return {{"$ref", "#/components/schemas/" + std::string(text.substr(1))}};
  }
  if (text == "s") return {{"type", "string"}};
  if (text == "i") return {{"type", "integer"}};
  if (text == "f") return {{"type", "number"}};
  if (text == "b") return {{"type", "boolean"}};
  return Json::object();
}

std::string_view MembersOf(std::string_view name) {
  for (const Shape& shape : kShapes) {
    if (shape.name == name) return shape.members;
  }
  return "";
}

Json SchemaOf(std::string_view members) {
  Json properties = Json::object();
  Json required = Json::array();
  while (!members.empty()) {
    const size_t blank = members.find(' ');
    std::string_view member = members.substr(0, blank);
    members.remove_prefix(blank == std::string_view::npos ? members.size() : blank + 1);
    if (member.starts_with('+')) {
      const Json inner = SchemaOf(MembersOf(member.substr(1)));
      properties.update(inner.at("properties"));
      for (const Json& name : inner.at("required")) required.push_back(name);
      continue;
    }
    const bool optional = member.starts_with('~');
    if (optional) member.remove_prefix(1);
    const size_t colon = member.find(':');
    const std::string name(member.substr(0, colon));
    properties[name] = TypeOf(member.substr(colon + 1));
    if (!optional) required.push_back(name);
  }
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", std::move(required)},
          {"additionalProperties", false}};
}

}  // namespace

Json Schemas() {
  Json schemas = Json::object();
  for (const Shape& shape : kShapes) {
    schemas[std::string(shape.name)] = SchemaOf(shape.members);
  }
  schemas["Deadline"] = {{"$ref", "#/components/schemas/Term"}};
  schemas["Repairable"] = {{"$ref", "#/components/schemas/Repair"}};
  schemas["Envelope"] =
      SchemaOf("as_of:s known_at:i rulebooks:j complete:b next:s? ~withheld:[@Withheld] result:j");
  return schemas;
}

}  // namespace liancheng::http
