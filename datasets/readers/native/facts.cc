#include "datasets/readers/native/facts.h"

#include <algorithm>

#include "datasets/readers/regions/regions.h"
#include "engine/model/codes.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace liancheng::datasets {
namespace {

using model::FactKind;

constexpr std::string_view kDateExpected = "a day YYYY-MM-DD";

// Parts of a `;`-separated list, blanks at their ends dropped, empty ones left out.
std::vector<std::string_view> SplitList(std::string_view list) {
  std::vector<std::string_view> parts;
  for (size_t begin = 0; begin <= list.size();) {
    const size_t end = std::min(list.find(';', begin), list.size());
    const std::string_view part = Trim(list.substr(begin, end - begin));
    if (!part.empty()) parts.push_back(part);
    begin = end + 1;
  }
  return parts;
}

std::string AllSeverities() {
  return "trivial, general, heavier, serious, unspecified, 轻微, 一般, 较重, 严重, 未明确";
}
std::string AllProcedures() {
  return "general, simple, warning";
}
std::string AllRoles() {
  return "legal_representative, principal, directly_responsible, practitioner";
}
std::string AllHows() {
  return "repaired, revoked, upheld_objection, superseded";
}

std::string AllResults() {
  return "rejected, upheld";
}

std::string UnknownWord(std::string_view what, std::string_view word, const std::string& known) {
  const std::string nearest = Nearest(word, known);
  return nearest.empty() ? fmt::format("is not {}", what)
                         : fmt::format("is not {}; the nearest is {}", what, nearest);
}

// The stars alone when it is not even made of digits.
std::string MaskId(std::string_view number) {
  return IsAscii(number) ? model::MaskIdNumber(number) : std::string(CharacterCount(number), '*');
}

model::CodeCheck CheckCode(Field field, std::string_view value) {
  // The checks of the model name the wrong byte; a part of a character must not get into a message.
  if (!IsAscii(value)) return {model::CodeStatus::kInvalid, "holds a character that is not ASCII"};
  switch (field) {
    case Field::kUscc:
      return model::CheckUscc(value);
    case Field::kOrgCode:
      return model::CheckOrganisationCode(value);
    case Field::kIdNumber:
      return model::CheckIdNumber(value);
    default:
      return {model::CodeStatus::kValid, ""};
  }
}

bool IsChecked(Field field) {
  return field == Field::kUscc || field == Field::kOrgCode || field == Field::kIdNumber;
}

}  // namespace

bool FactBuilder::Build(const Record& record, std::string_view id_column, model::Fact* fact) {
  record_ = &record;
  id_column_ = id_column;
  notes_.clear();
  once_.clear();
  if (record.kind == FactKind::kEntity &&
      record[Field::kType] == model::Name(model::EntityType::kPerson)) {
    // Even when this row is refused: what else is said of the person is searched.
    context_->persons.AddPerson(record[Field::kId]);
  }
  if (!CheckFieldNames()) return false;
  for (const FieldRule& rule : RulesOf(record.kind)) {
    if (rule.need == Need::kFilled && record[rule.field].empty()) {
      return Fail(rule.field, "is empty", "a value");
    }
  }
  if (!BuildKind(fact) || !CheckTexts(*fact)) return false;
  fact->provenance.source.assign(record[Field::kSource]);
  fact->provenance.file = issues_->file();
  fact->provenance.row = record.row;
  return true;
}

bool FactBuilder::BuildKind(model::Fact* fact) {
  switch (record_->kind) {
    case FactKind::kEntity:
      return BuildAs<model::EntityFact>(fact);
    case FactKind::kRelation:
      return BuildAs<model::RelationFact>(fact);
    case FactKind::kListing:
      return BuildAs<model::ListingFact>(fact);
    case FactKind::kPenalty:
      return BuildAs<model::PenaltyFact>(fact);
    case FactKind::kAttribution:
      return BuildAs<model::AttributionFact>(fact);
    case FactKind::kConfirmation:
      return BuildAs<model::ConfirmationFact>(fact);
    case FactKind::kEnding:
      return BuildAs<model::EndingFact>(fact);
    case FactKind::kObjection:
      return BuildAs<model::ObjectionFact>(fact);
    case FactKind::kGrade:
      return BuildAs<model::GradeFact>(fact);
    case FactKind::kHonour:
      return BuildAs<model::HonourFact>(fact);
    case FactKind::kFeedback:
      return BuildAs<model::FeedbackFact>(fact);
    case FactKind::kNotice:
      return BuildAs<model::NoticeFact>(fact);
    case FactKind::kDemand:
      return BuildAs<model::DemandFact>(fact);
    case FactKind::kRetraction:
      return BuildAs<model::RetractionFact>(fact);
    case FactKind::kStep:
      return BuildAs<model::StepFact>(fact);
  }
  return false;
}

