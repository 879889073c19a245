// The ties of each kind of member. Shape::Shape adds up how many there are.
#include <algorithm>

#include "datasets/generator/rows.h"

namespace liancheng::datasets {
namespace {

using model::Date;
using model::DateRange;
using model::Relation;

constexpr int64_t kWholePpm = 1'000'000;
constexpr uint32_t kEndedTiePpm = 100'000;

// The end of `life`; for one that has not ended, the day after the world's last day (kLastDay).
Date EndOf(DateRange life) {
  return std::min(life.to, Date{kLastDay + 1});
}

// A day inside `life`, but not its first.
Date DayIn(DateRange life, Random& random) {
  const auto days = static_cast<uint64_t>(EndOf(life).days - life.from.days);
  return {life.from.days + 1 + static_cast<int32_t>(random.Below(days - 1))};
}

// Most ties last as long as the firm; some end before.
DateRange SpanIn(DateRange life, Random& random) {
  if (random.Chance(kEndedTiePpm)) return {life.from, DayIn(life, random)};
  if (random.Chance(500'000)) return life;
  return {DayIn(life, random), life.to};
}

class EnterpriseTies {
 public:
  EnterpriseTies(const World& world, uint64_t rank, Piece& piece)
      : shape_(world.shape),
        rank_(rank),
        self_{Population::kEnterprise, rank},
        life_(shape_.LifeOf(self_)),
        home_(shape_.HomeOf(rank)),
        random_(shape_.Draw(Stream::kTies, self_)),
        writer_(world, self_, piece) {}

  void AppendAll() {
    AppendRepresentatives();
    const uint64_t extras = shape_.ExtraTies(rank_, random_);
    uint64_t stakes = 1;
    std::array<uint64_t, 4> posts{};
    for (uint64_t i = 0; i < extras; ++i) {
      const uint64_t dice = random_.Below(100);
      if (dice < 25) {
        ++stakes;
      } else {
        ++posts[dice < 55 ? 0 : dice < 70 ? 1 : dice < 85 ? 2 : 3];
      }
    }
    AppendStakes(stakes);
    AppendPosts(Relation::kDirector, posts[0], 850'000, "董事");
    AppendPosts(Relation::kSupervisor, posts[1], 500'000, "监事");
    AppendPosts(Relation::kSeniorManager, posts[2], 850'000, "经理");
    AppendEmployed(posts[3]);
    AppendOthers();
  }

 private:
  Member Person(uint32_t home_ppm) {
    if (!random_.Chance(home_ppm)) return {Population::kPerson, shape_.SerialPerson(random_)};
    return {Population::kPerson, home_.first + random_.Below(home_.count)};
  }

  void AppendRepresentatives() {
    Date since = life_.from;
    if (random_.Chance(kFormerRepresentativePpm)) {
      since = DayIn(life_, random_);
      writer_.Add({Relation::kLegalRepresentative, Person(600'000), self_, {life_.from, since}});
    }
    const Member now = {Population::kPerson, shape_.RepresentativeOf(rank_)};
    writer_.Add({Relation::kLegalRepresentative, now, self_, {since, life_.to}});
  }

  void AppendStakes(uint64_t persons) {
    int64_t left_ppm = kWholePpm;
    if (shape_.LevelOf(rank_) > 0) {
      const Member parent = {Population::kEnterprise, shape_.ParentOf(rank_, random_)};
      const bool majority = random_.Chance(700'000);
      const auto percent =
          static_cast<int64_t>(majority ? 51 + random_.Below(45) : 5 + random_.Below(45));
      left_ppm -= percent * 10'000;
      const Date parent_from = shape_.LifeOf(parent).from;
      const Date from = parent_from < EndOf(life_) ? std::max(parent_from, life_.from) : life_.from;
      writer_.Add({Relation::kShareholder, parent, self_, {from, life_.to}, percent * 10'000});
    }
    if (const auto holder = shape_.RingHolderOf(rank_)) {
      const int64_t share_ppm = static_cast<int64_t>(10 + random_.Below(21)) * 10'000;
      left_ppm -= share_ppm;
      writer_.Add(
          {Relation::kShareholder, {Population::kEnterprise, *holder}, self_, life_, share_ppm});
    }
    for (uint64_t i = 0; i < persons; ++i) left_ppm -= AppendStake(left_ppm, persons - i);
  }

  // Appends the stake of one of `holders` persons that share what is left; returns the size of the
  // stake.
  int64_t AppendStake(int64_t left_ppm, uint64_t holders) {
    const Member holder = Person(850'000);
    if (holders > 1 && random_.Chance(kEndedTiePpm)) {
      const int64_t once_ppm = static_cast<int64_t>(1 + random_.Below(30)) * 10'000;
      writer_.Add(
          {Relation::kShareholder, holder, self_, {life_.from, DayIn(life_, random_)}, once_ppm});
      return 0;
    }
    int64_t share_ppm = left_ppm;
    if (holders > 1) {
      const auto parts = static_cast<int64_t>(50 + random_.Below(100));
      share_ppm = std::min(left_ppm, left_ppm * parts / 100 / static_cast<int64_t>(holders));
      if (random_.Chance(800'000)) share_ppm -= share_ppm % 10'000;
    }
    // The share is not stated when nothing is left, and sometimes otherwise.
    const bool told = share_ppm > 0 && !random_.Chance(30'000);
    writer_.Add({Relation::kShareholder, holder, self_, life_, told ? share_ppm : -1});
    return share_ppm;
  }

  void AppendPosts(Relation relation, uint64_t count, uint32_t home_ppm,
                   std::string_view position) {
    for (uint64_t i = 0; i < count; ++i) {
      const Member person = Person(home_ppm);
      writer_.Add({relation, person, self_, SpanIn(life_, random_), -1, position});
    }
  }

  void AppendEmployed(uint64_t count) {
    for (uint64_t i = 0; i < count; ++i) {
      const Member person = Person(kWholePpm);
      writer_.Add({Relation::kEmployedBy, person, self_, SpanIn(life_, random_)});
    }
  }

  void AppendOthers() {
    if (random_.Chance(kActualControllerPpm)) {
      writer_.Add({Relation::kActualController, Person(500'000), self_, life_});
    }
    if (random_.Chance(kMemberPpm)) {
      const uint64_t rank = random_.Steep(shape_.CountOf(Population::kOrganization), 2);
      writer_.Add({Relation::kMemberOf, self_, {Population::kOrganization, rank}, life_});
    }
    if (random_.Chance(kSharedAddressPpm)) {
      const uint64_t rank = random_.Steep(shape_.CountOf(Population::kAddress), 3);
      writer_.Add({Relation::kRegisteredAt, self_, {Population::kAddress, rank}, life_});
    }
    if (random_.Chance(kSharedPhonePpm)) {
      const uint64_t rank = random_.Steep(shape_.CountOf(Population::kPhone), 3);
      writer_.Add({Relation::kContact, self_, {Population::kPhone, rank}, life_});
    }
  }

  const Shape& shape_;
  uint64_t rank_;
  Member self_;
  DateRange life_;
  HomePersons home_;
  Random random_;
  TieWriter writer_;
};

void AppendBusinessTies(const Shape& shape, Member self, Random& random, TieWriter& writer) {
  const DateRange life = shape.LifeOf(self);
  writer.Add({Relation::kOwner, {Population::kPerson, self.rank}, self, life});
  if (random.Chance(kOwnerAtAddressPpm)) {
    const uint64_t rank = random.Steep(shape.CountOf(Population::kAddress), 3);
    writer.Add({Relation::kRegisteredAt, self, {Population::kAddress, rank}, life});
  }
}

void AppendBranchTies(const Shape& shape, Member self, Random& random, TieWriter& writer) {
  const DateRange life = shape.LifeOf(self);
  const uint64_t firm = shape.FirmOfBranch(self.rank);
  writer.Add({Relation::kBranchOf, self, {Population::kEnterprise, firm}, life});
  const HomePersons home = shape.HomeOf(firm);
  const uint64_t principal = home.first + random.Below(home.count);
  writer.Add({Relation::kPrincipal, {Population::kPerson, principal}, self, life});
}

void AppendShopTies(const Shape& shape, Member self, Random& random, TieWriter& writer) {
  const DateRange life = shape.LifeOf(self);
  const uint64_t platform = random.Steep(shape.CountOf(Population::kPlatform), 4);
  writer.Add({Relation::kTradesOn, self, {Population::kPlatform, platform}, life});
  const uint64_t dice = random.Below(10);
  if (dice < 3) {
    const uint64_t person = random.Below(shape.CountOf(Population::kPerson));
    writer.Add({Relation::kOwner, {Population::kPerson, person}, self, life});
  } else {
    const Population by = dice < 5 ? Population::kIndividualBusiness : Population::kEnterprise;
    const Member firm = {by, random.Steep(shape.CountOf(by), 2)};
    writer.Add({Relation::kOperates, firm, self, life});
  }
  if (random.Chance(kSuccessorShopPpm) && self.rank > 0) {
    const uint64_t earlier = random.Below(self.rank);
    writer.Add({Relation::kAccountSuccessorOf, self, {Population::kShop, earlier}, life});
  }
}

void AppendSiteTies(const Shape& shape, Member self, Random& random, TieWriter& writer) {
  const DateRange life = shape.LifeOf(self);
  const uint64_t enterprises = shape.CountOf(Population::kEnterprise);
  const Member firm = {Population::kEnterprise, random.Below(enterprises)};
  writer.Add({Relation::kOperates, firm, self, life});
  // A few large firms host most sites.
  const Member host = {Population::kEnterprise, random.Steep(enterprises / kCell, 4) * kCell};
  writer.Add({Relation::kHostedBy, self, host, life});
  const uint64_t body = random.Below(shape.CountOf(Population::kPublicBody));
  writer.Add({Relation::kFiledAt, self, {Population::kPublicBody, body}, life});
}

}  // namespace

void AppendTies(const World& world, Member member, Piece& piece) {
  const Shape& shape = world.shape;
  if (member.population == Population::kEnterprise) {
    return EnterpriseTies(world, member.rank, piece).AppendAll();
  }
  Random random = shape.Draw(Stream::kTies, member);
  TieWriter writer(world, member, piece);
  switch (member.population) {
    case Population::kIndividualBusiness:
      return AppendBusinessTies(shape, member, random, writer);
    case Population::kBranch:
      return AppendBranchTies(shape, member, random, writer);
    case Population::kShop:
      return AppendShopTies(shape, member, random, writer);
    case Population::kSite:
      return AppendSiteTies(shape, member, random, writer);
    case Population::kPlatform: {
      const uint64_t large = shape.CountOf(Population::kEnterprise) / kCell;
      const Member firm = {Population::kEnterprise, member.rank % large * kCell};
      return writer.Add({Relation::kOperates, firm, member, shape.LifeOf(member)});
    }
    case Population::kInstitution: {
      const uint64_t body = random.Below(shape.CountOf(Population::kPublicBody));
      return writer.Add({Relation::kSubordinateTo, member, {Population::kPublicBody, body}, {}});
    }
    default:
      return;
  }
}

}  // namespace liancheng::datasets
