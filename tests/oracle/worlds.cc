#include "tests/oracle/worlds.h"

#include <algorithm>
#include <set>

#include "tests/oracle/worlds_draw.h"

namespace liancheng::oracle {
namespace {

using model::Condition;
using model::Date;
using model::EntityType;
using model::WalkStep;

constexpr uint32_t kElsewhere = 110105;

// Draws listings and demands, and around each the facts that its rules need.
class Painter {
 public:
  Painter(uint64_t seed, const model::RuleLibrary& library, const WorldLimits& limits)
      : chance_(seed), canvas_(chance_, limits), library_(library), limits_(limits) {}

  World Paint(uint64_t seed) {
    const int listings = chance_.Between(0, limits_.listings_max);
    for (int i = 0; i < listings; ++i) {
      if (!library_.books.empty()) Listing();
    }
    if (chance_.Percent(35)) Demand();
    for (const auto& [party, near] : own_site_) {
      canvas_.Edge(party, model::Relation::kOperates,
                   canvas_.OtherParty({EntityType::kSite, EntityType::kPlatform}, party), near);
    }
    const int noise = chance_.Between(0, limits_.noise_edges_max);
    for (int i = 0; i < noise; ++i) canvas_.NoiseEdge();
    while (canvas_.entities().size() < static_cast<size_t>(limits_.parties_min)) {
      canvas_.Party({EntityType::kEnterprise, EntityType::kPerson});
    }
    const int penalties = chance_.Between(0, limits_.penalties_max);
    for (int i = 0; i < penalties; ++i) Penalty();
    for (model::EntityFact& entity : canvas_.entities()) Colour(entity);
    return WriteOut(seed);
  }

 private:
  using BookAndRule = std::pair<const model::Rulebook*, const model::Rule*>;

  struct Seeded {
    std::string id;
    std::string start;
    std::string answerable;
    Date decided_on;
    Date act_on;
  };

  uint32_t RegionFor(const model::Rulebook& book) {
    const uint32_t region = book.scope.region.value;
    if (chance_.Percent(12)) return 0;
    if (chance_.Percent(12) || region == 0) return kElsewhere;
    return region % 100 == 0 ? region + 4 : region;
  }

  void PlaceIn(const model::Rulebook& book, const std::string& party, Date near) {
    model::EntityFact& entity = canvas_.Entity(party);
    if (placed_.insert(party).second) entity.region.value = RegionFor(book);
    // Otherwise most operators of shops would be out of scope.
    if (book.scope.excludes_shop_only && chance_.OneIn(3)) own_site_.emplace_back(party, near);
    if (book.scope.adults_only) Age(chance_, near, &entity);
    if (!book.scope.unlicensed_by_place || !chance_.OneIn(5)) return;
    entity.attributes["licensed"] = chance_.OneIn(3) ? "true" : "false";
    entity.attributes["place_region"] = std::to_string(RegionFor(book));
  }

  // Every other time any rule of any book, so that long books are not left out; else a book first.
  void Listing() {
    std::vector<BookAndRule> rules;
    const model::Rulebook& book = chance_.Of(library_.books);
    const bool any_book = chance_.OneIn(2);
    for (const model::Rulebook& one : library_.books) {
      if (!any_book && one.id != book.id) continue;
      for (const model::Rule& rule : one.rules) {
        if (!rule.seed.demand) rules.emplace_back(&one, &rule);
      }
    }
    if (rules.empty() || chance_.Percent(15)) {
      if (!book.lists.empty()) ListingOn(book, chance_.Of(book.lists), nullptr);
      return;
    }
    const auto [of, rule] = chance_.Of(rules);
    const std::string& list = chance_.Of(rule->seed.lists);
    const auto found = std::find_if(of->lists.begin(), of->lists.end(),
                                    [&list](const auto& one) { return one.id == list; });
    if (found == of->lists.end()) return;
    const Seeded seeded = ListingOn(*of, *found, rule);
    Surround(*of, *rule, seeded);
    const auto [other_book, other] = chance_.Of(rules);
    if (chance_.OneIn(3)) Surround(*other_book, *other, seeded);
  }

