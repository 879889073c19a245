// datasets/generator/rows.h: makes the rows of a made-up world in pieces, as lines of CSV.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "datasets/generator/options.h"
#include "datasets/generator/places.h"
#include "datasets/generator/shape.h"
#include "engine/model/vocabulary.h"

namespace liancheng::datasets {

// How long after the last day listings may run, in days.
inline constexpr int32_t kDaysAfter = 3 * 366 + 31;

// Days as text, made once, because formatting sixty million days would take most of the time.
class DayTexts {
 public:
  DayTexts();
  // The day as text; empty for an open end.
  std::string_view Of(model::Date day) const;

 private:
  std::string texts_;  // ten characters a day
};

struct World {
  explicit World(const WorldOptions& options_in) : options(options_in), shape(options_in) {}
  WorldOptions options;
  Shape shape;
  Places places;
  DayTexts days;
};

// Some rows and their count.
struct Piece {
  std::string text;
  WorldTotals totals;
};

const Place& PlaceOf(const World& world, Member member);

// One row of entities.csv.
inline constexpr std::string_view kEntityHeader =
    "id,type,name,uscc,region,valid_from,valid_to,source,ownership\n";
void AppendEntity(const World& world, uint64_t row, Piece& piece);

// A tie as relations.csv states it.
struct Tie {
  model::Relation relation = model::Relation::kShareholder;
  Member from;
  Member to;
  model::DateRange valid;
  int64_t share_ppm = -1;  // -1 = unknown
  std::string_view position = {};
};

// Collects the ties that one member states. Each has an id: RE17-3 is the third of E17.
inline constexpr std::string_view kRelationHeader =
    "id,relation,from,to,share_percent,position,valid_from,valid_to,source\n";
class TieWriter {
 public:
  TieWriter(const World& world, Member owner, Piece& piece)
      : world_(world),
        owner_(owner),
        piece_(piece),
        faults_(world.shape.Draw(Stream::kFaultyTies, owner)) {}
  void Add(const Tie& tie);

 private:
  void AppendEnds(const Tie& tie, bool no_such_party);
  void AppendDays(model::DateRange valid, bool odd_form);
  // The fault of the next row; nothing for nearly all rows.
  std::optional<FaultKind> DrawFault(const Tie& tie);

  const World& world_;
  Member owner_;
  Piece& piece_;
  Random faults_;
  uint64_t written_ = 0;
  uint64_t stakes_ = 0;
};

// Every tie of one enterprise, business, branch, shop, platform, site or institution.
void AppendTies(const World& world, Member member, Piece& piece);

inline constexpr std::string_view kListingHeader =
    "id,list,subject,ground,severity,decider,document,decided_on,published_on,valid_to,source\n";
inline constexpr std::string_view kPenaltyHeader =
    "id,subject,act,ground,authority,procedure,document,decided_on,amount,illegal_gain,sales,"
    "source\n";
inline constexpr std::string_view kAttributionHeader =
    "person,act,role,decider,decided_on,document,source\n";
void AppendListing(const World& world, uint64_t listing, Piece& piece);
void AppendPenalty(const World& world, uint64_t penalty, Piece& piece);
// For three in ten of the listings on enterprises, states that the representative answers for the
// act.
void AppendAttribution(const World& world, uint64_t listing, Piece& piece);

}  // namespace liancheng::datasets
