// engine/model/rulebook.h: what one policy document says, as data.
// Filled by datasets/ from JSON, compiled by engine/rules into a plan.
// Source: docs/rulebook_format.md gives every field, its values and an example.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/date.h"
#include "engine/model/ids.h"
#include "engine/model/money.h"
#include "engine/model/rulebook_life.h"
#include "engine/model/vocabulary.h"

namespace liancheng::model {

// One statute, regulation or policy article with its status over time.
struct BasisVersion {
  BasisStatus status = BasisStatus::kUnverified;
  DateRange during;
};
struct Basis {
  std::string code;     // B07
  std::string name;     // 《商业银行法》
  std::string article;  // 第三十五条
  std::string number;   // document number, where known
  std::string replaced_by;
  std::string note;
  std::vector<BasisVersion> versions;  // ascending, without gap or overlap
};

// What must hold for a rule (a guard), a basis or an exception. A closed set.
struct Condition {
  enum class Kind {
    kHasRelation,    // `on` has an edge of `relations` in `direction` to a party of `types`
    kLacksRelation,  // the contrary
    kOnList,         // `on` is on one of `lists` on the asked day, by a listing in force
    kNotOnList,      // the contrary
    kGround,         // the listing's ground is one of `words`
    kSeverity,       // the listing's severity is one of `words`
    kBasisNamed,     // the listing names its own basis
    kBasisUnnamed,   // the contrary
    kAttribute,      // attribute `name` of `on` is one of `words`
    kType,           // type of `on` is one of `types`
    kGradedWithin,   // `on` gained a grade less than `years` before the listing was decided
    kHonoured,       // `on` holds an honour on the asked day
    kConfirmed,      // the deciding department confirmed this rule for the reached party
    kNotCooperated,  // the demand was not followed (seed `demand` only)
    kAttributedOn,   // `on` answers, in one of `roles`, for an act of the listed party on `lists`
    kOverdue,        // the deadline of timer `name` has passed on the asked day without its answer
  };
  enum class On { kSeed, kTarget };
  // What happens to the finding when the condition does not hold.
  enum class Otherwise { kDrop, kUndetermined, kSuspended, kAwaitConfirmation };

