// query/work/remit.h: whether carrying out a consequence lies with one unit, by what the provision says.
// Regions: a word names a body of the document's own region: 区财政局 of one district is not that
//          of another. A unit without regions is not limited by them.
// Source:  the executors of the rulebooks. Some name one body; some say "the departments concerned"
//          (各有关部门), some name nobody. docs/decisions/0031-the-gate.md says what each is taken
//          for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/finding.h"
#include "engine/rules/plan.h"

namespace liancheng::query {

enum class UnitKind { kDepartment, kPlatform, kFinance, kAssociation, kMedia, kOther };
std::string_view Name(UnitKind kind);
std::optional<UnitKind> ParseUnitKind(std::string_view text);
std::string AllUnitKinds();

// Who asks or acts.
struct Unit {
  std::string name;  // as the provisions name it, or one of its other names (G35)
  UnitKind kind = UnitKind::kDepartment;
  std::vector<model::RegionCode> regions;  // empty = not limited
  std::vector<std::string> measures;       // codes given to it beyond what provisions name
  std::string party;                       // the caller's id of the party that it is, if it is one
};

enum class Remit {
  kNamed,    // an executor of the provision is the unit, under this or another name of the sources
  kGranted,  // the measure is among those given to the unit
  kOwn,      // the unit is the party that the finding makes an executor
  kAlias,    // an executor is the unit only by a later name that no source confirms (G35)
  kGeneral,  // the provision names a kind of body, and the unit is of that kind
  kUnnamed,  // the provision names nobody
  kOther,    // it names others
};
std::string_view Name(Remit remit);
inline bool Within(Remit remit) {
  return remit != Remit::kOther;
}
// What lies with a unit by name, by grant, as its own, or by its kind. What names nobody would lie
// with everybody.
inline bool OnTheListOf(Remit remit) {
  return remit != Remit::kOther && remit != Remit::kUnnamed;
}

// The kind of body that an executor's word stands for when it names no single one (金融机构).
std::optional<UnitKind> GeneralExecutor(std::string_view word);
// Whether a body that calls itself `name` is the one that a rulebook's word names, under that or
// another of its names: the status of that name, or nothing.
std::optional<model::BasisStatus> NamedAs(const rules::Plan& plan, std::string_view name,
                                          std::string_view executor, const std::string& rulebook);
// Words that mean whoever decided the listing (“黑名单”认定部门, 信息提供单位).
bool MeansTheDecider(std::string_view word);

struct RemitQuestion {
  const model::Finding& finding;
  std::string_view decider;    // of the listing it comes from
  std::string_view party_key;  // the caller's id of the finding's subject
};

// Who is to carry it out, one word each: the executors that the provision names; where it makes the
// finding's subject carry it out, that party's key and the bodies named singly; one empty word
// where it names nobody.
std::vector<std::string> ExecutorsOf(const RemitQuestion& question);

// Of one of these words.
Remit RemitOf(const rules::Plan& plan, const Unit& unit, const RemitQuestion& question,
              std::string_view executor);

// The word that concerns the unit most, and how; the first word where none does.
struct RemitMatch {
  Remit remit = Remit::kOther;
  std::string executor;
};
RemitMatch MatchRemit(const rules::Plan& plan, const Unit& unit, const RemitQuestion& question);

}  // namespace liancheng::query
