// query/ask/questions.h: the questions that can be asked of a workspace; one source file each.
// Errors: NotFound / FailedPrecondition from resolving a party (resolve.h); those of the directory.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "engine/graph/walk.h"
#include "engine/rules/affiliation.h"
#include "query/answers/answers.h"
#include "query/answers/control_answers.h"
#include "query/answers/life_answers.h"
#include "query/answers/tie_answers.h"
#include "query/world/workspace.h"

namespace liancheng::query {

// Which measures apply to a party on the workspace's day, and why.
absl::StatusOr<MeasuresAnswer> AskMeasures(const Workspace& workspace, const std::string& subject,
                                           TierChoice tiers, const graph::Limits& limits);

// Whom a listing (or a demand that was not followed) reaches, and where it stops.
absl::StatusOr<ReachAnswer> AskReach(const Workspace& workspace, const std::string& act,
                                     TierChoice tiers, const graph::Limits& limits);

// Who is tied to a party within limits.hops_max, each with a shortest evidence path.
absl::StatusOr<AffiliatesAnswer> AskAffiliates(const Workspace& workspace,
                                               const std::string& subject,
                                               model::RelationSet relations,
                                               const graph::Limits& limits);

// How two parties are tied: simple paths, shortest first.
absl::StatusOr<PathAnswer> AskPath(const Workspace& workspace, const std::string& from,
                                   const std::string& to, model::RelationSet relations,
                                   const graph::Limits& limits);

// Who controls or holds a party (up), or whom it controls or holds (down).
absl::StatusOr<ControlAnswer> AskControl(const Workspace& workspace,
                                         const ControlQuestion& question);

// Suspected actual controllers and beneficial owners of a firm. Thresholds in ppm: more than
// `majority_ppm`, at least `beneficial_ppm`.
absl::StatusOr<OwnersAnswer> AskOwners(const Workspace& workspace, const std::string& subject,
                                       uint32_t majority_ppm, uint32_t beneficial_ppm);

// Groups of parties tied together, or under one controller, over everything.
absl::StatusOr<GroupsAnswer> AskGroups(const Workspace& workspace, const GroupsQuestion& question);

// What several parties are all tied to within limits.hops_max. InvalidArgument for fewer than two.
absl::StatusOr<CommonAnswer> AskCommon(const Workspace& workspace,
                                       const std::vector<std::string>& subjects,
                                       model::RelationSet relations, const graph::Limits& limits);

// Clues to who carries on after a firm or shop closed. FailedPrecondition when no day is known.
absl::StatusOr<SuccessionAnswer> AskSuccession(const Workspace& workspace,
                                               const SuccessionQuestion& question);

// 关联企业 by a definition stated with the question.
absl::StatusOr<AffiliatedFirmsAnswer> AskAffiliatedFirms(
    const Workspace& workspace, const std::string& subject,
    const rules::AffiliationDefinition& definition);

// Everything known of one party.
absl::StatusOr<CreditFile> AskCreditFile(const Workspace& workspace, const std::string& subject);

// What a party's penalty records add up to.
absl::StatusOr<GroundsAnswer> AskGrounds(const Workspace& workspace, const std::string& subject);

// When a term of the rulebooks ends, from a given day or on a listing. NotFound for a term that no
// rulebook has.
absl::StatusOr<DeadlineAnswer> AskDeadlineFrom(const Workspace& workspace, const std::string& rule,
                                               model::Date start);
absl::StatusOr<DeadlineAnswer> AskDeadline(const Workspace& workspace, const std::string& rule,
                                           const std::string& listing);

// Whether a listing may be left before its time, and what stands against it.
absl::StatusOr<RepairableAnswer> AskRepairable(const Workspace& workspace,
                                               const std::string& listing);

// The state of a listing, how it came there, and the terms that run on it.
absl::StatusOr<LifeAnswer> AskLife(const Workspace& workspace, const std::string& listing);

// Every term that runs unanswered on a listing in effect; or only those that are overdue.
absl::StatusOr<TermsAnswer> AskTerms(const Workspace& workspace, bool overdue_only);

}  // namespace liancheng::query