  Kind kind = Kind::kHasRelation;
  On on = On::kSeed;
  Otherwise otherwise = Otherwise::kDrop;
  RelationSet relations = 0;
  bool outward = true;
  std::vector<EntityType> types;
  std::vector<std::string> lists;
  std::vector<ResponsibleRole> roles;  // empty = any
  std::vector<std::string> words;
  std::string name;
  int years = 0;
  std::string missing;  // text shown when it does not hold and the finding stays
};

struct BasisUse {
  std::string code;
  std::vector<Condition> needs;  // facts that this basis itself requires
};

// Which listings start a rule.
struct Seed {
  bool demand = false;                    // the seed is a demand record, not a listing
  std::vector<std::string> lists;         // any of
  std::vector<std::string> grounds;       // empty = any
  std::vector<Severity> severities;       // empty = any
  std::vector<EntityType> subject_types;  // empty = any
};

struct WalkStep {
  enum class Kind { kRelation, kAffiliated, kAttributed };
  enum class At { kAct, kDecision, kEvaluation };
  Kind kind = Kind::kRelation;
  RelationSet relations = 0;
  bool outward = true;  // along from -> to
  At at = At::kEvaluation;
  std::vector<EntityType> types;       // of the party stepped to; empty = any
  std::string definition;              // kAffiliated: parameter id
  std::vector<ResponsibleRole> roles;  // kAttributed; empty = any
  bool meets_operator = false;         // the party stepped to must be the demand's operator
};

struct Give {
  std::string measure;
  std::string name;
  Tier tier = Tier::kT1;
  MovementKind kind = MovementKind::kMeas;
  Standing standing = Standing::kListed;
  Modality modality = Modality::kMust;
  bool incentive = false;
  bool private_addressee = false;  // cannot be compelled: force is `recommended` (G17)
  bool needs_attribution = false;
  bool needs_confirmation = false;
  std::vector<std::string> executors;
  std::vector<std::string> matters;
  std::vector<BasisUse> bases;
  std::string term;  // parameter id; empty = the list's term
};

struct Rule {
  std::string id;                  // row id of the requirement list, the finding's provision
  std::string label;               // unique within the rulebook: "TQ-14-(三)/b"
  std::string movement;            // D14; empty for the listed party's own measure
  std::string text;                // what it says, in our own words
  std::vector<std::string> flags;  // plain_wording, interpretation:G11, ...
  // The rule applies only while this parameter has this value (readings A and B of G11); empty =
  // always.
  std::string reading_parameter;
  std::string reading_value;
  Seed seed;
  std::vector<Condition> guards;  // all must hold
  std::vector<WalkStep> walk;     // empty = the listed party itself
  Give give;
};

// A labelled exception: when all conditions hold, the named rules do not give, or give suspended.
struct Exception {
  enum class Effect { kDrop, kSuspend };
  std::string label;                 // G14
  std::vector<std::string> excepts;  // labels of rules; "*" = all; "incentives" = all incentives
  std::vector<Condition> when;
  Effect effect = Effect::kDrop;
  std::string why;
};

struct ListDefinition {
  std::string id;
  std::string name;
  ListKind kind = ListKind::kBlack;
  std::string proposer;
  std::string decider;  // as the text says; empty = the text names none
  std::string publisher;
  std::vector<std::string> subject_rows;  // scope rows
  std::vector<std::string> cites;
  std::string term;  // parameter id of the default term
  // By the listing's severity, in place of `term` (HX-27); parameter ids.
  std::map<Severity, std::string> terms_by_severity;
  bool from_publication = false;
  // listings of other subjects are stored and reported, and have no consequences
  std::vector<EntityType> subject_types;
  std::vector<std::string> flags;
};

// One way to meet a counting or amount ground.
struct GroundWay {
  enum class Kind { kSingle, kCount, kAmount };
  Kind kind = Kind::kSingle;
  std::vector<std::string> grounds;   // kCount: whose acts are counted
  std::vector<Procedure> procedures;  // kCount
  int window_months = 0;              // kCount: (end - window, end]
  int minimum = 0;                    // kCount: inclusive (民法典 art. 1259)
  int distinct_minimum = 1;           // kCount: different grounds among the counted
  std::string field;                  // kAmount: sales | illegal_gain
  Money at_least;                     // kAmount: inclusive, of one record
};

struct Ground {
  std::string id;
  std::string name;
  std::vector<std::string> lists;
  bool catch_all = false;       // open-ended: needs a named basis (G14)
  std::vector<GroundWay> ways;  // any of; empty = a person decides
  std::vector<std::string> flags;
};

struct ParameterValue {
  std::string value;
  DateRange during;
};
struct Parameter {
  std::string id;
  std::string name;
  std::string unit;  // years, months, definition, reading, flag
  std::vector<std::string> choices;
  std::vector<ParameterValue> values;  // dated; ascending
  std::vector<std::string> cites;
  std::string flag;  // needs_decision, interpretation:G11
  std::string note;
};

// A row without data to evaluate: a duty of record keeping, a principle, a note.
struct Note {
  std::string id;
  std::string category;  // a..i of the requirement list
  Modality modality = Modality::kMust;
  std::string text;
  std::string actor;
  std::vector<std::string> flags;
};

struct Scope {
  RegionCode region;                      // 0 = everywhere
  std::vector<EntityType> subject_types;  // of the listed party; empty = any
  std::vector<std::string> cites;
  // CS-3-c / G13: a party that trades only through shops on other platforms is not covered.
  bool excludes_shop_only = false;
  std::string excludes_shop_only_why;
  // HX-2, G55: a person without full capacity is no subject.
  bool adults_only = false;
  // G12: an unlicensed operator is covered by its place of business.
  bool unlicensed_by_place = false;
};

struct Rulebook {
  std::string id;
  std::vector<std::string> titles;
  std::string number;
  std::string issuer;
  std::string level;  // national, province, city, county
  std::optional<Date> issued;
  std::optional<Date> published;
  std::optional<Date> effective;
  std::optional<Date> ended;
  std::string source;
  std::vector<std::string> flags;
  Scope scope;
  std::vector<ListDefinition> lists;
  std::vector<Ground> grounds;
  std::vector<Rule> rules;
  std::vector<Exception> exceptions;
  std::vector<Parameter> parameters;
  std::vector<Timer> timers;
  std::vector<Repair> repairs;
  std::vector<LifeStep> steps;
  std::vector<DisclosedField> fields;
  std::vector<ForbiddenData> forbidden;
  std::vector<ReportDuty> reports;
  std::vector<Note> notes;
  // Penalties by these authorities count (TQ-11-0): any of these words inside `authority`.
  std::vector<std::string> counted_authorities;
  std::string revision_hash;  // of the bytes it was read from
};

// All rulebooks and what they share; questions are evaluated against it.
struct RuleLibrary {
  std::vector<Rulebook> books;  // sorted by id
  std::vector<Basis> bases;     // sorted by code
  std::vector<Body> bodies;     // sorted by id
  CalendarDays calendar;        // of national/calendar.json; without it every term is provisional
};

}  // namespace liancheng::model