void FactBuilder::SayNotes() {
  for (Problem& note : notes_) issues_->Note(record_->row, std::move(note));
  notes_.clear();
  for (std::string& key : once_) said_once_.insert(std::move(key));
  once_.clear();
}

template <typename T>
bool FactBuilder::BuildAs(model::Fact* fact) {
  return BuildStatement(&fact->statement.emplace<T>());
}

std::string_view FactBuilder::ColumnOf(Field field) const {
  return field == Field::kId ? id_column_ : Name(field);
}

bool FactBuilder::Fail(Field field, std::string problem, std::string expected) {
  const std::string_view value = (*record_)[field];
  const std::string masked = field == Field::kIdNumber ? MaskId(value) : "";
  issues_->Refuse(record_->row, {.column = ColumnOf(field),
                                 .value = masked.empty() ? value : std::string_view(masked),
                                 .problem = std::move(problem),
                                 .expected = std::move(expected)});
  return false;
}

template <typename Word>
bool FactBuilder::ReadWord(Field field, std::string (*known)(), std::optional<Word>* word) {
  if ((*record_)[field].empty()) return true;
  return ReadWord(field, known, &word->emplace());
}

template <typename Word>
bool FactBuilder::ReadWord(Field field, std::string (*known)(), Word* word) {
  const std::string_view text = (*record_)[field];
  if (text.empty()) return true;
  const std::optional<Word> parsed = model::Parse<Word>(text);
  if (!parsed) return Fail(field, UnknownWord("a known word", text, known()), known());
  *word = *parsed;
  return true;
}

bool FactBuilder::ReadDate(Field field, model::Date* date) {
  const std::string_view text = (*record_)[field];
  if (text.empty()) return true;
  const absl::StatusOr<model::Date> parsed = model::ParseDate(text);
  if (!parsed.ok()) {
    const absl::string_view message = parsed.status().message();
    return Fail(field, WithoutValue({message.data(), message.size()}, text),
                std::string(kDateExpected));
  }
  *date = *parsed;
  return true;
}

bool FactBuilder::ReadDate(Field field, std::optional<model::Date>* date) {
  if ((*record_)[field].empty()) return true;
  return ReadDate(field, &date->emplace());
}

bool FactBuilder::CheckEndsAfter(model::Date from, std::optional<model::Date> to) {
  if (!to || from < *to) return true;
  return Fail(Field::kValidTo, fmt::format("is not after {}", model::FormatDate(from)),
              "the day after the last one");
}

bool FactBuilder::ReadRange(model::DateRange* range) {
  return ReadDate(Field::kValidFrom, &range->from) && ReadDate(Field::kValidTo, &range->to) &&
         CheckEndsAfter(range->from, range->to);
}

bool FactBuilder::ReadRegion(model::RegionCode* region) {
  const std::string_view text = (*record_)[Field::kRegion];
  if (text.empty()) return true;
  const std::optional<model::RegionCode> parsed = ParseRegion(text);
  if (!parsed) {
    return Fail(Field::kRegion, "is not a region code", "six digits of GB/T 2260, such as 350104");
  }
  *region = *parsed;
  if (!IsKnownRegion(*parsed)) {
    NoteOnce(text, {Name(Field::kRegion), text,
                    "is in no revision of GB/T 2260 from 2002-12 to 2016-07; kept", ""});
  }
  return true;
}

bool FactBuilder::ReadPercent(Field field, uint32_t* ppm) {
  const std::string_view text = (*record_)[field];
  if (text.empty()) return true;
  const absl::StatusOr<uint32_t> parsed = model::ParsePercent(text);
  if (!parsed.ok()) {
    const absl::string_view message = parsed.status().message();
    return Fail(field, WithoutValue({message.data(), message.size()}, text), "0 to 100");
  }
  *ppm = *parsed;
  return true;
}

