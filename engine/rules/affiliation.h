// engine/rules/affiliation.h: 关联企业 (affiliated firms) by a stated definition, for provisions that
// use the word without defining it.
// Symmetry: Y is an affiliate of X exactly when X is one of Y. Firms under one person's shares are
//           not affiliates by this definition (the narrower reading); they are clues.
// Source:   docs/rulebook_format.md, step 6; 公司法 art. 265(四) for control, G10 for the choice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/rules/plan.h"

namespace liancheng::rules {

struct Affiliate {
  graph::VertexIndex firm;
  std::vector<uint32_t> stakes;  // the edges by which it is one, in a fixed order
};

struct AffiliationDefinition {
  bool control = false;  // one controls the other by majority
  bool chain = false;    // an unbroken chain of holdings between them
  // both have one legal representative on that day; no rulebook uses this definition
  bool legal_representative = false;
  uint32_t control_ppm = model::kWholePpm;
  uint32_t chain_ppm = model::kWholePpm;
};

// Reads words joined by `+` (control, chain, legal_representative); thresholds are not part of the
// text. InvalidArgument for any other word, or none.
absl::StatusOr<AffiliationDefinition> ParseAffiliation(std::string_view definition);

// The affiliates of `party` of the given `types` (empty = any), in stable order.
std::vector<Affiliate> AffiliatesOf(const graph::GraphSnapshot& graph, graph::VertexIndex party,
                                    const AffiliationDefinition& definition,
                                    const std::vector<model::EntityType>& types, model::Date day);

// `definition` is the id of a parameter whose value is words joined by `+` (control, chain); the
// thresholds are the parameters <definition>.control_percent and <definition>.chain_percent.
std::vector<Affiliate> AffiliatesOf(const World& world, graph::VertexIndex party,
                                    const std::string& definition,
                                    const std::vector<model::EntityType>& types, model::Date day);

}  // namespace liancheng::rules
