#include "engine/rules/effect.h"

#include <algorithm>
#include <charconv>

#include "fmt/format.h"

namespace liancheng::rules {
namespace {

// The parameter that holds the default term of a listing; the list may have one for each severity
// (HX-27).
std::string TermParameter(const model::ListDefinition* list, model::Severity severity) {
  if (list == nullptr) return "";
  const auto found = list->terms_by_severity.find(severity);
  return found == list->terms_by_severity.end() ? list->term : found->second;
}

}  // namespace

model::Date ActStart(const Act& act, const model::ListDefinition* list) {
  if (act.is_demand) return act.demanded_on;
  if (!model::IsDecided(act.listing)) return model::kOpenEnd;
  if (list != nullptr && list->from_publication) {
    return act.listing.published_on.value_or(model::kOpenEnd);
  }
  return act.listing.decided_on;
}

std::optional<int> TermYears(const Plan& plan, const std::string& parameter, model::Date on) {
  if (parameter.empty()) return std::nullopt;
  const std::optional<std::string_view> text = plan.Parameter(parameter, on);
  int years = 0;
  if (!text) return std::nullopt;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), years);
  if (read.ec != std::errc() || years <= 0) return std::nullopt;
  return years;
}

Effect EffectOf(const Plan& plan, const Act& act) {
  const auto place = act.is_demand ? std::nullopt : plan.FindList(act.listing.list);
  const model::ListDefinition* list = place ? place->list : nullptr;
  Effect effect;
  effect.range.from = ActStart(act, list);
  effect.range.to = model::kOpenEnd;
  // Before there is a decision, neither a stated end nor a term has any meaning.
  if (!act.is_demand && !model::IsDecided(act.listing)) return effect;
  if (!act.is_demand && act.listing.valid_to) {
    effect.range.to = *act.listing.valid_to;
  } else if (const std::string term = TermParameter(list, act.listing.severity); !term.empty()) {
    if (const auto years = TermYears(plan, term, effect.range.from)) {
      effect.range.to = model::AddYears(effect.range.from, *years);
      effect.missing.push_back(
          fmt::format("term: none was decided; parameter {} = {} year(s) stands in", term, *years));
    } else {
      effect.missing.push_back(
          fmt::format("term: none was decided and parameter {} has no value", term));
    }
  }
  for (const Ending& ending : act.endings) effect.range.to = std::min(effect.range.to, ending.on);
  return effect;
}

}  // namespace liancheng::rules
