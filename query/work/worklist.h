// query/work/worklist.h: the items that executing units have to carry out; what is new, changed or
// ended between two worlds; and the feedback of units.
// Item:    one consequence for one party and one executor: the listing, provision, movement,
//          measure and its name, the party's key, the executor's word. Its id is a hash of these,
//          the same in every revision and on every day; a finding that several rules of one
//          provision give is one item. Incentives are items, clues (T3) never.
// Order:   by id of the listing, then by item.
// Errors:  NotFound for an unknown item or party; InvalidArgument for feedback without content;
//          those of the directory.
// Source:  docs/gate.md, docs/decisions/0032-worklists.md; requirements 5.2, HJ-21, HJ-22.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "query/answers/parties.h"
#include "query/work/remit.h"
#include "query/world/workspace.h"

namespace liancheng::query {

// A position in the stream of changes: the known revision and the asked day.
// Text:    `epoch:revision@YYYY-MM-DD`. The epoch identifies the history of the store; letters,
//          digits and '-', or empty.
struct FeedToken {
  std::string epoch;
  model::Revision revision;
  model::Date day;
  bool operator==(const FeedToken&) const = default;
};
std::string FormatFeedToken(const FeedToken& token);
absl::StatusOr<FeedToken> ParseFeedToken(std::string_view text);  // InvalidArgument

// Sixteen hexadecimal digits. `party_key` is the caller's id of the finding's subject.
std::string WorkItemId(const model::Finding& finding, std::string_view party_key,
                       std::string_view executor);

struct Answered {
  std::string id;  // id of the feedback
  bool executed = false;
  std::string reason;
  std::string executor;  // as stated in the feedback
  model::Date on;
};

struct WorkItem {
  std::string id;
  std::string executor;  // the provision's word, the platform's own id, "" when nobody is named
  bool own = false;      // the finding makes its subject the executor
  model::Finding finding;
  std::string decider;  // the body that decided the listing
  std::string party_key;
  std::vector<Answered> answers;  // up to the day, in order; the last one counts
};

// Every item on the workspace's day, in order; or only those of the given acts.
using ActIds = absl::flat_hash_set<std::string>;
struct WorkItems {
  std::vector<WorkItem> items;
  Parties parties;
};
absl::StatusOr<WorkItems> ItemsOf(const Workspace& workspace, const ActIds* only_acts);

// The feedback on an item of this act up to the workspace's day. Feedback that names an item is
// about that item; other feedback is about every item of its measure and party whose executor it
// may speak for.
std::vector<Answered> AnswersTo(const Workspace& workspace, const rules::Act& act,
                                const WorkItem& item);

enum class ItemChange { kNew, kChanged, kEnded };
std::string_view Name(ItemChange change);

struct FeedEntry {
  ItemChange change = ItemChange::kNew;
  WorkItem item;                     // in its new form; for an ended item in its old form
  Remit remit = Remit::kOther;       // remit of the asking unit; kOther in a feed of all units
  std::vector<std::string> changed;  // names of the fields that differ
  std::string why;                   // why the item ended
  // it ended after the unit had carried the measure out, so the unit must lift it
  bool lift = false;
};

struct FeedAnswer {
  FeedToken since;
  FeedToken token;
  std::vector<FeedEntry> entries;
  size_t acts_looked_at = 0;  // how many of the acts had to be evaluated
  size_t acts_in_all = 0;
  Parties parties;
};

// The differences between two worlds under one plan: all of them, or those of one unit. `since` and
// `token` are filled except for their epoch.
absl::StatusOr<FeedAnswer> AskFeed(const Workspace& before, const Workspace& now, const Unit* unit);
// The same, by evaluating every act in both worlds; AskFeed must give an equal answer.
absl::StatusOr<FeedAnswer> AskFeedInFull(const Workspace& before, const Workspace& now,
                                         const Unit* unit);

// Whether an answer is due: only for items in force.
inline bool IsOwedAnAnswer(const WorkItem& item) {
  return item.finding.force == model::Force::kEffective;
}

struct WorklistQuestion {
  Unit unit;
  // The days within which an answer is expected. The documents set none; without a value nothing is
  // overdue.
  std::optional<int> answer_days;
};

struct ListedItem {
  WorkItem item;
  Remit remit = Remit::kOther;
  bool answered = false;
  bool overdue = false;
};

struct WorklistAnswer {
  WorklistQuestion question;
  FeedToken token;
  std::vector<ListedItem> items;
  size_t unanswered = 0;
  size_t overdue = 0;
  std::vector<std::string> notes;
  Parties parties;
};

// Every item in the unit's remit on the workspace's day. An item without executor is in it only
// when the measure is assigned to the unit.
absl::StatusOr<WorklistAnswer> AskWorklist(const Workspace& workspace,
                                           const WorklistQuestion& question);

// A unit's feedback on an item, or on a measure on a party when it has no item's id.
struct FeedbackEntry {
  std::string item;
  std::string listing;
  std::string measure;
  std::string party;     // id, code or unique name
  std::string executor;  // who gives the feedback
  bool executed = false;
  std::string reason;  // required when not executed
  model::Date on;
};

// The fact that records the feedback. FailedPrecondition when the day is before the consequence
// began.
absl::StatusOr<model::Fact> FeedbackOf(const Workspace& workspace, const FeedbackEntry& entry);

}  // namespace liancheng::query