bool FactBuilder::ReadShare(std::optional<model::ShareBand>* share) {
  const bool has_lo = !(*record_)[Field::kSharePercent].empty();
  const bool has_hi = !(*record_)[Field::kSharePercentMax].empty();
  if (!has_lo && !has_hi) return true;
  model::ShareBand band;
  if (!ReadPercent(Field::kSharePercent, &band.lo_ppm)) return false;
  band.hi_ppm = band.lo_ppm;
  if (!ReadPercent(Field::kSharePercentMax, &band.hi_ppm)) return false;
  if (band.lo_ppm > band.hi_ppm) {
    return Fail(Field::kSharePercentMax,
                fmt::format("is below share_percent {}", model::FormatPercent(band.lo_ppm)),
                "the upper end of the band");
  }
  *share = band;
  return true;
}

bool FactBuilder::ReadMoney(Field field, std::optional<model::Money>* amount) {
  const std::string_view text = (*record_)[field];
  if (text.empty()) return true;
  const absl::StatusOr<model::Money> parsed = model::ParseYuan(text);
  if (!parsed.ok()) {
    const absl::string_view message = parsed.status().message();
    return Fail(field, WithoutValue({message.data(), message.size()}, text),
                "yuan as a decimal number, such as 50000 or 49999.90");
  }
  *amount = *parsed;
  return true;
}

bool FactBuilder::ReadIdentifier(Field field, std::string_view value, model::EntityFact* fact) {
  const model::CodeCheck check = CheckCode(field, value);
  if (IsChecked(field) && check.status == model::CodeStatus::kInvalid) {
    const std::string masked = field == Field::kIdNumber ? MaskId(value) : "";
    // The birthday is part of what is masked.
    const bool tells_birthday = field == Field::kIdNumber && check.problem.starts_with("birthday");
    issues_->Refuse(record_->row,
                    {.column = Name(field),
                     .value = masked.empty() ? value : std::string_view(masked),
                     .problem = tells_birthday ? "the birthday in it is not a day" : check.problem,
                     .expected = "a code whose check character fits"});
    return false;
  }
  if (check.status == model::CodeStatus::kLegacyNonconforming) {
    Note({Name(field), value,
          fmt::format("an early Fujian code, kept as a match key only: {}", check.problem), ""});
  }
  // One person, one number: the old 15 digits are the same number as their 18.
  fact->identifiers.push_back(
      {std::string(Name(field)), field == Field::kIdNumber
                                     ? model::CanonicalIdNumber(value).value_or(std::string(value))
                                     : std::string(value)});
  return true;
}

bool FactBuilder::ReadIdentifiers(model::EntityFact* fact) {
  for (const Field field : kIdentifierFields) {
    const std::string_view value = (*record_)[field];
    if (!value.empty() && !ReadIdentifier(field, value, fact)) return false;
  }
  for (const auto& [field, value] : record_->more) {
    if (value.empty()) continue;
    if (field == Field::kFormerNames) {
      fact->former_names.emplace_back(value);
    } else if (!ReadIdentifier(field, value, fact)) {
      return false;
    }
  }
  std::sort(fact->identifiers.begin(), fact->identifiers.end());
  const auto repeated = std::unique(fact->identifiers.begin(), fact->identifiers.end());
  fact->identifiers.erase(repeated, fact->identifiers.end());
  return true;
}

void FactBuilder::ReadAttributes(model::EntityFact* fact) {
  for (const auto& [name, value] : record_->attributes) {
    if (value.empty()) continue;
    fact->attributes.insert_or_assign(std::string(name), std::string(value));
    const bool shared = name == "address" || name == "phone";
    if (shared && IsMissingWord(value)) {
      NoteOnce(name, {name, value,
                      "reads like a missing value; kept as text, and ties no parties together",
                      "an empty field"});
    }
  }
}

bool FactBuilder::BuildStatement(model::EntityFact* fact) {
  fact->entity.key = Text(Field::kId);
  if (!ReadWord(Field::kType, model::AllEntityTypes, &fact->type)) return false;
  const bool value_node = fact->type == model::EntityType::kValue;
  if (model::IsValueKey(fact->entity.key) != value_node) {
    return Fail(Field::kId,
                value_node ? "is not the id of a value" : "is kept for values that parties share",
                "address:, phone: or name: in front for type value, and only there");
  }
  fact->name = Text(Field::kName);
  for (const std::string_view name : SplitList((*record_)[Field::kFormerNames])) {
    fact->former_names.emplace_back(name);
  }
  if (!ReadIdentifiers(fact) || !ReadRegion(&fact->region) || !ReadRange(&fact->life)) {
    return false;
  }
  ReadAttributes(fact);
  return true;
}

