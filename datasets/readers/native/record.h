// datasets/readers/native/record.h: one statement as text fields, whichever form it was read from,
// and the table of what each kind of fact takes.
// Source:  docs/interchange.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/model/fact.h"
#include "engine/model/rulebook_life.h"

namespace liancheng::datasets {

enum class Field : uint8_t {
  kId,
  kType,
  kName,
  kFormerNames,
  kUscc,
  kOrgCode,
  kRegistrationNumber,
  kIdNumber,
  kLicence,
  kLei,
  kUrl,
  kRegion,
  kValidFrom,
  kValidTo,
  kSource,
  kRelation,
  kFrom,
  kTo,
  kSharePercent,
  kSharePercentMax,
  kPosition,
  kList,
  kSubject,
  kGround,
  kSeverity,
  kDecider,
  kDocument,
  kBasis,
  kDecidedOn,
  kProposedOn,
  kPublishedOn,
  kActOn,
  kCorrectedOn,
  kAct,
  kAuthority,
  kProcedure,
  kAmount,
  kIllegalGain,
  kSales,
  kPerson,
  kRole,
  kListing,
  kProvision,
  kParty,
  kHow,
  kOn,
  kValue,
  kAwarder,
  kMeasure,
  kExecutor,
  kExecuted,
  kReason,
  kKind,
  kDeliveredOn,
  kOperator,
  kMerchant,
  kCooperated,
  kTarget,
  kActor,
  kNote,
  kResult,
  kAnsweredOn,
};
inline constexpr size_t kFieldCount = 62;

// The column of CSV and the key of JSON.
std::string_view Name(Field field);

// kPresent: the column or key must be there, its value may be empty (unknown).
// kFilled: there and not empty.
// kEither: of the fields so marked one must be there and not empty.
enum class Need : uint8_t { kOptional, kPresent, kFilled, kEither };
struct FieldRule {
  Field field;
  Need need;
};
std::span<const FieldRule> RulesOf(model::FactKind kind);
std::optional<Field> FieldOf(model::FactKind kind, std::string_view name);
// "id, relation, from, ...": for messages.
std::string AllFields(model::FactKind kind);

// The identifier fields carry their scheme as their name.
inline constexpr std::array kIdentifierFields = {
    Field::kUscc, Field::kOrgCode, Field::kRegistrationNumber, Field::kIdNumber, Field::kLicence,
    Field::kLei,  Field::kUrl};

// Views into the reader's buffers, valid until it reads on.
struct Record {
  model::FactKind kind = model::FactKind::kEntity;
  int64_t row = 0;
  std::array<std::string_view, kFieldCount> values;
  // Further values of a field that JSON gave as an array.
  std::vector<std::pair<Field, std::string_view>> more;
  std::vector<std::pair<std::string_view, std::string_view>> attributes;  // entities only
  // The first filled field whose name is one of forbidden data (HX-14); nullptr: there is none.
  struct {
    std::string_view column;
    const model::ForbiddenData* data = nullptr;
  } forbidden;

  std::string_view operator[](Field field) const { return values[static_cast<size_t>(field)]; }
  std::string_view& operator[](Field field) { return values[static_cast<size_t>(field)]; }
};

// The order in which a source gives facts: what is named comes before what names it.
enum class Phase : uint8_t { kEntities, kRecords, kDependents };
inline constexpr size_t kPhaseCount = 3;
Phase PhaseOf(model::FactKind kind);

}  // namespace liancheng::datasets
