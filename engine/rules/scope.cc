#include "engine/rules/scope.h"

#include <algorithm>
#include <charconv>

#include "engine/model/region.h"
#include "engine/rules/effect.h"
#include "fmt/format.h"

namespace liancheng::rules {
namespace {

bool Among(const std::vector<model::EntityType>& types, model::EntityType type) {
  return types.empty() || std::find(types.begin(), types.end(), type) != types.end();
}

// CS-3-c with G13: "主要是指" operators of their own site; merchants that only keep shops on the
// platforms of others are not covered by default.
bool TradesOnlyThroughShops(const World& world, graph::VertexIndex party, model::Date day) {
  bool shop = false;
  for (const graph::Arc& arc :
       world.graph.Arcs(party, graph::Direction::kOut, model::Relation::kOperates)) {
    if (!arc.HoldsOn(day)) continue;
    const model::EntityType type = world.graph.type({arc.neighbour});
    if (type == model::EntityType::kSite || type == model::EntityType::kPlatform) return false;
    if (type == model::EntityType::kShop) shop = true;
  }
  return shop;
}

// G12: a party without licence is covered by its place of business.
bool CoveredByPlace(const World& world, const model::Scope& scope, graph::VertexIndex party) {
  if (!scope.unlicensed_by_place || world.graph.attribute(party, "licensed") != "false") {
    return false;
  }
  const std::string_view place = world.graph.attribute(party, "place_region");
  uint32_t code = 0;
  const auto read = std::from_chars(place.data(), place.data() + place.size(), code);
  return read.ec == std::errc() && model::Area{scope.region}.Holds({code});
}

// HX-2 with G55: a person without full capacity is no subject: stated as such, or under 18 (民法典
// art. 17) on the day from which the listing counts.
bool LacksCapacity(const World& world, graph::VertexIndex party, model::Date day) {
  constexpr int kFullAge = 18;
  if (world.graph.type(party) != model::EntityType::kPerson) return false;
  if (world.graph.attribute(party, "full_capacity") == "false") return true;
  const auto born = model::ParseDate(std::string(world.graph.attribute(party, "birth_date")));
  return born.ok() && day < model::AddYears(*born, kFullAge);
}

std::string InForceProblem(const model::Rulebook& book, model::Date start) {
  if (book.effective && start < *book.effective) {
    return fmt::format("{} applies from {}", book.id, model::FormatDate(*book.effective));
  }
  return "";
}

}  // namespace

ScopeResult CheckScope(const World& world, const model::Rulebook& book,
                       const model::ListDefinition* list, const Act& act) {
  const graph::VertexIndex party = act.answerable;
  const model::EntityType type = world.graph.type(party);
  const model::Date start = ActStart(act, list);
  ScopeResult result;
  const auto outside = [&result](std::string why) {
    result.inside = false;
    result.why = std::move(why);
    return result;
  };
  if (!Among(book.scope.subject_types, type)) {
    return outside(fmt::format("{} does not speak of a party of type {}", book.id, Name(type)));
  }
  if (list != nullptr && !Among(list->subject_types, type)) {
    return outside(fmt::format("{} does not take a party of type {}", list->id, Name(type)));
  }
  if (std::string problem = InForceProblem(book, start); !problem.empty()) return outside(problem);
  if (book.scope.adults_only && LacksCapacity(world, party, start)) {
    return outside(fmt::format("{} does not take persons without full capacity", book.id));
  }
  const model::RegionCode region = world.graph.region(party);
  const model::Area area{book.scope.region};
  if (!area.IsEverywhere() && !CoveredByPlace(world, book.scope, party)) {
    if (region.value == 0) {
      result.region_unknown = true;
    } else if (!area.Holds(region)) {
      return outside(fmt::format("{} covers region {}, the party belongs to {}", book.id,
                                 book.scope.region.value, region.value));
    }
  }
  if (book.scope.excludes_shop_only && TradesOnlyThroughShops(world, party, start)) {
    return outside(book.scope.excludes_shop_only_why);
  }
  return result;
}

}  // namespace liancheng::rules
