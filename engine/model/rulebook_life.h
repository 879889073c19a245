// engine/model/rulebook_life.h: what a policy document says about time, repair, procedure,
// disclosure and reports, as data.
// Units:   months and years by 民法典 art. 202; working days by the days of
//          datasets/rulebooks/national/calendar.json.
// Source:  docs/rulebook_format.md, "Time, repair and the life of a listing".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/calendar.h"
#include "engine/model/date.h"
#include "engine/model/ids.h"
#include "engine/model/vocabulary.h"

namespace liancheng::model {

// A term that runs from an event: a duty to act by a day, a right from a day on, or a recurring
// period.
struct Timer {
  enum class Kind { kDeadline, kWaiting, kPeriod };
  std::string id;  // a row, with -a, -b, -c in the order of the text where it holds several
  std::string name;
  int amount = 0;     // 0 = the text sets none; `parameter` may
  std::string unit;   // working_days, days, months, years
  std::string start;  // what starts it, as the text says
  TermEvent event = TermEvent::kGiven;
  std::optional<TermEvent> answered_by;  // the event that shows that a deadline was kept
  Kind kind = Kind::kDeadline;
  // the lists whose listings it applies to; empty = it starts by no listing
  std::vector<std::string> lists;
  // chooses the event (G23, G54), or gives the amount that the text leaves open (G29)
  std::string parameter;
  std::string overdue;  // what follows when it is missed, in words
  Modality modality = Modality::kMust;
  std::string actor;
  std::vector<std::string> flags;
};

// One condition of repair, on the listing to be repaired and its subject; a closed set.
struct RepairNeed {
  enum class Kind {
    kCorrected,    // the duties are done or the correction is complete: corrected_on
    kMonthsSince,  // `months` have passed since `event`
    kClean,        // no other record of `severities` by an act within `months` after `event`, and
                   // they have passed
    kFound,        // a person must find `what`: recorded as a confirmation of row `id`
    kRecords,      // `minimum` or more other records in the `months` before the application
    kRepaired,     // `minimum` or more repairs in the `months` before the application
    kAttribute,    // attribute `name` of the subject is one of `words`
  };
  std::string id;  // the row
  Kind kind = Kind::kCorrected;
  TermEvent event = TermEvent::kCorrected;
  int months = 0;
  int minimum = 1;
  std::vector<Severity> severities;  // empty = any
  bool same_ground = false;
  std::string what;
  std::string name;
  std::vector<std::string> words;
  std::optional<Date> warning_from;  // for a bar: from this day on it only warns (G37)
};

struct RepairWay {
  enum class For { kAny, kFirst, kRepeat };
  std::string id;
  For listing = For::kAny;  // first listing of the subject on this list, or not
  std::vector<RepairNeed> needs;
};

// How a listing can be left before its time.
struct Repair {
  std::string id;
  std::vector<std::string> lists;
  std::string name;
  Modality modality = Modality::kMay;
  std::string actor;             // who decides
  bool within_validity = false;  // only while the information may still be used
  std::vector<RepairWay> ways;   // the way that fits the listing must hold
  std::vector<RepairNeed> needs;
  std::vector<RepairNeed> bars;
  std::vector<std::string> cites;
  std::vector<std::string> flags;
};

// A step in the life of a listing that a row sets up.
struct LifeStep {
  std::string id;
  std::vector<std::string> lists;  // empty = every list
  ListingState to = ListingState::kDecided;
  std::vector<ListingState> after;
  std::string actor;
  Modality modality = Modality::kMust;
  std::vector<std::string> unless_on;  // refused while the subject is on one of these lists
  std::string timer;
  std::string text;
  std::vector<std::string> flags;
};

// One field of a listing, as reported to the platform and as published.
struct DisclosedField {
  enum class Class { kPublic, kShared, kAuthorised };  // 社会公开, 政府共享, 授权查询
  enum class Publish { kShown, kMasked, kWithheld };
  std::string id;
  std::string list;
  std::vector<EntityType> subjects;
  std::string key;
  std::string name;
  bool required = false;
  Class disclosure = Class::kAuthorised;  // HX-18: the default of what is not classed
  Publish publish = Publish::kWithheld;
  std::vector<std::string> flags;
};

// Data that must not be collected; found by the name of a field, by code and by words in free text.
struct ForbiddenData {
  std::string id;
  std::string name;
  std::vector<std::string> field_words;
  std::vector<std::string> text_words;
  std::vector<std::string> codes;
};

struct ReportDuty {
  std::string id;
  std::string name;
  int amount = 0;    // 0: `parameter` gives the period
  std::string unit;  // quarters, months, years
  std::string parameter;
  std::string actor;
  std::string to;
  std::vector<std::string> content;
  std::vector<std::string> flags;
};

// A department under its names over time (工商局, later 市场监督管理局).
struct BodyName {
  std::string name;
  DateRange during;
  BasisStatus status = BasisStatus::kUnverified;  // of the dates
};
struct Body {
  std::string id;
  std::vector<BodyName> names;
  std::vector<std::string> regions;
  std::vector<std::string> cites;
  std::string note;
};

}  // namespace liancheng::model
