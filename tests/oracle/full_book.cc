#include "tests/oracle/full_book.h"

namespace liancheng::oracle {
namespace {

constexpr char kBook[] = R"({
  "id": "Q", "titles": ["every operator"], "number": "", "issuer": "", "level": "city",
  "issued": null, "published": null, "effective": "2018-06-01", "ended": "2022-09-01", "source": "",
  "flags": [],
  "scope": {"region": "350100", "subject_types": ["enterprise", "individual_business", "person"],
            "cites": [], "excludes_shop_only": true, "adults_only": true,
            "unlicensed_by_place": true},
  "counted_authorities": ["市场监管", "工商"]
})";

constexpr char kLists[] = R"({
  "lists": [
    {"id": "Q-black", "name": "n", "kind": "black", "cites": [], "term": "Q.term",
     "terms_by_severity": {"general": "Q.short", "serious": "Q.unset"}},
    {"id": "Q-told", "name": "n", "kind": "watch", "cites": [], "term": "Q.term",
     "from_publication": true,
     "subject_types": ["enterprise", "person"]},
    {"id": "Q-red", "name": "n", "kind": "red", "cites": []}
  ],
  "grounds": [
    {"id": "Q-1", "name": "n", "lists": ["Q-black", "Q-told"], "ways": [{"way": "single"}]},
    {"id": "Q-2", "name": "n", "lists": ["Q-black"], "ways": [
      {"way": "count", "grounds": ["Q-2"], "procedures": ["general"], "window_months": 6,
       "minimum": 2},
      {"way": "amount", "field": "illegal_gain", "at_least": "30000"}]},
    {"id": "Q-3", "name": "n", "lists": ["Q-black", "Q-told"], "catch_all": true, "ways": [
      {"way": "count", "grounds": ["Q-1", "Q-2", "Q-3"], "procedures": ["general", "simple",
       "warning"],
       "window_months": 12, "minimum": 3, "distinct_minimum": 2}]}
  ],
  "parameters": [
    {"id": "Q.term", "name": "n", "unit": "years", "cites": [],
     "values": [{"value": "1", "to": "2020-01-01"}, {"value": "3", "from": "2020-01-01"}]},
    {"id": "Q.short", "name": "n", "unit": "years", "values": [{"value": "1"}], "cites": []},
    {"id": "Q.unset", "name": "n", "unit": "years", "cites": [],
     "values": [{"value": "", "to": "2021-01-01"}, {"value": "2", "from": "2021-01-01"}]},
    {"id": "Q.start", "name": "n", "unit": "event", "cites": [],
     "values": [{"value": "act", "to": "2020-01-01"},
                {"value": "rectification_notice", "from": "2020-01-01"}]},
    {"id": "Q.amount", "name": "n", "unit": "months", "cites": [],
     "values": [{"value": "", "to": "2019-06-01"}, {"value": "12", "from": "2019-06-01"}]},
    {"id": "Q.firm", "name": "n", "unit": "definition", "cites": [],
     "values": [{"value": "control", "to": "2020-07-01"}, {"value": "chain+control",
      "from": "2020-07-01"}]},
    {"id": "Q.firm.control_percent", "name": "n", "unit": "percent", "values": [{"value": "50"}],
     "cites": []},
    {"id": "Q.firm.chain_percent", "name": "n", "unit": "percent", "cites": [],
     "values": [{"value": "30", "to": "2021-01-01"}, {"value": "50", "from": "2021-01-01"}]},
    {"id": "Q.reading", "name": "n", "unit": "reading", "choices": ["A", "B"], "cites": [],
     "values": [{"value": "A", "to": "2020-05-01"}, {"value": "B", "from": "2020-05-01"}]}
  ]
})";

