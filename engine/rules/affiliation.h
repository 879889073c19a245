// engine/rules/affiliation.h: 关联企业 by a stated definition, where a provision uses the word
// undefined.
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
  std::vector<uint32_t> stakes;  // the edges that make it one, in a fixed order
};

struct AffiliationDefinition {
  bool control = false;               // one controls the other by majority
  bool chain = false;                 // an unbroken chain of holdings between them
  bool legal_representative = false;  // one legal representative on that day; no rulebook says so
  uint32_t control_ppm = model::kWholePpm;
  uint32_t chain_ppm = model::kWholePpm;
};

// `definition`: words joined by `+` (control, chain, legal_representative), without thresholds.
// InvalidArgument for any other word, or none.
absl::StatusOr<AffiliationDefinition> ParseAffiliation(std::string_view definition);

// Only parties of `types` (empty = any), in stable order.
std::vector<Affiliate> AffiliatesOf(const graph::GraphSnapshot& graph, graph::VertexIndex party,
                                    const AffiliationDefinition& definition,
                                    const std::vector<model::EntityType>& types, model::Date day);

// `definition`: parameter id whose value is words joined by `+` (control, chain); thresholds in
// <definition>.control_percent and <definition>.chain_percent.
std::vector<Affiliate> AffiliatesOf(const World& world, graph::VertexIndex party,
                                    const std::string& definition,
                                    const std::vector<model::EntityType>& types, model::Date day);

}  // namespace liancheng::rules
