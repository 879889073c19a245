// query/work/worklist.h: what executing units have to carry out, as items; what is new, changed or ended
// between two worlds; and what units say they did.
// Item:    one consequence for one party and one executor: the listing, provision, movement,
//          measure and its name, the party's key, the executor's word. Its id is a hash of these,
//          the same in every revision and on every day; a finding that comes by several rules of
//          one provision is one item. Incentives are items, clues (T3) never.
// Order:   by id of the listing, then by item.
// Errors:  NotFound for an unknown item or party; InvalidArgument for feedback that says nothing;
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

// A place in the stream of changes: what was known, and the day it was asked about.
// Text: `epoch:revision@YYYY-MM-DD`. The epoch says which store; letters, digits and '-', or empty.
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
  std::string id;  // of the feedback
  bool executed = false;
  std::string reason;
  std::string executor;  // as it said
  model::Date on;
};

struct WorkItem {
  std::string id;
  std::string executor;  // the provision's word, the platform's own id, "" where nobody is named
  bool own = false;      // the finding makes its subject the executor
  model::Finding finding;
  std::string decider;  // of the listing
  std::string party_key;
  std::vector<Answered> answers;  // up to the day, in order; the last one counts
};

// Every item on the workspace's day, in order; or only those of some acts, by id.
using ActIds = absl::flat_hash_set<std::string>;
struct WorkItems {
  std::vector<WorkItem> items;
  Parties parties;
};
absl::StatusOr<WorkItems> ItemsOf(const Workspace& workspace, const ActIds* only_acts);

// What was said about an item of this act up to the workspace's day. Feedback that names an item is
// about that one; other feedback is about every item of its measure and party whose executor it may
// speak for.
std::vector<Answered> AnswersTo(const Workspace& workspace, const rules::Act& act,
                                const WorkItem& item);

enum class ItemChange { kNew, kChanged, kEnded };
std::string_view Name(ItemChange change);

struct FeedEntry {
  ItemChange change = ItemChange::kNew;
  WorkItem item;                     // as it is now; of an ended one, as it was
  Remit remit = Remit::kOther;       // of the asking unit; kOther in a feed of all
  std::vector<std::string> changed;  // names of the fields that differ
  std::string why;                   // of an end
  bool lift = false;                 // ended, and the unit said it carried the measure out
};

struct FeedAnswer {
  FeedToken since;
  FeedToken token;
  std::vector<FeedEntry> entries;
  size_t acts_looked_at = 0;  // how many of the acts had to be evaluated
  size_t acts_in_all = 0;
  Parties parties;
};

// What differs between two worlds under one plan; all of it, or what lies with one unit. `since`
// and `token` are filled but for their epoch.
absl::StatusOr<FeedAnswer> AskFeed(const Workspace& before, const Workspace& now, const Unit* unit);
// The same by evaluating every act twice: what the one above must equal.
absl::StatusOr<FeedAnswer> AskFeedInFull(const Workspace& before, const Workspace& now,
                                         const Unit* unit);

// Only what is in force is owed an answer.
inline bool IsOwedAnAnswer(const WorkItem& item) {
  return item.finding.force == model::Force::kEffective;
}

struct WorklistQuestion {
  Unit unit;
  // Days in which an answer is expected. The documents set none: without it nothing is overdue.
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

// Every item that lies with the unit on the workspace's day. What names nobody lies with a unit
// only when the measure is given to it.
absl::StatusOr<WorklistAnswer> AskWorklist(const Workspace& workspace,
                                           const WorklistQuestion& question);

// What a unit says about an item, or about a measure on a party where it has no item's id.
struct FeedbackEntry {
  std::string item;
  std::string listing;
  std::string measure;
  std::string party;     // id, code or unique name
  std::string executor;  // who says it
  bool executed = false;
  std::string reason;  // required when not executed
  model::Date on;
};

// The fact that records it. FailedPrecondition when the day is before the consequence began.
absl::StatusOr<model::Fact> FeedbackOf(const Workspace& workspace, const FeedbackEntry& entry);

}  // namespace liancheng::query