// Deadlines of every unit, and two terms that are never overdue.
constexpr char kTimers[] = R"({
  "timers": [
    {"id": "Q-30-a", "name": "n", "amount": 10, "unit": "working_days", "start": "s",
     "event": "decided", "answered_by": "corrected", "modality": "must"},
    {"id": "Q-30-b", "name": "n", "amount": 45, "unit": "days", "start": "s",
     "event": "published", "answered_by": "rectification_notice", "modality": "must"},
    {"id": "Q-31", "name": "n", "amount": 2, "unit": "months", "start": "s",
     "event": "given", "answered_by": "repair_applied", "parameter": "Q.start",
     "modality": "must"},
    {"id": "Q-32", "name": "n", "amount": 0, "unit": "months", "start": "s",
     "event": "objected", "answered_by": "repair_opinion", "parameter": "Q.amount",
     "modality": "must"},
    {"id": "Q-33", "name": "n", "amount": 1, "unit": "years", "start": "s",
     "event": "graded", "answered_by": "repair_published", "modality": "must"},
    {"id": "Q-34", "name": "n", "amount": 5, "unit": "days", "start": "s", "kind": "waiting",
     "event": "decided", "answered_by": "corrected", "modality": "must"},
    {"id": "Q-35", "name": "n", "amount": 5, "unit": "days", "start": "s",
     "event": "decided", "modality": "must"},
    {"id": "Q-36-a", "name": "n", "amount": 20, "unit": "days", "start": "s",
     "event": "objected", "answered_by": "objection_answered", "modality": "must"},
    {"id": "Q-36-b", "name": "n", "amount": 10, "unit": "days", "start": "s",
     "event": "confirmed_wrong", "answered_by": "corrected", "modality": "must"}
  ]
})";

