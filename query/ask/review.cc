#include "query/ask/review.h"

#include "engine/rules/datalog.h"

namespace liancheng::query {

std::string DatalogOf(const model::Rule& rule) {
  return rules::Datalog(rule);
}

}  // namespace liancheng::query
