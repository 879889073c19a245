// server/impact/finding_text.h: writes findings as lines of CSV (RFC 4180) and JSON directly into a
// buffer, for answers of millions of findings.
// JSON:    the same fields with the same values as a finding of server/wire, one object a line.
// CSV:     lists are joined with "; ", paths are written as `A -relation-> B`.
// Source:  docs/impact.md gives the columns.
#pragma once

#include <string>
#include <string_view>

#include "engine/model/finding.h"
#include "query/answers/parties.h"

namespace liancheng::impact {

inline constexpr std::string_view kFindingsHeader =
    "listing,list,subject,subject_name,subject_type,region,measure,name,standing,tier,force,"
    "modality,kind,incentive,executors,matters,rulebook,provision,movement,basis,hops,path,from,to,"
    "missing,notes\r\n";
inline constexpr std::string_view kDepartmentHeader =
    "subject,subject_name,subject_type,region,measure,name,force,modality,matters,from,to,listing,"
    "list,provision,basis,missing\r\n";

void AppendFindingCsv(const query::Parties& parties, const model::Finding& finding,
                      std::string* out);
// The row for one executor, whose name is the name of the file.
void AppendDepartmentCsv(const query::Parties& parties, const model::Finding& finding,
                         std::string* out);
void AppendFindingJson(const query::Parties& parties, const model::Finding& finding,
                       std::string* out);

// Appends a field, with quotes when needed.
void AppendCsvField(std::string_view text, std::string* out);
std::string RegionText(model::RegionCode region);  // empty when unknown

}  // namespace liancheng::impact