constexpr char kOwnRules[] = R"({
  "rules": [
    {"id": "Q-10", "label": "Q-10/plain", "text": "own measure with a basis that ends",
     "seed": {"lists": ["Q-black", "Q-told"]},
     "give": {"measure": "M10", "name": "n", "tier": "T1", "kind": "MEAS", "standing": "listed",
              "modality": "must", "executors": ["x"], "bases": ["QB1", "QB3"]}},
    {"id": "Q-10", "label": "Q-10/A", "text": "first reading",
     "reading": {"parameter": "Q.reading", "is": "A"},
     "seed": {"lists": ["Q-black"], "severities": ["serious", "heavier"]},
     "give": {"measure": "M10a", "name": "n", "tier": "T2", "kind": "WATCH",
      "standing": "supervised",
              "modality": "may", "executors": ["x"], "bases": ["QB2"], "term": "Q.short"}},
    {"id": "Q-10", "label": "Q-10/B", "text": "second reading",
     "reading": {"parameter": "Q.reading", "is": "B"},
     "seed": {"lists": ["Q-black"], "grounds": ["Q-1", "Q-3"], "subject_types": ["enterprise",
      "person"]},
     "guards": [{"if": "severity", "words": ["serious"], "otherwise": "await_confirmation",
      "missing": "how serious"},
                {"if": "lacks_relation", "relations": ["branch_of", "member_of"],
                 "direction": "out",
                 "otherwise": "undetermined", "missing": "a whole"}],
     "give": {"measure": "M10b", "name": "n", "tier": "T1", "kind": "MEAS", "standing": "listed",
              "modality": "by_law", "executors": ["x"], "bases": ["QB2"]}},
    {"id": "Q-11", "label": "Q-11/private", "text": "a private addressee",
     "seed": {"lists": ["Q-black"]}, "guards": [{"if": "basis_named"}],
     "give": {"measure": "M11", "name": "n", "tier": "T1", "kind": "MEAS", "standing": "listed",
              "modality": "encouraged", "executors": ["x"], "private_addressee": true,
              "bases": [{"code": "QB2", "needs": [{"if": "honoured", "missing": "an honour"}]}],
              "needs": ["confirmation"]}},
    {"id": "Q-12", "label": "Q-12/needs", "text": "bases that ask for facts",
     "seed": {"lists": ["Q-black"]},
     "guards": [{"if": "not_on_list", "lists": ["Q-red", "Q-told"], "otherwise": "suspended",
      "missing": "one list"}],
     "give": {"measure": "M12", "name": "n", "tier": "T1", "kind": "XLIST", "standing": "listed",
              "modality": "must", "executors": ["x"], "needs": ["confirmation"],
              "bases": [{"code": "QB1", "needs": [{"if": "type", "types": ["enterprise"],
               "missing": "a firm"}]},
                        {"code": "QB2", "needs": [
                          {"if": "attribute", "name": "ownership", "words": ["state"],
                           "missing": "ownership"},
                          {"if": "graded_within", "years": 2, "missing": "a grade"}]}]}},
    {"id": "Q-14", "label": "Q-14/late", "text": "not corrected in time",
     "seed": {"lists": ["Q-black", "Q-told"]}, "guards": [{"if": "overdue", "timer": "Q-30-a"}],
     "give": {"measure": "M14", "name": "n", "tier": "T2", "kind": "NOTIFY", "standing": "notified",
              "modality": "must", "executors": ["x"], "bases": ["QB2"]}},
    {"id": "Q-14", "label": "Q-14/unheard", "text": "an objection is not answered in time",
     "seed": {"lists": ["Q-black", "Q-told"]}, "guards": [{"if": "overdue", "timer": "Q-36-a"}],
     "give": {"measure": "M14u", "name": "n", "tier": "T2", "kind": "NOTIFY",
              "standing": "notified", "modality": "must", "executors": ["x"], "bases": ["QB2"]}},
    {"id": "Q-14", "label": "Q-14/wrong", "text": "confirmed wrong and not corrected in time",
     "seed": {"lists": ["Q-black", "Q-told"]}, "guards": [{"if": "overdue", "timer": "Q-36-b"}],
     "give": {"measure": "M14w", "name": "n", "tier": "T2", "kind": "NOTIFY",
              "standing": "notified", "modality": "must", "executors": ["x"], "bases": ["QB2"]}},
    {"id": "Q-14", "label": "Q-14/silent", "text": "no application, no notice, no publication",
     "seed": {"lists": ["Q-black", "Q-told"]},
     "guards": [{"if": "overdue", "timer": "Q-31", "otherwise": "undetermined",
                 "missing": "an application"},
                {"if": "overdue", "timer": "Q-30-b", "otherwise": "await_confirmation",
                 "missing": "a notice"},
                {"if": "overdue", "timer": "Q-33", "otherwise": "suspended",
                 "missing": "a grade"}],
     "give": {"measure": "M14s", "name": "n", "tier": "T1", "kind": "MEAS", "standing": "listed",
              "modality": "may", "executors": ["x"], "bases": [
                "QB3", {"code": "QB2", "needs": [
                  {"if": "overdue", "timer": "Q-32", "missing": "an opinion"}]}]}},
    {"id": "Q-15", "label": "Q-15/numbered", "movement": "D95",
     "text": "a movement's number without a walk keeps its tier",
     "seed": {"lists": ["Q-black", "Q-told"]},
     "give": {"measure": "M15", "name": "n", "tier": "T1", "kind": "REC", "standing": "listed",
              "modality": "must", "executors": ["x"], "bases": ["QB1", "QB3"]}},
    {"id": "Q-13", "label": "Q-13/reward", "text": "an incentive", "seed": {"lists": ["Q-red"]},
     "give": {"measure": "I13", "name": "n", "tier": "T1", "kind": "MEAS", "standing": "listed",
              "modality": "may", "executors": ["x"], "bases": [], "incentive": true,
               "needs": ["confirmation"]}}
  ],
  "exceptions": [
    {"label": "open", "excepts": ["Q-10/plain", "Q-12/needs", "Q-20/heads"],
     "when": [{"if": "ground", "words": ["Q-3"]}, {"if": "basis_unnamed"}], "effect": "drop",
      "why": "open"},
    {"label": "clean", "excepts": ["incentives"],
     "when": [{"if": "on_list", "lists": ["Q-black", "Q-told"]}], "effect": "suspend",
      "why": "not clean"},
    {"label": "never late", "excepts": ["Q-10/A"], "when": [{"if": "overdue", "timer": "Q-34"}],
     "effect": "drop", "why": "a waiting time is never overdue"},
    {"label": "unanswerable", "excepts": ["Q-10/A"], "when": [{"if": "overdue", "timer": "Q-35"}],
     "effect": "drop", "why": "nothing could answer it"},
    {"label": "cleared", "excepts": ["Q-20/found", "Q-22/far"], "when": [{"if": "confirmed"}],
     "effect": "drop", "why": "found to be clear"},
    {"label": "own list", "excepts": ["Q-20/found/firms", "Q-21/of_heads"],
     "when": [{"if": "severity", "words": ["general", "heavier"]},
              {"if": "on_list", "lists": ["Q-red"], "on": "target"}],
     "effect": "drop", "why": "it is honest itself"},
    {"label": "target", "excepts": ["*"],
     "when": [{"if": "attribute", "name": "state_worker", "words": ["true"], "on": "target"},
              {"if": "type", "types": ["person"], "on": "target"}], "effect": "suspend",
               "why": "handled apart"}
  ]
})";

