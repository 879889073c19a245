// query/answers/why.h: the evidence of a finding as one line of text; part of answers, so it uses
// ids and the words of the vocabulary.
#pragma once

#include <string>

#include "query/answers/parties.h"

namespace liancheng::query {

// Such as "listing L1 on TQ-black; P1 -legal_representative-> E1; ...: S-SUP 重点监督 under TQ-14-(三)".
std::string Why(const Parties& parties, const model::Finding& finding);

}  // namespace liancheng::query
