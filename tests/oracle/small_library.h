// tests/oracle/small_library.h: one small rulebook "T" for the oracle's own tests, its rules given
// by each test, and the situations that several tests begin with.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "datasets/readers/rulebook/reader.h"
#include "fmt/format.h"
#include "tests/oracle/naive.h"
#include "tests/oracle/situation.h"

namespace liancheng::oracle {

inline constexpr char kBook[] = R"({
  "id": "T", "titles": ["t"], "number": "", "issuer": "", "level": "county", "issued": null,
  "published": null, "effective": "2019-01-01", "ended": "2024-01-01", "source": "", "flags": [],
  "scope": {"region": "350100", "subject_types": ["enterprise", "individual_business"], "cites": [],
            "excludes_shop_only": true, "unlicensed_by_place": true},
  "counted_authorities": ["市场监督管理"]
})";

inline constexpr char kBases[] = R"({"bases": [
  {"code": "B1", "name": "n", "article": "1", "versions": [
    {"status": "effective", "to": "2021-06-01"}, {"status": "repealed", "from": "2021-06-01"}]},
  {"code": "B2", "name": "n", "article": "2", "versions": [{"status": "effective"}]}
]})";

inline constexpr char kSections[] = R"({
  "lists": [
    {"id": "T-black", "name": "n", "kind": "black", "cites": ["T-1"], "term": "T.term"},
    {"id": "T-told", "name": "n", "kind": "black", "cites": [], "from_publication": true},
    {"id": "T-red", "name": "n", "kind": "red", "cites": []}
  ],
  "grounds": [
    {"id": "G-one", "name": "n", "lists": ["T-black"], "ways": [{"way": "single"}]},
    {"id": "G-many", "name": "n", "lists": ["T-black"], "ways": [
      {"way": "count", "grounds": ["G-many"], "procedures": ["general", "simple"],
       "window_months": 12, "minimum": 3},
      {"way": "amount", "field": "sales", "at_least": "50000"}]},
    {"id": "G-mixed", "name": "n", "lists": ["T-black"], "ways": [
      {"way": "count", "grounds": ["G-many", "G-one"], "procedures": ["general", "warning"],
       "window_months": 12, "minimum": 3, "distinct_minimum": 2}]},
    {"id": "G-open", "name": "n", "lists": ["T-black"], "catch_all": true}
  ],
  "parameters": [
    {"id": "T.term", "name": "n", "unit": "years", "values": [{"value": "2"}], "cites": []},
    {"id": "T.short", "name": "n", "unit": "years", "values": [{"value": "1"}], "cites": []},
    {"id": "T.firm", "name": "n", "unit": "definition", "values": [{"value": "control+chain"}],
     "cites": []},
    {"id": "T.firm.control_percent", "name": "n", "unit": "percent", "values": [{"value": "50"}],
     "cites": []},
    {"id": "T.firm.chain_percent", "name": "n", "unit": "percent", "values": [{"value": "40"}],
     "cites": []},
    {"id": "T.reading", "name": "n", "unit": "reading", "choices": ["A", "B"],
     "values": [{"value": "A", "to": "2020-07-01"}, {"value": "B", "from": "2020-07-01"}],
      "cites": []}
  ]
})";

// A library of one book with these rules and exceptions (JSON without the outer braces).
inline model::RuleLibrary LibraryWith(const std::string& rules,
                                      const std::string& exceptions = "") {
  const std::map<std::string, std::string> texts = {
      {"T/book.json", kBook},
      {"T/lists.json", kSections},
      {"T/rules.json", fmt::format(R"({{"rules": [{}], "exceptions": [{}]}})", rules, exceptions)},
      {"national/bases.json", kBases},
      {"national/lists.json",
       R"({"registered_lists": [{"id": "N-serious", "name": "n", "kind": "black"}]})"}};
  auto library = datasets::ReadRulebookTexts(texts);
  EXPECT_TRUE(library.ok()) << library.status();
  return library.ok() ? *library : model::RuleLibrary();
}

// One rule on T-black; `more` are further members of the rule, `give` of its consequence.
inline std::string Rule(const std::string& label, const std::string& more = "",
                        const std::string& give = "") {
  const auto has = [](const std::string& text, const char* key) {
    return text.find(fmt::format("\"{}\"", key)) != std::string::npos;
  };
  return fmt::format(
      R"({{"id": "T-9", "label": "{}", "text": "t", {} {}
          "give": {{{} {} {} "measure": "M", "name": "m", "tier": "T1", "standing": "extended",
                   "modality": "must", "executors": []}}}})",
      label, has(more, "seed") ? "" : R"("seed": {"lists": ["T-black"]},)", more,
      has(give, "bases") ? "" : R"("bases": ["B2"],)",
      has(give, "kind") ? "" : R"("kind": "MEAS",)", give);
}

// E1 of the scope's district, listed as L1 from 2020-03-01.
inline Situation OneFirm() {
  Situation world;
  world.Party("E1", "enterprise").Listing("L1", "T-black", "E1", "2020-03-01");
  return world;
}

inline std::vector<NaiveFinding> ReachOf(const model::RuleLibrary& library, const Situation& world,
                                         std::string_view day) {
  return Naive(world.facts(), library, {"T"}).Reach("L1", Day(day));
}

inline std::vector<std::string> Subjects(const std::vector<NaiveFinding>& findings) {
  std::vector<std::string> subjects;
  for (const NaiveFinding& finding : findings) subjects.push_back(finding.subject);
  return subjects;
}

// E1 <-lr- P1 -lr-> E2, and P1 -owner-> E3; edges dated.
inline Situation TwoHops() {
  Situation world = OneFirm();
  world.Party("P1", "person").Party("E2", "enterprise").Party("E3", "individual_business");
  world.Edge("P1", "legal_representative", "E1", "2015-01-01", "2021-01-01");
  world.Edge("P1", "legal_representative", "E2", "2020-05-01", "2020-12-01");
  world.Edge("P1", "owner", "E3", "2016-01-01", "2020-04-01");
  return world;
}

inline constexpr char kSupervision[] = R"("movement": "D14", "walk": [
  {"relation": ["legal_representative", "owner"], "direction": "in", "at": "evaluation",
   "where": {"types": ["person"]}},
  {"relation": ["legal_representative", "owner"], "direction": "out", "at": "evaluation",
   "where": {"types": ["enterprise", "individual_business"]}}],)";

}  // namespace liancheng::oracle
