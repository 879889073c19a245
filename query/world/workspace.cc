#include "query/world/workspace.h"

namespace liancheng::query {

std::vector<std::pair<std::string, std::string>> Workspace::Rulebooks() const {
  std::vector<std::pair<std::string, std::string>> books;
  for (const model::Rulebook* book : plan_->books()) {
    books.emplace_back(book->id, book->revision_hash);
  }
  return books;
}

}  // namespace liancheng::query
