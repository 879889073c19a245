// server/report/standing.h: makes the standing reports of the documents as books.
// Period:  whole days; first and last belong to it. The book is computed for the last day.
// Public:  a public book contains counts, and of single parties only what a row publishes: grades
//          of firms (TQ-13), delivery firms that are no natural persons (HE-2.4-b) with those of
//          their listings that have a publication view. ID numbers are masked in every book; clues
//          (T3) are in none.
// Errors:  InvalidArgument when neither the caller nor a document sets the period; those of the
//          questions (query/report*.h).
// Source:  docs/reports.md; requirements 1.14.
#pragma once

#include "absl/status/statusor.h"
#include "query/world/workspace.h"
#include "server/report/book.h"
#include "server/report/standing_question.h"

namespace liancheng::report {

absl::StatusOr<Book> StandingReport(const query::Workspace& workspace,
                                    const StandingQuestion& question);

}  // namespace liancheng::report
