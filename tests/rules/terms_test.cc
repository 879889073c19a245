// Terms, repair and the state of a listing where the shipped rulebooks do not go: edges of days,
// parameters without value, unknown events. What the provisions do is in tests/cases.
#include "engine/rules/terms.h"

#include <gtest/gtest.h>

#include "query/list_step.h"
#include "query/questions.h"
#include "tests/rules/small_book.h"

namespace liancheng::rules {
namespace {

constexpr const char* kTimers = R"J({"rules": [],
  "parameters": [
    {"id": "HJ.none", "name": "n", "unit": "months", "values": [{"value": ""}], "cites": ["HJ-12"]},
    {"id": "HJ.length", "name": "n", "unit": "months", "values": [{"value": "2", "to": "2020-06-01"},
      {"value": "4", "from": "2020-06-01"}], "cites": ["HJ-12"]},
    {"id": "HJ.start", "name": "n", "unit": "event", "values": [{"value": "published"}], "cites": ["HJ-12"]}],
  "timers": [
    {"id": "HJ-9", "name": "a", "amount": 1, "unit": "months", "start": "s", "event": "decided", "kind": "deadline",
     "answered_by": "published", "lists": ["HJ-black"], "modality": "must"},
    {"id": "HJ-16-a", "name": "b", "amount": 0, "unit": "months", "start": "s", "event": "decided", "kind": "waiting",
     "parameter": "HJ.none", "modality": "must"},
    {"id": "HJ-16-b", "name": "c", "amount": 0, "unit": "months", "start": "s", "event": "decided", "kind": "waiting",
     "parameter": "HJ.length", "modality": "must"},
    {"id": "HJ-16-c", "name": "d", "amount": 10, "unit": "days", "start": "s", "event": "decided", "kind": "period",
     "parameter": "HJ.start", "modality": "must"},
    {"id": "HJ-19-a", "name": "e", "amount": 1, "unit": "years", "start": "s", "event": "objected", "kind": "deadline",
     "modality": "must"}]})J";

std::vector<std::string> World(const std::string& listing_days) {
  return {R"J({"entity": "E1", "type": "enterprise", "region": "320800"})J",
          R"J({"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", )J" +
              listing_days + "}"};
}

// The rulebooks are gone with the workspace: the result is good for its days only.
TermResult Term(const std::string& rule, const std::string& listing_days, const std::string& day) {
  const auto answer = query::AskDeadline(Ask(kTimers, World(listing_days), day), rule, "L1");
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.ok() ? answer->term : TermResult();
}

std::string End(const TermResult& term) {
  return term.end ? model::FormatDate(term.end->day) : "none";
}

// Without a notice on holidays only weekends are known: 2020-02-01 is a Saturday.
TEST(Terms, ADeadlineOfMonthsMovesOffAFreeDay) {
  const TermResult term = Term("HJ-9", R"("decided_on": "2020-01-01")", "2020-02-03");
  EXPECT_EQ(End(term), "2020-02-03");
  EXPECT_TRUE(term.end->moved);
  EXPECT_TRUE(term.end->provisional);
  EXPECT_FALSE(term.overdue);
  EXPECT_TRUE(Term("HJ-9", R"("decided_on": "2020-01-01")", "2020-02-04").overdue);
}

TEST(Terms, AnAnswerAfterTheEndIsLateAndNoLongerOverdue) {
  const std::string days = R"("decided_on": "2020-01-01", "published_on": "2020-03-01")";
  EXPECT_TRUE(Term("HJ-9", days, "2020-02-29").overdue);  // not known to be answered that day
  const TermResult late = Term("HJ-9", days, "2020-03-01");
  EXPECT_FALSE(late.overdue);
  EXPECT_TRUE(late.late);
  const std::string in_time = R"("decided_on": "2020-01-01", "published_on": "2020-02-03")";
  EXPECT_FALSE(Term("HJ-9", in_time, "2020-03-01").late);
}