  // Mostly of the types that the rule, the list and the book accept.
  std::vector<EntityType> TypesFor(const model::Rulebook& book, const model::ListDefinition& list,
                                   const model::Rule* rule) {
    if (chance_.OneIn(12)) return {};
    std::vector<EntityType> types = book.scope.subject_types;
    if (rule != nullptr && !rule->seed.subject_types.empty()) types = rule->seed.subject_types;
    const auto& narrower = list.subject_types;
    if (narrower.empty()) return types;
    std::erase_if(types, [&narrower](EntityType type) {
      return std::find(narrower.begin(), narrower.end(), type) == narrower.end();
    });
    return types.empty() ? narrower : types;
  }

  Seeded ListingOn(const model::Rulebook& book, const model::ListDefinition& list,
                   const model::Rule* rule) {
    model::ListingFact listing;
    listing.id = canvas_.NextId('L');
    listing.list = list.id;
    listing.subject.key = canvas_.Party(TypesFor(book, list, rule));
    listing.ground = GroundFor(book, list.id, rule);
    listing.severity = static_cast<model::Severity>(
        chance_.Below(static_cast<int>(model::Severity::kUnspecified) + 1));
    if (rule != nullptr && !rule->seed.severities.empty() && chance_.Percent(80)) {
      listing.severity = chance_.Of(rule->seed.severities);
    }
    if (chance_.Percent(40)) listing.basis = "《甲法》第一条";
    listing.decided_on = canvas_.AnyDay();
    PlaceIn(book, listing.subject.key, listing.decided_on);
    const Date decided_on = listing.decided_on;
    Life(chance_, &listing);
    const Seeded seeded = {listing.id, listing.subject.key, listing.subject.key, decided_on,
                           listing.act_on.value_or(decided_on)};
    canvas_.Add(listing);
    Notices(chance_, canvas_, seeded.id, seeded.decided_on);
    HangOn(chance_, canvas_, seeded.id, seeded.decided_on);
    return seeded;
  }

  std::string GroundFor(const model::Rulebook& book, const std::string& list,
                        const model::Rule* rule) {
    if (rule != nullptr && !rule->seed.grounds.empty() && chance_.Percent(85)) {
      return chance_.Of(rule->seed.grounds);
    }
    std::vector<std::string> grounds;
    for (const model::Ground& ground : book.grounds) {
      const bool leads = std::count(ground.lists.begin(), ground.lists.end(), list) > 0;
      // Open grounds are the ones that exceptions speak of.
      if (leads) grounds.insert(grounds.end(), ground.catch_all ? 3 : 1, ground.id);
    }
    return grounds.empty() ? "other" : chance_.Of(grounds);
  }

  void Demand() {
    std::vector<BookAndRule> rules;
    for (const model::Rulebook& book : library_.books) {
      for (const model::Rule& rule : book.rules) {
        if (rule.seed.demand) rules.emplace_back(&book, &rule);
      }
    }
    if (rules.empty()) return;
    const auto& [book, rule] = chance_.Of(rules);
    model::DemandFact demand;
    demand.id = canvas_.NextId('D');
    demand.operator_party.key = canvas_.Party(book->scope.subject_types);
    demand.merchant.key = canvas_.OtherParty(
        {EntityType::kIndividualBusiness, EntityType::kEnterprise, EntityType::kPerson},
        demand.operator_party.key);
    demand.on = canvas_.AnyDay();
    demand.cooperated = chance_.OneIn(4);
    PlaceIn(*book, demand.operator_party.key, demand.on);
    canvas_.Add(demand);
    const Seeded seeded = {demand.id, demand.merchant.key, demand.operator_party.key, demand.on,
                           demand.on};
    HangOn(chance_, canvas_, seeded.id, seeded.decided_on);
    Surround(*book, *rule, seeded);
  }

  // The facts that the rule requires of the seed and the target, mostly but not always.
  void Surround(const model::Rulebook& book, const model::Rule& rule, const Seeded& seeded) {
    std::string target = seeded.start;
    for (const WalkStep& step : rule.walk) {
      if (chance_.OneIn(12)) break;
      target = Follow(step, target, seeded);
    }
    if (rule.give.needs_attribution && chance_.Percent(40)) Attribute({}, target, seeded);
    if (rule.give.needs_confirmation && chance_.Percent(50)) Confirm(rule, target, seeded);
    MeetAll(rule, rule.guards, target, seeded);
    for (const model::BasisUse& basis : rule.give.bases) {
      MeetAll(rule, basis.needs, target, seeded);
    }
    for (const model::Exception& exception : book.exceptions) {
      const auto& excepts = exception.excepts;
      const bool named = std::any_of(excepts.begin(), excepts.end(), [&](const auto& word) {
        return word == rule.label || word == "*" || (rule.give.incentive && word == "incentives");
      });
      if (named && chance_.OneIn(4)) MeetAll(rule, exception.when, target, seeded);
    }
  }

