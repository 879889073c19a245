// server/report/book_parts.h: pieces that several standing reports share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/report/duties.h"
#include "query/report/report.h"
#include "query/report/terms.h"
#include "query/report/work.h"
#include "query/world/workspace.h"
#include "server/report/book.h"
#include "server/report/standing_question.h"

namespace liancheng::report {

// What the function that builds a book is given.
struct StandingContext {
  const query::Workspace& workspace;  // for the last day of the period
  const StandingQuestion& asked;
  query::ReportQuestion question;
  bool open() const { return asked.audience == Audience::kPublic; }
};

absl::StatusOr<Book> EffectBook(const StandingContext& context);
absl::StatusOr<Book> QuarterlyBook(const StandingContext& context);
absl::StatusOr<Book> CrossBook(const StandingContext& context);
absl::StatusOr<Book> GradesBook(const StandingContext& context);
absl::StatusOr<Book> CollectionBook(const StandingContext& context);
absl::StatusOr<Book> DelinquencyBook(const StandingContext& context);
absl::StatusOr<Book> LedgerBook(const StandingContext& context);
absl::StatusOr<Book> DeliveryBook(const StandingContext& context);
absl::StatusOr<Book> AssessmentBook(const StandingContext& context);

// Makes a book with title, period, revision and rulebooks; its notes say what set the period and
// what was left out.
Book StartBook(const StandingContext& context);

inline Cell Count(uint64_t count) {
  return static_cast<int64_t>(count);
}
// The share as a cell; empty when `whole` is 0.
Cell Share(uint64_t part, uint64_t whole);
Cell Day(std::optional<model::Date> date);
std::string RegionText(model::RegionCode region);
std::string Words(const std::vector<std::string>& words);
std::string_view ChineseWord(model::ListKind kind);
std::string_view ChineseWord(query::TermVerdict verdict);

// 标识, 名称, 类型, 区划.
void AddPartyColumns(Sheet* sheet);
void AddPartyCells(const query::ReportParty& party, std::vector<Cell>* row);

void AddNote(Book* book, std::string note);
void NoteUnknownRegions(uint64_t count, Book* book);

// Figures, sheets and charts; tables of single parties only in a book that is not public.
void AddLists(const query::ListReport& lists, Book* book);
void AddWork(const query::WorkReport& work, bool open, Book* book);
void AddTerms(const std::vector<query::TermRow>& terms, bool open, Book* book);
void AddUnits(const std::vector<query::UnitRow>& units, bool open, Book* book);

}  // namespace liancheng::report