TEST(Terms, AnUnsetLengthHasNoEnd) {
  const TermResult term = Term("HJ-16-a", R"("decided_on": "2020-01-01")", "2021-01-01");
  EXPECT_EQ(End(term), "none");
  ASSERT_EQ(term.missing.size(), 1u);
  EXPECT_NE(term.missing[0].find("HJ.none"), std::string::npos);
}

// The value of the day the listing was decided; a waiting time ends on its corresponding day, free
// or not (2020-03-01 is a Sunday).
TEST(Terms, AParameterGivesTheLength) {
  EXPECT_EQ(End(Term("HJ-16-b", R"("decided_on": "2020-01-01")", "2020-12-01")), "2020-03-01");
  EXPECT_EQ(End(Term("HJ-16-b", R"("decided_on": "2020-06-01")", "2020-12-01")), "2020-10-01");
}

TEST(Terms, AParameterChoosesTheEvent) {
  const std::string days = R"("decided_on": "2020-01-01", "published_on": "2020-01-20")";
  EXPECT_EQ(End(Term("HJ-16-c", days, "2020-02-01")), "2020-01-30");
  EXPECT_EQ(End(Term("HJ-16-c", R"("decided_on": "2020-01-01")", "2020-02-01")), "none");
}

TEST(Terms, AnEventThatHasNotHappenedByTheDayStartsNothing) {
  const std::string days = R"("decided_on": "2020-01-01", "published_on": "2020-01-20")";
  EXPECT_EQ(End(Term("HJ-16-c", days, "2020-01-19")), "none");
  EXPECT_EQ(End(Term("HJ-19-a", days, "2020-02-01")), "none");  // nobody objected
}

TEST(Terms, WithoutAnAnswerThatCanBeToldNothingIsOverdue) {
  std::vector<std::string> world = World(R"("decided_on": "2020-01-01")");
  world.push_back(R"J({"objection": "O1", "listing": "L1", "on": "2020-01-10"})J");
  const auto answer = query::AskDeadline(Ask(kTimers, world, "2022-01-01"), "HJ-19-a", "L1");
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(End(answer->term), "2021-01-11");  // 2021-01-10 is a Sunday
  EXPECT_FALSE(answer->term.overdue);
}

TEST(Terms, ARowWithSeveralTermsMeansTheFirstThatHasALength) {
  const query::Workspace workspace =
      Ask(kTimers, World(R"("decided_on": "2020-01-01")"), "2020-02-01");
  const auto place = FindTimer(workspace.plan(), "HJ-16");
  ASSERT_TRUE(place);
  EXPECT_EQ(place->timer->id, "HJ-16-b");  // the parameter of -a is empty
  EXPECT_FALSE(FindTimer(workspace.plan(), "HJ-17"));
  EXPECT_EQ(query::AskDeadline(workspace, "HJ-17", "L1").status().code(),
            absl::StatusCode::kNotFound);
}

TEST(Terms, TheWorklistHoldsWhatRunsAndLeavesOutWhatIsAnswered) {
  const query::Workspace workspace =
      Ask(kTimers, World(R"("decided_on": "2020-01-01")"), "2020-02-10");
  const auto running = query::AskTerms(workspace, false);
  ASSERT_TRUE(running.ok());
  ASSERT_EQ(running->terms.size(), 1u);
  EXPECT_EQ(running->terms[0].term.timer->id, "HJ-9");
  EXPECT_TRUE(running->terms[0].term.overdue);
  const auto answered = query::AskTerms(
      Ask(kTimers, World(R"("decided_on": "2020-01-01", "published_on": "2020-01-02")"),
          "2020-02-10"),
      false);
  ASSERT_TRUE(answered.ok());
  EXPECT_TRUE(answered->terms.empty());
}

// --- steps ---

constexpr const char* kSteps = R"J({"rules": [], "steps": [
  {"id": "HJ-3-a", "lists": ["HJ-black"], "to": "decided", "after": ["proposed"], "modality": "must", "text": "t"},
  {"id": "HJ-9", "lists": ["HJ-black"], "to": "published", "after": ["decided"], "modality": "must", "text": "t"},
  {"id": "HJ-4", "lists": ["HJ-red"], "to": "decided", "after": ["proposed"], "unless_on": ["HJ-black"],
   "modality": "must", "text": "t"},
  {"id": "HJ-16-c", "lists": ["HJ-black"], "to": "revoked", "after": ["decided", "published"], "modality": "must",
   "text": "t"}]})J";

