// server/http/service/check_counts.h: counts from the audit log how many gate checks each unit
// asked for, and how many were hits.
// Counted: answered checks of the service whose day in China lies in the period; checks on the
//          command line are in no log. Unreadable lines are skipped (audit verify names them).
// Errors:  NotFound when there is no log; those of audit_read.h.
// Source:  requirements 5.2 (statistics); docs/gate.md
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "engine/model/date.h"
#include "query/work/feedback_stats.h"
#include "server/access/access_book.h"

namespace liancheng::http {

// With `unit` only the checks of this unit; empty = of all. `to` is exclusive.
absl::StatusOr<query::CheckCounts> CountChecks(const std::string& audit_folder,
                                               const access::AccessBook& book, model::Date from,
                                               model::Date to, const std::string& unit);

}  // namespace liancheng::http
