#include "query/listing/publication.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "datasets/readers/native/native.h"
#include "datasets/readers/rulebook/reader.h"
#include "server/wire/publication_json.h"
#include "tests/query/world.h"

namespace liancheng::query {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using State = ViewField::State;

constexpr std::string_view kIdNumber = "11010519491231002X";  // the example of GB 11643

class PublicationTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string folder = LIANCHENG_SOURCE_DIR "/datasets/rulebooks";
    auto library = datasets::ReadRulebooks(folder);
    ASSERT_TRUE(library.ok()) << library.status();
    library_ = new auto(std::make_shared<const model::RuleLibrary>(*std::move(library)));
    words_ = new auto(*datasets::ReadKnownWords(folder));
  }
  static void TearDownTestSuite() {
    delete library_;
    delete words_;
    library_ = nullptr;
    words_ = nullptr;
  }

  // A black listing by the city's rules, of a person and of a firm.
  static std::vector<std::string> Facts() {
    return {
        R"({"entity": "P1", "type": "person", "name": "演示人", "id_number": "11010519491231002X", "employer": "示例公司"})",
        R"({"entity": "P2", "type": "person", "name": "示例甲"})",
        R"({"entity": "P3", "type": "person", "name": "示例乙"})",
        R"({"entity": "E1", "type": "enterprise", "name": "示例公司", "uscc": "91350100M000100Y43", "address": "示例路1号", "enterprise_type": "有限责任公司"})",
        R"({"relation": "legal_representative", "from": "P2", "to": "E1", "valid_from": "2015-01-01", "valid_to": "2020-02-01"})",
        R"({"relation": "legal_representative", "from": "P3", "to": "E1", "valid_from": "2020-02-01"})",
        R"({"penalty": "F1", "subject": "P1", "ground": "g", "act": "以11010519491231002X开立账户", "document": "示罚〔2020〕1号", "decided_on": "2020-01-05"})",
        R"j({"listing": "L1", "list": "HJ-black", "subject": "P1", "ground": "HJ-6-(一)", "decider": "示例局", "document": "示罚〔2020〕1号", "basis": "示例法第一条", "decided_on": "2020-01-10", "published_on": "2020-01-12", "valid_to": "2021-01-10"})j",
        R"j({"listing": "L2", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decided_on": "2020-01-10", "valid_to": "2021-01-10"})j",
        R"j({"listing": "L3", "list": "TQ-black", "subject": "E1", "ground": "TQ-11-(一)", "decided_on": "2020-01-10", "valid_to": "2021-01-10"})j",
        R"({"listing": "L4", "list": "HX-record", "subject": "P1", "ground": "g", "severity": "一般", "decided_on": "2020-01-10"})",
    };
  }

  static ListingViewAnswer Ask(const std::vector<std::string>& lines, const std::string& listing,
                               ListingView view, const std::string& day) {
    std::vector<model::Fact> facts;
    for (const std::string& line : lines) facts.push_back(Fact(line));
    auto world = LoadFromFacts(std::move(facts));
    EXPECT_TRUE(world.ok()) << world.status();
    auto plan = rules::Plan::Make(*library_, {});
    const Workspace workspace(*std::move(world), *std::move(plan), *model::ParseDate(day));
    auto answer = AskListingView(workspace, listing, view);
    EXPECT_TRUE(answer.ok()) << answer.status();
    if (!answer.ok()) return {};
    json_ = wire::Result(*answer);
    answer->act = nullptr;  // it belongs to the world that ends here
    return *std::move(answer);
  }
  static ListingViewAnswer Ask(const std::string& listing, ListingView view,
                               const std::string& day = "2020-06-01") {
    return Ask(Facts(), listing, view, day);
  }

  static model::Fact Fact(const std::string& line) {
    class FailOnRefusal : public model::IssueSink {
      void Report(model::Issue issue) override {
        EXPECT_EQ(issue.grade, model::IssueGrade::kNoted) << Describe(issue);
      }
    } issues;
    datasets::ReadOptions options;
    options.words = words_;
    options.issues = &issues;
    return datasets::ReadJsonFact(line, "test", 1, options).value_or(model::Fact());
  }

  static ViewField Field(const ListingViewAnswer& answer, std::string_view key) {
    for (const ViewField& field : answer.fields) {
      if (field.field->key == key) return field;
    }
    ADD_FAILURE() << "no field " << key;
    return {};
  }

  static std::shared_ptr<const model::RuleLibrary>* library_;
  static datasets::KnownWords* words_;
  static wire::Json json_;
};

