#include <string>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/datasets/reading.h"

namespace liancheng::datasets {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;
using testing::SizeIs;

Reading ReadCsv(std::string_view name, std::string_view header, std::string_view rows) {
  return ReadNative({{std::string(name), fmt::format("{}\n{}", header, rows)}});
}

constexpr std::string_view kEntities =
    "id,type,name,uscc,region,valid_from,valid_to,source,org_code,registration_number,id_number,"
    "licence,lei,url,former_names,address,phone,ownership";
constexpr std::string_view kRelations =
    "id,relation,from,to,share_percent,share_percent_max,position,valid_from,valid_to,source";
constexpr std::string_view kListings =
    "id,list,subject,ground,severity,decider,document,basis,decided_on,proposed_on,published_on,"
    "valid_to,act_on,corrected_on,source";
constexpr std::string_view kPenalties =
    "id,subject,act,ground,authority,procedure,document,decided_on,amount,illegal_gain,sales,"
    "source";
constexpr std::string_view kSteps = "id,listing,to,on,actor,document,note,source";
constexpr std::string_view kAttributions = "person,act,role,decider,decided_on,document,source";

TEST(NativeCsvTest, EntityFieldByField) {
  const Reading read = ReadCsv(
      "in/entities.csv", kEntities,
      "E1,enterprise,福州某某公司,91350100M000100Y43,350104,2015-03-01,2024-06-30,市监,MB151840X,"
      "350100100000001,,闽B2-1,LEI1,http://a.example,旧名一; 旧名二;,,,state\n");
  ASSERT_THAT(read.Issues(), IsEmpty());
  ASSERT_THAT(read.facts, SizeIs(1));
  const auto& e = std::get<model::EntityFact>(read.facts[0].statement);
  EXPECT_EQ(e.entity, (model::EntityRef{{}, "E1"}));
  EXPECT_EQ(e.type, model::EntityType::kEnterprise);
  EXPECT_EQ(e.name, "福州某某公司");
  EXPECT_THAT(e.former_names, ElementsAre("旧名一", "旧名二"));
  EXPECT_THAT(e.identifiers,
              ElementsAre(model::Identifier{"lei", "LEI1"}, model::Identifier{"licence", "闽B2-1"},
                          model::Identifier{"org_code", "MB151840X"},
                          model::Identifier{"registration_number", "350100100000001"},
                          model::Identifier{"url", "http://a.example"},
                          model::Identifier{"uscc", "91350100M000100Y43"}));
  EXPECT_EQ(e.region.value, 350104u);
  EXPECT_EQ(e.life,
            (model::DateRange{model::FromCivil({2015, 3, 1}), model::FromCivil({2024, 6, 30})}));
  EXPECT_THAT(e.attributes, ElementsAre(testing::Pair("ownership", "state")));
  EXPECT_EQ(read.facts[0].provenance, (model::Provenance{"市监", "in/entities.csv", 2}));
}

TEST(NativeCsvTest, EmptyMeansUnknownOrOpen) {
  const Reading read = ReadCsv("entities.csv", kEntities, "E1,shop,,,,,,,,,,,,,,,,\n");
  ASSERT_THAT(read.Issues(), IsEmpty());
  const auto& e = std::get<model::EntityFact>(read.facts.at(0).statement);
  EXPECT_EQ(e.life, model::DateRange());
  EXPECT_EQ(e.region.value, 0u);
  EXPECT_THAT(e.identifiers, IsEmpty());
  EXPECT_THAT(e.former_names, IsEmpty());
  EXPECT_THAT(e.attributes, IsEmpty());
}

TEST(NativeCsvTest, AddressAndPhoneTieToValueNodesBehindTheEntity) {
  const Reading read = ReadCsv("entities.csv", "id,type,address,phone",
                               "E1,enterprise,福州市 东街１号,0591-87654321; +86 13800000000\n"
                               "E2,enterprise,福州市东街1号,\n");
  EXPECT_THAT(
      read.Lines(),
      ElementsAre(
          R"({"entity": "E1", "type": "enterprise", "address": "福州市 东街１号", "phone": "0591-87654321; +86 13800000000"})",
          R"({"relation": "registered_at", "from": "E1", "to": "address:福州市东街1号"})",
          R"({"relation": "contact", "from": "E1", "to": "phone:059187654321"})",
          R"({"relation": "contact", "from": "E1", "to": "phone:13800000000"})",
          R"({"entity": "E2", "type": "enterprise", "address": "福州市东街1号"})",
          R"({"relation": "registered_at", "from": "E2", "to": "address:福州市东街1号"})"));
  EXPECT_EQ(read.facts[2].provenance.row, 2);
  EXPECT_THAT(read.Issues(), IsEmpty());
}

TEST(NativeCsvTest, MissingWordsAreTextButTieNothingTogether) {
  const Reading read = ReadCsv("entities.csv", "id,type,name,address",
                               "E1,enterprise,N/A,N/A\nE2,enterprise,无,N/A\n");
  EXPECT_THAT(
      read.Lines(),
      ElementsAre(R"({"entity": "E1", "type": "enterprise", "name": "N/A", "address": "N/A"})",
                  R"({"entity": "E2", "type": "enterprise", "name": "无", "address": "N/A"})"));
  EXPECT_THAT(read.Issues(),
              ElementsAre("noted 2 address \"N/A\" reads like a missing value; kept as text, and "
                          "ties no parties together"));
}

TEST(NativeCsvTest, OtherFilesFieldByField) {
  const Reading read = ReadNative(
      {{"relations.csv", fmt::format("{}\nR1,shareholder,E1,E2,30,33.3333,,2015-01-01,,章程\n"
                                     ",director,P1,E2,,,董事长,,2020-01-01,\n",
                                     kRelations)},
       {"listings.csv",
        fmt::format("{}\nL1,TQ-black,E1,TQ-11-(一),严重,县局,决〔2020〕1号,某法第1条,2020-03-01,"
                    "2020-02-10,2020-03-05,2021-03-01,2019-12-31,2020-02-01,县局\n",
                    kListings)},
       {"penalties.csv", fmt::format("{}\nN1,E1,虚假宣传,TQ-11-(二),县市场监督管理局,simple,罚1号,"
                                     "2019-05-06,50000,0.5,49999.90,s\n",
                                     kPenalties)},
       {"attributions.csv",
        fmt::format("{}\nP1,L1,principal,县局,2020-03-02,决2号,s\n", kAttributions)},
       {"steps.csv",
        fmt::format("{}\nS1,L1,rectifying,2020-04-02,县局,责改3号,限三个月,s\n", kSteps)}});
  EXPECT_THAT(read.Issues(), IsEmpty());
  ASSERT_THAT(read.facts, SizeIs(6));
  const auto& share = std::get<model::RelationFact>(read.facts[0].statement);
  EXPECT_EQ(share.id, "R1");
  EXPECT_EQ(share.relation, model::Relation::kShareholder);
  EXPECT_EQ(share.from.key, "E1");
  EXPECT_EQ(share.to.key, "E2");
  EXPECT_EQ(share.share, (model::ShareBand{300000, 333333}));
  EXPECT_EQ(share.valid, (model::DateRange{model::FromCivil({2015, 1, 1}), model::kOpenEnd}));
  const auto& seat = std::get<model::RelationFact>(read.facts[1].statement);
  EXPECT_EQ(seat.id, "");
  EXPECT_EQ(seat.position, "董事长");
  EXPECT_EQ(seat.share, std::nullopt);
  EXPECT_EQ(seat.valid, (model::DateRange{model::kOpenStart, model::FromCivil({2020, 1, 1})}));
  const auto& listing = std::get<model::ListingFact>(read.facts[2].statement);
  EXPECT_EQ(listing.id, "L1");
  EXPECT_EQ(listing.list, "TQ-black");
  EXPECT_EQ(listing.subject.key, "E1");
  EXPECT_EQ(listing.ground, "TQ-11-(一)");
  EXPECT_EQ(listing.severity, model::Severity::kSerious);
  EXPECT_EQ(listing.decider, "县局");
  EXPECT_EQ(listing.document, "决〔2020〕1号");
  EXPECT_EQ(listing.basis, "某法第1条");
  EXPECT_EQ(listing.decided_on, model::FromCivil({2020, 3, 1}));
  EXPECT_EQ(listing.proposed_on, model::FromCivil({2020, 2, 10}));
  EXPECT_EQ(listing.published_on, model::FromCivil({2020, 3, 5}));
  EXPECT_EQ(listing.valid_to, model::FromCivil({2021, 3, 1}));
  EXPECT_EQ(listing.act_on, model::FromCivil({2019, 12, 31}));
  EXPECT_EQ(listing.corrected_on, model::FromCivil({2020, 2, 1}));
  const auto& penalty = std::get<model::PenaltyFact>(read.facts[3].statement);
  EXPECT_EQ(penalty.id, "N1");
  EXPECT_EQ(penalty.subject.key, "E1");
  EXPECT_EQ(penalty.act, "虚假宣传");
  EXPECT_EQ(penalty.ground, "TQ-11-(二)");
  EXPECT_EQ(penalty.authority, "县市场监督管理局");
  EXPECT_EQ(penalty.procedure, model::Procedure::kSimple);
  EXPECT_EQ(penalty.document, "罚1号");
  EXPECT_EQ(penalty.decided_on, model::FromCivil({2019, 5, 6}));
  EXPECT_EQ(penalty.amount, model::Money{5000000});
  EXPECT_EQ(penalty.illegal_gain, model::Money{50});
  EXPECT_EQ(penalty.sales, model::Money{4999990});
  const auto& answers = std::get<model::AttributionFact>(read.facts[4].statement);
  EXPECT_EQ(answers.id, "P1|L1|principal");
  EXPECT_EQ(answers.person.key, "P1");
  EXPECT_EQ(answers.act, "L1");
  EXPECT_EQ(answers.role, model::ResponsibleRole::kPrincipal);
  EXPECT_EQ(answers.decider, "县局");
  EXPECT_EQ(answers.decided_on, model::FromCivil({2020, 3, 2}));
  EXPECT_EQ(answers.document, "决2号");
  const auto& step = std::get<model::StepFact>(read.facts[5].statement);
  EXPECT_EQ(step.id, "S1");
  EXPECT_EQ(step.listing, "L1");
  EXPECT_EQ(step.to, model::ListingState::kRectifying);
  EXPECT_EQ(step.on, model::FromCivil({2020, 4, 2}));
  EXPECT_EQ(step.actor, "县局");
  EXPECT_EQ(step.document, "责改3号");
  EXPECT_EQ(step.note, "限三个月");
  EXPECT_EQ(read.facts[5].provenance, (model::Provenance{"s", "steps.csv", 2}));
}

TEST(NativeCsvTest, AFileOfProposalsNeedsNoColumnOfDecisions) {
  const Reading read = ReadCsv("listings.csv", "id,list,subject,ground,proposed_on",
                               "L1,TQ-black,E1,g,2020-02-10\n");
  EXPECT_THAT(read.Issues(), IsEmpty());
  ASSERT_THAT(read.facts, SizeIs(1));
  EXPECT_FALSE(model::IsDecided(std::get<model::ListingFact>(read.facts[0].statement)));
}

TEST(NativeCsvTest, StepsOfOneListingAreKeptByTheirOwnIds) {
  const Reading read = ReadCsv("steps.csv", "id,listing,to,on",
                               "S1,L1,contested,2020-05-01\n"
                               "S2,L1,contested,2020-05-01\n"
                               "S1,L1,contested,2020-05-01\n"
                               "S2,L1,contested,2020-05-02\n");
  EXPECT_THAT(read.facts, SizeIs(2));
  EXPECT_THAT(read.Issues(), ElementsAre("noted 4 id \"S1\" says the same as row 2; taken once",
                                         "refused 5 id \"S2\" is stated otherwise in row 3"));
}

struct RowCase {
  std::string_view file;
  std::string_view header;
  std::string_view row;
  std::string issue;  // without its grade and row; empty = stored without a word
};

constexpr std::string_view kSmallEntity = "id,type,uscc,region,valid_from,valid_to";
constexpr std::string_view kCodes = "id,type,uscc,org_code,id_number";
constexpr std::string_view kShare = "relation,from,to,share_percent,share_percent_max";
constexpr std::string_view kDated = "relation,from,to,valid_from,valid_to";
constexpr std::string_view kListed = "id,list,subject,ground,severity,decided_on,valid_to";
constexpr std::string_view kProposed =
    "id,list,subject,ground,decided_on,proposed_on,published_on,valid_to";
constexpr std::string_view kFined = "id,subject,ground,procedure,decided_on,amount,sales";

std::vector<RowCase> RowCases() {
  return {
      {"entities.csv", kSmallEntity, "E1,enterprise,,,2020-01-01,2020-01-02", ""},
      {"entities.csv", kSmallEntity, ",enterprise,,,,", "id \"\" is empty"},
      {"entities.csv", kSmallEntity, "E1,,,,,", "type \"\" is empty"},
      {"entities.csv", kSmallEntity, "E1,enterprize,,,,",
       "type \"enterprize\" is not a known word; the nearest is enterprise"},
      {"entities.csv", kSmallEntity, "E1,N/A,,,,", "type \"N/A\" is not a known word"},
      {"entities.csv", kSmallEntity, "E1,Person,,,,",
       "type \"Person\" is not a known word; the nearest is person"},
      {"entities.csv", kSmallEntity, "E1,shop,,35010,,", "region \"35010\" is not a region code"},
      {"entities.csv", kSmallEntity, "E1,shop,,990101,,", "region \"990101\" is not a region code"},
      {"entities.csv", kSmallEntity, "E1,shop,,无,,", "region \"无\" is not a region code"},
      {"entities.csv", kSmallEntity, "E1,shop,,,2021-02-29,",
       "valid_from \"2021-02-29\" is not a day of the calendar"},
      {"entities.csv", kSmallEntity, "E1,shop,,,2020/02/01,",
       "valid_from \"2020/02/01\" is not a date YYYY-MM-DD"},
      {"entities.csv", kSmallEntity, "E1,shop,,,-,", "valid_from \"-\" is not a date YYYY-MM-DD"},
      {"entities.csv", kSmallEntity, "E1,shop,,,,1799-12-31",
       "valid_to \"1799-12-31\" is outside 1800 to 2999"},
      {"entities.csv", kSmallEntity, "E1,shop,,,2020-01-01,2020-01-01",
       "valid_to \"2020-01-01\" is not after 2020-01-01"},
      {"entities.csv", kSmallEntity, "address:x,shop,,,,",
       "id \"address:x\" is kept for values that parties share"},
      {"entities.csv", kSmallEntity, "E1,value,,,,", "id \"E1\" is not the id of a value"},
      {"entities.csv", kSmallEntity, "address:x,value,,,,", ""},
      {"entities.csv", kSmallEntity, "E1,shop,,,", " \"\" has 5 fields"},
      {"entities.csv", kSmallEntity, "E1,shop,,,,,", " \"\" has 7 fields"},
      {"entities.csv", kSmallEntity, "E1,sh\xFFop,,,,", "type \"sh\\xFFop\" is not UTF-8"},
      {"entities.csv", kSmallEntity, "E\x01,shop,,,,", "id \"E\\x01\" holds a control character"},
      {"entities.csv", kSmallEntity, "\"E1\"x,shop,,,,",
       "id \"\" there is text between a closing quote and the next comma"},
      // The valid and the early Fujian code are golden values of GB 32100 in the requirement list.
      {"entities.csv", kCodes, "E1,enterprise,91440101MA5CJQ4N59,,", ""},
      {"entities.csv", kCodes, "E1,enterprise,91440101MA5CJQ4N5A,,",
       "uscc \"91440101MA5CJQ4N5A\" check character is A, expected 9"},
      {"entities.csv", kCodes, "E1,enterprise,91350203M0001QAY9B,,",
       "uscc \"91350203M0001QAY9B\" an early Fujian code, kept as a match key only: check "
       "character is B, expected 9"},
      {"entities.csv", kCodes, "E1,enterprise,N/A,,", "uscc \"N/A\" 3 characters, expected 18"},
      {"entities.csv", kCodes, "E1,enterprise,９１350100,,",
       "uscc \"９１350100\" holds a character that is not ASCII"},
      {"entities.csv", kCodes, "E1,enterprise,,MB151840-X,", ""},
      {"entities.csv", kCodes, "E1,enterprise,,MB1518402,",
       "org_code \"MB1518402\" check character is 2, expected X"},
      {"entities.csv", kCodes, "E1,enterprise,,PDY000017,",
       "org_code \"PDY000017\" PDY00001 to PDY99999 is self-defined and not for exchange"},
      {"entities.csv", kCodes, "P1,person,,,11010519491231002X", ""},
      {"entities.csv", kCodes, "P1,person,,,110105194912310021",
       "id_number \"1****************1\" check character is 1, expected X"},
      {"entities.csv", kCodes, "P1,person,,,110105194913310021",
       "id_number \"1****************1\" the birthday in it is not a day"},
      {"entities.csv", kCodes, "P1,person,,,无",
       "id_number \"*\" holds a character that is not ASCII"},
      {"relations.csv", kShare, "shareholder,E1,E2,0,100", ""},
      {"relations.csv", kShare, "shareholder,E1,E1,,", ""},
      {"relations.csv", kShare, "sharholder,E1,E2,,",
       "relation \"sharholder\" is not a known word; the nearest is shareholder"},
      {"relations.csv", kShare, "kin,E1,E2,,", "relation \"kin\" is not a known word"},
      {"relations.csv", kShare, "shareholder,,E2,,", "from \"\" is empty"},
      {"relations.csv", kShare, "shareholder,E1,,,", "to \"\" is empty"},
      {"relations.csv", kShare, "shareholder,E1,E2,130,", "share_percent \"130\" is over 100"},
      {"relations.csv", kShare, "shareholder,E1,E2,-1,",
       "share_percent \"-1\" is not a percentage such as 30 or 33.3333"},
      {"relations.csv", kShare, "shareholder,E1,E2,30%,",
       "share_percent \"30%\" is not a percentage such as 30 or 33.3333"},
      {"relations.csv", kShare, "shareholder,E1,E2,N/A,",
       "share_percent \"N/A\" is not a percentage such as 30 or 33.3333"},
      {"relations.csv", kShare, "shareholder,E1,E2,30,29.9",
       "share_percent_max \"29.9\" is below share_percent 30"},
      {"relations.csv", kShare, "shareholder,E1,E2,,25", ""},
      {"relations.csv", kDated, "owner,P1,E1,2020-01-02,2020-01-01",
       "valid_to \"2020-01-01\" is not after 2020-01-02"},
      {"relations.csv", kDated, "owner,P1,E1,,2020-01-01", ""},
      {"listings.csv", kListed, "L1,TQ-black,E1,TQ-11-(一),serious,2020-03-01,", ""},
      {"listings.csv", kListed, "L1,TQ-blck,E1,g,,2020-03-01,",
       "list \"TQ-blck\" is not a list of any rulebook; the nearest is TQ-black"},
      {"listings.csv", kListed, "L1,black,E1,g,,2020-03-01,",
       "list \"black\" is not a list of any rulebook"},
      {"listings.csv", kListed, "L1,TQ-black,,g,,2020-03-01,", "subject \"\" is empty"},
      {"listings.csv", kListed, ",TQ-black,E1,g,,2020-03-01,", "id \"\" is empty"},
      {"listings.csv", kListed, "L1,TQ-black,E1,,,2020-03-01,",
       "ground \"\" is empty: rules that ask for a ground will not apply"},
      {"listings.csv", kListed, "L1,TQ-black,E1,g,特别严重,2020-03-01,",
       "severity \"特别严重\" is not a known word"},
      {"listings.csv", kListed, "L1,TQ-black,E1,g,,,",
       "decided_on \"\" is empty, and so is proposed_on"},
      {"listings.csv", kListed, "L1,TQ-black,E1,g,,2020-03-01,2020-03-01",
       "valid_to \"2020-03-01\" is not after 2020-03-01"},
      {"listings.csv", kProposed, "L1,TQ-black,E1,g,2020-03-01,2020-03-01,2020-02-20,", ""},
      {"listings.csv", kProposed, "L1,TQ-black,E1,g,,2020-02-10,,2020-02-11", ""},
      {"listings.csv", kProposed, "L1,TQ-black,E1,g,,,,",
       "decided_on \"\" is empty, and so is proposed_on"},
      {"listings.csv", kProposed, "L1,TQ-black,E1,g,,,2020-02-20,",
       "decided_on \"\" is empty, and so is proposed_on"},
      {"listings.csv", kProposed, "L1,TQ-black,E1,g,2020-03-01,2020-03-02,,",
       "proposed_on \"2020-03-02\" is after decided_on 2020-03-01"},
      {"listings.csv", kProposed, "L1,TQ-black,E1,g,,2020-02-10,2020-02-20,",
       "published_on \"2020-02-20\" is given, but decided_on is not"},
      {"listings.csv", kProposed, "L1,TQ-black,E1,g,,2020-02-10,,2020-02-10",
       "valid_to \"2020-02-10\" is not after 2020-02-10"},
      {"listings.csv", kProposed, "L1,TQ-black,E1,g,,10 Feb 2020,,",
       "proposed_on \"10 Feb 2020\" is not a date YYYY-MM-DD"},
      {"steps.csv", kSteps, "S1,L1,repaired,2020-07-01,,,,", ""},
      {"steps.csv", kSteps, ",L1,repaired,2020-07-01,,,,", "id \"\" is empty"},
      {"steps.csv", kSteps, "S1,,repaired,2020-07-01,,,,", "listing \"\" is empty"},
      {"steps.csv", kSteps, "S1,L1,,2020-07-01,,,,", "to \"\" is empty"},
      {"steps.csv", kSteps, "S1,L1,repair,2020-07-01,,,,",
       "to \"repair\" is not a known word; the nearest is repaired"},
      {"steps.csv", kSteps, "S1,L1,repaired,,,,,", "on \"\" is empty"},
      {"steps.csv", kSteps, "S1,L1,repaired,2020-7-1,,,,",
       "on \"2020-7-1\" is not a date YYYY-MM-DD"},
      {"penalties.csv", kFined, "N1,E1,g,warning,2020-03-01,0,", ""},
      {"penalties.csv", kFined, "N1,E1,,,2020-03-01,,",
       "ground \"\" is empty: no counting ground will count it"},
      {"penalties.csv", kFined, "N1,E1,g,summary,2020-03-01,,",
       "procedure \"summary\" is not a known word"},
      {"penalties.csv", kFined, "N1,,g,,2020-03-01,,", "subject \"\" is empty"},
      {"penalties.csv", kFined, "N1,E1,g,,,,", "decided_on \"\" is empty"},
      {"attributions.csv", kAttributions, "P1,L1,directly_responsible,,2020-03-01,,", ""},
      {"attributions.csv", kAttributions, "P1,L1,boss,,2020-03-01,,",
       "role \"boss\" is not a known word"},
      {"attributions.csv", kAttributions, ",L1,principal,,2020-03-01,,", "person \"\" is empty"},
      {"attributions.csv", kAttributions, "P1,,principal,,2020-03-01,,", "act \"\" is empty"},
      {"attributions.csv", kAttributions, "P1,L1,principal,,,,", "decided_on \"\" is empty"},
  };
}

// Oddities of stored rows are noted; everything else is refused.
bool IsNote(const std::string& issue) {
  return issue.find("match key") != std::string::npos ||
         issue.find("is empty:") != std::string::npos;
}

TEST(NativeCsvTest, RowsOneByOne) {
  for (const RowCase& c : RowCases()) {
    const Reading read = ReadCsv(c.file, c.header, c.row);
    const bool stored = c.issue.empty() || IsNote(c.issue);
    EXPECT_EQ(read.facts.size(), stored ? 1u : 0u) << c.row;
    std::vector<std::string> issues;
    if (!c.issue.empty()) {
      issues.push_back(fmt::format("{} 2 {}", stored ? "noted" : "refused", c.issue));
    }
    EXPECT_THAT(read.Issues(), ElementsAreArray(issues)) << c.row;
  }
}

TEST(NativeCsvTest, MoneyIsExactYuan) {
  for (const std::string_view bad : {"-1", "1.234", "5万", "\"5,000\"", "N/A"}) {
    const Reading read =
        ReadCsv("penalties.csv", kFined, fmt::format("N1,E1,g,,2020-03-01,{},", bad));
    EXPECT_THAT(read.facts, IsEmpty()) << bad;
    ASSERT_THAT(read.issues, SizeIs(1)) << bad;
    EXPECT_EQ(read.issues[0].column, "amount");
    EXPECT_EQ(read.issues[0].expected, "yuan as a decimal number, such as 50000 or 49999.90");
  }
}

TEST(NativeCsvTest, BadRowsCostOnlyThemselves) {
  const Reading read = ReadCsv("entities.csv", "id,type,name",
                               "E1,shop,\"two\nlines\"\n"
                               "E2,shop\n"
                               "E3,shop,\"open\n"
                               "E4,shop,d\n"
                               "E5,ship,e\n"
                               "E6,shop,f\n");
  EXPECT_THAT(read.Lines(),
              ElementsAre(R"({"entity": "E1", "type": "shop", "name": "two\u000alines"})",
                          R"({"entity": "E4", "type": "shop", "name": "d"})",
                          R"({"entity": "E6", "type": "shop", "name": "f"})"));
  EXPECT_THAT(read.Issues(),
              ElementsAre("refused 4  \"\" has 2 fields",
                          "refused 5 name \"\" a quote is opened and never closed",
                          "refused 7 type \"ship\" is not a known word; the nearest is shop"));
  EXPECT_EQ(read.facts[0].provenance.row, 2);
  EXPECT_EQ(read.facts[1].provenance.row, 6);
}

TEST(NativeCsvTest, HeadersThatRefuseTheFile) {
  const struct {
    std::string_view file;
    std::string_view text;
    std::string issue;
  } cases[] = {
      {"entities.csv", "", "refused 1  \"\" is empty; the file is refused"},
      {"entities.csv", "\n\n", "refused 3  \"\" is empty; the file is refused"},
      {"entities.csv", "name,type\nx,shop\n",
       "refused 1 id \"\" is missing from the header; the file is refused"},
      {"entities.csv", "name\nx\n",
       "refused 1 id, type \"\" is missing from the header; the file is refused"},
      {"entities.csv", "id,type,name,name\n1,shop,a,b\n",
       "refused 1 name \"\" is the name of two columns; the file is refused"},
      {"entities.csv", "id,type,\n1,shop,a\n",
       "refused 1  \"\" column 3 has no name; the file is refused"},
      {"entities.csv", "id,type,\xC3\xFB\n1,shop,a\n",
       "refused 1  \"\" the header is not UTF-8; the file is refused"},
      {"entities.csv", "\"id,type\n",
       "refused 1  \"\" the header cannot be read: a quote is opened and never closed; the file is "
       "refused"},
      {"entities.csv", "id,type,entity\n1,shop,a\n",
       "refused 1 entity \"\" is no column of this file; the file is refused"},
      {"relations.csv", "relation,from,to,share\nowner,P,E,1\n",
       "refused 1 share \"\" is no column of this file; the file is refused"},
      {"relations.csv", "relation,from\nowner,P\n",
       "refused 1 to \"\" is missing from the header; the file is refused"},
      {"listings.csv", "id,list,subject,decided_on\nL1,TQ-black,E1,2020-01-01\n",
       "refused 1 ground \"\" is missing from the header; the file is refused"},
      {"listings.csv", "id,list,subject,ground,published_on\nL1,TQ-black,E1,g,2020-01-01\n",
       "refused 1 decided_on or proposed_on \"\" is missing from the header; the file is refused"},
      {"steps.csv", "id,listing,actor\nS1,L1,a\n",
       "refused 1 to, on \"\" is missing from the header; the file is refused"},
      {"steps.csv", "step,listing,to,on\nS1,L1,decided,2020-01-01\n",
       "refused 1 step \"\" is no column of this file; the file is refused"},
      {"penalties.csv", "id,subject,ground,decided_on,authority,list\n",
       "refused 1 list \"\" is no column of this file; the file is refused"},
      {"attributions.csv", "person,act,decided_on\n",
       "refused 1 role \"\" is missing from the header; the file is refused"},
  };
  for (const auto& c : cases) {
    const Reading read = ReadNative({{std::string(c.file), std::string(c.text)}});
    EXPECT_THAT(read.Issues(), ElementsAre(c.issue));
    EXPECT_THAT(read.facts, IsEmpty());
    EXPECT_TRUE(read.status.ok());
  }
  EXPECT_EQ(ReadNative({{"relations.csv", "relation,from,to,share\n"}}).issues[0].expected,
            "id, relation, from, to, share_percent, share_percent_max, position, valid_from, "
            "valid_to, source");
}

TEST(NativeCsvTest, FifteenDigitsAreTheSameNumberAsTheirEighteen) {
  // With 19 put in: 1 3 0 5 0 3 1 9 6 7 0 4 0 1 0 0 1, weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2:
  // 7+27+25+12+2+9+36+21+36+5+2 = 182 = 16 * 11 + 6, and the check character of 6 is 6.
  const Reading read = ReadCsv("entities.csv", "id,type,id_number", "P1,person,130503670401001\n");
  ASSERT_THAT(read.facts, SizeIs(1));
  EXPECT_THAT(std::get<model::EntityFact>(read.facts[0].statement).identifiers,
              ElementsAre(model::Identifier{"id_number", "130503196704010016"}));
}

TEST(NativeCsvTest, OneIdTwice) {
  const Reading read = ReadCsv("listings.csv", kListed,
                               "L1,TQ-black,E1,g,,2020-03-01,\n"
                               "L2,TQ-black,E1,g,,2020-03-01,\n"
                               "\"L1\",TQ-black,E1,g,,2020-03-01,\n"
                               "L1,TQ-black,E1,g,,2020-03-02,\n");
  EXPECT_THAT(read.facts, SizeIs(2));
  EXPECT_THAT(read.Issues(), ElementsAre("noted 4 id \"L1\" says the same as row 2; taken once",
                                         "refused 5 id \"L1\" is stated otherwise in row 2"));
}

TEST(NativeCsvTest, RelationsWithoutIdAreKnownByTheirEndsTypeAndStart) {
  const Reading read = ReadCsv("relations.csv", kRelations,
                               ",shareholder,E1,E2,30,,,2015-01-01,,\n"
                               ",shareholder,E1,E2,40,,,2016-01-01,,\n"
                               ",owner,E1,E2,,,,2015-01-01,,\n"
                               ",shareholder,E2,E1,,,,2015-01-01,,\n"
                               ",shareholder,E1,E2,30,,,2015-01-01,,\n"
                               ",shareholder,E1,E2,35,,,2015-01-01,,\n"
                               "R1,shareholder,E1,E2,35,,,2015-01-01,,\n");
  EXPECT_THAT(read.facts, SizeIs(5));
  EXPECT_THAT(read.Issues(), ElementsAre("noted 6 from \"E1\" says the same as row 2; taken once",
                                         "refused 7 from \"E1\" is stated otherwise in row 2"));
}

}  // namespace
}  // namespace liancheng::datasets
