// Roles and kinds of unit are spelled one way, and a remit holds what lies in its regions.
#include "engine/model/asker.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace liancheng::model {
namespace {

TEST(Role, EachHasAWordThatIsReadBackAndABitOfItsOwn) {
  RoleSet seen = 0;
  for (const Role role : kRoles) {
    EXPECT_EQ(ParseRole(Name(role)), role);
    EXPECT_EQ(seen & SetOf(role), 0) << Name(role);
    seen = static_cast<RoleSet>(seen | SetOf(role));
  }
  EXPECT_EQ(ParseRole("Steward"), std::nullopt);
  EXPECT_EQ(ParseRole(""), std::nullopt);
  EXPECT_EQ(AllRoles(),
            "public, department, platform, investigator, steward, auditor, administrator");
}

TEST(UnitKind, EachHasAWordThatIsReadBack) {
  EXPECT_EQ(AllUnitKinds(), "department, platform, finance, association, media, other");
  EXPECT_EQ(ParseUnitKind("finance"), UnitKind::kFinance);
  EXPECT_EQ(Name(UnitKind::kMedia), "media");
  EXPECT_EQ(ParseUnitKind("ministry"), std::nullopt);
}

TEST(Remit, HoldsWhatLiesInItsRegions) {
  struct Row {
    std::vector<RegionCode> remit;
    uint32_t region;
    bool inside;
  };
  const Row rows[] = {
      {{}, 152224, true},
      {{}, 0, true},
      {{{152224}}, 152224, true},
      {{{152224}}, 152223, false},
      {{{152200}}, 152224, true},
      {{{152200}}, 152300, false},
      {{{150000}}, 152224, true},
      {{{150000}}, 350104, false},
      {{{152224}}, 152200, false},
      {{{152224}}, 0, false},
      {{{350104}, {152224}}, 152224, true},
  };
  for (const Row& row : rows) {
    Unit unit;
    unit.regions = row.remit;
    EXPECT_EQ(InRemit(unit, {row.region}), row.inside) << row.region;
  }
}

}  // namespace
}  // namespace liancheng::model
