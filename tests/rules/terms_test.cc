// Terms, repair and the state of a listing in situations that the shipped rulebooks do not cover:
// first and last days, parameters without value, unknown events. What the provisions do is in
// tests/cases.
#include "engine/rules/terms.h"

#include <gtest/gtest.h>

#include "fmt/format.h"
#include "query/ask/questions.h"
#include "query/listing/list_step.h"
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

// The rulebooks are destroyed with the workspace, so only the days of the result may be used.
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

// HJ-12: the deciding department sets it.
TEST(Steps, ADecisionSetsTheValidity) {
  const auto world = World(R"("proposed_on": "2020-01-01")");
  query::StepRequest request;
  request.listing = "L1";
  request.to = model::ListingState::kDecided;
  request.on = *model::ParseDate("2020-01-05");
  request.valid_to = model::ParseDate("2020-01-06").value();
  const auto plan = query::PlanStep(Ask(kSteps, world, "2020-01-05"), request);
  ASSERT_TRUE(plan.ok()) << plan.status();
  const auto& listing = std::get<model::ListingFact>(plan->facts.at(0).statement);
  EXPECT_EQ(listing.valid_to, request.valid_to);
  request.valid_to = request.on;
  const auto refused = query::PlanStep(Ask(kSteps, world, "2020-01-05"), request);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(refused.status().message().find("2020-01-05"), std::string::npos);
}

TEST(Steps, AProposalTellsTheDayOfTheAct) {
  const query::Workspace workspace =
      Ask(kSteps, World(R"("decided_on": "2020-01-01")"), "2020-03-02");
  query::NewListing entry;
  entry.id = "L2";
  entry.list = "HJ-black";
  entry.subject = "E1";
  entry.ground = workspace.plan().FindList("HJ-black")->list->cites.at(0);
  entry.on = *model::ParseDate("2020-03-02");
  const auto act_of = [&workspace](const query::NewListing& asked) {
    const auto facts = query::PropositionOf(workspace, asked);
    EXPECT_TRUE(facts.ok()) << facts.status();
    return std::get<model::ListingFact>(facts->at(0).statement).act_on;
  };
  EXPECT_EQ(act_of(entry), std::nullopt);
  entry.act_on = entry.on;
  EXPECT_EQ(act_of(entry), entry.on);
  entry.act_on = model::AddDays(entry.on, 1);
  EXPECT_EQ(query::PropositionOf(workspace, entry).status().code(),
            absl::StatusCode::kInvalidArgument);
}

std::vector<std::string> History(const std::vector<std::string>& world, const std::string& day) {
  const query::Workspace workspace = Ask(kSteps, world, day);
  const auto answer = query::AskLife(workspace, "L1");
  EXPECT_TRUE(answer.ok()) << answer.status();
  std::vector<std::string> lines;
  for (const LifeEntry& entry : answer->life.entries) {
    lines.push_back(fmt::format("{} {} {} {}", model::FormatDate(entry.on), Name(entry.state),
                                entry.record, entry.actor));
  }
  return lines;
}

TEST(Steps, AStepBesideAStatementSaysWhoAndOneWithoutItSaysNothing) {
  auto world = World(R"("decided_on": "2020-01-05", "published_on": "2020-01-10")");
  for (
      const char* step : {
          R"J({"step": "S1", "listing": "L1", "to": "decided", "on": "2020-01-05", "actor": "甲局"})J",
          R"J({"step": "S2", "listing": "L1", "to": "decided", "on": "2020-01-05", "actor": "乙局"})J",
          R"J({"step": "S3", "listing": "L1", "to": "published", "on": "2020-01-11", "actor": "甲局"})J",
          R"J({"step": "S4", "listing": "L1", "to": "clue", "on": "2020-01-02"})J",
          R"J({"step": "S5", "listing": "L1", "to": "revoked", "on": "2020-02-01", "actor": "甲局"})J",
          R"J({"step": "S6", "listing": "L1", "to": "repaired", "on": "2020-03-01", "actor": "甲局"})J",
      }) {
    world.push_back(step);
  }
  using Lines = std::vector<std::string>;
  const Lines before = {"2020-01-02 clue S4 ", "2020-01-05 decided L1 甲局、乙局",
                        "2020-01-10 published L1 "};
  EXPECT_EQ(History(world, "2020-06-01"), before);
  world.push_back(R"J({"ending": "X1", "listing": "L1", "how": "repaired", "on": "2020-03-01"})J");
  Lines after = before;
  after.push_back("2020-03-01 repaired X1 甲局");
  EXPECT_EQ(History(world, "2020-06-01"), after);
}

