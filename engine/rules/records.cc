#include "engine/rules/records.h"

#include <algorithm>

namespace liancheng::rules {

std::optional<model::Date> AnsweredOn(const Act& act, const Objection& objection) {
  std::optional<model::Date> answered = objection.answered_on;
  for (const Ending& ending : act.endings) {
    const bool answers =
        ending.how == model::EndingHow::kUpheldObjection && objection.on <= ending.on;
    if (answers) answered = std::min(answered.value_or(ending.on), ending.on);
  }
  return answered;
}

bool IsRunning(const Act& act, const Objection& objection, model::Date day) {
  const auto answered = AnsweredOn(act, objection);
  return objection.on <= day && !(answered && *answered <= day);
}

}  // namespace liancheng::rules
