// datasets/readers/native/facts.h: from a record of text fields to a checked fact. Both forms of
// our own interchange meet here, so that a field means the same in either.
// Issues:  the first thing wrong with a record refuses it; oddities of a stored record are noted.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/readers/native/forbidden_data.h"
#include "datasets/readers/native/known_words.h"
#include "datasets/readers/native/issues.h"
#include "datasets/readers/native/persons.h"
#include "datasets/readers/native/record.h"
#include "engine/model/fact.h"

namespace liancheng::datasets {

// What the records of one input are checked against.
struct ReadContext {
  explicit ReadContext(const KnownWords* known) : words(known), forbidden(known->forbidden) {}

  const KnownWords* words;
  ForbiddenScan forbidden;
  PersonIndex persons;
};

class FactBuilder {
 public:
  FactBuilder(const FileIssues* issues, ReadContext* context)
      : issues_(issues), context_(context) {}

  // False: refused, and reported. `id_column` is the name under which the form shows the id.
  bool Build(const Record& record, std::string_view id_column, model::Fact* fact);
  // Says the oddities of the record last built, once it is known to be kept.
  void SayNotes();

 private:
  bool BuildStatement(model::EntityFact* fact);
  bool BuildStatement(model::RelationFact* fact);
  bool BuildStatement(model::ListingFact* fact);
  bool BuildStatement(model::PenaltyFact* fact);
  bool BuildStatement(model::AttributionFact* fact);
  bool BuildStatement(model::ConfirmationFact* fact);
  bool BuildStatement(model::EndingFact* fact);
  bool BuildStatement(model::ObjectionFact* fact);
  bool BuildStatement(model::GradeFact* fact);
  bool BuildStatement(model::HonourFact* fact);
  bool BuildStatement(model::FeedbackFact* fact);
  bool BuildStatement(model::NoticeFact* fact);
  bool BuildStatement(model::DemandFact* fact);
  bool BuildStatement(model::RetractionFact* fact);
  bool BuildStatement(model::StepFact* fact);
  template <typename T>
  bool BuildAs(model::Fact* fact);

  bool BuildKind(model::Fact* fact);
  bool CheckFieldNames();
  bool CheckTexts(const model::Fact& fact);
  const model::ForbiddenData* Forbidden(std::string_view text, bool on_person) const;
  bool RefuseForbidden(std::string_view column, const model::ForbiddenData& data);

  bool ReadIdentifiers(model::EntityFact* fact);
  bool ReadIdentifier(Field field, std::string_view value, model::EntityFact* fact);
  void ReadAttributes(model::EntityFact* fact);
  bool ReadShare(std::optional<model::ShareBand>* share);
  bool ReadPercent(Field field, uint32_t* ppm);
  bool ReadMoney(Field field, std::optional<model::Money>* amount);
  bool ReadDate(Field field, model::Date* date);
  bool ReadDate(Field field, std::optional<model::Date>* date);
  bool ReadRange(model::DateRange* range);
  bool ReadDecision(model::ListingFact* fact);
  bool CheckEndsAfter(model::Date from, std::optional<model::Date> to);
  bool ReadRegion(model::RegionCode* region);
  template <typename Word>
  bool ReadWord(Field field, std::string (*known)(), Word* word);
  template <typename Word>
  bool ReadWord(Field field, std::string (*known)(), std::optional<Word>* word);

  std::string Text(Field field) const { return std::string((*record_)[field]); }
  std::string_view ColumnOf(Field field) const;
  bool Fail(Field field, std::string problem, std::string expected = "");
  void Note(Problem problem) { notes_.push_back(std::move(problem)); }
  // Said once for the file.
  void NoteOnce(std::string_view key, Problem problem) {
    if (said_once_.contains(key)) return;
    notes_.push_back(std::move(problem));
    once_.emplace_back(key);
  }

  const FileIssues* issues_;
  ReadContext* context_;
  const Record* record_ = nullptr;
  std::string_view id_column_;
  std::vector<Problem> notes_;
  std::vector<std::string> once_;  // keys of the notes above that are said once
  std::set<std::string, std::less<>> said_once_;
};

}  // namespace liancheng::datasets