// --- objections ---

std::vector<std::string> Objected(const std::string& more = "") {
  auto world = World(R"("decided_on": "2020-01-01")");
  world.push_back(R"J({"objection": "O1", "listing": "L1", "on": "2020-02-03"})J");
  if (!more.empty()) world.push_back(more);
  return world;
}

absl::StatusOr<model::Fact> Answer(const std::vector<std::string>& world, const std::string& day,
                                   const std::string& objection = "") {
  query::ObjectionAnswer answer;
  answer.listing = "L1";
  answer.objection = objection;
  answer.on = *model::ParseDate(day);
  answer.actor = "某局";
  return query::AnswerOf(Ask(kSteps, world, day), answer);
}

TEST(Objections, AnAnswerStatesTheObjectionAgain) {
  const auto fact = Answer(Objected(), "2020-02-10");
  ASSERT_TRUE(fact.ok()) << fact.status();
  const auto& objection = std::get<model::ObjectionFact>(fact->statement);
  EXPECT_EQ(objection.id, "O1");
  EXPECT_EQ(objection.listing, "L1");
  EXPECT_EQ(model::FormatDate(objection.on), "2020-02-03");
  EXPECT_EQ(objection.result, model::ObjectionResult::kRejected);
  EXPECT_EQ(model::FormatDate(*objection.answered_on), "2020-02-10");
  EXPECT_EQ(fact->provenance.source, "某局");
}

TEST(Objections, OnlyOneThatRunsIsAnswered) {
  const std::string second = R"J({"objection": "O2", "listing": "L1", "on": "2020-02-05"})J";
  const std::string ending =
      R"J({"ending": "X1", "listing": "L1", "how": "upheld_objection", "on": "2020-02-06"})J";
  const std::string retold =
      R"J({"objection": "O2", "listing": "L1", "on": "2020-02-03", "result": "rejected", "answered_on": "2020-02-06"})J";
  const struct {
    std::string more;
    const char* day;
    const char* objection;
    absl::StatusCode code;
    const char* says;
  } rows[] = {
      {"", "2020-02-03", "", absl::StatusCode::kOk, ""},
      {"", "2020-02-02", "", absl::StatusCode::kNotFound, "no objection to L1 is running"},
      {"", "2020-02-02", "O1", absl::StatusCode::kInvalidArgument, "made on 2020-02-03"},
      {"", "2020-02-10", "O9", absl::StatusCode::kNotFound, "no objection \"O9\""},
      {second, "2020-02-04", "", absl::StatusCode::kOk, ""},
      {second, "2020-02-05", "", absl::StatusCode::kInvalidArgument, "name one: O1, O2"},
      {second, "2020-02-05", "O2", absl::StatusCode::kOk, ""},
      {ending, "2020-02-05", "", absl::StatusCode::kOk, ""},
      {ending, "2020-02-06", "", absl::StatusCode::kNotFound, "no objection to L1 is running"},
      {ending, "2020-02-10", "O1", absl::StatusCode::kInvalidArgument, "answered on 2020-02-06"},
      {retold, "2020-02-10", "", absl::StatusCode::kOk, ""},
      {retold, "2020-02-10", "O2", absl::StatusCode::kInvalidArgument, "answered on 2020-02-06"},
  };
  for (const auto& row : rows) {
    const auto fact = Answer(Objected(row.more), row.day, row.objection);
    EXPECT_EQ(fact.status().code(), row.code) << row.day << " " << fact.status();
    EXPECT_NE(fact.status().message().find(row.says), std::string::npos) << fact.status();
  }
}

TEST(Objections, TheAnnotationEndsOnTheDayOfTheAnswer) {
  const auto world = Objected(
      R"J({"objection": "O2", "listing": "L1", "on": "2020-02-05", "result": "upheld", "answered_on": "2020-02-10"})J");
  const std::pair<const char*, size_t> rows[] = {{"2020-02-02", 0},
                                                 {"2020-02-03", 1},
                                                 {"2020-02-05", 2},
                                                 {"2020-02-09", 2},
                                                 {"2020-02-10", 1}};
  for (const auto& [day, count] : rows) {
    const query::Workspace workspace = Ask(kSteps, world, day);
    const auto answer = query::AskLife(workspace, "L1");
    ASSERT_TRUE(answer.ok()) << answer.status();
    EXPECT_EQ(answer->life.annotations.size(), count) << day;
    EXPECT_EQ(answer->life.state, model::ListingState::kDecided) << day;
  }
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
