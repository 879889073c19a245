// query/answers/why.h: a finding in one sentence, for people.
#pragma once

#include <string>

#include "query/answers/parties.h"

namespace liancheng::query {

// "E1 is on TQ-black (L1); P1 is legal_representative of E1; ...: S-SUP 重点监督 under TQ-14-(三)".
std::string Why(const Parties& parties, const model::Finding& finding);

}  // namespace liancheng::query
