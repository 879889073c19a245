// Days worth asking: around every date that a fact names.
#include <set>

#include "tests/oracle/worlds_draw.h"

namespace liancheng::oracle {
namespace {

using model::Date;

// Every date that the statement names, open ends and absent ones left out.
void CollectDates(const model::Statement& statement, std::vector<Date>* dates) {
  const auto add = [dates](Date date) {
    if (date != model::kOpenStart && date != model::kOpenEnd) dates->push_back(date);
  };
  if (const auto* edge = std::get_if<model::RelationFact>(&statement)) {
    add(edge->valid.from);
    add(edge->valid.to);
  } else if (const auto* listing = std::get_if<model::ListingFact>(&statement)) {
    add(listing->decided_on);
    add(listing->published_on.value_or(model::kOpenEnd));
    add(listing->valid_to.value_or(model::kOpenEnd));
    add(listing->proposed_on.value_or(model::kOpenEnd));
    add(listing->corrected_on.value_or(model::kOpenEnd));
    add(model::AddDays(listing->decided_on, 14));  // ten working days, often
    for (int years = 1; years <= 3; ++years) add(model::AddYears(listing->decided_on, years));
  } else if (const auto* demand = std::get_if<model::DemandFact>(&statement)) {
    add(demand->on);
    add(model::AddYears(demand->on, 1));
  } else if (const auto* ending = std::get_if<model::EndingFact>(&statement)) {
    add(ending->on);
  } else if (const auto* attribution = std::get_if<model::AttributionFact>(&statement)) {
    add(attribution->decided_on);
  } else if (const auto* confirmation = std::get_if<model::ConfirmationFact>(&statement)) {
    add(confirmation->decided_on);
  } else if (const auto* honour = std::get_if<model::HonourFact>(&statement)) {
    add(honour->decided_on);
    add(honour->valid_to.value_or(model::kOpenEnd));
  } else if (const auto* notice = std::get_if<model::NoticeFact>(&statement)) {
    add(notice->delivered_on);
    add(model::AddMonths(notice->delivered_on, 2));
    add(model::AddMonths(notice->delivered_on, 4));
  } else if (const auto* step = std::get_if<model::StepFact>(&statement)) {
    add(step->on);
  } else if (const auto* objection = std::get_if<model::ObjectionFact>(&statement)) {
    add(model::AddYears(objection->on, 1));
    add(model::AddDays(objection->on, 21));
    if (objection->answered_on) {
      add(*objection->answered_on);
      add(model::AddDays(*objection->answered_on, 11));
    }
  } else if (const auto* penalty = std::get_if<model::PenaltyFact>(&statement)) {
    add(penalty->decided_on);
  }
}

}  // namespace

std::vector<Date> DaysOf(const std::vector<model::Fact>& facts) {
  std::vector<Date> dates;
  for (const model::Fact& fact : facts) CollectDates(fact.statement, &dates);
  std::set<Date> days;
  for (const Date date : dates) {
    days.insert(date);
    days.insert(model::AddDays(date, -1));
  }
  if (days.empty()) days.insert(model::FromCivil({2020, 1, 1}));
  return {days.begin(), days.end()};
}

}  // namespace liancheng::oracle
