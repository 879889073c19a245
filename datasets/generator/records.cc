// Makes listings, penalties and attributions: their subjects, grounds and days.
#include <algorithm>
#include <array>
#include <iterator>

#include "datasets/generator/rows.h"
#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

using model::Date;
using model::DateRange;

// A list, one of its grounds, and the beginning of the codes of its region (0 = everywhere).
struct ListGround {
  uint32_t beginning;
  uint32_t divisor;
  std::string_view list;
  std::string_view ground;
  std::string_view counted;  // the ground of the penalties that count towards it
};
constexpr std::array<ListGround, 12> kLists = {{
    {350104, 1, "CS-black", "CS-4.2-1", "CS-4.2-2"},
    {3501, 100, "FZ-black", "FZ-16.1-a", "FZ-16.1-a"},
    {152224, 1, "TQ-black", "TQ-11-(一)", "TQ-11-(四)"},
    {3208, 100, "HJ-black", "HJ-6-(一)", "HJ-6-(二)"},
    {3208, 100, "HX-record", "HX-12-(一)", "HX-12-(二)"},
    {3208, 100, "HE-black", "HE-5.2-a", "HE-5.2-a"},
    {3208, 100, "HP-serious", "HP-6.2-a", "HP-6.2-a"},
    {61, 10'000, "SX-black", "SX-12-a", "SX-13"},
    {61, 10'000, "SX-watch", "SX-16-e", "SX-16-e"},
    {0, 10'000'000, "N-court", "拒不履行", "拒不履行"},
    {0, 10'000'000, "N-serious", "严重违法失信", "严重违法失信"},
    {0, 10'000'000, "N-abnormal", "经营异常", "经营异常"},
}};
constexpr size_t kNationalLists = 3;

struct Subject {
  Member member;
  const ListGround* list = nullptr;
  DateRange life;
};

Subject DrawSubject(const World& world, Random& random) {
  Subject subject;
  // Tries a few more times to find a party in the region of a rulebook: most of the country has
  // none.
  for (int i = 0; i < 4 && subject.list == nullptr; ++i) {
    const uint64_t dice = random.Below(100);
    const Population population = dice < 85   ? Population::kEnterprise
                                  : dice < 95 ? Population::kIndividualBusiness
                                              : Population::kPerson;
    subject.member = {population, random.Below(world.shape.CountOf(population))};
    const uint32_t region = PlaceOf(world, subject.member).region;
    const size_t first = random.Below(kLists.size() - kNationalLists);
    for (size_t j = 0; j < kLists.size() - kNationalLists && subject.list == nullptr; ++j) {
      const ListGround& list = kLists[(first + j) % (kLists.size() - kNationalLists)];
      if (region / list.divisor == list.beginning) subject.list = &list;
    }
  }
  if (subject.list == nullptr || random.Chance(300'000)) {
    subject.list = &kLists[kLists.size() - 1 - random.Below(kNationalLists)];
  }
  subject.life = subject.member.population == Population::kPerson
                     ? DateRange{Date{kLastDay - 3650}, model::kOpenEnd}
                     : world.shape.LifeOf(subject.member);
  return subject;
}

// A day while the subject existed, mostly a recent one.
Date DrawDecision(const Subject& subject, Random& random) {
  const Date end = std::min(subject.life.to, Date{kLastDay});
  const auto days = static_cast<uint64_t>(end.days - subject.life.from.days);
  return {end.days - static_cast<int32_t>(random.Steep(days, 2))};
}

constexpr std::string_view kDecider = "虚构市场监督管理局";
constexpr std::string_view kListingSource = "示例名单";

}  // namespace

void AppendListing(const World& world, uint64_t listing, Piece& piece) {
  constexpr std::array<std::string_view, 3> kSeverities = {"general", "heavier", "serious"};
  constexpr std::array<int32_t, 4> kTerms = {0, 365, 730, 1096};
  Random random(world.options.seed, Stream::kListing, listing);
  const Subject subject = DrawSubject(world, random);
  const Date decided = DrawDecision(subject, random);
  const int32_t term = kTerms[random.Below(kTerms.size())];
  const Date end = term == 0 ? model::kOpenEnd : Date{decided.days + term};
  const std::string_view severity = kSeverities[random.Below(kSeverities.size())];
  fmt::format_to(std::back_inserter(piece.text), "L{},{},", listing + 1, subject.list->list);
  world.shape.AppendId(subject.member, piece.text);
  fmt::format_to(std::back_inserter(piece.text), ",{},{},{},虚构列〔{}〕号,{},{},{},{}\n",
                 subject.list->ground, severity, kDecider, listing + 1, world.days.Of(decided),
                 world.days.Of({decided.days + 7}), world.days.Of(end), kListingSource);
  ++piece.totals.listings;
}

void AppendPenalty(const World& world, uint64_t penalty, Piece& piece) {
  constexpr std::array<std::string_view, 3> kProcedures = {"general", "simple", "warning"};
  Random random(world.options.seed, Stream::kPenalty, penalty);
  const Subject subject = DrawSubject(world, random);
  const Date decided = DrawDecision(subject, random);
  const uint64_t procedure = random.Below(kProcedures.size());
  const uint64_t yuan = procedure == 2 ? 0 : (1 + random.Steep(2000, 3)) * 500;
  fmt::format_to(std::back_inserter(piece.text), "F{},", penalty + 1);
  world.shape.AppendId(subject.member, piece.text);
  fmt::format_to(std::back_inserter(piece.text), ",,{},{},{},虚构罚〔{}〕号,{},{},,,{}\n",
                 subject.list->counted, kDecider, kProcedures[procedure], penalty + 1,
                 world.days.Of(decided), yuan, kListingSource);
  ++piece.totals.penalties;
}

void AppendAttribution(const World& world, uint64_t listing, Piece& piece) {
  Random random(world.options.seed, Stream::kListing, listing);
  const Subject subject = DrawSubject(world, random);
  const Date decided = DrawDecision(subject, random);
  if (subject.member.population != Population::kEnterprise || listing % 10 >= 3) return;
  world.shape.AppendId({Population::kPerson, world.shape.RepresentativeOf(subject.member.rank)},
                       piece.text);
  fmt::format_to(std::back_inserter(piece.text), ",L{},legal_representative,{},{},,{}\n",
                 listing + 1, kDecider, world.days.Of(decided), kListingSource);
  ++piece.totals.attributions;
}

}  // namespace liancheng::datasets