  void MeetAll(const model::Rule& rule, const std::vector<Condition>& conditions,
               const std::string& target, const Seeded& seeded) {
    for (const Condition& condition : conditions) {
      const bool of_seed = condition.on == Condition::On::kSeed;
      Meet(rule, condition, of_seed ? seeded.answerable : target, target, seeded);
    }
  }

  std::string Follow(const WalkStep& step, const std::string& from, const Seeded& seeded) {
    switch (step.kind) {
      case WalkStep::Kind::kAffiliated:
        return Affiliate(step, from, seeded);
      case WalkStep::Kind::kAttributed: {
        const std::string person = canvas_.OtherParty({EntityType::kPerson}, from);
        Attribute(step.roles, person, seeded);
        return person;
      }
      case WalkStep::Kind::kRelation:
        break;
    }
    const model::Relation relation = chance_.Of(RelationsIn(step.relations));
    std::vector<EntityType> types = step.types;
    if (types.empty()) types = step.outward ? UsualTo(relation) : UsualFrom(relation);
    const bool meets = step.meets_operator && chance_.Percent(80);
    const std::string to = meets ? seeded.answerable : canvas_.OtherParty(types, from);
    const Date near = step.at == WalkStep::At::kAct ? seeded.act_on : seeded.decided_on;
    for (int copies = chance_.OneIn(6) ? 2 : 1; copies > 0; --copies) {
      step.outward ? canvas_.Edge(from, relation, to, near)
                   : canvas_.Edge(to, relation, from, near);
    }
    return to;
  }

