#include "server/wire/gate_json.h"

#include <algorithm>
#include <initializer_list>

#include "fmt/format.h"

namespace liancheng::wire {
namespace {

// Reads the fields of one object; the first thing wrong is kept.
class Fields {
 public:
  Fields(const Json& json, std::string where, std::initializer_list<std::string_view> known)
      : json_(json), where_(std::move(where)) {
    if (!json.is_object()) {
      Fail("", "an object");
      return;
    }
    for (const auto& [key, value] : json.items()) {
      if (std::find(known.begin(), known.end(), key) == known.end()) {
        Fail("/" + key, "no field of this name");
      }
    }
  }

  std::string Text(const char* key, bool required = false) {
    const Json* value = Find(key);
    if (value == nullptr) {
      if (required) Fail(std::string("/") + key, "text; it is required");
      return "";
    }
    if (!value->is_string()) {
      Fail(std::string("/") + key, "text");
      return "";
    }
    return value->get<std::string>();
  }

  std::vector<std::string> Texts(const char* key) {
    std::vector<std::string> texts;
    const Json* value = Find(key);
    if (value == nullptr) return texts;
    const bool fits =
        value->is_array() &&
        std::all_of(value->begin(), value->end(), [](const Json& one) { return one.is_string(); });
    if (!fits) {
      Fail(std::string("/") + key, "a list of texts");
      return texts;
    }
    for (const Json& one : *value) texts.push_back(one.get<std::string>());
    return texts;
  }

  bool Truth(const char* key) {
    const Json* value = Find(key);
    if (value != nullptr && value->is_boolean()) return value->get<bool>();
    Fail(std::string("/") + key, "true or false");
    return false;
  }

  const Json* Find(const char* key) const {
    if (!json_.is_object() || !json_.contains(key) || json_.at(key).is_null()) return nullptr;
    return &json_.at(key);
  }

  void Fail(const std::string& pointer, std::string_view expected) {
    if (!status.ok()) return;
    status =
        absl::InvalidArgumentError(fmt::format("{}{}: expected {}", where_, pointer, expected));
  }

  absl::Status status;

