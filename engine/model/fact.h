// engine/model/fact.h: everything that enters the system, one statement each.
// Identity: FactKey() identifies what is stated. A newer fact with the same key and other content
//           supersedes the older one, whose record time then ends; the same content changes
//           nothing.
// Dates:    kOpenStart / kOpenEnd stand for "not stated" where a plain Date is optional.
// Source:   docs/interchange.md (the field names in CSV and JSON Lines are the same).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/model/date.h"
#include "engine/model/ids.h"
#include "engine/model/money.h"
#include "engine/model/share.h"
#include "engine/model/vocabulary.h"

namespace liancheng::model {

// Where a statement comes from. `source` is the caller's own word; file and row are the reader's.
struct Provenance {
  std::string source;
  std::string file;
  int64_t row = 0;
  bool operator==(const Provenance&) const = default;
};

// scheme: source, uscc, org_code, registration_number, id_number, licence, lei, url.
struct Identifier {
  std::string scheme;
  std::string value;
  auto operator<=>(const Identifier&) const = default;
};

struct EntityFact {
  EntityRef entity;
  EntityType type = EntityType::kEnterprise;
  std::string name;
  std::vector<std::string> former_names;
  std::vector<Identifier> identifiers;  // without the caller's id, which is entity.key; sorted
  RegionCode region;
  DateRange life;
  std::map<std::string, std::string> attributes;
};

struct RelationFact {
  std::string id;  // the caller's id; may be empty
  Relation relation = Relation::kLegalRepresentative;
  EntityRef from;
  EntityRef to;
  DateRange valid;
  std::optional<ShareBand> share;  // none = unknown
  std::string position;
  RelationId number;  // given by the store; 0 on intake
};

// decided_on == kOpenEnd: proposed, not decided yet. Then proposed_on is there and published_on is
// not; such a listing has effect on no day and starts nothing. Otherwise proposed_on <= decided_on.
struct ListingFact {
  std::string id;
  std::string list;  // TQ-black
  EntityRef subject;
  std::string ground;  // TQ-11-(一)
  Severity severity = Severity::kUnspecified;
  std::string decider;
  std::string document;
  std::string basis;  // the basis that a listing on an open catch-all ground must name (G14)
  Date decided_on = kOpenStart;
  std::optional<Date> proposed_on;
  std::optional<Date> published_on;
  std::optional<Date> valid_to;
  std::optional<Date> act_on;  // none = the act is taken to be on decided_on
  std::optional<Date> corrected_on;
};
inline bool IsDecided(const ListingFact& listing) {
  return listing.decided_on != kOpenEnd;
}

struct PenaltyFact {
  std::string id;
  EntityRef subject;
  std::string act;
  std::string ground;
  std::string authority;
  Procedure procedure = Procedure::kUnknown;
  std::string document;
  Date decided_on = kOpenStart;
  std::optional<Money> amount;
  std::optional<Money> illegal_gain;
  std::optional<Money> sales;
};

// The deciding department's finding that a person answers for an act.
struct AttributionFact {
  std::string id;
  EntityRef person;
  std::string act;  // id of a listing or a penalty
  ResponsibleRole role = ResponsibleRole::kDirectlyResponsible;
  std::string decider;
  Date decided_on = kOpenStart;
  std::string document;
};

// The deciding department's confirmation that one provision's movement applies to one party.
struct ConfirmationFact {
  std::string id;
  std::string listing;
  std::string provision;
  EntityRef party;
  Date decided_on = kOpenStart;
  std::string basis;
};

struct EndingFact {
  std::string id;
  std::string listing;
  EndingHow how = EndingHow::kRepaired;
  Date on = kOpenStart;
};

// result and answered_on are either both set or both empty; while they are empty the review is not
// finished.
struct ObjectionFact {
  std::string id;
  std::string listing;
  Date on = kOpenStart;
  std::optional<ObjectionResult> result = std::nullopt;
  std::optional<Date> answered_on = std::nullopt;  // not before `on`
};

struct GradeFact {
  std::string id;
  EntityRef subject;
  std::string value;  // A, B, C, D
  Date decided_on = kOpenStart;
};

struct HonourFact {
  std::string id;
  EntityRef subject;
  std::string name;
  std::string awarder;
  Date decided_on = kOpenStart;
  std::optional<Date> valid_to;
};

struct FeedbackFact {
  std::string id;
  std::string listing;
  std::string measure;
  EntityRef party;
  std::string executor;
  bool executed = false;
  std::string reason;
  Date on = kOpenStart;
};

struct NoticeFact {
  std::string id;
  std::string listing;
  std::string kind;  // rectification
  Date delivered_on = kOpenStart;
};

// A lawful demand on a platform operator to stop a merchant (CS-4.3).
struct DemandFact {
  std::string id;
  EntityRef operator_party;
  EntityRef merchant;
  Date on = kOpenStart;
  bool cooperated = true;
};

// One step in the life of a listing or demand that no other statement records. Several steps to one
// state are several statements, each with its own id.
struct StepFact {
  std::string id;
  std::string listing;
  ListingState to = ListingState::kClue;
  Date on = kOpenStart;
  std::string actor;
  std::string document;
  std::string note;
};

// Withdraws a statement: `target` is the FactKey() of what is withdrawn ("listing:L1").
struct RetractionFact {
  std::string id;
  std::string target;
};

using Statement = std::variant<EntityFact, RelationFact, ListingFact, PenaltyFact, AttributionFact,
                               ConfirmationFact, EndingFact, ObjectionFact, GradeFact, HonourFact,
                               FeedbackFact, NoticeFact, DemandFact, RetractionFact, StepFact>;

// The order of Statement's alternatives; also the kind byte of the store.
enum class FactKind : uint8_t {
  kEntity,
  kRelation,
  kListing,
  kPenalty,
  kAttribution,
  kConfirmation,
  kEnding,
  kObjection,
  kGrade,
  kHonour,
  kFeedback,
  kNotice,
  kDemand,
  kRetraction,
  kStep,
};
inline constexpr int kFactKindCount = 15;

struct Fact {
  Statement statement;
  Provenance provenance;
  FactKind kind() const { return static_cast<FactKind>(statement.index()); }
};

// "entity", "relation", "listing", ... : the first key of a JSON line.
std::string_view Name(FactKind kind);
std::optional<FactKind> ParseFactKind(std::string_view text);

// "listing:L1"; a relation without an id is keyed by its ends, type and start. Uses EntityRef::key,
// so it is defined on intake form only.
std::string FactKey(const Fact& fact);

// Every party a statement names, in a fixed order; for resolving ids.
std::vector<EntityRef*> PartiesOf(Statement& statement);
std::vector<const EntityRef*> PartiesOf(const Statement& statement);

// The id of the listing or other act to which a record belongs; nullptr for other statements.
const std::string* ParentRecord(const Statement& statement);

// Whether the key is that of a value node ("address:...", "phone:...", "name:..."). A value node
// needs no statement of its own: it exists because a relation points to it.
bool IsValueKey(std::string_view key);

}  // namespace liancheng::model
