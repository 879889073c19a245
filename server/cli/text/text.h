// server/cli/text/text.h: answers as text for people.
#pragma once

#include <string>

#include "engine/model/rulebook.h"
#include "query/answers/answers.h"
#include "query/world/archive.h"
#include "query/answers/control_answers.h"
#include "query/answers/life_answers.h"
#include "query/answers/tie_answers.h"
#include "query/world/workspace.h"

namespace liancheng::cli {

// "as of 2020-06-01, known at revision 3, rulebooks CS TQ".
std::string Heading(const query::Workspace& workspace);

std::string Text(const query::MeasuresAnswer& answer);
std::string Text(const query::ReachAnswer& answer);
std::string Text(const query::AffiliatesAnswer& answer);
std::string Text(const query::PathAnswer& answer);
std::string Text(const query::SearchAnswer& answer);
std::string Text(const query::ControlAnswer& answer);
std::string Text(const query::OwnersAnswer& answer);
std::string Text(const query::GroupsAnswer& answer);
std::string Text(const query::CommonAnswer& answer);
std::string Text(const query::SuccessionAnswer& answer);
std::string Text(const query::AffiliatedFirmsAnswer& answer);
std::string Text(const query::GroundsAnswer& answer);
std::string Text(const query::CreditFile& file);
std::string Text(const query::VerifyReport& report);
std::string Text(const query::DeadlineAnswer& answer);
std::string Text(const query::LifeAnswer& answer);
std::string Text(const query::TermsAnswer& answer);

std::string RulebookListText(const model::RuleLibrary& library);
std::string RulebookText(const model::RuleLibrary& library, const model::Rulebook& book,
                         bool as_datalog);

// Shared by the parts of this room.
std::string PartyLine(const query::Parties& parties, model::EntityId id);
std::string EdgeLine(const query::Parties& parties, const model::PathEdge& edge);
std::string Span(model::DateRange range);
std::string Joined(const std::vector<std::string>& words, std::string_view between);

}  // namespace liancheng::cli
