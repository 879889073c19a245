// tests/datasets/rulebook_texts.h: a small correct library as texts, and a way to put faults into
// it.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "datasets/readers/rulebook/reader.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace liancheng::datasets {

using RulebookTexts = std::map<std::string, std::string>;

inline constexpr char kBook[] = R"({
  "id": "AB", "titles": ["甲县办法", "甲县试行办法"], "number": "甲发〔2020〕1号", "issuer": "甲县局",
  "level": "county", "issued": "2020-01-01", "published": "2020-01-15", "effective": null,
  "ended": null, "source": "009", "flags": ["pilot"],
  "scope": {"region": "350104", "subject_types": ["enterprise", "person"], "cites": ["AB-1"],
            "excludes_shop_only": true, "excludes_shop_only_why": "own sites only",
            "unlicensed_by_place": true},
  "counted_authorities": ["市场监督管理"]
})";

inline constexpr char kLists[] = R"({
  "lists": [
    {"id": "AB-black", "name": "甲县黑名单", "kind": "black", "proposer": "甲", "decider": "乙",
     "publisher": "丙", "cites": ["AB-2"], "subject_rows": ["AB-1"], "term": "AB.term",
     "from_publication": true, "subject_types": ["enterprise"], "flags": ["plain"]},
    {"id": "AB-red", "name": "甲县红名单", "kind": "red", "cites": ["AB-3"],
     "flags": ["open_end: none is set"]}
  ],
  "grounds": [
    {"id": "AB-2-a", "name": "single", "lists": ["AB-black"], "ways": [{"way": "single"}]},
    {"id": "AB-2-b", "name": "counted or by amount", "lists": ["AB-black"], "catch_all": true,
     "ways": [{"way": "count", "grounds": ["AB-2-a", "AB-2-b"], "procedures": ["general",
      "warning"],
               "window_months": 12, "minimum": 3, "distinct_minimum": 2},
              {"way": "amount", "field": "illegal_gain", "at_least": "50000.5"}],
     "flags": ["open"]}
  ],
  "parameters": [
    {"id": "AB.term", "name": "period", "unit": "years", "choices": ["1", "3"],
     "values": [{"value": "1", "to": "2021-01-01"}, {"value": "3", "from": "2021-01-01"}],
     "cites": ["AB-2"], "flag": "needs_decision", "note": "not set"},
    {"id": "AB.firm", "name": "affiliated", "unit": "definition",
     "values": [{"value": "control+chain"}],
     "cites": ["AB-2"]},
    {"id": "AB.firm.control_percent", "name": "p", "unit": "percent", "values": [{"value": "50"}],
     "cites": ["AB-2"]},
    {"id": "AB.firm.chain_percent", "name": "p", "unit": "percent", "values": [{"value": "33.3"}],
     "cites": ["AB-2"]},
    {"id": "AB.reading", "name": "reading", "unit": "reading", "choices": ["A", "B"],
     "values": [{"value": "A", "from": null, "to": null}], "cites": ["AB-2"]}
  ],
  "timers": [
    {"id": "AB-4-a", "name": "audit", "amount": 10, "unit": "working_days", "start": "receipt",
     "event": "objected", "modality": "must", "actor": "甲县局", "flags": ["nested"]}
  ],
  "notes": [
    {"id": "AB-1", "category": "a", "modality": "by_law", "text": "Whom it covers.", "actor": "甲",
     "flags": ["definition"]}
  ]
})";