query::StepPlan Plan(const std::vector<std::string>& world, model::ListingState to,
                     const std::string& day) {
  query::StepRequest request;
  request.listing = "L1";
  request.to = to;
  request.on = *model::ParseDate(day);
  request.actor = "某局";
  auto plan = query::PlanStep(Ask(kSteps, world, day), request);
  EXPECT_TRUE(plan.ok()) << plan.status();
  return plan.ok() ? *std::move(plan) : query::StepPlan();
}

TEST(Steps, TheOrderIsThatOfTheBook) {
  const auto proposed = World(R"("proposed_on": "2020-01-01")");
  const auto early = Plan(proposed, model::ListingState::kPublished, "2020-01-05");
  ASSERT_EQ(early.refusals.size(), 1u);
  EXPECT_EQ(early.refusals[0].row, "HJ-9");
  EXPECT_TRUE(Plan(proposed, model::ListingState::kDecided, "2020-01-05").refusals.empty());
}

TEST(Steps, ADecisionStatesTheListingAgainAndSaysWho) {
  const auto plan =
      Plan(World(R"("proposed_on": "2020-01-01")"), model::ListingState::kDecided, "2020-01-05");
  ASSERT_EQ(plan.facts.size(), 2u);
  const auto& listing = std::get<model::ListingFact>(plan.facts[0].statement);
  EXPECT_EQ(model::FormatDate(listing.decided_on), "2020-01-05");
  EXPECT_EQ(listing.subject.key, "E1");
  EXPECT_EQ(listing.decider, "某局");
  const auto& step = std::get<model::StepFact>(plan.facts[1].statement);
  EXPECT_EQ(step.actor, "某局");
  EXPECT_EQ(step.to, model::ListingState::kDecided);
}

TEST(Steps, NothingFollowsAnEnd) {
  auto world = World(R"("decided_on": "2020-01-01")");
  world.push_back(R"J({"ending": "N1", "listing": "L1", "how": "revoked", "on": "2020-02-01"})J");
  const auto plan = Plan(world, model::ListingState::kPublished, "2020-02-02");
  ASSERT_EQ(plan.refusals.size(), 1u);
  EXPECT_NE(plan.refusals[0].why.find("revoked"), std::string::npos);
}

TEST(Steps, StatesThatComeByTimeAreNoSteps) {
  query::StepRequest request;
  request.listing = "L1";
  request.to = model::ListingState::kExpired;
  const auto plan =
      query::PlanStep(Ask(kSteps, World(R"("decided_on": "2020-01-01")"), "2020-01-02"), request);
  EXPECT_EQ(plan.status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(Steps, AStepThatNoProvisionSetsUpIsRefused) {
  const auto plan =
      Plan(World(R"("decided_on": "2020-01-01")"), model::ListingState::kRectifying, "2020-01-05");
  ASSERT_EQ(plan.refusals.size(), 1u);
  EXPECT_EQ(plan.refusals[0].row, "");
}

TEST(Steps, AnEntryIsRefusedWhileItsSubjectIsOnAListThatExcludesIt) {
  const auto world = World(R"("decided_on": "2020-01-01", "valid_to": "2020-06-01")");
  const auto entry = Facts(
      {R"J({"listing": "R1", "list": "HJ-red", "subject": "E1", "ground": "HJ-5-(一)", "decided_on": "2020-05-31"})J",
       R"J({"listing": "R2", "list": "HJ-red", "subject": "E1", "ground": "HJ-5-(一)", "decided_on": "2020-06-01"})J"});
  const query::Workspace workspace = Ask(kSteps, world, "2020-07-01");
  const auto refused = query::CheckFact(workspace, entry[0]);
  ASSERT_EQ(refused.size(), 1u);
  EXPECT_EQ(refused[0].row, "HJ-4");
  EXPECT_TRUE(query::CheckFact(workspace, entry[1]).empty());
}

}  // namespace
}  // namespace liancheng::rules
