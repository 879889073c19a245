#include "query/disclosure/disclosure.h"

#include <algorithm>
#include <utility>

#include "engine/model/codes.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace liancheng::query {
namespace {

using Class = model::DisclosedField::Class;

template <typename T>
bool Contains(const std::vector<T>& list, const T& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

// Whether a role works with other bodies' data. Auditors read the log and administrators run the
// program; neither needs a party's data for that (HX-33: not beyond the duty).
bool SharesData(Role role) {
  return role == Role::kDepartment || role == Role::kInvestigator || role == Role::kSteward;
}

bool HasConsent(const Asker& asker, const std::string& party) {
  return asker.consent &&
         ConsentHolds(*asker.consent, party, asker.unit.id, asker.purpose, asker.day);
}

bool InRegions(const DisclosurePolicy& policy, const Unit& unit, model::RegionCode region) {
  const bool unknown = region.value == 0;
  return (unknown && !policy.unknown_region_withheld) || InRemit(unit, region);
}

FieldDecision Withhold(std::string why) {
  return {Showing::kWithheld, std::move(why)};
}

// The decision by class, before masking.
FieldDecision ByClass(const DisclosurePolicy& policy, const Asker& asker,
                      const FieldQuestion& question) {
  if (question.disclosure == Class::kPublic) return {Showing::kShown, "public"};
  const bool consented = HasConsent(asker, question.party);
  const bool person = question.party_type == model::EntityType::kPerson;
  if (!SharesData(asker.role)) {
    if (consented && asker.role == Role::kPlatform) return {Showing::kShown, "by consent"};
    return Withhold(fmt::format("not public; role {} sees what is public", Name(asker.role)));
  }
  if (person && !MayQueryPerson(asker, question.party)) {
    return Withhold("a person's data: purpose and ground or consent are needed (HX-21, HX-33)");
  }
  if (consented) return {Showing::kShown, "by consent"};
  if (!InRegions(policy, asker.unit, question.party_region)) {
    return Withhold("internal to another region");
  }
  if (question.disclosure == Class::kShared) return {Showing::kShown, "shared between bodies"};
  if (asker.purpose.empty() || asker.ground.empty()) {
    return Withhold("by consent, or by law: purpose and ground are needed (HX-21)");
  }
  return {Showing::kShown, "by law, on the ground stated (HX-21)"};
}

}  // namespace

std::string_view Name(Showing showing) {
  switch (showing) {
    case Showing::kShown:
      return "shown";
    case Showing::kPartial:
      return "partial";
    case Showing::kMasked:
      return "masked";
    case Showing::kWithheld:
      return "withheld";
  }
  return "";
}

std::vector<PolicyNote> PolicyNotes(const DisclosurePolicy& policy) {
  std::vector<std::string_view> roles;
  for (const Role role : policy.whole_id_roles) roles.push_back(Name(role));
  return {
      {"disclosure.whole_id_roles", fmt::format("{}", fmt::join(roles, ", ")), "needs_decision"},
      {"disclosure.whole_id_purposes", fmt::format("{}", fmt::join(policy.whole_id_purposes, ", ")),
       "needs_decision"},
      {"disclosure.executor_only", fmt::format("{}", fmt::join(policy.executor_only, ", ")),
       "interpretation:G39"},
      {"disclosure.unknown_region", policy.unknown_region_withheld ? "withheld" : "shown",
       "needs_decision"},
      {"disclosure.unclassed_field", "by consent", "interpretation:HX-18"},
  };
}

bool MaySeeClues(Role role) {
  return role == Role::kInvestigator || role == Role::kSteward;
}

bool ConsentHolds(const Consent& consent, const std::string& party, const std::string& unit,
                  const std::string& purpose, model::Date day) {
  return consent.party == party && consent.unit == unit && Contains(consent.purposes, purpose) &&
         consent.during.Contains(day);
}

bool MayQueryPerson(const Asker& asker, const std::string& party) {
  if (asker.purpose.empty()) return false;
  return !asker.ground.empty() || HasConsent(asker, party);
}

absl::Status CheckPurpose(const Asker& asker, bool person) {
  if (!person) return absl::OkStatus();
  if (asker.purpose.empty()) {
    return absl::FailedPreconditionError(
        "purpose: a natural person's data are asked for; say for what (HX-21, HX-33)");
  }
  if (asker.ground.empty() && !asker.consent) {
    return absl::FailedPreconditionError(
        "ground: a natural person's data are asked for; give the legal ground or the person's "
        "consent (HX-21, HX-33)");
  }
  return absl::OkStatus();
}

FieldDecision DecideField(const DisclosurePolicy& policy, const Asker& asker,
                          const FieldQuestion& question) {
  FieldDecision decision = ByClass(policy, asker, question);
  if (!question.id_number || decision.showing == Showing::kWithheld) return decision;
  const bool whole = Contains(policy.whole_id_roles, asker.role) &&
                     Contains(policy.whole_id_purposes, asker.purpose);
  if (whole) return {Showing::kShown, "an ID number, for this role and purpose"};
  if (SharesData(asker.role)) return {Showing::kPartial, "an ID number within the government"};
  return {Showing::kMasked, "an ID number"};
}

std::string ShownIdNumber(std::string_view number, Showing showing) {
  constexpr size_t kHead = 6;
  constexpr size_t kTail = 4;
  switch (showing) {
    case Showing::kShown:
      return std::string(number);
    case Showing::kPartial:
      if (number.size() <= kHead + kTail) return model::MaskIdNumber(number);
      return fmt::format("{}{}{}", number.substr(0, kHead),
                         std::string(number.size() - kHead - kTail, '*'),
                         number.substr(number.size() - kTail));
    case Showing::kMasked:
      return model::MaskIdNumber(number);
    case Showing::kWithheld:
      return "";
  }
  return "";
}

}  // namespace liancheng::query
