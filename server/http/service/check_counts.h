// server/http/service/check_counts.h: how often each unit asked the gate, and how often something
// spoke in the matter, counted from the audit log.
// Counted: answered checks of the service whose day in China lies in the period; those of the
//          command line are in no log. Lines that cannot be read are passed over (audit verify
//          names them).
// Errors:  NotFound where there is no log; those of audit_read.h.
// Source:  requirements 5.2 (statistics); docs/gate.md
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "engine/model/date.h"
#include "query/work/feedback_stats.h"
#include "server/access/access_book.h"

namespace liancheng::http {

// `unit`: only of this one; empty = all. `to` is exclusive.
absl::StatusOr<query::CheckCounts> CountChecks(const std::string& audit_folder,
                                               const access::AccessBook& book, model::Date from,
                                               model::Date to, const std::string& unit);

}  // namespace liancheng::http
