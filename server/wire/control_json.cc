#include "server/wire/control_json.h"

#include <algorithm>

namespace liancheng::wire {
namespace {

Json PercentJson(uint64_t ppm) {
  return model::FormatPercent(static_cast<uint32_t>(std::min<uint64_t>(ppm, UINT32_MAX)));
}

Json EdgesJson(const query::Parties& parties, const std::vector<model::PathEdge>& edges) {
  Json all = Json::array();
  for (const model::PathEdge& edge : edges) all.push_back(ToJson(parties, edge));
  return all;
}

Json CardJson(const query::Parties& parties, model::EntityId id) {
  const query::PartyCard& card = parties[id];
  return {{"id", card.key}, {"name", card.name}, {"type", Name(card.type)}};
}

Json KeysJson(const query::Parties& parties, const std::vector<model::EntityId>& ids) {
  Json keys = Json::array();
  for (const model::EntityId id : ids) keys.push_back(parties[id].key);
  return keys;
}

Json CrowdedJson(const query::Parties& parties, const std::vector<query::CrowdedParty>& crowded) {
  Json all = Json::array();
  for (const query::CrowdedParty& one : crowded) {
    all.push_back({{"party", parties[one.party].key}, {"degree", one.degree}});
  }
  return all;
}

Json ToJson(const query::Parties& parties, const query::ControlParty& party,
            std::string_view method) {
  Json json = CardJson(parties, party.party);
  json["share_percent"] = PercentJson(party.share_ppm);
  if (party.share_max_ppm != party.share_ppm) {
    json["share_percent_max"] = PercentJson(party.share_max_ppm);
  }
  json["method"] = method;
  json["undetermined"] = party.undetermined;
  json["arithmetic"] = party.arithmetic;
  Json paths = Json::array();
  for (const query::ControlChainShown& chain : party.chains) {
    paths.push_back({{"edges", EdgesJson(parties, chain.edges)},
                     {"share_percent", PercentJson(chain.share_ppm)},
                     {"arithmetic", chain.arithmetic}});
  }
  json["paths"] = std::move(paths);
  json["paths_more"] = party.chains_more;
  json["missing"] = party.missing;
  return json;
}

}  // namespace

Json Result(const query::ControlAnswer& answer) {
  const std::string_view method = Name(answer.question.method);
  Json parties = Json::array();
  for (const query::ControlParty& party : answer.found) {
    parties.push_back(ToJson(answer.parties, party, method));
  }
  return {{"subjects", KeysJson(answer.parties, answer.subjects)},
          {"direction", Name(answer.question.direction)},
          {"method", method},
          {"threshold_percent", PercentJson(answer.question.threshold_ppm)},
          {"tier", "T3"},
          {"parties", std::move(parties)}};
}

Json Result(const query::OwnersAnswer& answer) {
  Json controllers = Json::array();
  for (const query::ControlParty& party : answer.controllers) {
    controllers.push_back(ToJson(answer.parties, party, answer.largest ? "largest" : "majority"));
  }
  Json owners = Json::array();
  for (const query::OwnersAnswer::Owner& owner : answer.owners) {
    Json json = ToJson(answer.parties, owner.by_share, "multiplied");
    json["by_control"] = owner.by_control;
    owners.push_back(std::move(json));
  }
  return {{"subject", answer.parties[answer.subject].key},
          {"majority_percent", PercentJson(answer.majority_ppm)},
          {"beneficial_percent", PercentJson(answer.beneficial_ppm)},
          {"tier", "T3"},
          {"suspected_controllers", std::move(controllers)},
          {"beneficial_owners", std::move(owners)}};
}

Json Result(const query::GroupsAnswer& answer) {
  Json groups = Json::array();
  for (const query::PartyGroup& group : answer.groups) {
    Json members = Json::array();
    for (const model::EntityId id : group.members) members.push_back(CardJson(answer.parties, id));
    groups.push_back({{"size", group.size},
                      {"head", group.head ? CardJson(answer.parties, *group.head) : Json(nullptr)},
                      {"members", std::move(members)}});
  }
  return {{"kind", answer.kind == query::GroupKind::kControl ? "control" : "connected"},
          {"groups_found", answer.groups_found},
          {"parties_found", answer.parties_found},
          {"next", answer.next ? Json(*answer.next) : Json(nullptr)},
          {"groups", std::move(groups)}};
}

Json Result(const query::CommonAnswer& answer) {
  Json ties = Json::array();
  for (const query::CommonTie& tie : answer.ties) {
    Json sides = Json::array();
    for (const query::CommonTie::Side& side : tie.sides) {
      sides.push_back({{"subject", answer.parties[answer.subjects[side.subject]].key},
                       {"hops", side.hops},
                       {"evidence", EdgesJson(answer.parties, side.evidence)}});
    }
    Json json = CardJson(answer.parties, tie.party);
    json["tier"] = tie.clue ? Json("T3") : Json(nullptr);
    json["shared_by"] = tie.shared_by;
    json["sides"] = std::move(sides);
    ties.push_back(std::move(json));
  }
  return {{"subjects", KeysJson(answer.parties, answer.subjects)},
          {"ties", std::move(ties)},
          {"crowded", CrowdedJson(answer.parties, answer.crowded)}};
}

Json Result(const query::SuccessionAnswer& answer) {
  Json successors = Json::array();
  for (const query::Successor& successor : answer.successors) {
    Json json = CardJson(answer.parties, successor.party);
    json["began"] = successor.began ? Json(model::FormatDate(*successor.began)) : Json(nullptr);
    json["score"] = successor.score;
    json["reasons"] = successor.reasons;
    json["evidence"] = EdgesJson(answer.parties, successor.evidence);
    successors.push_back(std::move(json));
  }
  return {{"subject", answer.parties[answer.subject].key},
          {"since", model::FormatDate(answer.since)},
          {"tier", "T3"},
          {"successors", std::move(successors)},
          {"crowded", CrowdedJson(answer.parties, answer.crowded)}};
}

Json Result(const query::AffiliatedFirmsAnswer& answer) {
  Json firms = Json::array();
  for (const query::AffiliatedFirm& firm : answer.firms) {
    Json json = CardJson(answer.parties, firm.party);
    json["evidence"] = EdgesJson(answer.parties, firm.evidence);
    firms.push_back(std::move(json));
  }
  return {{"subject", answer.parties[answer.subject].key},
          {"definition", answer.definition},
          {"tier", "T3"},
          {"parties", std::move(firms)}};
}

}  // namespace liancheng::wire
