// query/gate.h: the gate check: may a matter go on for a party, what must a person look at first.
// Decision: `hold` only on an effective consequence of the first tier that a provision orders, in
//           the asked matter and the unit's remit, for a party found by an exact number; and then a
//           person decides. Whatever else speaks in the matter is a `prompt`, closed by taking the
//           measure or giving a reason (worklist.h, FeedbackOf). Else `pass`, which clears nobody.
// Names:    a name alone is never a hit. Candidates are counted, not shown.
// Clues:    the third tier has no part in it.
// Errors:   InvalidArgument for a request that lacks or misspells something (the message begins
//           with the field and holds no ID number); FailedPrecondition when its numbers mean
//           different parties, and for a person's data without purpose and ground; those of the
//           directory.
// Source:   docs/gate.md, docs/decisions/0031-the-gate.md; requirements 5.2, HP-5.2-b with G34.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "query/parties.h"
#include "query/precedence.h"
#include "query/remit.h"
#include "query/workspace.h"

namespace liancheng::query {

// One party as the asking unit has it. Numbers find it; the name only confirms.
struct CheckParty {
  std::string role;  // of a role: legal_representative, agent, ...; empty for the subject
  std::optional<model::EntityType> type;
  std::string source_id;
  std::string uscc;
  std::string org_code;
  std::string id_number;
  std::string name;
};

struct CheckRequest {
  std::string request_id;  // the asking unit's own; may be empty
  Unit unit;               // name required
  std::string user;
  std::string matter;  // government_procurement, licence, ...
  std::string stage;   // acceptance, review, decision: the asking unit's own word
  std::string purpose;
  std::string ground;      // legal ground, or
  std::string consent_id;  // the consent of the person
  CheckParty subject;
  std::vector<CheckParty> roles;
};

enum class Decision { kPass, kPrompt, kHold };
enum class MatchGrade { kExactNumber, kLegacyCode, kNameOnly, kNotFound };
std::string_view Name(Decision decision);
std::string_view ChineseName(Decision decision);
std::string_view Name(MatchGrade grade);

// The matters that the rulebooks of the plan declare, sorted.
std::vector<std::string> MattersOf(const rules::Plan& plan);

// A consequence that speaks in the asked matter.
struct CheckItem {
  std::string id;  // of the worklist item it is for this unit; what feedback names
  model::Finding finding;
  Remit remit = Remit::kOther;
  Decision weight = Decision::kPrompt;
  std::string why;  // of the weight
  // Of the listing.
  std::string decider;
  std::optional<model::Date> decided_on;
  std::optional<model::Severity> severity;
};

struct CheckedParty {
  CheckParty asked;
  MatchGrade match = MatchGrade::kNotFound;
  std::optional<model::EntityId> party;  // none unless matched by a number
  size_t candidates = 0;                 // parties of exactly that name, where no number matched
  std::vector<std::string> doubts;       // name or type differ from the register, a legacy code
  std::vector<CheckItem> items;
  std::vector<CheckItem> incentives;  // in force or recommended
  std::vector<MeasureChoice> choices;
  size_t incentives_suspended = 0;
  size_t other_matters = 0;  // consequences that speak in other matters: counted, not shown
};

struct CheckAnswer {
  CheckRequest request;
  Decision decision = Decision::kPass;
  bool review_required = false;
  std::vector<CheckedParty> parties_checked;  // the subject, then the roles in order
  std::vector<std::string> explanation;
  std::string log_id;  // of the query log; set by whoever keeps one
  Parties parties;
};

// Whether something speaks in the matter for a party that was found by an exact number: what the
// statistics count as a hit (5.2). A name alone and a legacy code are none.
bool IsHit(const CheckAnswer& answer);

// ResourceExhausted when a party that was found has more ties than `ties_max`: before anything is
// evaluated, for who has no time for it.
absl::StatusOr<CheckAnswer> AskCheck(const Workspace& workspace, const CheckRequest& request,
                                     uint64_t ties_max = std::numeric_limits<uint64_t>::max());

}  // namespace liancheng::query