constexpr char kMoves[] = R"({
  "rules": [
    {"id": "Q-20", "label": "Q-20/heads", "movement": "D90",
     "text": "heads at the act, found responsible; a branch never is",
     "seed": {"lists": ["Q-black", "Q-told"]},
     "walk": [{"relation": ["legal_representative", "principal", "branch_of"],
               "direction": "in", "at": "act"}],
     "give": {"measure": "M20", "name": "n", "tier": "T1", "kind": "REC", "standing": "extended",
              "modality": "must", "executors": ["x"], "bases": ["QB1"], "needs": ["attribution"]}},
    {"id": "Q-20", "label": "Q-20/found", "movement": "D91",
     "text": "whoever was found responsible",
     "seed": {"lists": ["Q-black"]},
     "walk": [{"attributed": ["principal", "directly_responsible", "practitioner"]}],
     "give": {"measure": "M20p", "name": "n", "tier": "T1", "kind": "LIST", "standing": "extended",
              "modality": "must", "executors": ["x"], "needs": ["confirmation"],
              "bases": ["QB3", {"code": "QB2", "needs": [
                {"if": "attributed_on", "on": "target", "lists": ["Q-told", "Q-red"],
                 "roles": ["principal", "practitioner"], "missing": "its own act"}]}]}},
    {"id": "Q-20", "label": "Q-20/found/firms", "movement": "D91",
     "text": "and the firms that they own",
     "seed": {"lists": ["Q-black"]},
     "walk": [{"attributed": []},
              {"relation": ["owner", "legal_representative"], "direction": "out",
               "at": "decision"}],
     "give": {"measure": "M20f", "name": "n", "tier": "T2", "kind": "NOTIFY",
      "standing": "notified",
              "modality": "must", "executors": ["x"], "bases": ["QB3"]}},
    {"id": "Q-21", "label": "Q-21/affiliates", "movement": "D92",
     "text": "affiliated firms and their branches",
     "seed": {"lists": ["Q-black"]},
     "guards": [{"if": "on_list", "lists": ["Q-black", "Q-told"], "on": "target",
      "otherwise": "undetermined",
                 "missing": "its own listing"}],
     "walk": [{"affiliated": "Q.firm", "where": {"types": ["enterprise", "person"]}},
              {"relation": ["branch_of", "operates"], "direction": "in", "at": "evaluation"}],
     "give": {"measure": "M21", "name": "n", "tier": "T2", "kind": "WATCH",
      "standing": "supervised",
              "modality": "may", "executors": ["x"], "bases": ["QB2"], "term": "Q.short"}},
    {"id": "Q-21", "label": "Q-21/of_heads", "movement": "D92",
     "text": "affiliated firms of the heads",
     "seed": {"lists": ["Q-black"]},
     "walk": [{"relation": ["legal_representative", "owner"], "direction": "in",
      "at": "evaluation"},
              {"affiliated": "Q.firm", "where": {"types": ["enterprise"]}}],
     "give": {"measure": "M21h", "name": "n", "tier": "T2", "kind": "WATCH",
      "standing": "supervised",
              "modality": "may", "executors": ["x"], "bases": []}},
    {"id": "Q-22", "label": "Q-22/far", "movement": "D93", "text": "three edges, mixed days",
     "seed": {"lists": ["Q-black", "Q-told"]},
     "guards": [{"if": "has_relation", "relations": ["operates"], "direction": "in", "on": "target",
                 "types": ["enterprise", "individual_business"], "otherwise": "await_confirmation",
                 "missing": "an operator"},
                {"if": "confirmed", "on": "target", "otherwise": "await_confirmation",
                 "missing": "a word"}],
     "walk": [{"relation": ["operates"], "direction": "out", "at": "decision",
      "where": {"types": ["shop"]}},
              {"relation": ["trades_on", "account_successor_of"], "direction": "out",
               "at": "evaluation"},
              {"relation": ["trades_on"], "direction": "in", "at": "evaluation",
               "where": {"types": ["shop"]}}],
     "give": {"measure": "M22", "name": "n", "tier": "T1", "kind": "MEAS", "standing": "extended",
              "modality": "must", "executors": ["x"], "bases": ["QB1", "QB3"]}},
    {"id": "Q-23", "label": "Q-23/demand", "movement": "D94",
     "text": "a demand that was not followed",
     "seed": {"demand": true},
     "guards": [{"if": "not_cooperated"},
                {"if": "honoured", "otherwise": "suspended", "missing": "an honour"},
                {"if": "graded_within", "years": 1, "otherwise": "undetermined",
                 "missing": "a grade"},
                {"if": "overdue", "timer": "Q-32", "otherwise": "await_confirmation",
                 "missing": "an opinion"}],
     "walk": [{"relation": ["operates"], "direction": "out", "at": "act",
      "where": {"types": ["shop"]}},
              {"relation": ["trades_on"], "direction": "out", "at": "evaluation"},
              {"relation": ["operates"], "direction": "in", "at": "decision",
               "meets_operator": true}],
     "give": {"measure": "M23", "name": "n", "tier": "T1", "kind": "REC", "standing": "extended",
              "modality": "must", "executors": ["x"], "bases": ["QB2"], "needs": ["confirmation"],
              "term": "Q.term"}}
  ]
})";

