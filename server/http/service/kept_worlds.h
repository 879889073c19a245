// server/http/service/kept_worlds.h: keeps the worlds from which further pages of answers are made.
// Limits:  the sixteen newest kept revisions; older ones are dropped.
// Threads: from any thread.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>

#include "query/world/loaded_world.h"

namespace liancheng::http {

class KeptWorlds {
 public:
  void Keep(const query::LoadedWorld& world);
  std::optional<query::LoadedWorld> Kept(model::Revision revision) const;

 private:
  mutable std::mutex mutex_;
  std::map<uint64_t, query::LoadedWorld> worlds_;  // by revision
};

}  // namespace liancheng::http
