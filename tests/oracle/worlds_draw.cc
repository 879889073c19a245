#include "tests/oracle/worlds_draw.h"

#include <algorithm>

#include "fmt/format.h"

namespace liancheng::oracle {
namespace {

using model::Date;
using model::EntityType;
using model::Relation;

const std::vector<EntityType> kFirms = {EntityType::kEnterprise, EntityType::kEnterprise,
                                        EntityType::kIndividualBusiness};
const std::vector<EntityType> kAnyType = {
    EntityType::kEnterprise,   EntityType::kIndividualBusiness, EntityType::kBranch,
    EntityType::kPerson,       EntityType::kPublicBody,         EntityType::kInstitution,
    EntityType::kOrganization, EntityType::kPlatform,           EntityType::kSite,
    EntityType::kShop};

}  // namespace

std::vector<EntityType> UsualFrom(Relation relation) {
  switch (relation) {
    case Relation::kBranchOf:
      return {EntityType::kBranch};
    case Relation::kSubordinateTo:
      return {EntityType::kInstitution, EntityType::kPublicBody, EntityType::kEnterprise};
    case Relation::kTradesOn:
    case Relation::kAccountSuccessorOf:
      return {EntityType::kShop};
    case Relation::kFiledAt:
    case Relation::kHostedBy:
      return {EntityType::kSite};
    case Relation::kMemberOf:
    case Relation::kOperates:
    case Relation::kServes:
    case Relation::kRegisteredAt:
    case Relation::kContact:
      return kFirms;
    case Relation::kShareholder:
    case Relation::kActualController:
      return {EntityType::kEnterprise, EntityType::kEnterprise, EntityType::kPerson};
    default:
      return {EntityType::kPerson};
  }
}

std::vector<EntityType> UsualTo(Relation relation) {
  switch (relation) {
    case Relation::kSubordinateTo:
    case Relation::kFiledAt:
      return {EntityType::kPublicBody};
    case Relation::kEmployedBy:
      return {EntityType::kPublicBody, EntityType::kEnterprise};
    case Relation::kMemberOf:
      return {EntityType::kOrganization};
    case Relation::kOperates:
      return {EntityType::kShop, EntityType::kShop, EntityType::kPlatform, EntityType::kSite};
    case Relation::kTradesOn:
    case Relation::kServes:
      return {EntityType::kPlatform};
    case Relation::kAccountSuccessorOf:
      return {EntityType::kShop};
    case Relation::kRegisteredAt:
    case Relation::kContact:
    case Relation::kSameName:
      return {};
    case Relation::kBranchOf:
    case Relation::kHostedBy:
    case Relation::kShareholder:
    case Relation::kActualController:
      return {EntityType::kEnterprise};
    default:
      return kFirms;
  }
}

std::vector<Relation> RelationsIn(model::RelationSet set) {
  std::vector<Relation> relations;
  for (int i = 0; i < model::kRelationCount; ++i) {
    const auto relation = static_cast<Relation>(i);
    if ((set & model::SetOf(relation)) != 0) relations.push_back(relation);
  }
  return relations;
}

Date Canvas::AnyDay() {
  const int day = chance_.Percent(50) ? 1 : chance_.Between(1, 28);
  return model::FromCivil({chance_.Between(2018, 2022), chance_.Between(1, 12), day});
}

model::DateRange Canvas::AnySpan(Date near) {
  model::DateRange span;
  if (chance_.Percent(50)) span.from = model::AddDays(near, -chance_.Between(0, 900));
  if (chance_.Percent(40)) span.to = model::AddDays(near, chance_.Between(1, 700));
  if (!chance_.OneIn(8)) return span;
  span.from = AnyDay();  // anywhere at all
  span.to = model::AddDays(span.from, chance_.Between(1, 1200));
  return span;
}

std::string Canvas::NewParty(EntityType type) {
  model::EntityFact entity;
  entity.entity.key = fmt::format("E{:02d}", entities_.size() + 1);
  entity.type = type;
  entity.name = entity.entity.key;
  entities_.push_back(entity);
  return entity.entity.key;
}

std::string Canvas::Party(const std::vector<EntityType>& types) {
  return OtherParty(types, "");
}

std::string Canvas::OtherParty(const std::vector<EntityType>& types, const std::string& than) {
  const auto& wanted = types.empty() ? kAnyType : types;
  std::vector<std::string> there_are;
  for (const model::EntityFact& entity : entities_) {
    const bool fits = std::find(wanted.begin(), wanted.end(), entity.type) != wanted.end();
    if (fits && entity.entity.key != than) there_are.push_back(entity.entity.key);
  }
  const bool room = entities_.size() < static_cast<size_t>(limits_.parties_max);
  if (room && (there_are.empty() || chance_.Percent(45))) return NewParty(chance_.Of(wanted));
  if (!there_are.empty()) return chance_.Of(there_are);
  return chance_.Of(entities_).entity.key;  // of another type: the rule will find nothing
}

model::EntityFact& Canvas::Entity(const std::string& key) {
  return *std::find_if(entities_.begin(), entities_.end(),
                       [&key](const auto& entity) { return entity.entity.key == key; });
}

std::string Canvas::NextId(char letter) {
  return fmt::format("{}{:02d}", letter, ++ids_);
}

void Canvas::Edge(const std::string& from, Relation relation, const std::string& to, Date near) {
  model::RelationFact edge;
  edge.id = fmt::format("R{:02d}", relations_.size() + 1);
  edge.relation = relation;
  edge.from.key = from;
  edge.to.key = to;
  edge.valid = AnySpan(near);
  relations_.push_back(edge);
}

void Canvas::Stake(const std::string& from, const std::string& to, int lo_ppm, Date near) {
  Edge(from, Relation::kShareholder, to, near);
  const auto lo = static_cast<uint32_t>(lo_ppm);
  const uint32_t hi = chance_.OneIn(6) ? std::min(lo + 200'000, model::kWholePpm) : lo;
  relations_.back().share = {lo, hi};
}

void Canvas::NoiseEdge() {
  const auto relation = static_cast<Relation>(chance_.Below(model::kRelationCount));
  const bool usual = chance_.Percent(80);
  const std::string from = Party(usual ? UsualFrom(relation) : kAnyType);
  if (UsualTo(relation).empty()) {
    Edge(from, relation, chance_.OneIn(2) ? "address:1" : "phone:1", AnyDay());
    return;
  }
  const std::string to = OtherParty(usual ? UsualTo(relation) : kAnyType, from);
  if (relation != Relation::kShareholder || chance_.OneIn(6)) {
    Edge(from, relation, to, AnyDay());  // a stake among these has an unknown share
    return;
  }
  static const std::vector<int> kPpm = {0,       100'000, 300'000, 400'000, 499'999,
                                        500'000, 500'001, 510'000, 800'000, 1'000'000};
  Stake(from, to, chance_.Of(kPpm), AnyDay());
}

}  // namespace liancheng::oracle