constexpr char kBases[] = R"({"bases": [
  {"code": "QB1", "name": "n", "article": "1", "versions": [
    {"status": "unverified", "to": "2019-01-01"},
    {"status": "effective", "from": "2019-01-01", "to": "2021-05-01"},
    {"status": "repealed", "from": "2021-05-01"}]},
  {"code": "QB2", "name": "n", "article": "2", "versions": [{"status": "effective"}]},
  {"code": "QB3", "name": "n", "article": "3", "versions": [{"status": "revised"}]}
]})";

// A made-up calendar: a week off each October and a working Sunday before it.
constexpr char kCalendar[] = R"({
  "source": "made up", "licence": "none", "covered_from": "2018-01-01",
  "covered_to": "2021-12-31",
  "days_off": ["2018-10-01", "2018-10-02", "2018-10-03", "2018-10-04", "2018-10-05",
               "2019-10-01", "2019-10-02", "2019-10-03", "2019-10-04", "2020-01-01",
               "2020-10-01", "2020-10-02", "2020-10-05", "2020-10-06", "2021-10-01"],
  "worked_weekends": ["2018-09-30", "2019-09-29", "2020-09-27", "2021-09-26"]
})";

}  // namespace

std::map<std::string, std::string> FullBookTexts() {
  return {{"Q/book.json", kBook},
          {"Q/lists.json", kLists},
          {"Q/moves.json", kMoves},
          {"Q/own.json", kOwnRules},
          {"Q/timers.json", kTimers},
          {"national/bases.json", kBases},
          {"national/calendar.json", kCalendar}};
}

}  // namespace liancheng::oracle