bool FactBuilder::BuildStatement(model::RelationFact* fact) {
  fact->id = Text(Field::kId);
  fact->from.key = Text(Field::kFrom);
  fact->to.key = Text(Field::kTo);
  fact->position = Text(Field::kPosition);
  return ReadWord(Field::kRelation, model::AllRelations, &fact->relation) &&
         ReadRange(&fact->valid) && ReadShare(&fact->share);
}

bool FactBuilder::BuildStatement(model::ListingFact* fact) {
  fact->id = Text(Field::kId);
  fact->list = Text(Field::kList);
  if (!context_->words->lists.contains(fact->list)) {
    const std::string known = fmt::format("{}", fmt::join(context_->words->lists, ", "));
    return Fail(Field::kList, UnknownWord("a list of any rulebook", fact->list, known), known);
  }
  fact->subject.key = Text(Field::kSubject);
  fact->ground = Text(Field::kGround);
  if (fact->ground.empty()) {
    Note({Name(Field::kGround), "", "is empty: rules that ask for a ground will not apply",
          "the row id of the ground, or of the row that sets up the list"});
  }
  fact->decider = Text(Field::kDecider);
  fact->document = Text(Field::kDocument);
  fact->basis = Text(Field::kBasis);
  return ReadWord(Field::kSeverity, AllSeverities, &fact->severity) && ReadDecision(fact) &&
         ReadDate(Field::kValidTo, &fact->valid_to) && ReadDate(Field::kActOn, &fact->act_on) &&
         ReadDate(Field::kCorrectedOn, &fact->corrected_on) &&
         CheckEndsAfter(IsDecided(*fact) ? fact->decided_on : *fact->proposed_on, fact->valid_to);
}

// A listing that is only proposed has no day of decision and none of publication.
bool FactBuilder::ReadDecision(model::ListingFact* fact) {
  fact->decided_on = model::kOpenEnd;
  if (!ReadDate(Field::kDecidedOn, &fact->decided_on) ||
      !ReadDate(Field::kProposedOn, &fact->proposed_on) ||
      !ReadDate(Field::kPublishedOn, &fact->published_on)) {
    return false;
  }
  if (IsDecided(*fact)) {
    if (!fact->proposed_on || *fact->proposed_on <= fact->decided_on) return true;
    return Fail(Field::kProposedOn,
                fmt::format("is after decided_on {}", model::FormatDate(fact->decided_on)),
                "the day of the decision, or one before it");
  }
  if (!fact->proposed_on) {
    return Fail(Field::kDecidedOn, "is empty, and so is proposed_on",
                "the day of the decision; until there is one, the day of the proposal in "
                "proposed_on");
  }
  if (!fact->published_on) return true;
  return Fail(Field::kPublishedOn, "is given, but decided_on is not",
              "no published_on until there is a decided_on");
}

bool FactBuilder::BuildStatement(model::PenaltyFact* fact) {
  fact->id = Text(Field::kId);
  fact->subject.key = Text(Field::kSubject);
  fact->act = Text(Field::kAct);
  fact->ground = Text(Field::kGround);
  if (fact->ground.empty()) {
    Note({Name(Field::kGround), "", "is empty: no counting ground will count it",
          "the row id of the ground"});
  }
  fact->authority = Text(Field::kAuthority);
  fact->document = Text(Field::kDocument);
  return ReadWord(Field::kProcedure, AllProcedures, &fact->procedure) &&
         ReadDate(Field::kDecidedOn, &fact->decided_on) &&
         ReadMoney(Field::kAmount, &fact->amount) &&
         ReadMoney(Field::kIllegalGain, &fact->illegal_gain) &&
         ReadMoney(Field::kSales, &fact->sales);
}

bool FactBuilder::BuildStatement(model::AttributionFact* fact) {
  fact->person.key = Text(Field::kPerson);
  fact->act = Text(Field::kAct);
  fact->decider = Text(Field::kDecider);
  fact->document = Text(Field::kDocument);
  if (!ReadWord(Field::kRole, AllRoles, &fact->role) ||
      !ReadDate(Field::kDecidedOn, &fact->decided_on)) {
    return false;
  }
  fact->id = Text(Field::kId);
  // attributions.csv has no column of ids: a person answers for an act once in one role.
  if (fact->id.empty()) {
    fact->id = fmt::format("{}|{}|{}", fact->person.key, fact->act, model::Name(fact->role));
  }
  return true;
}

bool FactBuilder::BuildStatement(model::ConfirmationFact* fact) {
  fact->id = Text(Field::kId);
  fact->listing = Text(Field::kListing);
  fact->provision = Text(Field::kProvision);
  fact->party.key = Text(Field::kParty);
  fact->basis = Text(Field::kBasis);
  return ReadDate(Field::kDecidedOn, &fact->decided_on);
}

