#include "server/http/service/disclosing.h"

#include <utility>

#include "server/wire/gate_json.h"

namespace liancheng::http {

query::Unit UnitOf(const access::Unit& unit) {
  query::Unit asked;
  asked.name = unit.name;
  asked.kind = query::ParseUnitKind(unit.kind).value_or(query::UnitKind::kOther);
  asked.regions = unit.regions;
  asked.measures = unit.measures;
  asked.party = unit.party;
  return asked;
}

query::Asker AskerOf(const Call& call) {
  query::Asker asker;
  asker.role = query::ParseRole(Name(call.who.role)).value_or(query::Role::kPublic);
  asker.unit = UnitOf(call.who.unit);
  asker.purpose = call.purpose;
  asker.ground = call.ground;
  asker.day = Today(call.service);
  return asker;
}

std::optional<query::Consent> ConsentOf(const Call& call, const std::string& id) {
  const auto book = call.service.access_file().Book();
  if (!book.ok()) return std::nullopt;
  const auto found = (*book)->consents().find(id);
  if (found == (*book)->consents().end() || found->second.unit != call.who.unit.id) {
    return std::nullopt;
  }
  const access::Consent& kept = found->second;
  return query::Consent{kept.id, kept.party, call.who.unit.name, kept.purposes, kept.during};
}

Response Answer(Call& call, wire::Json result, bool complete, const std::string& paged,
                const query::WithheldList& withheld) {
  call.withheld = wire::ToJson(withheld);
  return Answer(call, std::move(result), complete, paged);
}

}  // namespace liancheng::http
