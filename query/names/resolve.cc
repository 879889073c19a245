#include "query/names/resolve.h"

#include <set>

#include "fmt/format.h"
#include "query/answers/parties.h"

namespace liancheng::query {
namespace {

constexpr std::string_view kSchemes[] = {
    "source", "uscc", "registration_number", "org_code", "licence", "lei", "url", "id_number"};
constexpr uint32_t kNamesShown = 10;

absl::Status SeveralFit(const Workspace& workspace, const std::string& name,
                        const std::set<model::EntityId>& ids) {
  Parties parties;
  for (model::EntityId id : ids) parties.Want(id);
  if (absl::Status status = parties.Fetch(workspace.directory()); !status.ok()) return status;
  std::set<std::string> keys;
  for (model::EntityId id : ids) keys.insert(parties[id].key);
  std::string listed;
  for (const std::string& key : keys)
    listed += fmt::format("{}{}", listed.empty() ? "" : ", ", key);
  return absl::FailedPreconditionError(
      fmt::format("\"{}\" is the name of several parties ({}{}); name one by its id or code", name,
                  listed, ids.size() >= kNamesShown ? ", ..." : ""));
}

absl::StatusOr<model::EntityId> FindEntity(const Workspace& workspace, const std::string& subject) {
  for (std::string_view scheme : kSchemes) {
    const auto found = workspace.directory().FindByIdentifier(scheme, subject);
    if (!found.ok()) return found.status();
    if (*found) return **found;
  }
  const auto hits = workspace.directory().FindByName(subject, false, kNamesShown);
  if (!hits.ok()) return hits.status();
  std::set<model::EntityId> ids;
  for (const NameHit& hit : *hits) ids.insert(hit.id);
  if (ids.size() > 1) return SeveralFit(workspace, subject, ids);
  if (ids.empty()) {
    return absl::NotFoundError(fmt::format(
        "\"{}\" is not found: no id, code or name of this store is exactly that", subject));
  }
  return *ids.begin();
}

}  // namespace

absl::StatusOr<graph::VertexIndex> ResolveSubject(const Workspace& workspace,
                                                  const std::string& subject) {
  const auto entity = FindEntity(workspace, subject);
  if (!entity.ok()) return entity.status();
  const auto vertex = workspace.graph().Find(*entity);
  if (!vertex) {
    return absl::NotFoundError(
        fmt::format("\"{}\" was not known at revision {}", subject, workspace.known_at().value));
  }
  return *vertex;
}

absl::StatusOr<const rules::Act*> ResolveAct(const Workspace& workspace, const std::string& id) {
  const rules::Act* act = workspace.records().FindAct(id);
  if (act == nullptr) {
    return absl::NotFoundError(fmt::format("there is no listing or demand with the id \"{}\"", id));
  }
  return act;
}

}  // namespace liancheng::query
