// tests/oracle/naive.h: every step of "How a rule is evaluated" (docs/rulebook_format.md) done by
// loops over all facts: slow, plainly right, and without a line of engine/graph, engine/rules or
// query; its calendar is its own (naive_calendar.h). Facts are in intake form (parties by key); a
// later fact of the same key stands for the earlier one, and a retraction takes it away.
//
// Where the page leaves a reading open, this is the one taken:
//  - definitions and percentages are read on the asked day;
//  - attributions and confirmations decide whether there is a finding, not its dates;
//  - "lasts longest" is the latest end; the fixed order of paths is that of their text;
//  - an unmet need of a basis that is effective on the day is a missing fact;
//  - the bases of a private addressee are not weighed, so they do not lower the tier either;
//  - stakes of one holder in one firm are added; an unknown share counts nothing, a band its lower
//    end; actual_controller is control, and no link of a chain of holdings;
//  - a ground of the way `single` takes any record of that ground, whoever decided it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/model/fact.h"
#include "engine/model/rulebook.h"

namespace liancheng::oracle {

struct NaiveFinding {
  std::string subject;
  std::string measure;
  model::Standing standing = model::Standing::kNone;
  model::Tier tier = model::Tier::kT1;
  model::Force force = model::Force::kUndetermined;
  model::Modality modality = model::Modality::kMust;
  std::string rulebook;
  std::string provision;
  std::string label;  // of the rule
  std::string listing;
  std::vector<std::string> path;  // "A -relation-> B", as stated
  model::Date from;
  model::Date to;
  bool missing = false;  // whether it names a missing fact
  // The path contains an affiliation. Its stakes are a set, and another choice of them is also
  // right.
  bool evidence_is_a_set = false;
  bool operator==(const NaiveFinding&) const = default;
};

// One line, for messages of tests.
std::string Describe(const NaiveFinding& finding);

// The current facts by kind, after supersession and retraction.
struct StandingFacts {
  explicit StandingFacts(const std::vector<model::Fact>& facts);

  std::vector<model::EntityFact> entities;
  std::vector<model::RelationFact> relations;
  std::vector<model::ListingFact> listings;
  std::vector<model::PenaltyFact> penalties;
  std::vector<model::AttributionFact> attributions;
  std::vector<model::ConfirmationFact> confirmations;
  std::vector<model::EndingFact> endings;
  std::vector<model::GradeFact> grades;
  std::vector<model::HonourFact> honours;
  std::vector<model::DemandFact> demands;
  std::vector<model::ObjectionFact> objections;
  std::vector<model::NoticeFact> notices;
  std::vector<model::StepFact> steps;
};

// A listing or a demand, from which a rule starts.
struct NaiveAct {
  std::string id;
  bool demand = false;
  bool cooperated = true;
  std::string start;           // where the walk begins: the listed party, the merchant of a demand
  std::string answerable;      // the party in scope: the listed party, the operator of a demand
  model::ListingFact listing;  // for a demand only the dates are set
};

class Naive {
 public:
  // `rulebooks` are the ids of the asked books; only these give findings.
  Naive(const std::vector<model::Fact>& facts, const model::RuleLibrary& library,
        std::set<std::string> rulebooks);

  // The findings of a listing or a demand, in the order of books and rules, then of subjects.
  // Nothing for an unknown id.
  std::vector<NaiveFinding> Reach(const std::string& id, model::Date day) const;

  // The findings of Reach on this party over all listings and demands, in order of their ids.
  std::vector<NaiveFinding> Measures(const std::string& key, model::Date day) const;

  // Ids of the grounds of the asked books that the party's penalties meet on the day.
  std::set<std::string> GroundsMet(const std::string& subject, model::Date day) const;

  // Listings and demands, in order of id.
  std::vector<std::string> Acts() const;
  // Every party that any fact names.
  std::set<std::string> Parties() const;

 private:
  struct Effect {
    model::DateRange during;
    bool term_assumed = false;  // no end was decided, so the list's parameter is used
  };
  struct Walked {
    std::vector<std::string> parties;  // from the start
    std::vector<std::string> path;
    model::DateRange valid;
    bool by_affiliation = false;
    bool tie_unknown = false;  // no path to the demand's operator was found
  };
  struct Question {
    const model::Rulebook& book;
    const model::Rule& rule;
    const NaiveAct& act;
    model::Date day;
  };
  struct Weighed {
    bool drop = false;
    bool suspended = false;
    bool undetermined = false;
    bool awaiting = false;
    bool missing = false;
  };
  struct Stake {
    std::string text;
    std::string holder;
    std::string firm;
    model::DateRange valid;
    uint32_t share_ppm = 0;
  };
  using Evidence = std::vector<Stake>;

