// Time, repair, steps, disclosure, reports, bodies and the calendar are read as written.
#include "datasets/readers/rulebook/reader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/datasets/rulebook_texts.h"

namespace liancheng::datasets {
namespace {

using model::DateRange;
using testing::ElementsAre;
using testing::SizeIs;

// One entry of each kind of AB/life.json, and of the national files that go with it.
TEST(RulebookLife, TimeRepairAndSteps) {
  const model::RuleLibrary library = SoundLibrary();
  const model::Rulebook& book = library.books.at(0);
  const model::Timer& timer = book.timers.at(0);
  EXPECT_EQ(timer.kind, model::Timer::Kind::kDeadline);
  EXPECT_EQ(timer.amount, 0);
  EXPECT_EQ(timer.event, model::TermEvent::kRectificationNotice);
  EXPECT_EQ(timer.answered_by, model::TermEvent::kCorrected);
  EXPECT_THAT(timer.lists, ElementsAre("AB-black"));
  EXPECT_EQ(timer.parameter, "AB.reading");
  EXPECT_EQ(timer.overdue, "a talk");
  ASSERT_THAT(book.repairs, SizeIs(1));
  const model::Repair& repair = book.repairs[0];
  EXPECT_TRUE(repair.within_validity);
  ASSERT_THAT(repair.ways, SizeIs(2));
  EXPECT_EQ(repair.ways[0].listing, model::RepairWay::For::kFirst);
  EXPECT_EQ(repair.ways[1].listing, model::RepairWay::For::kRepeat);
  const model::RepairNeed& clean = repair.ways[0].needs.at(1);
  EXPECT_EQ(clean.kind, model::RepairNeed::Kind::kClean);
  EXPECT_EQ(clean.months, 6);
  EXPECT_THAT(clean.severities, ElementsAre(model::Severity::kSerious));
  EXPECT_EQ(repair.ways[1].needs.at(0).event, model::TermEvent::kPublished);
  EXPECT_EQ(repair.needs.at(0).what, "改正");
  ASSERT_THAT(repair.bars, SizeIs(3));
  EXPECT_EQ(repair.bars[0].warning_from, Day("2026-04-01"));
  EXPECT_EQ(repair.bars[1].minimum, 2);
  EXPECT_TRUE(repair.bars[1].same_ground);
  EXPECT_EQ(repair.bars[2].kind, model::RepairNeed::Kind::kRecords);
  ASSERT_THAT(book.steps, SizeIs(1));
  EXPECT_EQ(book.steps[0].to, model::ListingState::kDecided);
  EXPECT_THAT(book.steps[0].after,
              ElementsAre(model::ListingState::kProposed, model::ListingState::kPreNotice));
  EXPECT_THAT(book.steps[0].unless_on, ElementsAre("AB-black"));
}

TEST(RulebookLife, DisclosureReportsBodiesAndCalendar) {
  const model::RuleLibrary library = SoundLibrary();
  const model::Rulebook& book = library.books.at(0);
  ASSERT_THAT(book.fields, SizeIs(2));
  EXPECT_TRUE(book.fields[0].required);
  EXPECT_EQ(book.fields[0].disclosure, model::DisclosedField::Class::kPublic);
  EXPECT_EQ(book.fields[0].publish, model::DisclosedField::Publish::kMasked);
  EXPECT_EQ(book.fields[1].disclosure, model::DisclosedField::Class::kShared);
  EXPECT_EQ(book.fields[1].publish, model::DisclosedField::Publish::kWithheld);
  ASSERT_THAT(book.forbidden, SizeIs(1));
  EXPECT_THAT(book.forbidden[0].codes, ElementsAre("BT"));
  ASSERT_THAT(book.reports, SizeIs(2));
  EXPECT_EQ(book.reports[0].unit, "quarters");
  EXPECT_EQ(book.reports[1].parameter, "AB.term");
  ASSERT_THAT(library.bodies, SizeIs(1));
  EXPECT_EQ(library.bodies[0].names.at(0).status, model::BasisStatus::kEffective);
  EXPECT_EQ(library.bodies[0].names.at(1).status, model::BasisStatus::kUnverified);
  EXPECT_EQ(library.bodies[0].names.at(1).during, (DateRange{Day("2018-01-01"), model::kOpenEnd}));
  EXPECT_EQ(library.calendar.covered_to, Day("2029-12-31"));
  EXPECT_THAT(library.calendar.days_off, ElementsAre(Day("2029-01-01"), Day("2029-05-01")));
}

}  // namespace
}  // namespace liancheng::datasets
