#include "server/http/service/kept_worlds.h"

namespace liancheng::http {
namespace {

constexpr size_t kKeptMax = 16;

}  // namespace

void KeptWorlds::Keep(const query::LoadedWorld& world) {
  const std::lock_guard lock(mutex_);
  worlds_[world.known_at.value] = world;
  if (worlds_.size() > kKeptMax) worlds_.erase(worlds_.begin());
}

std::optional<query::LoadedWorld> KeptWorlds::Kept(model::Revision revision) const {
  const std::lock_guard lock(mutex_);
  const auto found = worlds_.find(revision.value);
  if (found == worlds_.end()) return std::nullopt;
  return found->second;
}

}  // namespace liancheng::http
