#include "datasets/readers/native/record.h"

#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

using model::FactKind;

constexpr std::array<std::string_view, kFieldCount> kNames = {"id",
                                                              "type",
                                                              "name",
                                                              "former_names",
                                                              "uscc",
                                                              "org_code",
                                                              "registration_number",
                                                              "id_number",
                                                              "licence",
                                                              "lei",
                                                              "url",
                                                              "region",
                                                              "valid_from",
                                                              "valid_to",
                                                              "source",
                                                              "relation",
                                                              "from",
                                                              "to",
                                                              "share_percent",
                                                              "share_percent_max",
                                                              "position",
                                                              "list",
                                                              "subject",
                                                              "ground",
                                                              "severity",
                                                              "decider",
                                                              "document",
                                                              "basis",
                                                              "decided_on",
                                                              "proposed_on",
                                                              "published_on",
                                                              "act_on",
                                                              "corrected_on",
                                                              "act",
                                                              "authority",
                                                              "procedure",
                                                              "amount",
                                                              "illegal_gain",
                                                              "sales",
                                                              "person",
                                                              "role",
                                                              "listing",
                                                              "provision",
                                                              "party",
                                                              "how",
                                                              "on",
                                                              "value",
                                                              "awarder",
                                                              "measure",
                                                              "executor",
                                                              "executed",
                                                              "reason",
                                                              "kind",
                                                              "delivered_on",
                                                              "operator",
                                                              "merchant",
                                                              "cooperated",
                                                              "target",
                                                              "actor",
                                                              "note",
                                                              "result",
                                                              "answered_on"};
static_assert(kNames.back() == "answered_on");

using F = Field;
using N = Need;

constexpr FieldRule kEntity[] = {{F::kId, N::kFilled},
                                 {F::kType, N::kFilled},
                                 {F::kName, N::kOptional},
                                 {F::kFormerNames, N::kOptional},
                                 {F::kUscc, N::kOptional},
                                 {F::kOrgCode, N::kOptional},
                                 {F::kRegistrationNumber, N::kOptional},
                                 {F::kIdNumber, N::kOptional},
                                 {F::kLicence, N::kOptional},
                                 {F::kLei, N::kOptional},
                                 {F::kUrl, N::kOptional},
                                 {F::kRegion, N::kOptional},
                                 {F::kValidFrom, N::kOptional},
                                 {F::kValidTo, N::kOptional},
                                 {F::kSource, N::kOptional}};
constexpr FieldRule kRelation[] = {
    {F::kId, N::kOptional},           {F::kRelation, N::kFilled},
    {F::kFrom, N::kFilled},           {F::kTo, N::kFilled},
    {F::kSharePercent, N::kOptional}, {F::kSharePercentMax, N::kOptional},
    {F::kPosition, N::kOptional},     {F::kValidFrom, N::kOptional},
    {F::kValidTo, N::kOptional},      {F::kSource, N::kOptional}};
constexpr FieldRule kListing[] = {
    {F::kId, N::kFilled},         {F::kList, N::kFilled},          {F::kSubject, N::kFilled},
    {F::kGround, N::kPresent},    {F::kSeverity, N::kOptional},    {F::kDecider, N::kOptional},
    {F::kDocument, N::kOptional}, {F::kBasis, N::kOptional},       {F::kDecidedOn, N::kEither},
    {F::kProposedOn, N::kEither}, {F::kPublishedOn, N::kOptional}, {F::kValidTo, N::kOptional},
    {F::kActOn, N::kOptional},    {F::kCorrectedOn, N::kOptional}, {F::kSource, N::kOptional}};
constexpr FieldRule kPenalty[] = {{F::kId, N::kFilled},          {F::kSubject, N::kFilled},
                                  {F::kAct, N::kOptional},       {F::kGround, N::kPresent},
                                  {F::kAuthority, N::kOptional}, {F::kProcedure, N::kOptional},
                                  {F::kDocument, N::kOptional},  {F::kDecidedOn, N::kFilled},
                                  {F::kAmount, N::kOptional},    {F::kIllegalGain, N::kOptional},
                                  {F::kSales, N::kOptional},     {F::kSource, N::kOptional}};
constexpr FieldRule kAttribution[] = {{F::kId, N::kOptional},       {F::kPerson, N::kFilled},
                                      {F::kAct, N::kFilled},        {F::kRole, N::kFilled},
                                      {F::kDecider, N::kOptional},  {F::kDecidedOn, N::kFilled},
                                      {F::kDocument, N::kOptional}, {F::kSource, N::kOptional}};
