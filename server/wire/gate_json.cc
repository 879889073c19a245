#include "server/wire/gate_json.h"

#include <algorithm>
#include <initializer_list>
#include <span>

#include "fmt/format.h"
#include "server/json/object_reader.h"
#include "server/wire/shapes.h"

namespace liancheng::wire {
namespace {

using json::ObjectReader;

absl::StatusOr<model::Unit> ReadUnit(const Json& json) {
  model::Unit unit;
  if (json.is_string()) {
    unit.name = json.get<std::string>();
    return unit;
  }
  ObjectReader fields = ObjectReader::At(json, "/unit");
  fields.Allow({"name", "kind", "regions", "measures", "party"});
  fields.Require({"name"});
  unit.name = fields.Text("name");
  unit.measures = fields.Texts("measures");
  unit.party = fields.Text("party");
  if (const std::string kind = fields.Text("kind"); !kind.empty()) {
    const auto read = model::ParseUnitKind(kind);
    if (!read) fields.Fail("kind", "one of " + model::AllUnitKinds());
    unit.kind = read.value_or(model::UnitKind::kDepartment);
  }
  for (const std::string& region : fields.Texts("regions")) {
    const bool digits =
        region.size() == 6 && region.find_first_not_of("0123456789") == std::string::npos;
    if (!digits) {
      fields.Fail("regions", "codes of six digits (GB/T 2260)");
      break;
    }
    unit.regions.push_back({static_cast<uint32_t>(std::stoul(region))});
  }
  if (!fields.ok()) return fields.status();
  return unit;
}

absl::StatusOr<query::CheckParty> ReadParty(const Json& json, const std::string& where,
                                            bool is_role) {
  ObjectReader fields = ObjectReader::At(json, where);
  fields.Allow({"role", "type", "id", "uscc", "org_code", "id_number", "name"});
  if (is_role) fields.Require({"role"});
  query::CheckParty party;
  party.role = fields.Text("role");
  if (!is_role && !party.role.empty()) fields.Fail("role", "no role of the subject");
  party.source_id = fields.Text("id");
  party.uscc = fields.Text("uscc");
  party.org_code = fields.Text("org_code");
  party.id_number = fields.Text("id_number");
  party.name = fields.Text("name");
  if (const std::string type = fields.Text("type"); !type.empty()) {
    party.type = model::Parse<model::EntityType>(type);
    if (!party.type) fields.Fail("type", "one of " + model::AllEntityTypes());
  }
  if (!fields.ok()) return fields.status();
  return party;
}

Json DayJson(model::Date date) {
  if (date == model::kOpenStart || date == model::kOpenEnd) return nullptr;
  return model::FormatDate(date);
}

Json UnitJson(const model::Unit& unit) {
  Json regions = Json::array();
  for (const model::RegionCode region : unit.regions) regions.push_back(RegionJson(region));
  return {{"name", unit.name},
          {"kind", Name(unit.kind)},
          {"regions", std::move(regions)},
          {"measures", unit.measures},
          {"party", unit.party}};
}

template <typename Fill>
std::string TextOf(Fill fill) {
  constexpr size_t kUsualBytes = 8 * 1024;
  std::string text;
  text.reserve(kUsualBytes);
  JsonText(&text).Whole(fill);
  return text;
}

template <typename Out>
void PutWithheld(Out& out, const query::WithheldList& withheld) {
  out.Objects("withheld", withheld, [](auto& one, const query::Withheld& taken) {
    one.Text("what", taken.what);
    one.Number("count", taken.count);
    one.Text("why", taken.why);
  });
}

// A consequence that speaks, of which of the parties asked about.
struct Spoken {
  const query::CheckedParty* party;
  const query::CheckItem* item;
};

template <typename Out>
void PutSpoken(Out& out, const query::Parties& parties, const Spoken& spoken) {
  const query::CheckItem& item = *spoken.item;
  out.Text("role", spoken.party->asked.role);
  out.Text("item", item.id);
  out.Text("weight", query::Name(item.weight));
  out.Text("reason", item.why);
  out.Text("remit", query::Name(item.remit));
  out.Text("decider", item.decider);
  PutDay(out, "decided_on", item.decided_on.value_or(model::kOpenEnd));
  if (item.severity) {
    out.Text("severity", Name(*item.severity));
  } else {
    out.Null("severity");
  }
  PutFinding(out, parties, item.finding);
}

// What the asking unit takes or answers: one line of the prompt.
template <typename Out>
void PutMeasure(Out& out, const Spoken& spoken) {
  const query::CheckItem& item = *spoken.item;
  out.Text("item", item.id);
  out.Text("role", spoken.party->asked.role);
  out.Text("measure", item.finding.measure);
  out.Text("name", item.finding.name);
  out.Text("modality", Name(item.finding.modality));
  out.Text("force", Name(item.finding.force));
  out.Text("weight", query::Name(item.weight));
  out.Text("provision", item.finding.provision);
  out.Text("listing", item.finding.listing);
  out.Texts("executors", item.finding.executors);
}

template <typename Out>
void PutCheckedParty(Out& out, const query::Parties& parties, const query::CheckedParty& party) {
  out.Text("role", party.asked.role);
  out.Text("match", query::Name(party.match));
  if (party.party) {
    out.Text("id", parties[*party.party].key);
    out.Text("type", Name(parties[*party.party].type));
  } else {
    out.Null("id");
    out.Null("type");
  }
  out.Number("candidates", party.candidates);
  out.Texts("doubts", party.doubts);
  PutChoices(out, party.choices);
  out.Number("incentives_suspended", party.incentives_suspended);
  out.Number("other_matters", party.other_matters);
}

template <typename Out>
void PutCheck(Out& out, const query::CheckAnswer& answer) {
  std::vector<Spoken> findings;
  std::vector<Spoken> measures;
  std::vector<Spoken> incentives;
  for (const query::CheckedParty& party : answer.parties_checked) {
    for (const query::CheckItem& item : party.items) {
      findings.push_back({&party, &item});
      if (query::Within(item.remit)) measures.push_back({&party, &item});
    }
    for (const query::CheckItem& item : party.incentives) incentives.push_back({&party, &item});
  }
  const query::CheckRequest& request = answer.request;
  const query::CheckedParty& subject = answer.parties_checked.front();
  const auto put_spoken = [&answer](auto& one, const Spoken& spoken) {
    PutSpoken(one, answer.parties, spoken);
  };
  out.Text("request_id", request.request_id);
  out.Text("unit", request.unit.name);
  out.Text("matter", request.matter);
  out.Text("stage", request.stage);
  out.Text("decision", query::Name(answer.decision));
  out.Text("decision_name", query::ChineseName(answer.decision));
  out.Flag("review_required", answer.review_required);
  out.Text("match", query::Name(subject.match));
  out.Number("candidates", subject.candidates);
  out.Number("other_matters", subject.other_matters);
  out.Object("subject", [&](auto& one) { PutCheckedParty(one, answer.parties, subject); });
  out.Objects("roles", std::span(answer.parties_checked).subspan(1),
              [&answer](auto& one, const query::CheckedParty& party) {
                PutCheckedParty(one, answer.parties, party);
              });
  out.Objects("findings", findings, put_spoken);
  out.Objects("measures", measures,
              [](auto& one, const Spoken& spoken) { PutMeasure(one, spoken); });
  out.Objects("incentives", incentives, put_spoken);
  out.Texts("explanation", answer.explanation);
  if (answer.log_id.empty()) {
    out.Null("query_log_id");
  } else {
    out.Text("query_log_id", answer.log_id);
  }
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
  ObjectReader fields(json, "");
  fields.Allow({"request_id", "unit", "user", "matter", "stage", "purpose", "ground", "consent_id",
                "subject", "roles", "as_of"});
  fields.Require({"matter"});
  query::CheckRequest request;
  request.request_id = fields.Text("request_id");
  request.user = fields.Text("user");
  request.matter = fields.Text("matter");
  request.stage = fields.Text("stage");
  request.purpose = fields.Text("purpose");
  request.ground = fields.Text("ground");
  request.consent_id = fields.Text("consent_id");
  if (!fields.ok()) return fields.status();
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
  ObjectReader fields(json, "");
  fields.Allow({"item", "listing", "measure", "party", "executor", "executed", "reason", "on"});
  fields.Require({"executor", "executed", "on"});
  query::FeedbackEntry entry;
  entry.item = fields.Text("item");
  if (entry.item.empty()) fields.Require({"listing", "measure", "party"});
  entry.listing = fields.Text("listing");
  entry.measure = fields.Text("measure");
  entry.party = fields.Text("party");
  entry.executor = fields.Text("executor");
  entry.executed = fields.Flag("executed");
  entry.reason = fields.Text("reason");
  const std::string on = fields.Text("on");
  if (!fields.ok()) return fields.status();
  const auto day = model::ParseDate(on);
  if (!day.ok()) {
    return absl::InvalidArgumentError("/on: " + std::string(day.status().message()));
  }
  entry.on = *day;
  return entry;
}

Json Result(const query::CheckAnswer& answer) {
  return JsonTree::Of([&answer](JsonTree& out) { PutCheck(out, answer); });
}

std::string AnswerText(const query::Workspace& workspace, const query::CheckAnswer& answer) {
  return TextOf([&](JsonText& out) {
    PutEnvelope(out, workspace, true, "",
                [&answer](JsonText& result) { PutCheck(result, answer); });
  });
}

std::string AnswerText(const query::Workspace& workspace, const query::MeasuresAnswer& answer,
                       const Page& page, const query::WithheldList& withheld) {
  return TextOf([&](JsonText& out) {
    PutEnvelope(out, workspace, answer.complete, page.next, [&](JsonText& result) {
      PutMeasures(result, answer,
                  std::span(answer.findings).subspan(page.begin, page.end - page.begin));
    });
    PutWithheld(out, withheld);
  });
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
  return JsonTree::Of([&withheld](JsonTree& out) { PutWithheld(out, withheld); }).at("withheld");
}

Json ToJson(const std::vector<query::PolicyNote>& notes) {
  Json all = Json::array();
  for (const query::PolicyNote& note : notes) {
    all.push_back({{"id", note.id}, {"value", note.value}, {"flag", note.flag}});
  }
  return all;
}

}  // namespace liancheng::wire
