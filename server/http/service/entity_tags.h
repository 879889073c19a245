// server/http/service/entity_tags.h: the ETag of an answer: the same as long as the same asker would
// get the same bytes for the same request.
// Covers:  epoch and revision, day, rulebooks, role and unit of the asker, purpose, ground, request.
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
  // The answer with its tag; without its body where the client has it already (304).
  void Put(Call& call, Response& response) const;

 private:
  std::string books_print_;  // of the rulebooks that answer
};

}  // namespace liancheng::http
