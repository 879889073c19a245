// Tests the oracle's calendar and what depends on it: terms by severity, deadlines, full age,
// publication.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/oracle/naive_calendar.h"
#include "tests/oracle/small_library.h"

namespace liancheng::oracle {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct LastDayRow {
  const char* why;
  const char* start;
  int amount;
  const char* unit;
  const char* last;
};

// The State Council's notice for 2019: 10-01 (Tuesday) to 10-07 free, 09-29 and 10-12 worked.
model::CalendarDays Autumn2019() {
  model::CalendarDays days;
  days.covered_from = Day("2019-01-01");
  days.covered_to = Day("2019-12-31");
  for (const char* day : {"2019-10-01", "2019-10-02", "2019-10-03", "2019-10-04", "2019-10-07"}) {
    days.days_off.push_back(Day(day));
  }
  days.worked_weekends = {Day("2019-09-29"), Day("2019-10-12")};
  return days;
}

TEST(OracleCalendar, LastDays) {
  const LastDayRow rows[] = {
      {"the first day is not counted", "2019-09-02", 5, "working_days", "2019-09-09"},
      {"a worked Sunday counts", "2019-09-27", 1, "working_days", "2019-09-29"},
      {"the week off does not", "2019-09-30", 1, "working_days", "2019-10-08"},
      {"nor the weekend after, but the worked Saturday does", "2019-10-08", 4, "working_days",
       "2019-10-12"},
      {"days run through", "2019-09-02", 10, "days", "2019-09-12"},
      {"a last day in the week off moves", "2019-09-21", 10, "days", "2019-10-08"},
      {"a last day on a worked Sunday stays", "2019-09-19", 10, "days", "2019-09-29"},
      {"the corresponding day", "2019-03-15", 3, "months", "2019-06-17"},
      {"the end of the month where there is none", "2018-11-30", 3, "months", "2019-02-28"},
      {"a leap day a year later", "2020-02-29", 1, "years", "2021-03-01"},
  };
  for (const LastDayRow& row : rows) {
    EXPECT_EQ(LastDayOf(Autumn2019(), Day(row.start), row.amount, row.unit), Day(row.last))
        << row.why;
  }
}

TEST(OracleCalendar, DaysInText) {
  EXPECT_EQ(DayIn("2004-02-29"), Day("2004-02-29"));
  for (const char* text : {"", "2003-02-29", "2004-13-01", "2004/02/29", "2004-2-029", "1799-12-31",
                           "20040-2-01", "unknown"}) {
    EXPECT_EQ(DayIn(text), std::nullopt) << text;
  }
}

TEST(OracleTerms, TheListsTermFollowsTheSeverity) {
  model::RuleLibrary library = LibraryWith(Rule("T-9"));
  library.books[0].lists[0].terms_by_severity[model::Severity::kGeneral] = "T.short";
  Situation world = OneFirm();
  EXPECT_EQ(ReachOf(library, world, "2020-06-01").at(0).to, Day("2022-03-01"));
  world.LastListing().severity = model::Severity::kSerious;
  EXPECT_EQ(ReachOf(library, world, "2020-06-01").at(0).to, Day("2022-03-01"));
  world.LastListing().severity = model::Severity::kGeneral;
  EXPECT_EQ(ReachOf(library, world, "2020-06-01").at(0).to, Day("2021-03-01"));
  library.books[0].lists[0].terms_by_severity[model::Severity::kGeneral] = "T.none";
  const auto findings = ReachOf(library, world, "2020-06-01");
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].to, Day("2024-01-01"));  // the book's own end
  EXPECT_TRUE(findings[0].missing);
}

TEST(OracleTerms, WhatIsNotDecidedGivesNothing) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9"));
  Situation world = OneFirm();
  world.LastListing().proposed_on = Day("2020-02-01");
  world.LastListing().decided_on = model::kOpenEnd;
  world.LastListing().valid_to = Day("2023-01-01");
  for (const char* day : {"2020-01-31", "2020-02-01", "2022-06-01"}) {
    EXPECT_THAT(ReachOf(library, world, day), IsEmpty()) << day;
  }
}

TEST(OracleTerms, PersonsBelowFullAgeAreOutside) {
  model::RuleLibrary library = LibraryWith(Rule("T-9"));
  library.books[0].scope.subject_types.push_back(model::EntityType::kPerson);
  const auto reached = [&library](const char* name, const char* value) {
    Situation world;
    world.Party("P1", "person").With(name, value).Listing("L1", "T-black", "P1", "2020-03-01");
    return ReachOf(library, world, "2021-06-01").size();
  };
  EXPECT_EQ(reached("birth_date", "2010-01-01"), 1U);
  library.books[0].scope.adults_only = true;
  EXPECT_EQ(reached("birth_date", "2002-03-02"), 0U);  // of age on the asked day, not when listed
  EXPECT_EQ(reached("birth_date", "2002-03-01"), 1U);
  EXPECT_EQ(reached("birth_date", "some time"), 1U);
  EXPECT_EQ(reached("full_capacity", "false"), 0U);
  EXPECT_EQ(reached("full_capacity", "true"), 1U);
}