std::shared_ptr<const model::RuleLibrary>* PublicationTest::library_ = nullptr;
datasets::KnownWords* PublicationTest::words_ = nullptr;
wire::Json PublicationTest::json_;

struct Want {
  const char* key;
  State state;
  const char* value;
};

TEST_F(PublicationTest, APersonAsReported) {
  const ListingViewAnswer answer = Ask("L1", ListingView::kReporting);
  // HJ-8-(一), in its order. Born 1949-12-31: 70 years old on 2020-01-10; digit 17 is 2, a woman.
  const Want wants[] = {
      {"name", State::kShown, "演示人"},
      {"sex", State::kShown, "女"},
      {"age", State::kShown, "70"},
      {"id_number", State::kShown, "11010519491231002X"},
      {"employer", State::kShown, "示例公司"},
      {"facts", State::kShown, "以11010519491231002X开立账户"},
      {"ground", State::kShown, "严重危害人民群众身体健康和公共安全 (HJ-6-(一))"},
      {"basis", State::kShown, "示例法第一条"},
      {"document", State::kShown, "示罚〔2020〕1号"},
      {"decider", State::kShown, "示例局"},
      {"decided_on", State::kShown, "2020-01-10"},
      {"valid_to", State::kShown, "2021-01-10"},
      {"other", State::kUnknown, ""},
  };
  ASSERT_EQ(answer.fields.size(), std::size(wants));
  for (size_t i = 0; i < std::size(wants); ++i) {
    EXPECT_EQ(answer.fields[i].field->key, wants[i].key);
    EXPECT_EQ(answer.fields[i].state, wants[i].state) << wants[i].key;
    EXPECT_EQ(answer.fields[i].value, wants[i].value) << wants[i].key;
  }
  EXPECT_THAT(answer.missing, IsEmpty());
  EXPECT_EQ(answer.rulebook, "HJ");
}

TEST_F(PublicationTest, APersonAsPublished) {
  const ListingViewAnswer answer = Ask("L1", ListingView::kPublication);
  ASSERT_TRUE(answer.available) << answer.why;
  EXPECT_EQ(Field(answer, "id_number").state, State::kMasked);
  EXPECT_EQ(Field(answer, "id_number").value, "1****************X");
  EXPECT_EQ(Field(answer, "employer").state, State::kWithheld);
  EXPECT_EQ(Field(answer, "employer").value, "");
  EXPECT_EQ(Field(answer, "name").value, "演示人");
  EXPECT_EQ(Field(answer, "facts").value, "以1****************X开立账户");
  EXPECT_THAT(json_.dump(), Not(HasSubstr(kIdNumber)));
  EXPECT_EQ(json_["fields"][3]["class"], "shared");
  EXPECT_EQ(json_["fields"][0]["class"], "public");
  EXPECT_THAT(answer.notes, IsEmpty());
}

TEST_F(PublicationTest, AnIdNumberUsedAsTheIdOfAPartyIsNotPublished) {
  std::vector<std::string> facts = Facts();
  facts.push_back(R"({"entity": "11010519491231002X", "type": "person", "name": "演示人"})");
  facts.push_back(
      R"({"listing": "L9", "list": "HJ-black", "subject": "11010519491231002X", "ground": "g", "decided_on": "2020-01-10", "valid_to": "2021-01-10"})");
  EXPECT_EQ(Ask(facts, "L9", ListingView::kPublication, "2020-06-01").subject,
            "1****************X");
  EXPECT_EQ(Ask(facts, "L9", ListingView::kReporting, "2020-06-01").subject, kIdNumber);
}

