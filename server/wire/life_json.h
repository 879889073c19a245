// server/wire/life_json.h: answers on time, repair and the life of a listing as JSON.
// Source: docs/api.md gives every field.
#pragma once

#include "query/answers/life_answers.h"
#include "query/listing/list_step.h"
#include "server/wire/answers_json.h"

namespace liancheng::wire {

Json Result(const query::DeadlineAnswer& answer);
Json Result(const query::RepairableAnswer& answer);
Json Result(const query::LifeAnswer& answer);
Json Result(const query::TermsAnswer& answer);
Json ToJson(const rules::Refusal& refusal);

// The word of a condition of repair: met, unmet, to_find, warns.
std::string_view Word(rules::RepairCondition::State state);

}  // namespace liancheng::wire
