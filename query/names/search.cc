#include "query/names/search.h"

#include <algorithm>
#include <set>

#include "query/answers/parties.h"

namespace liancheng::query {
namespace {

constexpr std::string_view kCodes[] = {
    "source", "uscc", "registration_number", "org_code", "licence", "lei", "url", "id_number"};

// Parties with exactly this id or code, each once, without those unknown at the revision.
absl::Status FindByCode(const Directory& directory, const std::string& text,
                        std::vector<SearchMatch>& matches) {
  for (const std::string_view scheme : kCodes) {
    const auto found = directory.FindByIdentifier(scheme, text);
    if (!found.ok()) return found.status();
    if (!*found) continue;
    const model::EntityId id = **found;
    const bool seen = std::any_of(matches.begin(), matches.end(),
                                  [id](const SearchMatch& match) { return match.party == id; });
    const auto facts = directory.DescribeBriefly(std::span(&id, 1));
    if (!facts.ok()) return facts.status();
    if (seen || !facts->front()) continue;
    // An ID number is matched but never shown in full.
    matches.push_back(
        {id, scheme == "id_number" ? "(id_number)" : text, 1.0,
         scheme == "source" ? "exact id" : "exact code (" + std::string(scheme) + ")"});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SearchAnswer> AskSearch(const Directory& directory, const std::string& text,
                                       const NameLimits& limits) {
  SearchAnswer answer;
  if (absl::Status status = FindByCode(directory, text, answer.matches); !status.ok()) {
    return status;
  }
  const auto found = NameSearch(directory).Find(text, limits);
  if (!found.ok()) return found.status();
  answer.complete = found->complete;
  std::set<model::EntityId> seen;
  for (const SearchMatch& match : answer.matches) seen.insert(match.party);
  for (const FoundName& name : found->names) {
    if (!seen.insert(name.party.entity.id).second) continue;
    answer.matches.push_back({name.party.entity.id, name.matched, name.score, name.why});
  }
  if (answer.matches.size() > limits.matches_max) {
    answer.matches.resize(limits.matches_max);
    answer.complete = false;
  }
  for (const SearchMatch& match : answer.matches) answer.parties.Want(match.party);
  if (absl::Status status = answer.parties.Fetch(directory); !status.ok()) return status;
  return answer;
}

}  // namespace liancheng::query
