// server/http/service/kept_worlds.h: the worlds that the next pages of answers are given from.
// Limits:  the sixteen newest revisions that were kept; an older one is dropped.
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
