// query/work/remit.h: decides whether a unit has to carry out a consequence, by the words of the
// provision.
// Regions: a word names a body of the document's own region: the 区财政局 of one district is not that
//          of another. A unit without regions is not limited by them.
// Source:  the executors of the rulebooks. Some name one body; some say "the departments concerned"
//          (各有关部门), some name nobody. docs/decisions/0031-the-gate.md says how each is understood.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/asker.h"
#include "engine/model/finding.h"
#include "engine/rules/plan.h"

namespace liancheng::query {

using model::Unit;
using model::UnitKind;

enum class Remit {
  kNamed,    // the provision names the unit, by this or another name of the sources
  kGranted,  // the measure is among those assigned to the unit
  kOwn,      // the unit is the party that the finding makes an executor
  kAlias,    // the provision names the unit only by a later name that no source confirms (G35)
  kGeneral,  // the provision names a kind of body to which the unit belongs
  kUnnamed,  // the provision names nobody
  kOther,    // the provision names others
};
std::string_view Name(Remit remit);
inline bool Within(Remit remit) {
  return remit != Remit::kOther;
}
// Whether such a remit puts an item on the unit's worklist: by name, by assignment, as its own, or
// by its kind. (Otherwise an item without executor would be on everybody's list.)
inline bool OnTheListOf(Remit remit) {
  return remit != Remit::kOther && remit != Remit::kUnnamed;
}

// The kind of body that an executor's word means when it names no single body (金融机构).
std::optional<UnitKind> GeneralExecutor(std::string_view word);
// Whether a body that calls itself `name` is the one that a rulebook's word names, by that or
// another of its names. Returns the status of that name, or nothing.
std::optional<model::BasisStatus> NamedAs(const rules::Plan& plan, std::string_view name,
                                          std::string_view executor, const std::string& rulebook);
// Whether a word means the body that decided the listing (“黑名单”认定部门, 信息提供单位).
bool MeansTheDecider(std::string_view word);

struct RemitQuestion {
  const model::Finding& finding;
  std::string_view decider;    // the body that decided the listing
  std::string_view party_key;  // the caller's id of the finding's subject
};

// The executors, one word each: those that the provision names. When it makes the finding's subject
// the executor: that party's key and the bodies named singly. One empty word when it names nobody.
std::vector<std::string> ExecutorsOf(const RemitQuestion& question);

// The remit of the unit for one of these words.
Remit RemitOf(const rules::Plan& plan, const Unit& unit, const RemitQuestion& question,
              std::string_view executor);

// The word by which the unit is concerned most, and its remit; the first word when none concerns
// it.
struct RemitMatch {
  Remit remit = Remit::kOther;
  std::string executor;
};
RemitMatch MatchRemit(const rules::Plan& plan, const Unit& unit, const RemitQuestion& question);

}  // namespace liancheng::query
