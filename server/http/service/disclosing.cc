#include "server/http/service/disclosing.h"

#include <utility>

#include "server/wire/gate_json.h"

namespace liancheng::http {

query::Asker AskerOf(const Call& call) {
  query::Asker asker;
  asker.role = call.who.role;
  asker.unit = call.who.unit;
  asker.purpose = call.purpose;
  asker.ground = call.ground;
  asker.day = Today(call.service);
  return asker;
}

std::optional<model::Consent> ConsentOf(const Call& call, const std::string& id) {
  const auto book = call.service.access_file().Book();
  if (!book.ok()) return std::nullopt;
  const auto found = (*book)->consents().find(id);
  if (found == (*book)->consents().end() || found->second.unit != call.who.unit.id) {
    return std::nullopt;
  }
  return found->second;
}

Response Answer(Call& call, wire::Json result, bool complete, const std::string& paged,
                const query::WithheldList& withheld) {
  call.withheld = wire::ToJson(withheld);
  return Answer(call, std::move(result), complete, paged);
}

// As the command line does: what begins there is read by either.
absl::Status SetEpoch(Backend& service, query::FeedToken* token) {
  constexpr size_t kMarkDigits = 12;
  const auto hash = service.archive().JournalHash(token->revision);
  if (!hash.ok()) return hash.status();
  token->epoch = hash->substr(0, kMarkDigits);
  return absl::OkStatus();
}

}  // namespace liancheng::http