inline constexpr char kRules[] = R"({
  "rules": [
    {"id": "AB-3", "label": "AB-3/own", "text": "A listed party loses favour.",
     "flags": ["no_basis: none is stated"], "seed": {"lists": ["AB-black"]},
     "give": {"measure": "S-X", "name": "取消优惠", "tier": "T1", "kind": "MEAS", "standing": "listed",
              "modality": "may", "executors": ["甲县局"], "matters": ["tender", "credit"],
              "bases": [], "term": "AB.term"}},
    {"id": "AB-3", "label": "AB-3/move", "movement": "D90", "text": "It moves.",
     "flags": ["executor:AB.firm"],
     "reading": {"parameter": "AB.reading", "is": "A"},
     "seed": {"lists": ["AB-black", "AB-red"], "grounds": ["AB-2-a", "AB-2"],
              "severities": ["serious", "unspecified"], "subject_types": ["enterprise"]},
     "guards": [
       {"if": "has_relation", "relations": ["operates", "trades_on"], "direction": "out",
        "types": ["shop"]},
       {"if": "not_on_list", "lists": ["Z-black"], "on": "target", "otherwise": "suspended",
        "missing": "clean record"},
       {"if": "graded_within", "years": 1, "otherwise": "undetermined", "missing": "a grade"},
       {"if": "severity", "words": ["serious"], "otherwise": "await_confirmation",
        "missing": "degree"}],
     "walk": [
       {"relation": ["legal_representative"], "direction": "in", "at": "act",
        "where": {"types": ["person"]}},
       {"relation": ["owner"], "direction": "out", "at": "decision"},
       {"affiliated": "AB.firm", "where": {"types": ["enterprise"]}}],
     "give": {"measure": "S-Y", "name": "重点监督", "tier": "T2", "kind": "WATCH",
      "standing": "supervised",
              "modality": "must", "executors": [],
              "bases": ["B1", {"code": "B2", "needs": [
                {"if": "attribute", "name": "ownership", "words": ["state"],
                 "missing": "ownership"}]}],
              "needs": ["attribution", "confirmation"]}},
    {"id": "AB-3", "label": "AB-3/person", "movement": "D91", "text": "Persons found responsible.",
     "flags": ["basis:AB.term"], "seed": {"lists": ["AB-black"]},
     "walk": [{"attributed": ["principal", "practitioner"]}],
     "give": {"measure": "S-P", "name": "任职限制", "tier": "T1", "kind": "LIST",
      "standing": "extended",
              "modality": "encouraged", "executors": ["甲"], "bases": [],
               "private_addressee": true}},
    {"id": "AB-4", "label": "AB-4", "movement": "D92", "text": "A demand not followed.",
     "flags": ["no_basis"], "seed": {"demand": true}, "guards": [{"if": "not_cooperated"}],
     "walk": [{"relation": ["trades_on"], "direction": "out", "at": "evaluation",
      "meets_operator": true}],
     "give": {"measure": "S-REC", "name": "记录", "tier": "T1", "kind": "REC", "standing": "executor",
              "modality": "by_law", "executors": ["甲"], "bases": []}},
    {"id": "AB-5", "label": "AB-5", "text": "A reward.", "seed": {"lists": ["AB-red"]},
     "give": {"measure": "I-X", "name": "优先", "tier": "T1", "kind": "MEAS", "standing": "listed",
              "modality": "may", "executors": ["甲"], "bases": [], "incentive": true}}
  ],
  "exceptions": [
    {"label": "G1", "excepts": ["AB-3/own", "incentives"],
     "when": [{"if": "ground", "words": ["AB-2-b"]}, {"if": "type", "types": ["person"],
      "on": "target"},
              {"if": "honoured"}, {"if": "basis_unnamed"}],
     "effect": "suspend", "why": "open ground"},
    {"label": "G2", "excepts": ["*"], "when": [{"if": "on_list", "lists": ["AB-red"]}],
     "effect": "drop", "why": "on the red list"}
  ]
})";