bool FactBuilder::BuildStatement(model::EndingFact* fact) {
  fact->id = Text(Field::kId);
  fact->listing = Text(Field::kListing);
  return ReadWord(Field::kHow, AllHows, &fact->how) && ReadDate(Field::kOn, &fact->on);
}

bool FactBuilder::BuildStatement(model::ObjectionFact* fact) {
  fact->id = Text(Field::kId);
  fact->listing = Text(Field::kListing);
  if (!ReadDate(Field::kOn, &fact->on) || !ReadWord(Field::kResult, AllResults, &fact->result) ||
      !ReadDate(Field::kAnsweredOn, &fact->answered_on)) {
    return false;
  }
  if (fact->result && !fact->answered_on) {
    return Fail(Field::kAnsweredOn, "is empty beside a result", "the day of the result");
  }
  if (fact->answered_on && !fact->result) {
    return Fail(Field::kResult, "is empty beside answered_on", AllResults());
  }
  if (fact->answered_on && *fact->answered_on < fact->on) {
    return Fail(Field::kAnsweredOn, fmt::format("is before {}", model::FormatDate(fact->on)),
                "the day of the objection or a later one");
  }
  return true;
}

bool FactBuilder::BuildStatement(model::GradeFact* fact) {
  fact->id = Text(Field::kId);
  fact->subject.key = Text(Field::kSubject);
  fact->value = Text(Field::kValue);
  if (fact->value.size() != 1 || fact->value[0] < 'A' || fact->value[0] > 'D') {
    return Fail(Field::kValue, "is not a grade", "A, B, C or D");
  }
  return ReadDate(Field::kDecidedOn, &fact->decided_on);
}

bool FactBuilder::BuildStatement(model::HonourFact* fact) {
  fact->id = Text(Field::kId);
  fact->subject.key = Text(Field::kSubject);
  fact->name = Text(Field::kName);
  fact->awarder = Text(Field::kAwarder);
  return ReadDate(Field::kDecidedOn, &fact->decided_on) &&
         ReadDate(Field::kValidTo, &fact->valid_to) &&
         CheckEndsAfter(fact->decided_on, fact->valid_to);
}

bool FactBuilder::BuildStatement(model::FeedbackFact* fact) {
  fact->id = Text(Field::kId);
  fact->listing = Text(Field::kListing);
  fact->measure = Text(Field::kMeasure);
  fact->party.key = Text(Field::kParty);
  fact->executor = Text(Field::kExecutor);
  fact->executed = (*record_)[Field::kExecuted] == "true";
  fact->reason = Text(Field::kReason);
  return ReadDate(Field::kOn, &fact->on);
}

bool FactBuilder::BuildStatement(model::NoticeFact* fact) {
  fact->id = Text(Field::kId);
  fact->listing = Text(Field::kListing);
  fact->kind = Text(Field::kKind);
  if (fact->kind != "rectification") {
    Note({Name(Field::kKind), fact->kind, "is a kind of notice that no clock runs from",
          "rectification"});
  }
  return ReadDate(Field::kDeliveredOn, &fact->delivered_on);
}

bool FactBuilder::BuildStatement(model::DemandFact* fact) {
  fact->id = Text(Field::kId);
  fact->operator_party.key = Text(Field::kOperator);
  fact->merchant.key = Text(Field::kMerchant);
  fact->cooperated = (*record_)[Field::kCooperated] == "true";
  return ReadDate(Field::kOn, &fact->on);
}

bool FactBuilder::BuildStatement(model::RetractionFact* fact) {
  fact->id = Text(Field::kId);
  fact->target = Text(Field::kTarget);
  const size_t colon = fact->target.find(':');
  const bool named = colon != std::string::npos && colon + 1 < fact->target.size();
  if (!named || !model::ParseFactKind(std::string_view(fact->target).substr(0, colon))) {
    return Fail(Field::kTarget, "does not name a statement", "its kind and id, such as listing:L1");
  }
  return true;
}

bool FactBuilder::BuildStatement(model::StepFact* fact) {
  fact->id = Text(Field::kId);
  fact->listing = Text(Field::kListing);
  fact->actor = Text(Field::kActor);
  fact->document = Text(Field::kDocument);
  fact->note = Text(Field::kNote);
  return ReadWord(Field::kTo, model::AllListingStates, &fact->to) &&
         ReadDate(Field::kOn, &fact->on);
}

}  // namespace liancheng::datasets