 private:
  const Json& json_;
  const std::string where_;
};

absl::StatusOr<query::Unit> ReadUnit(const Json& json) {
  query::Unit unit;
  if (json.is_string()) {
    unit.name = json.get<std::string>();
    return unit;
  }
  Fields fields(json, "/unit", {"name", "kind", "regions", "measures", "party"});
  unit.name = fields.Text("name", true);
  unit.measures = fields.Texts("measures");
  unit.party = fields.Text("party");
  if (const std::string kind = fields.Text("kind"); !kind.empty()) {
    const auto read = query::ParseUnitKind(kind);
    if (!read) fields.Fail("/kind", "one of " + query::AllUnitKinds());
    unit.kind = read.value_or(query::UnitKind::kDepartment);
  }
  for (const std::string& region : fields.Texts("regions")) {
    const bool digits =
        region.size() == 6 && region.find_first_not_of("0123456789") == std::string::npos;
    if (!digits) {
      fields.Fail("/regions", "codes of six digits (GB/T 2260)");
      break;
    }
    unit.regions.push_back({static_cast<uint32_t>(std::stoul(region))});
  }
  if (!fields.status.ok()) return fields.status;
  return unit;
}

absl::StatusOr<query::CheckParty> ReadParty(const Json& json, const std::string& where,
                                            bool is_role) {
  Fields fields(json, where, {"role", "type", "id", "uscc", "org_code", "id_number", "name"});
  query::CheckParty party;
  party.role = fields.Text("role", is_role);
  if (!is_role && !party.role.empty()) fields.Fail("/role", "no role of the subject");
  party.source_id = fields.Text("id");
  party.uscc = fields.Text("uscc");
  party.org_code = fields.Text("org_code");
  party.id_number = fields.Text("id_number");
  party.name = fields.Text("name");
  if (const std::string type = fields.Text("type"); !type.empty()) {
    party.type = model::Parse<model::EntityType>(type);
    if (!party.type) fields.Fail("/type", "one of " + model::AllEntityTypes());
  }
  if (!fields.status.ok()) return fields.status;
  return party;
}

Json DayJson(model::Date date) {
  if (date == model::kOpenStart || date == model::kOpenEnd) return nullptr;
  return model::FormatDate(date);
}

Json UnitJson(const query::Unit& unit) {
  Json regions = Json::array();
  for (const model::RegionCode region : unit.regions) regions.push_back(RegionJson(region));
  return {{"name", unit.name},
          {"kind", query::Name(unit.kind)},
          {"regions", std::move(regions)},
          {"measures", unit.measures},
          {"party", unit.party}};
}

Json CheckItemJson(const query::Parties& parties, const query::CheckedParty& party,
                   const query::CheckItem& item) {
  Json json = {{"role", party.asked.role},
               {"item", item.id},
               {"weight", query::Name(item.weight)},
               {"reason", item.why},
               {"remit", query::Name(item.remit)},
               {"decider", item.decider},
               {"decided_on", item.decided_on ? DayJson(*item.decided_on) : Json()},
               {"severity", item.severity ? Json(Name(*item.severity)) : Json()}};
  json.update(ToJson(parties, item.finding));
  return json;
}

// What the asking unit takes or answers: one line of the prompt.
Json MeasureJson(const query::CheckedParty& party, const query::CheckItem& item) {
  return {{"item", item.id},
          {"role", party.asked.role},
          {"measure", item.finding.measure},
          {"name", item.finding.name},
          {"modality", Name(item.finding.modality)},
          {"force", Name(item.finding.force)},
          {"weight", query::Name(item.weight)},
          {"provision", item.finding.provision},
          {"listing", item.finding.listing},
          {"executors", item.finding.executors}};
}

Json CheckedPartyJson(const query::Parties& parties, const query::CheckedParty& party) {
  Json choices = Json::array();
  for (const query::MeasureChoice& choice : party.choices) {
    choices.push_back({{"measure", choice.measure},
                       {"provisions", choice.provisions},
                       {"applied", choice.applied},
                       {"why", choice.why}});
  }
  return {{"role", party.asked.role},
          {"match", query::Name(party.match)},
          {"id", party.party ? Json(parties[*party.party].key) : Json()},
          {"type", party.party ? Json(Name(parties[*party.party].type)) : Json()},
          {"candidates", party.candidates},
          {"doubts", party.doubts},
          {"choices", std::move(choices)},
          {"incentives_suspended", party.incentives_suspended},
          {"other_matters", party.other_matters}};
}

Json AnswersJson(const std::vector<query::Answered>& answers) {
  Json all = Json::array();
  for (const query::Answered& answer : answers) {
    all.push_back({{"id", answer.id},
                   {"executed", answer.executed},
                   {"reason", answer.reason},
                   {"executor", answer.executor},
                   {"on", DayJson(answer.on)}});
  }
  return all;
}

void AddItem(const query::Parties& parties, const query::WorkItem& item, query::Remit remit,
             Json* json) {
  json->update({{"item", item.id},
                {"executor", item.executor},
                {"own", item.own},
                {"remit", query::Name(remit)},
                {"decider", item.decider},
                {"answers", AnswersJson(item.answers)}});
  json->update(ToJson(parties, item.finding));
}

Json RowJson(const query::FeedbackRow& row) {
  Json json = {{"executor", row.executor},     {"measure", row.measure},
               {"month", row.month},           {"due", row.due},
               {"executed", row.executed},     {"not_executed", row.not_executed},
               {"unanswered", row.unanswered}, {"reasons", Json::object()},
               {"average_delay_days", nullptr}};
  for (const auto& [reason, count] : row.reasons) json["reasons"][reason] = count;
  if (row.executed > 0) {
    json["average_delay_days"] =
        static_cast<double>(row.delay_days_sum) / static_cast<double>(row.executed);
  }
  return json;
}

Json CountsJson(const query::CheckCount& count) {
  return {{"queries", count.queries}, {"hits", count.hits}, {"hits_unknown", count.hits_unknown}};
}

// `total` is null where nothing is known: nobody takes it for none.
Json ChecksJson(const query::CheckCounts& checks) {
  const bool known = checks.unknown_why.empty();
  Json rows = Json::array();
  for (const query::CheckCount& row : checks.rows) {
    Json json = {{"unit", row.unit}, {"unit_name", row.unit_name}, {"month", row.month}};
    json.update(CountsJson(row));
    rows.push_back(std::move(json));
  }
  return {{"known", known},
          {"why", known ? Json() : Json(checks.unknown_why)},
          {"rows", std::move(rows)},
          {"total", known ? CountsJson(checks.total) : Json()}};
}

}  // namespace

absl::StatusOr<query::CheckRequest> ReadCheckRequest(const Json& json) {
  Fields fields(json, "",
                {"request_id", "unit", "user", "matter", "stage", "purpose", "ground", "consent_id",
                 "subject", "roles", "as_of"});
  query::CheckRequest request;
  request.request_id = fields.Text("request_id");
  request.user = fields.Text("user");
  request.matter = fields.Text("matter", true);
  request.stage = fields.Text("stage");
  request.purpose = fields.Text("purpose");
  request.ground = fields.Text("ground");
  request.consent_id = fields.Text("consent_id");
  if (!fields.status.ok()) return fields.status;
  if (const Json* unit = fields.Find("unit")) {
    auto read = ReadUnit(*unit);
    if (!read.ok()) return read.status();
    request.unit = *std::move(read);
  }
  const Json* subject = fields.Find("subject");
  if (subject == nullptr) return absl::InvalidArgumentError("/subject: expected an object");
  auto read = ReadParty(*subject, "/subject", false);
  if (!read.ok()) return read.status();
  request.subject = *std::move(read);
  const Json* roles = fields.Find("roles");
  if (roles == nullptr) return request;
  if (!roles->is_array()) return absl::InvalidArgumentError("/roles: expected a list");
  for (size_t i = 0; i < roles->size(); ++i) {
    auto role = ReadParty(roles->at(i), fmt::format("/roles/{}", i), true);
    if (!role.ok()) return role.status();
    request.roles.push_back(*std::move(role));
  }
  return request;
}

absl::StatusOr<query::FeedbackEntry> ReadFeedbackEntry(const Json& json) {
  Fields fields(json, "",
                {"item", "listing", "measure", "party", "executor", "executed", "reason", "on"});
  query::FeedbackEntry entry;
  entry.item = fields.Text("item");
  const bool by_item = !entry.item.empty();
  entry.listing = fields.Text("listing", !by_item);
  entry.measure = fields.Text("measure", !by_item);
  entry.party = fields.Text("party", !by_item);
  entry.executor = fields.Text("executor", true);
  entry.executed = fields.Truth("executed");
  entry.reason = fields.Text("reason");
  const std::string on = fields.Text("on", true);
  if (!fields.status.ok()) return fields.status;
  const auto day = model::ParseDate(on);
  if (!day.ok()) {
    return absl::InvalidArgumentError("/on: " + std::string(day.status().message()));
  }
  entry.on = *day;
  return entry;
}

Json Result(const query::CheckAnswer& answer) {
  const query::CheckRequest& request = answer.request;
  Json findings = Json::array();
  Json measures = Json::array();
  Json incentives = Json::array();
  Json roles = Json::array();
  for (const query::CheckedParty& party : answer.parties_checked) {
    for (const query::CheckItem& item : party.items) {
      findings.push_back(CheckItemJson(answer.parties, party, item));
      if (query::Within(item.remit)) measures.push_back(MeasureJson(party, item));
    }
    for (const query::CheckItem& item : party.incentives) {
      incentives.push_back(CheckItemJson(answer.parties, party, item));
    }
    if (&party != &answer.parties_checked.front()) {
      roles.push_back(CheckedPartyJson(answer.parties, party));
    }
  }
  return {{"request_id", request.request_id},
          {"unit", request.unit.name},
          {"matter", request.matter},
          {"stage", request.stage},
          {"decision", query::Name(answer.decision)},
          {"decision_name", query::ChineseName(answer.decision)},
          {"review_required", answer.review_required},
          {"match", query::Name(answer.parties_checked.front().match)},
          {"candidates", answer.parties_checked.front().candidates},
          {"other_matters", answer.parties_checked.front().other_matters},
          {"subject", CheckedPartyJson(answer.parties, answer.parties_checked.front())},
          {"roles", std::move(roles)},
          {"findings", std::move(findings)},
          {"measures", std::move(measures)},
          {"incentives", std::move(incentives)},
          {"explanation", answer.explanation},
          {"query_log_id", answer.log_id.empty() ? Json() : Json(answer.log_id)}};
}

Json Result(const query::WorklistAnswer& answer) {
  Json items = Json::array();
  for (const query::ListedItem& listed : answer.items) {
    Json json = {{"answered", listed.answered}, {"overdue", listed.overdue}};
    AddItem(answer.parties, listed.item, listed.remit, &json);
    items.push_back(std::move(json));
  }
  return {{"unit", UnitJson(answer.question.unit)},
          {"token", query::FormatFeedToken(answer.token)},
          {"items", std::move(items)},
          {"unanswered", answer.unanswered},
          {"overdue", answer.overdue},
          {"notes", answer.notes}};
}

Json Result(const query::FeedAnswer& answer) {
  Json entries = Json::array();
  for (const query::FeedEntry& entry : answer.entries) {
    Json json = {{"change", query::Name(entry.change)},
                 {"changed", entry.changed},
                 {"ended_why", entry.why},
                 {"lift", entry.lift}};
    AddItem(answer.parties, entry.item, entry.remit, &json);
    entries.push_back(std::move(json));
  }
  return {{"since", query::FormatFeedToken(answer.since)},
          {"token", query::FormatFeedToken(answer.token)},
          {"entries", std::move(entries)},
          {"acts_looked_at", answer.acts_looked_at},
          {"acts_in_all", answer.acts_in_all}};
}

Json Result(const query::FeedbackStats& stats) {
  Json rows = Json::array();
  for (const query::FeedbackRow& row : stats.rows) rows.push_back(RowJson(row));
  Json total = RowJson(stats.total);
  for (const char* key : {"executor", "measure", "month"}) total.erase(key);
  return {{"from", DayJson(stats.from)},
          {"to", DayJson(stats.to)},
          {"rows", std::move(rows)},
          {"total", std::move(total)},
          {"checks", ChecksJson(stats.checks)}};
}

Json ToJson(const query::WithheldList& withheld) {
  Json all = Json::array();
  for (const query::Withheld& one : withheld) {
    all.push_back({{"what", one.what}, {"count", one.count}, {"why", one.why}});
  }
  return all;
}

Json ToJson(const std::vector<query::PolicyNote>& notes) {
  Json all = Json::array();
  for (const query::PolicyNote& note : notes) {
    all.push_back({{"id", note.id}, {"value", note.value}, {"flag", note.flag}});
  }
  return all;
}

}  // namespace liancheng::wire
