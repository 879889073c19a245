// query/gate/check.h: the request and the answer of a gate check.
// Source:  docs/gate.md
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/fact.h"
#include "engine/model/finding.h"
#include "query/answers/parties.h"
#include "query/answers/precedence.h"
#include "query/work/remit.h"

namespace liancheng::query {

// One party as the asking unit describes it. The numbers find it; the name only confirms.
struct CheckParty {
  std::string role;  // for a role: legal_representative, agent, ...; empty for the subject
  std::optional<model::EntityType> type;
  std::string source_id;
  std::string uscc;
  std::string org_code;
  std::string id_number;
  std::string name;
};

struct CheckRequest {
  std::string request_id;  // chosen by the asking unit; may be empty
  Unit unit;               // name required
  std::string user;
  std::string matter;  // government_procurement, licence, ...
  std::string stage;   // acceptance, review, decision: the asking unit's own word
  std::string purpose;
  std::string ground;      // the legal ground, or
  std::string consent_id;  // the consent of the person
  CheckParty subject;
  std::vector<CheckParty> roles;
};

enum class Decision { kPass, kPrompt, kHold };
enum class MatchGrade { kExactNumber, kLegacyCode, kNameOnly, kNotFound };
std::string_view Name(Decision decision);
std::string_view ChineseName(Decision decision);
std::string_view Name(MatchGrade grade);

// A consequence that applies in the asked matter.
struct CheckItem {
  std::string id;  // id of the worklist item that it is for this unit; feedback names it
  model::Finding finding;
  Remit remit = Remit::kOther;
  Decision weight = Decision::kPrompt;
  std::string why;  // the reason of the weight
  // Fields of the listing.
  std::string decider;
  std::optional<model::Date> decided_on;
  std::optional<model::Severity> severity;
};

struct CheckedParty {
  CheckParty asked;
  MatchGrade match = MatchGrade::kNotFound;
  std::optional<model::EntityId> party;  // empty unless a number matched
  size_t candidates = 0;  // number of parties with exactly that name, when no number matched
  // name or type differ from the register, or the code is a legacy code
  std::vector<std::string> doubts;
  std::vector<CheckItem> items;
  std::vector<CheckItem> incentives;  // in force or recommended
  std::vector<MeasureChoice> choices;
  size_t incentives_suspended = 0;
  size_t other_matters = 0;  // number of consequences in other matters, which are not shown
};

struct CheckAnswer {
  CheckRequest request;
  Decision decision = Decision::kPass;
  bool review_required = false;
  std::vector<CheckedParty> parties_checked;  // the subject, then the roles in order
  std::vector<std::string> explanation;
  std::string log_id;  // id in the query log; set by whoever keeps the log
  Parties parties;
};

}  // namespace liancheng::query