TEST_F(PublicationTest, AFirmNamesItsHeadOnTheDayOfTheDecisionAndWhatIsMissing) {
  const ListingViewAnswer answer = Ask("L2", ListingView::kReporting);
  EXPECT_EQ(Field(answer, "name").value, "示例公司");
  EXPECT_EQ(Field(answer, "uscc").value, "91350100M000100Y43");
  EXPECT_EQ(Field(answer, "address").value, "示例路1号");
  EXPECT_EQ(Field(answer, "unit_nature").value, "有限责任公司");
  EXPECT_EQ(Field(answer, "unit_nature").note, "from attribute enterprise_type");
  EXPECT_EQ(Field(answer, "legal_representative").value, "示例甲");
  EXPECT_THAT(answer.missing, ElementsAre("主要失信事实(法院判决主要内容)", "失信依据",
                                          "处罚法定文书和编号", "认定单位"));
  const ListingViewAnswer published = Ask("L2", ListingView::kPublication);
  EXPECT_THAT(published.notes, ElementsAre("not published yet: this is what would be"));
}

TEST_F(PublicationTest, TheOrganisationCodeStandsInForTheCreditCode) {
  // 00000001-? of GB 11714: 1 * 2 = 2 at weight 2, 11 - 2 = 9.
  std::vector<std::string> facts = Facts();
  facts.push_back(
      R"({"entity": "E5", "type": "enterprise", "name": "乙", "org_code": "000000019"})");
  facts.push_back(R"({"entity": "E6", "type": "enterprise", "name": "丙"})");
  for (const char* subject : {"E5", "E6"}) {
    std::vector<std::string> with = facts;
    with.push_back(
        std::string(R"({"listing": "L9", "list": "HJ-black", "ground": "g", "subject": ")") +
        subject + R"(", "decided_on": "2020-01-10", "valid_to": "2021-01-10"})");
    const ListingViewAnswer answer = Ask(with, "L9", ListingView::kReporting, "2020-06-01");
    const bool missing = std::find(answer.missing.begin(), answer.missing.end(),
                                   "统一社会信用代码") != answer.missing.end();
    EXPECT_EQ(missing, std::string_view(subject) == "E6");
    EXPECT_EQ(Field(answer, "uscc").note, missing ? "" : "org_code stands in");
  }
}

TEST_F(PublicationTest, AnEndedListingIsNotPublished) {
  const std::string repaired =
      R"({"ending": "X1", "listing": "L1", "how": "repaired", "on": "2020-08-01"})";
  const std::string revoked =
      R"({"ending": "X1", "listing": "L1", "how": "revoked", "on": "2020-08-01"})";
  const std::string superseded =
      R"({"ending": "X1", "listing": "L1", "how": "superseded", "on": "2020-08-01"})";
  const std::string step =
      R"({"step": "S1", "listing": "L1", "to": "repaired", "on": "2020-08-01"})";
  const struct {
    std::string ending;
    const char* day;
    const char* why;  // nullptr: published
    const char* since;
    const char* provision;
  } rows[] = {
      {"", "2020-01-09", "the listing is not decided on this day", "", ""},
      {"", "2020-01-10", nullptr, "", ""},
      {"", "2021-01-09", nullptr, "", ""},
      {"", "2021-01-10", "expired: it is no longer published", "2021-01-10", "HJ-12"},
      {repaired, "2020-07-31", nullptr, "", ""},
      {repaired, "2020-08-01", "repaired: the record is kept as an archive and no longer published",
       "2020-08-01", "HJ-19-b"},
      {repaired, "2022-01-01", "repaired: the record is kept as an archive and no longer published",
       "2020-08-01", "HJ-19-b"},
      {revoked, "2020-08-01", "revoked: it is no longer published", "2020-08-01", "HJ-16-c"},
      {superseded, "2020-08-01", "superseded: it is no longer published", "2020-08-01", ""},
      {step, "2020-08-01", nullptr, "", ""},  // no ending: the measures go on
  };
  for (const auto& row : rows) {
    std::vector<std::string> facts = Facts();
    if (!row.ending.empty()) facts.push_back(row.ending);
    const ListingViewAnswer answer = Ask(facts, "L1", ListingView::kPublication, row.day);
    const std::string what = row.ending + row.day;
    EXPECT_EQ(answer.available, row.why == nullptr) << what;
    EXPECT_EQ(answer.why, row.why == nullptr ? "" : row.why) << what;
    EXPECT_EQ(answer.since ? model::FormatDate(*answer.since) : "", row.since) << what;
    EXPECT_EQ(answer.provision, row.provision) << what;
    EXPECT_EQ(answer.fields.empty(), row.why != nullptr) << what;
  }
}