TEST(OracleTerms, PublicationIsTheDayThatCountsWhereTheListSaysSo) {
  model::RuleLibrary library = LibraryWith(Rule("T-9", R"("seed": {"lists": ["T-told"]},)"));
  library.books[0].scope.subject_types.push_back(model::EntityType::kPerson);
  library.books[0].scope.adults_only = true;
  Situation before;
  before.Party("E1", "enterprise").Listing("L1", "T-told", "E1", "2018-12-31");
  before.LastListing().published_on = Day("2018-12-31");
  EXPECT_THAT(ReachOf(library, before, "2020-06-01"), IsEmpty());
  before.LastListing().published_on = Day("2019-01-01");  // T is effective from this day
  EXPECT_THAT(ReachOf(library, before, "2020-06-01"), SizeIs(1));

  Situation shops;
  shops.Party("E1", "enterprise").Party("S1", "shop");
  shops.Edge("E1", "operates", "S1", "2020-03-01", "2020-04-01");
  shops.Listing("L1", "T-told", "E1", "2020-03-15");
  shops.LastListing().published_on = Day("2020-03-31");
  EXPECT_THAT(ReachOf(library, shops, "2020-06-01"), IsEmpty());
  shops.LastListing().published_on = Day("2020-04-01");
  EXPECT_THAT(ReachOf(library, shops, "2020-06-01"), SizeIs(1));

  Situation youth;
  youth.Party("P1", "person").With("birth_date", "2002-04-01");
  youth.Listing("L1", "T-told", "P1", "2020-03-15");
  youth.LastListing().published_on = Day("2020-03-31");
  EXPECT_THAT(ReachOf(library, youth, "2020-06-01"), IsEmpty());
  youth.LastListing().published_on = Day("2020-04-01");
  EXPECT_THAT(ReachOf(library, youth, "2020-06-01"), SizeIs(1));
}

// A rule "late" that applies while timer T-30 is overdue.
model::RuleLibrary WithTimer(const model::Timer& timer) {
  model::RuleLibrary library = LibraryWith(Rule("T-9"));
  library.calendar = Autumn2019();
  library.books[0].timers.push_back(timer);
  model::Condition overdue;
  overdue.kind = model::Condition::Kind::kOverdue;
  overdue.name = timer.id;
  library.books[0].rules[0].guards.push_back(overdue);
  return library;
}

model::Timer TenWorkingDays() {
  model::Timer timer;
  timer.id = "T-30";
  timer.amount = 10;
  timer.unit = "working_days";
  timer.event = model::TermEvent::kDecided;
  timer.answered_by = model::TermEvent::kCorrected;
  return timer;
}

std::vector<bool> Late(const model::RuleLibrary& library, const Situation& world,
                       const std::vector<const char*>& days) {
  std::vector<bool> late;
  for (const char* day : days) late.push_back(!ReachOf(library, world, day).empty());
  return late;
}

TEST(OracleTerms, OverdueFromTheDayAfterTheLast) {
  const model::RuleLibrary library = WithTimer(TenWorkingDays());
  Situation world;
  world.Party("E1", "enterprise").Listing("L1", "T-black", "E1", "2019-09-23");
  // 24 25 26 27 29 30 September, 8 9 10 11 October.
  const std::vector<const char*> days = {"2019-10-11", "2019-10-12", "2020-06-01"};
  EXPECT_THAT(Late(library, world, days), ElementsAre(false, true, true));
  world.LastListing().corrected_on = Day("2019-10-20");  // late, but from then no longer overdue
  EXPECT_THAT(Late(library, world, {"2019-10-12", "2019-10-19", "2019-10-20"}),
              ElementsAre(true, true, false));
}

TEST(OracleTerms, NeverOverdueWithoutAnAnswerOrAsAWaitingTime) {
  model::Timer timer = TenWorkingDays();
  timer.answered_by.reset();
  Situation world = OneFirm();
  EXPECT_THAT(Late(WithTimer(timer), world, {"2021-01-01"}), ElementsAre(false));
  timer = TenWorkingDays();
  timer.kind = model::Timer::Kind::kWaiting;
  EXPECT_THAT(Late(WithTimer(timer), world, {"2021-01-01"}), ElementsAre(false));
  timer.kind = model::Timer::Kind::kDeadline;
  EXPECT_THAT(Late(WithTimer(timer), world, {"2021-01-01"}), ElementsAre(true));
}

