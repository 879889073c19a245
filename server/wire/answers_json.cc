#include "server/wire/answers_json.h"

#include <cmath>

#include "engine/model/codes.h"
#include "server/wire/shapes.h"

namespace liancheng::wire {
namespace {

Json DateJson(model::Date date) {
  if (date == model::kOpenStart || date == model::kOpenEnd) return nullptr;
  return model::FormatDate(date);
}

Json DateJson(const std::optional<model::Date>& date) {
  return date ? DateJson(*date) : Json(nullptr);
}

Json MoneyJson(const std::optional<model::Money>& money) {
  return money ? Json(model::FormatYuan(*money)) : Json(nullptr);
}

template <typename T>
Json PathJson(const query::Parties& parties, const T& path) {
  Json edges = Json::array();
  for (const model::PathEdge& edge : path) edges.push_back(ToJson(parties, edge));
  return edges;
}

// The relations on the way, for grouping.
Json TieJson(const std::vector<model::PathEdge>& path) {
  Json relations = Json::array();
  for (const model::PathEdge& edge : path) relations.push_back(Name(edge.relation));
  return relations;
}

Json CrowdedJson(const query::Parties& parties, const std::vector<query::CrowdedParty>& crowded) {
  Json all = Json::array();
  for (const query::CrowdedParty& one : crowded) {
    all.push_back({{"party", parties[one.party].key}, {"degree", one.degree}});
  }
  return all;
}

Json PartyJson(const query::PartyFile& file) {
  const model::EntityFact& fact = file.fact;
  Json identifiers = Json::array();
  for (const model::Identifier& identifier : fact.identifiers) {
    identifiers.push_back({{"scheme", identifier.scheme}, {"value", Shown(identifier)}});
  }
  return {{"id", fact.entity.key},
          {"type", Name(fact.type)},
          {"name", fact.name},
          {"former_names", fact.former_names},
          {"identifiers", std::move(identifiers)},
          {"region", RegionJson(fact.region)},
          {"valid_from", DateJson(fact.life.from)},
          {"valid_to", DateJson(fact.life.to)},
          {"attributes", fact.attributes},
          {"source", file.provenance.source}};
}

Json ActJson(const query::ActState& state) {
  const rules::Act& act = *state.act;
  Json json = {{"id", act.id}, {"kind", act.is_demand ? "demand" : "listing"}};
  if (!act.is_demand) {
    const model::ListingFact& listing = act.listing;
    json.update({{"list", listing.list},
                 {"ground", listing.ground},
                 {"severity", Name(listing.severity)},
                 {"decider", listing.decider},
                 {"document", listing.document},
                 {"decided_on", DateJson(listing.decided_on)},
                 {"published_on", DateJson(listing.published_on)},
                 {"valid_to", DateJson(listing.valid_to)}});
  } else {
    json.update({{"on", DateJson(act.demanded_on)}, {"cooperated", act.cooperated}});
  }
  json.update({{"from", DateJson(state.effect.from)},
               {"to", DateJson(state.effect.to)},
               {"state", state.state},
               {"missing", state.missing}});
  Json endings = Json::array();
  for (const rules::Ending& ending : act.endings) {
    endings.push_back({{"id", ending.id}, {"how", Name(ending.how)}, {"on", DateJson(ending.on)}});
  }
  Json objections = Json::array();
  for (const rules::Objection& objection : act.objections) {
    objections.push_back({{"id", objection.id},
                          {"on", DateJson(objection.on)},
                          {"result", objection.result ? Json(Name(*objection.result)) : Json()},
                          {"answered_on", DateJson(objection.answered_on)}});
  }
  json.update({{"endings", std::move(endings)}, {"objections", std::move(objections)}});
  return json;
}

Json PenaltyJson(const model::PenaltyFact& penalty) {
  return {{"id", penalty.id},
          {"act", penalty.act},
          {"ground", penalty.ground},
          {"authority", penalty.authority},
          {"procedure", Name(penalty.procedure)},
          {"document", penalty.document},
          {"decided_on", DateJson(penalty.decided_on)},
          {"amount", MoneyJson(penalty.amount)},
          {"illegal_gain", MoneyJson(penalty.illegal_gain)},
          {"sales", MoneyJson(penalty.sales)}};
}

}  // namespace

std::string Shown(const model::Identifier& identifier) {
  const bool hidden = identifier.value.starts_with("(");
  if (identifier.scheme != "id_number" || hidden) return identifier.value;
  return model::MaskIdNumber(identifier.value);
}

Json RegionJson(model::RegionCode region) {
  return region.value == 0 ? Json(nullptr) : Json(std::to_string(region.value));
}

double Rounded(double score) {
  return std::round(score * 1e4) / 1e4;
}

Json Envelope(const query::Workspace& workspace, bool complete, Json result) {
  Json envelope = Envelope(workspace.as_of(), workspace.known_at(), complete, std::move(result));
  for (const auto& [id, hash] : workspace.Rulebooks()) envelope["rulebooks"][id] = hash;
  return envelope;
}

Json Envelope(model::Date as_of, model::Revision known_at, bool complete, Json result) {
  return {{"as_of", DateJson(as_of)},
          {"known_at", known_at.value},
          {"rulebooks", Json::object()},
          {"complete", complete},
          {"next", nullptr},
          {"result", std::move(result)}};
}

Json ToJson(const query::Parties& parties, const model::PathEdge& edge) {
  return JsonTree::Of([&](JsonTree& out) { PutEdge(out, parties, edge); });
}

Json ToJson(const query::Parties& parties, const model::Finding& finding) {
  return JsonTree::Of([&](JsonTree& out) { PutFinding(out, parties, finding); });
}

Json Result(const query::MeasuresAnswer& answer) {
  return JsonTree::Of([&answer](JsonTree& out) { PutMeasures(out, answer, answer.findings); });
}

Json Result(const query::ReachAnswer& answer) {
  return JsonTree::Of([&answer](JsonTree& out) {
    out.Text("listing", answer.act);
    PutFindings(out, answer.parties, answer.findings);
    PutStops(out, answer.parties, answer.stops);
    PutCrowded(out, answer.parties, answer.crowded);
  });
}

Json Result(const query::AffiliatesAnswer& answer) {
  Json all = Json::array();
  for (const query::Affiliate& affiliate : answer.affiliates) {
    const query::PartyCard& card = answer.parties[affiliate.party];
    all.push_back({{"id", card.key},
                   {"name", card.name},
                   {"type", Name(card.type)},
                   {"hops", affiliate.hops},
                   {"tier", affiliate.clue ? Json("T3") : Json(nullptr)},
                   {"tie", TieJson(affiliate.evidence)},
                   {"shared_by", affiliate.shared_by},
                   {"weight", affiliate.weight},
                   {"evidence", PathJson(answer.parties, affiliate.evidence)}});
  }
  return {{"subject", answer.parties[answer.subject].key},
          {"parties", std::move(all)},
          {"crowded", CrowdedJson(answer.parties, answer.crowded)}};
}

Json Result(const query::PathAnswer& answer) {
  Json paths = Json::array();
  for (const auto& path : answer.paths) paths.push_back(PathJson(answer.parties, path));
  return {{"paths", std::move(paths)}, {"crowded", CrowdedJson(answer.parties, answer.crowded)}};
}

Json Result(const query::SearchAnswer& answer) {
  Json matches = Json::array();
  for (const query::SearchMatch& match : answer.matches) {
    const query::PartyCard& card = answer.parties[match.party];
    matches.push_back({{"id", card.key},
                       {"name", card.name},
                       {"type", Name(card.type)},
                       {"region", RegionJson(card.region)},
                       {"matched", match.matched},
                       {"score", Rounded(match.score)},
                       {"why", match.why}});
  }
  return {{"matches", std::move(matches)}};
}

Json Result(const query::GroundsAnswer& answer) {
  Json grounds = Json::array();
  for (const rules::GroundResult& ground : answer.grounds) {
    Json met = ground.met == rules::Met::kUndetermined ? Json("undetermined")
                                                       : Json(ground.met == rules::Met::kYes);
    grounds.push_back(
        {{"rulebook", ground.rulebook},
         {"ground", ground.ground},
         {"name", ground.name},
         {"lists", ground.lists},
         {"met", std::move(met)},
         {"met_on", DateJson(ground.met_on)},
         {"records", ground.records},
         {"missing", ground.missing},
         {"proposal",
          ground.met == rules::Met::kYes ? "for the deciding department; not a listing" : ""}});
  }
  return {{"subject", answer.parties[answer.subject].key}, {"grounds", std::move(grounds)}};
}

Json Result(const query::CreditFile& file) {
  Json acts = Json::array();
  for (const query::ActState& state : file.acts) acts.push_back(ActJson(state));
  Json penalties = Json::array();
  for (const model::PenaltyFact& penalty : file.penalties)
    penalties.push_back(PenaltyJson(penalty));
  Json grades = Json::array();
  for (const rules::Grade& grade : file.grades) {
    grades.push_back({{"value", grade.value}, {"decided_on", DateJson(grade.decided_on)}});
  }
  Json honours = Json::array();
  for (const rules::Honour& honour : file.honours) {
    honours.push_back({{"name", honour.name},
                       {"from", DateJson(honour.during.from)},
                       {"to", DateJson(honour.during.to)}});
  }
  return {{"party", PartyJson(file.party)},
          {"relations", PathJson(file.parties, file.relations)},
          {"other_relations", PathJson(file.parties, file.other_relations)},
          {"acts", std::move(acts)},
          {"penalties", std::move(penalties)},
          {"grades", std::move(grades)},
          {"honours", std::move(honours)}};
}

Json Result(const query::VerifyReport& report) {
  return {{"revisions", report.revisions},
          {"entities", report.entities},
          {"relations", report.relations},
          {"records", report.records},
          {"problems", report.problems}};
}

}  // namespace liancheng::wire