TEST_F(PublicationTest, AnEndedListingIsStillReportedAndSaysSo) {
  const ListingViewAnswer answer = Ask("L1", ListingView::kReporting, "2021-06-01");
  EXPECT_TRUE(answer.available);
  EXPECT_EQ(Field(answer, "id_number").value, kIdNumber);
  EXPECT_THAT(answer.notes, ElementsAre("ended on 2021-01-10: expired: it is no longer published"));
}

TEST_F(PublicationTest, AListOfWhichNoTextSaysThatItIsPublished) {
  const ListingViewAnswer published = Ask("L3", ListingView::kPublication);
  EXPECT_FALSE(published.available);
  EXPECT_EQ(published.why,
            "the list is not published: parameter TQ.blacklist_publication is not on");
  EXPECT_EQ(published.provision, "TQ-13");
  const ListingViewAnswer reported = Ask("L3", ListingView::kReporting);
  EXPECT_FALSE(reported.available);
  EXPECT_EQ(reported.why, "no rulebook names fields of list TQ-black");
}

TEST_F(PublicationTest, WhatIsNotClassedIsWithheld) {
  const ListingViewAnswer published = Ask("L4", ListingView::kPublication);
  ASSERT_FALSE(published.fields.empty());
  for (const ViewField& field : published.fields) {
    EXPECT_EQ(field.state, State::kWithheld) << field.field->key;
    EXPECT_EQ(field.field->disclosure, model::DisclosedField::Class::kAuthorised);
  }
  const ListingViewAnswer reported = Ask("L4", ListingView::kReporting);
  EXPECT_EQ(Field(reported, "severity").value, "general");
  EXPECT_EQ(Field(reported, "birth_date").value, "1949-12-31");
  EXPECT_EQ(Field(reported, "marital_status").state, State::kUnknown);
}

TEST_F(PublicationTest, AHiddenNumberIsNamedAsHidden) {
  // As a store opened without its key gives the party.
  std::vector<model::Fact> facts;
  for (const std::string& line : Facts()) facts.push_back(Fact(line));
  std::get<model::EntityFact>(facts[0].statement).identifiers = {{"id_number", "(hidden: no key)"}};
  auto world = LoadFromFacts(std::move(facts));
  ASSERT_TRUE(world.ok()) << world.status();
  const Workspace workspace(*std::move(world), *rules::Plan::Make(*library_, {}),
                            *model::ParseDate("2020-06-01"));
  for (const ListingView view : {ListingView::kReporting, ListingView::kPublication}) {
    const auto answer = AskListingView(workspace, "L1", view);
    ASSERT_TRUE(answer.ok());
    for (const char* key : {"id_number", "age", "sex"}) {
      EXPECT_EQ(Field(*answer, key).state, State::kHidden) << key;
      EXPECT_EQ(Field(*answer, key).value, "") << key;
    }
    EXPECT_THAT(answer->missing, IsEmpty());
  }
}

TEST_F(PublicationTest, OnlyListingsHaveViews) {
  auto world = LoadFromFacts({Fact(Facts()[0])});
  ASSERT_TRUE(world.ok());
  const Workspace workspace(*std::move(world), *rules::Plan::Make(*library_, {}),
                            *model::ParseDate("2020-06-01"));
  EXPECT_EQ(AskListingView(workspace, "L9", ListingView::kReporting).status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace liancheng::query
