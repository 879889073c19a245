// query/disclosure/disclosure.h: who may see what, for which purpose, and why not.
// Shape:   one pure decision for a field, and one filter for each answer that takes out or masks
//          what the asker may not see and says so.
// Classes: of a field, as the rulebooks give them (`fields`): public, shared between bodies, by
//          consent. What no rulebook classes is by consent (HX-18).
// Tiers:   a clue (T3) is for investigators and data stewards, whatever the rest says.
// Policy:  what the documents leave open is a value of DisclosurePolicy, printed with its flag by
//          PolicyNotes; nothing else is decided here that no row says.
// Source:  docs/decisions/0033-disclosure.md; HX-18, HX-21, HX-33, HJ-7, HJ-8 with G15, HJ-11 with
//          G39, requirements 1.13 and 4.3.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "engine/model/asker.h"
#include "query/answers/answers.h"
#include "query/answers/control_answers.h"
#include "query/impact/impact.h"
#include "query/work/remit.h"
#include "query/work/worklist.h"
#include "query/world/workspace.h"

namespace liancheng::query {

using model::Consent;
using model::Role;

struct Asker {
  Role role = Role::kPublic;
  Unit unit;
  std::string purpose;
  std::string ground;  // the legal ground, in words or as an article
  std::optional<Consent> consent;
  model::Date day;  // on which it is asked, whatever day is asked about
};

struct DisclosurePolicy {
  // Who may see an ID number whole, and for which purposes; others of the government see the first
  // six and last four characters, all else the first and last.
  std::vector<Role> whole_id_roles = {Role::kSteward};
  std::vector<std::string> whole_id_purposes = {"identification"};
  // Rows whose findings only their executor, investigators and stewards see.
  std::vector<std::string> executor_only = {"HJ-11-a"};
  // A unit limited to regions does not see the internals of a party whose region is unknown.
  bool unknown_region_withheld = true;
};
struct PolicyNote {
  std::string id;
  std::string value;
  std::string flag;  // needs_decision, interpretation:G39
};
std::vector<PolicyNote> PolicyNotes(const DisclosurePolicy& policy);

enum class Showing { kShown, kPartial, kMasked, kWithheld };
std::string_view Name(Showing showing);

struct FieldQuestion {
  model::DisclosedField::Class disclosure = model::DisclosedField::Class::kAuthorised;
  bool id_number = false;
  model::EntityType party_type = model::EntityType::kEnterprise;
  model::RegionCode party_region;
  std::string party;  // the caller's id
};
struct FieldDecision {
  Showing showing = Showing::kWithheld;
  std::string why;
};
FieldDecision DecideField(const DisclosurePolicy& policy, const Asker& asker,
                          const FieldQuestion& question);

// FailedPrecondition when what is asked needs a purpose and a ground or consent (HX-21, HX-33), and
// one is missing. `person`: natural persons' data are asked for.
absl::Status CheckPurpose(const Asker& asker, bool person);
// On purpose and ground, or on this party's own consent.
bool MayQueryPerson(const Asker& asker, const std::string& party);
// `unit`: its id.
bool ConsentHolds(const Consent& consent, const std::string& party, const std::string& unit,
                  const std::string& purpose, model::Date day);
bool MaySeeClues(Role role);

// `110105194912310021` as the asker may see it.
std::string ShownIdNumber(std::string_view number, Showing showing);

// What was taken out of an answer, for its notes.
struct Withheld {
  std::string what;
  size_t count = 0;
  std::string why;
  bool operator==(const Withheld&) const = default;
};
using WithheldList = std::vector<Withheld>;

struct DisclosureContext {
  const Workspace& workspace;
  const Asker& asker;
  const DisclosurePolicy& policy;
};
WithheldList Disclose(const DisclosureContext& context, CreditFile* file);
WithheldList Disclose(const DisclosureContext& context, MeasuresAnswer* answer);
WithheldList Disclose(const DisclosureContext& context, ReachAnswer* answer);
WithheldList Disclose(const DisclosureContext& context, AffiliatesAnswer* answer);
WithheldList Disclose(const DisclosureContext& context, PathAnswer* answer);
WithheldList Disclose(const DisclosureContext& context, ControlAnswer* answer);
WithheldList Disclose(const DisclosureContext& context, OwnersAnswer* answer);
WithheldList Disclose(const DisclosureContext& context, WorklistAnswer* answer);
WithheldList Disclose(const DisclosureContext& context, FeedAnswer* answer);

// Leaves of a batch the findings that lie with the asker's unit, as its worklist does, and that it
// may see; no stops, for those tell of ties beyond its own consequences.
void KeepOwnPart(const DisclosureContext& context, ImpactChunk* chunk);

}  // namespace liancheng::query
