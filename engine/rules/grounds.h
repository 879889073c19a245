// engine/rules/grounds.h: which grounds for a listing a party's penalty records meet. A ground that
// is met is a proposal for the deciding department, never a listing.
// Source:  TQ-11 with G05 to G07: rolling windows (end - 12 months, end], `以上` includes the number
//          (民法典 art. 1259), warnings count only where a ground says so, several items for (十二).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/rules/plan.h"

namespace liancheng::rules {

enum class Met { kNo, kYes, kUndetermined };

struct GroundResult {
  std::string rulebook;
  std::string ground;
  std::string name;
  std::vector<std::string> lists;
  Met met = Met::kNo;
  std::optional<model::Date> met_on;  // the day of the record that completed it
  std::vector<std::string>
      records;  // ids of the penalties that meet it, or that were counted so far
  std::vector<std::string> missing;  // why it is undetermined
};

// The result for every ground of the asked books that records can meet, in the books' order.
std::vector<GroundResult> EvaluateGrounds(const World& world, graph::VertexIndex party,
                                          model::Date day);

}  // namespace liancheng::rules
