#include "query/answers/why.h"

#include "fmt/format.h"

namespace liancheng::query {

std::string Why(const Parties& parties, const model::Finding& finding) {
  std::string text = finding.list.empty()
                         ? fmt::format("demand {} was not followed", finding.listing)
                         : fmt::format("listing {} on {}", finding.listing, finding.list);
  for (const model::PathEdge& edge : finding.path) {
    text += fmt::format("; {} -{}-> {}", parties[edge.from].key, Name(edge.relation),
                        parties[edge.to].key);
  }
  if (finding.provision.empty()) return text + fmt::format(": {}", finding.name);
  return text + fmt::format(": {} {} under {}", finding.measure, finding.name, finding.provision);
}

}  // namespace liancheng::query
