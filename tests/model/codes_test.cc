// Golden values: requirements 4.1 to 4.3 (GB 32100-2015, GB 11714-1997, GB 11643-1999).
#include "engine/model/codes.h"

#include <gtest/gtest.h>

namespace liancheng::model {
namespace {

struct CodeRow {
  const char* code;
  CodeStatus status;
};

TEST(Uscc, GoldenValues) {
  const CodeRow rows[] = {
      {"91350100M000100Y43", CodeStatus::kValid},
      {"91350200MA2YJ1XR9G", CodeStatus::kValid},
      {"91350200776049653A", CodeStatus::kValid},
      {"91350503MA31DKY80A", CodeStatus::kValid},
      {"91350200MA31E12PXF", CodeStatus::kValid},
      {"91440101MA5CJQ4N59", CodeStatus::kValid},
      {"913502000728319549", CodeStatus::kValid},
      {"123502001549897397", CodeStatus::kValid},
      {"9135021359498494XQ", CodeStatus::kValid},
      {"11320000MB151840XJ", CodeStatus::kValid},
      {"91330100799655058B", CodeStatus::kValid},
      {"91440101MA5CJQ4N5A", CodeStatus::kInvalid},
      // Fujian pilot codes: region 35, body M000..., organisation code fits, character 18 does not.
      {"91350100M000100Y4Z", CodeStatus::kLegacyNonconforming},
      {"91350203M0001QAY9B", CodeStatus::kLegacyNonconforming},
      {"91350100M0001TGQXM", CodeStatus::kLegacyNonconforming},
      {"91350211M0000XUF46", CodeStatus::kLegacyNonconforming},
      {"91350203M0001FUE2P", CodeStatus::kLegacyNonconforming},
      // The same outside region 35, or with a body whose own check character fails: refused.
      {"91340203M0001QAY9B", CodeStatus::kInvalid},
      {"91350203M0001QAY8B", CodeStatus::kInvalid},
  };
  for (const CodeRow& row : rows) {
    EXPECT_EQ(CheckUscc(row.code).status, row.status) << row.code;
  }
}

TEST(Uscc, RefusesForeignLengthsAndCharacters) {
  for (const char* code : {"", "9135020077604965", "91350200776049653AA", "9I350200776049653A",
                           "91350200776049653a", "91ABCD00776049653A"}) {
    const CodeCheck check = CheckUscc(code);
    EXPECT_EQ(check.status, CodeStatus::kInvalid) << code;
    EXPECT_FALSE(check.problem.empty()) << code;
  }
}

TEST(Uscc, NamesTheExpectedCharacter) {
  EXPECT_EQ(CheckUscc("91440101MA5CJQ4N5A").problem, "check character is A, expected 9");
}

TEST(CheckCharacters, OfGoldenCodes) {
  EXPECT_EQ(UsccCheckCharacter("91440101MA5CJQ4N5"), '9');
  EXPECT_EQ(UsccCheckCharacter("11320000MB151840X"), 'J');
  EXPECT_EQ(OrganisationCheckCharacter("MB151840"), 'X');
  EXPECT_EQ(OrganisationCheckCharacter("M000100Y"), '4');
}

TEST(CheckCharacters, NoneForWhatIsNoCode) {
  EXPECT_EQ(UsccCheckCharacter("91440101MA5CJQ4N"), std::nullopt);
  EXPECT_EQ(UsccCheckCharacter("91440101MA5CJQ4NI"), std::nullopt);
  EXPECT_EQ(OrganisationCheckCharacter("MB15184"), std::nullopt);
  EXPECT_EQ(OrganisationCheckCharacter("mB151840"), std::nullopt);
}

TEST(OrganisationCode, UsesThe36CharacterTable) {
  // MB151840 gives X by GB 11714; the 31-character table of GB 32100 would give 2.
  EXPECT_EQ(CheckOrganisationCode("MB151840X").status, CodeStatus::kValid);
  EXPECT_EQ(CheckOrganisationCode("MB151840-X").status, CodeStatus::kValid);
  EXPECT_EQ(CheckOrganisationCode("MB1518402").status, CodeStatus::kInvalid);
}

TEST(OrganisationCode, FitsTheInnerPartOfAUscc) {
  for (const std::string uscc :
       {"91350200776049653A", "91330100799655058B", "913502000728319549"}) {
    EXPECT_EQ(CheckOrganisationCode(uscc.substr(8, 9)).status, CodeStatus::kValid) << uscc;
  }
}

TEST(OrganisationCode, RefusesSelfDefinedAndMalformed) {
  for (const char* code : {"PDY000015", "PDY999990", "", "12345678", "1234567890", "abcdefgh1"}) {
    EXPECT_EQ(CheckOrganisationCode(code).status, CodeStatus::kInvalid) << code;
  }
  EXPECT_NE(CheckOrganisationCode("PDY000015").problem.find("self-defined"), std::string::npos);
}

TEST(IdNumber, GoldenValues) {
  const CodeRow rows[] = {
      {"11010519491231002X", CodeStatus::kValid},
      {"11010519491231002x", CodeStatus::kValid},
      {"440524188001010014", CodeStatus::kValid},
      {"440524188001010015", CodeStatus::kInvalid},  // check character
      {"110105194913310021", CodeStatus::kInvalid},  // month 13
      {"110105190002290021", CodeStatus::kInvalid},  // 1900 was no leap year
      {"01010519491231002X", CodeStatus::kInvalid},  // region
      {"1101051949123100", CodeStatus::kInvalid},    // length
      {"11010549123100A", CodeStatus::kInvalid},     // letter in a first-generation number
  };
  for (const CodeRow& row : rows) {
    EXPECT_EQ(CheckIdNumber(row.code).status, row.status) << row.code;
  }
}

TEST(IdNumber, FirstGenerationNumbersAreUpgraded) {
  // 110105491231002 with century 19 is the body of the golden value.
  EXPECT_EQ(CanonicalIdNumber("110105491231002"), "11010519491231002X");
  EXPECT_EQ(CanonicalIdNumber("11010519491231002x"), "11010519491231002X");
  EXPECT_EQ(CanonicalIdNumber("440524188001010015"), std::nullopt);
}

TEST(IdNumber, MaskShowsFirstAndLastOnly) {
  EXPECT_EQ(MaskIdNumber("11010519491231002X"), "1****************X");
  EXPECT_EQ(MaskIdNumber("12"), "**");
  EXPECT_EQ(MaskIdNumber(""), "");
}

}  // namespace
}  // namespace liancheng::model