  // naive.cc
  const model::EntityFact* Entity(const std::string& key) const;
  std::optional<model::EntityType> TypeOf(const std::string& key) const;
  bool IsOfTypes(const std::string& key, const std::vector<model::EntityType>& types) const;
  const model::ListDefinition* List(const std::string& id) const;
  std::optional<std::string> Parameter(const std::string& id, model::Date on) const;
  std::optional<int> Years(const std::string& id, model::Date on) const;
  std::optional<NaiveAct> Act(const std::string& id) const;
  model::Date CountsFrom(const NaiveAct& act) const;
  std::string TermOf(const NaiveAct& act) const;
  Effect EffectOf(const NaiveAct& act) const;
  void AddFindings(const Question& question, const Effect& effect,
                   std::vector<NaiveFinding>* findings) const;
  void AddFinding(const Question& question, const Effect& effect, const Walked& walked,
                  std::vector<NaiveFinding>* findings) const;

  // naive_conditions.cc
  bool InScope(const model::Rulebook& book, const NaiveAct& act) const;
  bool RegionUnknown(const model::Rulebook& book, const std::string& party) const;
  bool SeedFits(const Question& question) const;
  bool ReadingStands(const model::Rule& rule, model::Date counts_from) const;
  bool Holds(const model::Condition& condition, const Question& question,
             const std::string& target) const;
  bool IsOnList(const std::string& party, const std::vector<std::string>& lists,
                model::Date day) const;
  bool HasRelation(const model::Condition& condition, const std::string& party,
                   model::Date day) const;
  bool IsAttributed(const NaiveAct& act, const std::string& person, model::Date day) const;
  bool IsAttributedOn(const model::Condition& condition, const Question& question,
                      const std::string& person) const;
  bool IsConfirmed(const Question& question, const std::string& party) const;
  Weighed Weigh(const Question& question, const std::string& target) const;
  void DecideForce(const Question& question, const Weighed& weighed, const std::string& target,
                   NaiveFinding* finding) const;

  // naive_terms.cc
  const model::Timer* Timer(const std::string& id) const;
  std::set<model::Date> EventDays(const NaiveAct& act, model::TermEvent event) const;
  std::optional<model::Date> AnswerDay(const NaiveAct& act, model::Date day) const;
  std::optional<model::Date> EventDay(const NaiveAct& act, model::TermEvent event,
                                      model::Date day) const;
  // The day after the missed last day; nothing while the term is not missed.
  std::optional<model::Date> OverdueSince(const std::string& timer, const NaiveAct& act,
                                          model::Date day) const;
  bool LacksCapacity(const std::string& party, model::Date day) const;

  // naive_walk.cc
  std::vector<Walked> BestWalks(const Question& question) const;
  void Step(const Question& question, size_t step, const Walked& so_far,
            std::vector<Walked>* done) const;
  void StepRelation(const Question& question, size_t step, const Walked& so_far,
                    std::vector<Walked>* done) const;
  void StepAttributed(const Question& question, size_t step, const Walked& so_far,
                      std::vector<Walked>* done) const;
  void StepAffiliated(const Question& question, size_t step, const Walked& so_far,
                      std::vector<Walked>* done) const;
  bool MayStepTo(const Question& question, const model::WalkStep& step, const Walked& so_far,
                 const std::string& party) const;
  std::vector<Evidence> Affiliations(const std::string& x, const std::string& y,
                                     const std::string& definition, model::Date day) const;
  std::vector<Stake> StakesOn(model::Date day) const;
  std::set<std::string> Controlled(const std::string& x, model::Date day,
                                   uint32_t threshold_ppm) const;
  bool IsActualController(const std::set<std::string>& group, const std::string& firm,
                          model::Date day) const;
  Evidence ControlEvidence(const std::string& x, const std::string& y, model::Date day,
                           uint32_t threshold_ppm) const;
  std::vector<Evidence> ShortestChains(const std::string& x, const std::string& y, model::Date day,
                                       uint32_t threshold_ppm) const;

  // naive_grounds.cc
  bool IsMet(const model::Rulebook& book, const model::Ground& ground, const model::GroundWay& way,
             const std::string& subject, model::Date day) const;
  bool IsCountMet(const model::Rulebook& book, const model::GroundWay& way,
                  const std::string& subject, model::Date day) const;

  StandingFacts facts_;
  const model::RuleLibrary& library_;
  std::set<std::string> rulebooks_;
};

}  // namespace liancheng::oracle