constexpr FieldRule kConfirmation[] = {{F::kId, N::kFilled},        {F::kListing, N::kFilled},
                                       {F::kProvision, N::kFilled}, {F::kParty, N::kFilled},
                                       {F::kDecidedOn, N::kFilled}, {F::kBasis, N::kOptional},
                                       {F::kSource, N::kOptional}};
constexpr FieldRule kEnding[] = {{F::kId, N::kFilled},
                                 {F::kListing, N::kFilled},
                                 {F::kHow, N::kFilled},
                                 {F::kOn, N::kFilled},
                                 {F::kSource, N::kOptional}};
constexpr FieldRule kObjection[] = {{F::kId, N::kFilled},           {F::kListing, N::kFilled},
                                    {F::kOn, N::kFilled},           {F::kResult, N::kOptional},
                                    {F::kAnsweredOn, N::kOptional}, {F::kSource, N::kOptional}};
constexpr FieldRule kGrade[] = {{F::kId, N::kFilled},
                                {F::kSubject, N::kFilled},
                                {F::kValue, N::kFilled},
                                {F::kDecidedOn, N::kFilled},
                                {F::kSource, N::kOptional}};
constexpr FieldRule kHonour[] = {{F::kId, N::kFilled},        {F::kSubject, N::kFilled},
                                 {F::kName, N::kFilled},      {F::kAwarder, N::kOptional},
                                 {F::kDecidedOn, N::kFilled}, {F::kValidTo, N::kOptional},
                                 {F::kSource, N::kOptional}};
constexpr FieldRule kFeedback[] = {
    {F::kId, N::kFilled},       {F::kListing, N::kFilled},    {F::kMeasure, N::kFilled},
    {F::kParty, N::kFilled},    {F::kExecutor, N::kOptional}, {F::kExecuted, N::kFilled},
    {F::kReason, N::kOptional}, {F::kOn, N::kFilled},         {F::kSource, N::kOptional}};
constexpr FieldRule kNotice[] = {{F::kId, N::kFilled},
                                 {F::kListing, N::kFilled},
                                 {F::kKind, N::kFilled},
                                 {F::kDeliveredOn, N::kFilled},
                                 {F::kSource, N::kOptional}};
constexpr FieldRule kDemand[] = {{F::kId, N::kFilled},         {F::kOperator, N::kFilled},
                                 {F::kMerchant, N::kFilled},   {F::kOn, N::kFilled},
                                 {F::kCooperated, N::kFilled}, {F::kSource, N::kOptional}};
constexpr FieldRule kRetraction[] = {
    {F::kId, N::kFilled}, {F::kTarget, N::kFilled}, {F::kSource, N::kOptional}};
constexpr FieldRule kStep[] = {{F::kId, N::kFilled},      {F::kListing, N::kFilled},
                               {F::kTo, N::kFilled},      {F::kOn, N::kFilled},
                               {F::kActor, N::kOptional}, {F::kDocument, N::kOptional},
                               {F::kNote, N::kOptional},  {F::kSource, N::kOptional}};

// In the order of FactKind.
constexpr std::array<std::span<const FieldRule>, model::kFactKindCount> kRules = {
    kEntity, kRelation, kListing,  kPenalty, kAttribution, kConfirmation, kEnding, kObjection,
    kGrade,  kHonour,   kFeedback, kNotice,  kDemand,      kRetraction,   kStep};

}  // namespace

std::string_view Name(Field field) {
  return kNames[static_cast<size_t>(field)];
}

std::span<const FieldRule> RulesOf(FactKind kind) {
  return kRules[static_cast<size_t>(kind)];
}

std::optional<Field> FieldOf(FactKind kind, std::string_view name) {
  for (const FieldRule& rule : RulesOf(kind)) {
    if (Name(rule.field) == name) return rule.field;
  }
  return std::nullopt;
}

std::string AllFields(FactKind kind) {
  std::string all;
  for (const FieldRule& rule : RulesOf(kind)) {
    all += fmt::format("{}{}", all.empty() ? "" : ", ", Name(rule.field));
  }
  return all;
}

Phase PhaseOf(FactKind kind) {
  switch (kind) {
    case FactKind::kEntity:
      return Phase::kEntities;
    case FactKind::kRelation:
    case FactKind::kListing:
    case FactKind::kPenalty:
    case FactKind::kGrade:
    case FactKind::kHonour:
    case FactKind::kDemand:
      return Phase::kRecords;
    case FactKind::kAttribution:
    case FactKind::kConfirmation:
    case FactKind::kEnding:
    case FactKind::kObjection:
    case FactKind::kFeedback:
    case FactKind::kNotice:
    case FactKind::kRetraction:
    case FactKind::kStep:
      return Phase::kDependents;
  }
  return Phase::kDependents;
}

}  // namespace liancheng::datasets
