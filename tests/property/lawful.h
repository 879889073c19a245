// tests/property/lawful.h: what must be true for each finding in any world, stated by the facts and
// the rulebook and not by how the engine found it. Each check returns "" or what is wrong.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/model/fact.h"
#include "engine/model/finding.h"
#include "engine/model/rulebook.h"
#include "query/answers/parties.h"

namespace liancheng::property {

struct Promise {
  const std::vector<model::Fact>& facts;
  const model::RuleLibrary& library;
  const query::Parties& parties;
  model::Date day;
};

// The rules that may have given the finding: of its book, with its provision, movement and measure.
std::vector<const model::Rule*> RulesOf(const model::RuleLibrary& library,
                                        const model::Finding& finding);

// The end of a listing or demand: valid_to or the list's term, shortened by every ending; kOpenEnd
// for none.
model::Date EndOfAct(const Promise& promise, const std::string& act);

// The finding lies within the life of its listing and holds on the asked day.
std::string EndsWithItsListing(const Promise& promise, const model::Finding& finding);

// A finding at T1 on a person by a rule that needs attribution: somebody found that person
// responsible, by the day.
std::string IsAttributedWhereItMust(const Promise& promise, const model::Finding& finding);

// The finding's provision is a row of the requirement list and a rule of its book.
std::string CitesARow(const Promise& promise, const model::Finding& finding,
                      const std::set<std::string>& rows);

// A finding with a path is no incentive, is not `listed`, and names a movement of the requirement
// list.
std::string MovesByAMovement(const Promise& promise, const model::Finding& finding,
                             const std::set<std::string>& rows);

// How much a force binds: suspended < advisory < undetermined < awaiting confirmation < effective;
// `recommended` stands apart and is the least a private addressee's basis can change.
int Strength(model::Force force);

}  // namespace liancheng::property
