// engine/model/vocabulary.h: the closed sets of words, with their spelling in files and answers.
// `Parse...` takes the exact spelling and gives nothing for any other word; a caller then refuses
// the row and never guesses.
// Source:  docs/glossary.md.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace liancheng::model {

enum class EntityType : uint8_t {
  kEnterprise,
  kIndividualBusiness,
  kBranch,
  kPerson,
  kPublicBody,
  kInstitution,
  kOrganization,
  kPlatform,
  kSite,
  kShop,
  // A shared address, phone or name that several parties point to (a hyper-node); never a party.
  kValue,
};
inline constexpr int kEntityTypeCount = 11;

enum class Relation : uint8_t {
  kLegalRepresentative,
  kOwner,
  kPrincipal,
  kDirector,
  kSupervisor,
  kSeniorManager,
  kResponsibleFor,
  kBranchOf,
  kSubordinateTo,
  kEmployedBy,
  kMemberOf,
  kOperates,
  kTradesOn,
  kFiledAt,
  kHostedBy,
  kServes,
  kShareholder,
  kActualController,
  kRegisteredAt,
  kContact,
  kSameName,
  kAccountSuccessorOf,
};
inline constexpr int kRelationCount = 22;

// One bit per relation.
using RelationSet = uint32_t;
constexpr RelationSet SetOf(Relation relation) {
  return RelationSet{1} << static_cast<unsigned>(relation);
}
inline constexpr RelationSet kAllRelations = (RelationSet{1} << kRelationCount) - 1;
// Relations that are only clues (tier T3): no provision of the source documents carries a
// consequence along them, except through a stated definition of 关联企业.
inline constexpr RelationSet kClueRelations =
    SetOf(Relation::kShareholder) | SetOf(Relation::kActualController) |
    SetOf(Relation::kRegisteredAt) | SetOf(Relation::kContact) | SetOf(Relation::kSameName) |
    SetOf(Relation::kAccountSuccessorOf);
// Who heads or runs a party; a shareholder holds no office.
inline constexpr RelationSet kOffices =
    SetOf(Relation::kLegalRepresentative) | SetOf(Relation::kOwner) | SetOf(Relation::kPrincipal) |
    SetOf(Relation::kDirector) | SetOf(Relation::kSupervisor) | SetOf(Relation::kSeniorManager);

// Attributes of entities that provisions ask about: the graph keeps these, all others stay in the
// store. A rulebook condition may name no other.
inline constexpr std::string_view kRuleAttributes[] = {
    "state_worker", "ownership",          "bankrupt",   "licensed",
    "place_region", "prohibited_content", "birth_date", "full_capacity"};

enum class Standing : uint8_t {
  kListed,
  kExtended,
  kSupervised,
  kNotified,
  kExecutor,
  kAssociated,
  kNone
};
enum class Tier : uint8_t { kT1, kT2, kT3 };
enum class Force : uint8_t {
  kEffective,
  kAwaitingConfirmation,
  kRecommended,
  kAdvisory,
  kSuspended,
  kUndetermined
};
enum class Modality : uint8_t { kMust, kMay, kEncouraged, kByLaw };
enum class MovementKind : uint8_t { kList, kRec, kMeas, kWatch, kNotify, kExec, kOwn, kXlist };
enum class Severity : uint8_t { kTrivial, kGeneral, kHeavier, kSerious, kUnspecified };
enum class Procedure : uint8_t { kGeneral, kSimple, kWarning, kUnknown };
enum class ResponsibleRole : uint8_t {
  kLegalRepresentative,
  kPrincipal,
  kDirectlyResponsible,
  kPractitioner
};
enum class EndingHow : uint8_t { kRepaired, kRevoked, kUpheldObjection, kSuperseded };
// The result of the review of an objection: the information is kept, or was wrong and is corrected.
enum class ObjectionResult : uint8_t { kRejected, kUpheld };
enum class BasisStatus : uint8_t { kEffective, kRevised, kRepealed, kUnverified };
enum class ListKind : uint8_t { kRed, kBlack, kWatch, kAbnormal, kRecord, kGrade, kCourt };

// The state of a listing in its life; a step (StepFact) says which state was reached.
enum class ListingState : uint8_t {
  kClue,
  kProposed,
  kPreNotice,
  kDecided,
  kPublished,
  kRectifying,
  kRectified,
  kOverdue,
  kRepairApplied,
  kRepairOpinion,
  kRepairNotice,
  kContested,
  kRepaired,
  kExpired,
  kRevoked,
  kSuperseded,
};
inline constexpr int kListingStateCount = 16;
// Whether a state is final.
constexpr bool Ends(ListingState state) {
  return state >= ListingState::kRepaired;
}

// From what a term is counted, or what must happen within it.
enum class TermEvent : uint8_t {
  kGiven,
  kAct,
  kDecided,
  kPublished,
  kCorrected,
  kRectificationNotice,
  kObjected,
  kObjectionAnswered,
  kHandedOver,
  kConfirmedWrong,
  kRepairApplied,
  kRepairOpinion,
  kRepairPublished,
  kGraded,
  kReviewAccepted,
  kReviewConcluded,
  kQuarterEnd,
  kLastTime,
};
inline constexpr int kTermEventCount = 18;

std::string_view Name(EntityType);
std::string_view Name(Relation);
std::string_view Name(Standing);
std::string_view Name(Tier);
std::string_view Name(Force);
std::string_view Name(Modality);
std::string_view Name(MovementKind);
std::string_view Name(Severity);
std::string_view Name(Procedure);
std::string_view Name(ResponsibleRole);
std::string_view Name(EndingHow);
std::string_view Name(ObjectionResult);
std::string_view Name(BasisStatus);
std::string_view Name(ListKind);
std::string_view Name(ListingState);
std::string_view Name(TermEvent);

// The Chinese term of docs/glossary.md, for text answers.
std::string_view ChineseName(EntityType);
std::string_view ChineseName(Relation);
std::string_view ChineseName(Standing);
std::string_view ChineseName(Force);
std::string_view ChineseName(Modality);
std::string_view ChineseName(ObjectionResult);
std::string_view ChineseName(ListingState);

template <typename Word>
std::optional<Word> Parse(std::string_view text);
template <>
std::optional<EntityType> Parse(std::string_view);
template <>
std::optional<Relation> Parse(std::string_view);
template <>
std::optional<Standing> Parse(std::string_view);
template <>
std::optional<Tier> Parse(std::string_view);
template <>
std::optional<Force> Parse(std::string_view);
template <>
std::optional<Modality> Parse(std::string_view);
template <>
std::optional<MovementKind> Parse(std::string_view);
// Severity takes the Chinese label as well: 轻微, 一般, 较重, 严重, 未明确.
template <>
std::optional<Severity> Parse(std::string_view);
template <>
std::optional<Procedure> Parse(std::string_view);
template <>
std::optional<ResponsibleRole> Parse(std::string_view);
template <>
std::optional<EndingHow> Parse(std::string_view);
template <>
std::optional<ObjectionResult> Parse(std::string_view);
template <>
std::optional<BasisStatus> Parse(std::string_view);
template <>
std::optional<ListKind> Parse(std::string_view);
template <>
std::optional<ListingState> Parse(std::string_view);
template <>
std::optional<TermEvent> Parse(std::string_view);

// "enterprise, individual_business, ...": for messages that say what was expected.
std::string AllEntityTypes();
std::string AllRelations();
std::string AllListingStates();

// Whether a list of words that a rulebook or a fact gives holds this one.
inline bool Contains(std::span<const std::string> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace liancheng::model
