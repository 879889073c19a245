// server/wire/control_json.h: answers of control, ownership and groups as JSON.
// Source: docs/api.md gives every field.
#pragma once

#include "query/answers/control_answers.h"
#include "query/answers/tie_answers.h"
#include "server/wire/answers_json.h"

namespace liancheng::wire {

Json Result(const query::ControlAnswer& answer);
Json Result(const query::OwnersAnswer& answer);
Json Result(const query::GroupsAnswer& answer);
Json Result(const query::CommonAnswer& answer);
Json Result(const query::SuccessionAnswer& answer);
Json Result(const query::AffiliatedFirmsAnswer& answer);

}  // namespace liancheng::wire