TEST(OracleTerms, TheParameterChoosesTheEventOrTheAmount) {
  model::Timer timer = TenWorkingDays();
  timer.unit = "days";
  timer.parameter = "T.timer";
  Situation world;
  world.Party("E1", "enterprise").Listing("L1", "T-black", "E1", "2019-03-01");
  world.LastListing().act_on = Day("2019-02-01");
  world.Add(model::NoticeFact{
      .id = "N1", .listing = "L1", .kind = "rectification", .delivered_on = Day("2019-04-10")});
  world.Add(model::NoticeFact{
      .id = "N2", .listing = "L1", .kind = "rectification", .delivered_on = Day("2019-04-02")});
  world.Add(model::NoticeFact{
      .id = "N3", .listing = "L1", .kind = "hearing", .delivered_on = Day("2019-03-02")});
  const auto first_late = [&](const char* value) {
    model::RuleLibrary library = WithTimer(timer);
    model::Parameter parameter;
    parameter.id = "T.timer";
    parameter.values = {{value, {}}};
    library.books[0].parameters.push_back(parameter);
    for (model::Date day = Day("2019-03-01"); day < Day("2019-06-01"); day = DaysLater(day, 1)) {
      if (!ReachOf(library, world, model::FormatDate(day)).empty()) return model::FormatDate(day);
    }
    return std::string("never");
  };
  EXPECT_EQ(first_late(""), "2019-03-12");    // ten days from the decision
  EXPECT_EQ(first_late("20"), "2019-03-22");  // twenty
  EXPECT_EQ(first_late("act"), "2019-03-01");
  EXPECT_EQ(first_late("rectification_notice"), "2019-04-13");  // of the first notice, N2
  EXPECT_EQ(first_late("published"), "never");
  timer.amount = 0;
  EXPECT_EQ(first_late(""), "never");
}

TEST(OracleTerms, OfSeveralObjectionsTheLastStarts) {
  model::Timer timer = TenWorkingDays();
  timer.unit = "days";
  timer.event = model::TermEvent::kObjected;
  timer.answered_by = model::TermEvent::kRepairOpinion;
  const model::RuleLibrary library = WithTimer(timer);
  Situation world = OneFirm();
  world.Add(model::ObjectionFact{.id = "O1", .listing = "L1", .on = Day("2020-04-01")});
  world.Add(model::ObjectionFact{.id = "O2", .listing = "L1", .on = Day("2020-05-06")});
  EXPECT_THAT(
      Late(library, world, {"2020-04-13", "2020-04-14", "2020-05-05", "2020-05-06", "2020-05-19"}),
      ElementsAre(false, true, true, false, true));
  model::StepFact opinion;
  opinion.id = "S1";
  opinion.listing = "L1";
  opinion.to = model::ListingState::kRepairOpinion;
  opinion.on = Day("2020-05-20");
  world.Add(opinion);
  EXPECT_THAT(Late(library, world, {"2020-05-19", "2020-05-20"}), ElementsAre(true, false));
}

TEST(OracleTerms, ExceptionsOnTheTargetAreAskedOfThePartyReached) {
  const model::RuleLibrary library =
      LibraryWith(Rule("T-9/own") + "," + Rule("T-9/lr", kSupervision),
                  R"({"label": "gone", "excepts": ["*"], "effect": "drop", "why": "w",
          "when": [{"if": "type", "types": ["individual_business"], "on": "target"}]},
         {"label": "apart", "excepts": ["*"], "effect": "suspend", "why": "w",
          "when": [{"if": "attribute", "name": "ownership", "words": ["state"],
                    "on": "target"}]})");
  Situation world = TwoHops();
  world.Party("E4", "enterprise").With("ownership", "state");
  world.Edge("P1", "owner", "E4", "2016-01-01");
  world.Edge("P1", "owner", "E3", "2020-04-01");
  const auto findings = ReachOf(library, world, "2020-06-01");
  EXPECT_THAT(Subjects(findings), ElementsAre("E1", "E2", "E4"));
  ASSERT_THAT(findings, SizeIs(3));
  EXPECT_EQ(findings[0].force, model::Force::kEffective);
  EXPECT_EQ(findings[1].force, model::Force::kEffective);
  EXPECT_EQ(findings[2].force, model::Force::kSuspended);
}

}  // namespace
}  // namespace liancheng::oracle
