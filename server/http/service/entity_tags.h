// server/http/service/entity_tags.h: makes the ETag of an answer: it stays the same as long as the
// same user would get the same bytes for the same request.
// Covers:  epoch and revision, day, rulebooks, role and unit of the asker, purpose, ground,
//          request.
// Threads: const after it is made; share freely.
#pragma once

#include <string>

#include "query/world/workspace.h"
#include "server/http/service/call.h"

namespace liancheng::http {

class EntityTags {
 public:
  explicit EntityTags(const rules::Plan& plan);
  std::string Of(const Call& call) const;
  // The answer with its tag; without its body when the client has it already (304).
  void Put(Call& call, Response& response) const;

 private:
  std::string books_print_;  // identifies the rulebooks that are asked
};

}  // namespace liancheng::http