  // Direct control, joint control through a third firm, or a chain; either way round.
  std::string Affiliate(const WalkStep& step, const std::string& from, const Seeded& seeded) {
    const std::string other = canvas_.OtherParty(step.types, from);
    const std::string third = canvas_.OtherParty({EntityType::kEnterprise}, other);
    const bool down = chance_.Percent(60);
    const std::string& holder = down ? from : other;
    const std::string& held = down ? other : from;
    static const std::vector<int> kWhole = {300'000, 500'000, 500'001, 510'000, 1'000'000};
    switch (chance_.Below(4)) {
      case 0:
        canvas_.Stake(holder, third, chance_.Of(kWhole), seeded.decided_on);
        canvas_.Stake(third, held, 260'000, seeded.decided_on);
        canvas_.Stake(holder, held, chance_.OneIn(3) ? 240'000 : 250'000, seeded.decided_on);
        break;
      case 1:
        canvas_.Stake(holder, third, chance_.Of(kWhole), seeded.decided_on);
        canvas_.Stake(third, held, chance_.Of(kWhole), seeded.decided_on);
        break;
      case 2:
        canvas_.Stake(holder, held, 250'000, seeded.decided_on);
        canvas_.Stake(holder, held, 250'001, seeded.decided_on);
        break;
      default:
        canvas_.Stake(holder, held, chance_.Of(kWhole), seeded.decided_on);
        break;
    }
    return other;
  }

  void Attribute(const std::vector<model::ResponsibleRole>& roles, const std::string& person,
                 const Seeded& seeded) {
    if (!chance_.Percent(80)) return;
    model::AttributionFact fact;
    fact.id = canvas_.NextId('A');
    fact.person.key = person;
    fact.act = seeded.id;
    fact.role = static_cast<model::ResponsibleRole>(chance_.Below(4));
    if (!roles.empty() && chance_.Percent(80)) fact.role = chance_.Of(roles);
    fact.decided_on = model::AddDays(seeded.decided_on, chance_.Between(-30, 120));
    canvas_.Add(fact);
  }

  void Confirm(const model::Rule& rule, const std::string& party, const Seeded& seeded) {
    model::ConfirmationFact fact;
    fact.id = canvas_.NextId('K');
    fact.listing = seeded.id;
    fact.provision = chance_.OneIn(4) ? rule.label : rule.id;
    fact.party.key = party;
    fact.decided_on = model::AddDays(seeded.decided_on, chance_.Between(0, 200));
    canvas_.Add(fact);
  }

  std::string AlsoListed(const std::string& list, const std::string& party, Date near) {
    model::ListingFact listing;
    listing.id = canvas_.NextId('L');
    listing.list = list;
    listing.subject.key = party;
    listing.ground = "other";
    listing.decided_on = model::AddDays(near, chance_.Between(-300, 300));
    if (chance_.OneIn(2)) {
      listing.valid_to = model::AddDays(listing.decided_on, chance_.Between(1, 600));
    }
    canvas_.Add(listing);
    return listing.id;
  }

  void Meet(const model::Rule& rule, const Condition& condition, const std::string& party,
            const std::string& target, const Seeded& seeded) {
    if (chance_.Percent(40)) return;
    switch (condition.kind) {
      case Condition::Kind::kHasRelation:
      case Condition::Kind::kLacksRelation: {
        const model::Relation relation = chance_.Of(RelationsIn(condition.relations));
        const std::string other = canvas_.OtherParty(condition.types, party);
        condition.outward ? canvas_.Edge(party, relation, other, seeded.decided_on)
                          : canvas_.Edge(other, relation, party, seeded.decided_on);
        break;
      }
      case Condition::Kind::kOnList:
      case Condition::Kind::kNotOnList:
        AlsoListed(chance_.Of(condition.lists), party, seeded.decided_on);
        break;
      case Condition::Kind::kAttributedOn: {
        const std::string id =
            AlsoListed(chance_.Of(condition.lists), seeded.answerable, seeded.decided_on);
        const Seeded other = {id, seeded.answerable, seeded.answerable, seeded.decided_on,
                              seeded.decided_on};
        Attribute(condition.roles, party, other);
        break;
      }
      case Condition::Kind::kAttribute:
        canvas_.Entity(party).attributes[condition.name] =
            chance_.OneIn(5) ? "other" : chance_.Of(condition.words);
        break;
      case Condition::Kind::kGradedWithin: {
        model::GradeFact grade;
        grade.id = canvas_.NextId('G');
        grade.subject.key = party;
        grade.value = "A";
        // At the edges of the year every other time.
        const Date a_year_before = model::AddYears(seeded.decided_on, -condition.years);
        grade.decided_on = chance_.OneIn(2)
                               ? model::AddDays(a_year_before, chance_.Between(-1, 1))
                               : model::AddDays(seeded.decided_on, -chance_.Between(-5, 300));
        canvas_.Add(grade);
        break;
      }
      case Condition::Kind::kHonoured: {
        model::HonourFact honour;
        honour.id = canvas_.NextId('H');
        honour.subject.key = party;
        honour.name = "先进单位";
        honour.decided_on = model::AddDays(seeded.decided_on, chance_.Between(-300, 100));
        if (chance_.OneIn(2)) {
          honour.valid_to = model::AddDays(honour.decided_on, chance_.Between(1, 500));
        }
        canvas_.Add(honour);
        break;
      }
      case Condition::Kind::kConfirmed:
        Confirm(rule, target, seeded);
        break;
      case Condition::Kind::kOverdue:
        if (!rule.seed.demand) Notices(chance_, canvas_, seeded.id, seeded.decided_on);
        break;
      default:
        break;
    }
  }

  static std::vector<std::string> CountableGrounds(const model::Rulebook& book) {
    std::vector<std::string> grounds;
    for (const model::Ground& ground : book.grounds) {
      if (!ground.ways.empty()) grounds.push_back(ground.id);
    }
    return grounds;
  }

  // Near the windows and thresholds of the grounds that count.
  void Penalty() {
    if (fines_ == nullptr) {
      std::vector<const model::Rulebook*> books;
      for (const model::Rulebook& book : library_.books) {
        if (!CountableGrounds(book).empty()) books.push_back(&book);
      }
      if (books.empty()) return;
      fines_ = chance_.Of(books);
    }
    const std::vector<std::string> grounds = CountableGrounds(*fines_);
    const auto& counted = fines_->counted_authorities;
    if (fined_.empty()) {
      fined_ = canvas_.Party({EntityType::kEnterprise});
      fined_around_ = canvas_.AnyDay();
      fined_ground_ = chance_.Of(grounds);
    }
    model::PenaltyFact penalty;
    penalty.id = canvas_.NextId('P');
    penalty.subject.key = chance_.OneIn(8) ? canvas_.Party({}) : fined_;
    penalty.ground = chance_.OneIn(3) ? chance_.Of(grounds) : fined_ground_;
    penalty.authority =
        counted.empty() || chance_.OneIn(6) ? "甲县公安局" : "甲县" + chance_.Of(counted) + "局";
    penalty.procedure = static_cast<model::Procedure>(chance_.Below(4));
    static const std::vector<int> kMonths = {-12, -12, 0, 3, 6, 9};
    penalty.decided_on = model::AddDays(model::AddMonths(fined_around_, chance_.Of(kMonths)),
                                        chance_.Between(-1, 1));
    static const std::vector<int64_t> kFen = {2'999'999, 3'000'000, 4'999'999, 5'000'000};
    if (chance_.OneIn(3)) penalty.sales = model::Money{chance_.Of(kFen)};
    if (chance_.OneIn(3)) penalty.illegal_gain = model::Money{chance_.Of(kFen)};
    canvas_.Add(penalty);
  }

  void Colour(model::EntityFact& entity) {
    if (placed_.contains(entity.entity.key)) return;
    if (!library_.books.empty()) entity.region.value = RegionFor(chance_.Of(library_.books));
    if (chance_.OneIn(5)) entity.attributes["ownership"] = "state";
    if (chance_.OneIn(5)) Age(chance_, canvas_.AnyDay(), &entity);
    if (entity.type == EntityType::kPerson && chance_.OneIn(4)) {
      entity.attributes["state_worker"] = "true";
    }
  }

  World WriteOut(uint64_t seed);
  void Restate(std::vector<model::Fact>* facts);

  Chance chance_;
  Canvas canvas_;
  const model::RuleLibrary& library_;
  const WorldLimits& limits_;
  std::set<std::string> placed_;
  std::vector<std::pair<std::string, Date>> own_site_;
  const model::Rulebook* fines_ = nullptr;
  std::string fined_;
  Date fined_around_;
  std::string fined_ground_;
};

World Painter::WriteOut(uint64_t seed) {
  World world{.seed = seed, .facts = {}, .parties = {}, .acts = {}, .days = {}};
  for (const model::EntityFact& entity : canvas_.entities()) {
    world.parties.push_back(entity.entity.key);
    world.facts.push_back({entity, {}});
  }
  for (const model::RelationFact& edge : canvas_.relations()) world.facts.push_back({edge, {}});
  for (const model::Fact& record : canvas_.records()) {
    if (const auto* listing = std::get_if<model::ListingFact>(&record.statement)) {
      world.acts.push_back(listing->id);
    }
    if (const auto* demand = std::get_if<model::DemandFact>(&record.statement)) {
      world.acts.push_back(demand->id);
    }
    world.facts.push_back(record);
  }
  if (limits_.restatements) Restate(&world.facts);
  world.days = DaysOf(world.facts);
  return world;
}

// Appends later statements of the same keys, and retractions.
void Painter::Restate(std::vector<model::Fact>* facts) {
  const std::vector<model::Fact> stated = *facts;
  for (const model::Fact& fact : stated) {
    if (!chance_.OneIn(6)) continue;
    model::Fact again = fact;
    if (auto* listing = std::get_if<model::ListingFact>(&again.statement)) {
      const Date before = model::IsDecided(*listing) ? listing->decided_on : *listing->proposed_on;
      listing->decided_on = model::AddDays(before, chance_.Between(1, 60));
    } else if (auto* edge = std::get_if<model::RelationFact>(&again.statement)) {
      edge->valid = canvas_.AnySpan(canvas_.AnyDay());
    } else {
      continue;
    }
    facts->push_back(again);
    // A listing is not retracted, because the records that belong to it would name nothing.
    if (fact.kind() != model::FactKind::kRelation || !chance_.OneIn(3)) continue;
    facts->push_back(
        {model::RetractionFact{.id = canvas_.NextId('Z'), .target = model::FactKey(fact)}, {}});
  }
}

}  // namespace

World RandomWorld(uint64_t seed, const model::RuleLibrary& library, const WorldLimits& limits) {
  return Painter(seed, library, limits).Paint(seed);
}

}  // namespace liancheng::oracle
