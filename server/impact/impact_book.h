// server/impact/impact_book.h: a batch report as a book: key figures, a sheet for each way of
// counting, charts of departments, measures and hops. The book is for internal use: it names
// persons.
// Source:  the counts are those of `result` in summary.json.
#pragma once

#include "query/world/workspace.h"
#include "server/report/book.h"
#include "server/wire/answers_json.h"

namespace liancheng::impact {

report::Book ImpactBook(const query::Workspace& workspace, const wire::Json& result);

}  // namespace liancheng::impact
