// The life of listings and of persons: dates, endings, objections, notices, steps and births.
#include "engine/model/date.h"
#include "tests/oracle/worlds_draw.h"

namespace liancheng::oracle {
namespace {

using model::Date;

model::ListingState AnyStep(Chance& chance) {
  static const std::vector<model::ListingState> kSteps = {
      model::ListingState::kPreNotice, model::ListingState::kRepairApplied,
      model::ListingState::kRepairOpinion, model::ListingState::kRepairNotice};
  return chance.Of(kSteps);
}

}  // namespace

void Life(Chance& chance, model::ListingFact* listing) {
  const Date decided_on = listing->decided_on;
  if (chance.Percent(40)) listing->valid_to = model::AddDays(decided_on, chance.Between(1, 1000));
  if (chance.Percent(40)) listing->act_on = model::AddDays(decided_on, -chance.Below(400));
  if (chance.OneIn(12)) {
    listing->proposed_on = decided_on;
    listing->decided_on = model::kOpenEnd;
    return;
  }
  if (chance.OneIn(6)) listing->proposed_on = model::AddDays(decided_on, -chance.Below(60));
  if (chance.Percent(50)) listing->published_on = model::AddDays(decided_on, chance.Below(60));
  if (chance.Percent(25)) listing->corrected_on = model::AddDays(decided_on, chance.Below(300));
}

void Notices(Chance& chance, Canvas& canvas, const std::string& listing, Date decided_on) {
  for (int i = 2; i > 0 && chance.Percent(30); --i) {
    model::NoticeFact notice;
    notice.id = canvas.NextId('N');
    notice.listing = listing;
    notice.kind = chance.OneIn(8) ? "hearing" : "rectification";
    notice.delivered_on = model::AddDays(decided_on, chance.Between(-5, 60));
    canvas.Add(notice);
  }
}

void HangOn(Chance& chance, Canvas& canvas, const std::string& act, Date decided_on) {
  for (int i = chance.OneIn(5) ? 2 : 1; i > 0 && chance.Percent(30); --i) {
    model::EndingFact ending;
    ending.id = canvas.NextId('X');
    ending.listing = act;
    ending.how = static_cast<model::EndingHow>(chance.Below(4));
    ending.on = model::AddDays(decided_on, chance.Between(0, 800));
    canvas.Add(ending);
  }
  for (int i = 2; i > 0 && chance.OneIn(4); --i) {
    model::ObjectionFact objection;
    objection.id = canvas.NextId('O');
    objection.listing = act;
    objection.on = model::AddDays(decided_on, chance.Between(0, 90));
    if (chance.OneIn(2)) {
      objection.result =
          chance.OneIn(2) ? model::ObjectionResult::kRejected : model::ObjectionResult::kUpheld;
      objection.answered_on = model::AddDays(objection.on, chance.Below(40));
    }
    canvas.Add(objection);
  }
  for (int i = 2; i > 0 && chance.Percent(20); --i) {
    model::StepFact step;
    step.id = canvas.NextId('S');
    step.listing = act;
    step.to = AnyStep(chance);
    step.on = model::AddDays(decided_on, chance.Between(0, 400));
    canvas.Add(step);
  }
}

void Age(Chance& chance, Date near, model::EntityFact* entity) {
  if (entity->type != model::EntityType::kPerson) return;
  const Date of_age = model::AddYears(near, -18);
  if (chance.Percent(30)) {
    const Date born = model::AddDays(of_age, chance.Between(-1, 1));
    entity->attributes["birth_date"] = model::FormatDate(born);
  } else if (chance.Percent(30)) {
    const Date born = model::AddDays(of_age, -chance.Between(1, 15'000));
    entity->attributes["birth_date"] = model::FormatDate(born);
  }
  if (chance.OneIn(8)) entity->attributes["full_capacity"] = chance.OneIn(2) ? "true" : "false";
}

}  // namespace liancheng::oracle