inline constexpr char kLife[] = R"({
  "timers": [
    {"id": "AB-5", "name": "correction", "amount": 0, "unit": "months", "start": "notice",
     "event": "rectification_notice", "kind": "deadline", "answered_by": "corrected",
     "lists": ["AB-black"], "parameter": "AB.reading", "overdue": "a talk", "modality": "may"}
  ],
  "repairs": [
    {"id": "AB-4", "lists": ["AB-black"], "name": "退出", "modality": "may", "actor": "甲县局",
     "within_validity": true,
     "ways": [{"id": "AB-2-a", "for": "first", "needs": [{"if": "corrected"},
               {"if": "clean", "event": "corrected", "months": 6, "severities": ["serious"]}]},
              {"id": "AB-2-b", "for": "repeat", "needs": [
               {"if": "months_since", "event": "published", "months": 3}]}],
     "needs": [{"id": "AB-5", "if": "found", "what": "改正"}],
     "bars": [{"id": "AB-1", "if": "attribute", "name": "bankrupt", "words": ["true"],
               "warning_from": "2026-04-01"},
              {"id": "AB-2", "if": "repaired", "months": 60, "minimum": 2, "same_ground": true},
              {"id": "AB-3", "if": "records", "months": 12, "minimum": 3,
               "severities": ["heavier"]}],
     "cites": ["AB-4"], "flags": ["read"]}
  ],
  "steps": [
    {"id": "AB-4", "lists": ["AB-red"], "to": "decided", "after": ["proposed", "pre_notice"],
     "unless_on": ["AB-black"], "actor": "甲", "modality": "must", "timer": "AB-5", "text": "t",
     "flags": ["x"]}
  ],
  "fields": [
    {"id": "AB-1", "list": "AB-black", "subjects": ["person"], "key": "name", "name": "姓名",
     "required": true, "class": "public", "publish": "masked", "flags": ["y"]},
    {"id": "AB-1", "list": "AB-black", "key": "x", "name": "其他", "class": "shared",
     "publish": "withheld"}
  ],
  "forbidden": [
    {"id": "AB-2", "name": "血型", "field_words": ["blood"], "text_words": ["血型"], "codes": ["BT"]}
  ],
  "reports": [
    {"id": "AB-3", "name": "季报", "period": {"amount": 1, "unit": "quarters"}, "actor": "甲",
     "to": "乙", "content": ["检查数"]},
    {"id": "AB-3", "name": "定期报", "period": {"parameter": "AB.term"}, "content": []}
  ]
})";

inline constexpr char kBodies[] = R"({"bodies": [
  {"id": "b", "names": [{"name": "甲局", "to": "2018-01-01", "status": "effective"},
                        {"name": "乙局", "from": "2018-01-01"}],
   "regions": ["350104"], "cites": ["AB-1"], "note": "merged"}]})";

inline constexpr char kCalendar[] = R"({
  "source": "made up", "licence": "none", "covered_from": "2029-01-01", "covered_to": "2029-12-31",
  "days_off": ["2029-05-01", "2029-01-01"], "worked_weekends": ["2029-04-28"]})";

inline constexpr char kBases[] = R"({"bases": [
  {"code": "B2", "name": "《乙法》", "article": "第二条", "number": "令第2号", "replaced_by": "《丙法》",
   "note": "checked",
   "versions": [{"status": "effective", "to": "2021-05-01"}, {"status": "repealed",
    "from": "2021-05-01"}]},
  {"code": "B1", "name": "《甲法》", "article": "第一条", "versions": [{"status": "unverified"}]}
]})";

inline constexpr char kRegistered[] =
    R"({"registered_lists": [{"id": "Z-black", "name": "他县黑名单", "kind": "black"}]})";

// One book "AB" that uses every part of the format, with bases and registered lists.
inline RulebookTexts SoundTexts() {
  return {{"AB/book.json", kBook},
          {"AB/lists.json", kLists},
          {"AB/rules.json", kRules},
          {"AB/life.json", kLife},
          {"national/bases.json", kBases},
          {"national/bodies.json", kBodies},
          {"national/calendar.json", kCalendar},
          {"national/lists.json", kRegistered}};
}

// The library read from SoundTexts(); empty, with a test failure, when it cannot be read.
inline model::RuleLibrary SoundLibrary() {
  auto library = ReadRulebookTexts(SoundTexts());
  EXPECT_TRUE(library.ok()) << library.status();
  return library.ok() ? *library : model::RuleLibrary();
}

inline model::Date Day(std::string_view text) {
  return *model::ParseDate(text);
}

// `texts` with the value at `pointer` of `file` replaced by the JSON `value`; "-" removes it.
inline RulebookTexts Changed(RulebookTexts texts, const std::string& file,
                             const std::string& pointer, const std::string& value) {
  using nlohmann::json;
  json document = json::parse(texts.at(file));
  const json::json_pointer place(pointer);
  if (value == "-") {
    json& parent = document.at(place.parent_pointer());
    if (parent.is_array()) {
      parent.erase(std::stoul(place.back()));
    } else {
      EXPECT_EQ(parent.erase(place.back()), 1U) << pointer;
    }
  } else {
    document[place] = json::parse(value);
  }
  texts[file] = document.dump();
  return texts;
}

}  // namespace liancheng::datasets
