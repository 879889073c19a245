#include "tests/mutation/mutations.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "engine/model/date.h"
#include "fmt/format.h"

namespace liancheng::mutation {
namespace {

using Words = std::map<std::string, std::string>;

std::string Text(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

const Json& Array(const Json& object, const char* key) {
  static const Json* const kNone = new Json(Json::array());
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? *found : *kNone;
}

bool Contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Maker {
 public:
  Maker(const std::string& file, const FolderWords& words) : file_(file), words_(words) {}

  std::vector<Mutation> Run(const Json& root) {
    ForEach(root, "", "rules", &Maker::Rule);
    ForEach(root, "", "exceptions", &Maker::Exception);
    ForEach(root, "", "lists", &Maker::List);
    ForEach(root, "", "grounds", &Maker::Ground);
    ForEach(root, "", "parameters", &Maker::Parameter);
    ForEach(root, "", "timers", &Maker::Timer);
    ForEach(root, "", "repairs", &Maker::Repair);
    ForEach(root, "", "bases", &Maker::Basis);
    if (root.contains("scope")) Book(root);
    return std::move(made_);
  }

 private:
  using Visit = void (Maker::*)(const Json&, const std::string&);

  void ForEach(const Json& parent, const std::string& at, const char* key, Visit visit) {
    const Json& items = Array(parent, key);
    for (size_t i = 0; i < items.size(); ++i) {
      if (at.empty()) {
        where_ = Text(items[i], "label");
        if (where_.empty()) where_ = Text(items[i], "id");
        if (where_.empty()) where_ = Text(items[i], "code");
      }
      (this->*visit)(items[i], fmt::format("{}/{}/{}", at, key, i));
    }
  }

  void Add(std::string kind, std::string before, std::string after, std::vector<Edit> edits) {
    made_.push_back(
        {file_, std::move(kind), where_, std::move(before), std::move(after), std::move(edits)});
  }

  void Set(std::string kind, const Json& object, const std::string& at, const std::string& key,
           Json after) {
    const std::string before = object.contains(key) ? object.at(key).dump() : "(absent)";
    const std::string shown = after.dump();
    Add(std::move(kind), before, shown, {{at + "/" + key, std::move(after)}});
  }

  void Remove(std::string kind, const Json& value, const std::string& pointer) {
    std::string before = value.dump();
    Add(std::move(kind), std::move(before), "(removed)", {{pointer, nullptr, true}});
  }

  void RemoveKey(const char* kind, const Json& object, const std::string& at, const char* key) {
    if (object.contains(key) && !object.at(key).empty()) {
      Remove(kind, object.at(key), fmt::format("{}/{}", at, key));
    }
  }

  void Empty(const char* kind, const Json& object, const std::string& at, const char* key) {
    if (!Array(object, key).empty()) Set(kind, object, at, key, Json::array());
  }

  // Removes each element except the last one: an empty set has another meaning.
  void RemoveEach(const char* kind, const Json& object, const std::string& at, const char* key,
                  size_t keep = 1) {
    const Json& items = Array(object, key);
    if (items.size() <= keep) return;
    for (size_t i = 0; i < items.size(); ++i) {
      Remove(kind, items[i], fmt::format("{}/{}/{}", at, key, i));
    }
  }

  void Flip(const char* kind, const Json& object, const std::string& at, const char* key) {
    Set(kind, object, at, key, !object.value(key, false));
  }

  void Swap(const char* kind, const Json& object, const std::string& at, const char* key,
            const Words& other) {
    const auto found = other.find(Text(object, key));
    if (found != other.end()) Set(kind, object, at, key, found->second);
  }

  void Number(const std::string& kind, const Json& object, const std::string& at, const char* key,
              int least = 0) {
    if (!object.contains(key) || !object.at(key).is_number_integer()) return;
    const int value = object.at(key).get<int>();
    Set(kind, object, at, key, value + 1);
    if (value - 1 >= least) Set(kind, object, at, key, value - 1);
  }

  // A whole number written as text: parameter values and amounts of money.
  void NumberText(const char* kind, const Json& object, const std::string& at, const char* key) {
    const std::string text = Text(object, key);
    int64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return;
    Set(kind, object, at, key, std::to_string(value + 1));
    Set(kind, object, at, key, std::to_string(value - 1));
  }

  static std::string NextDay(const std::string& text) {
    const auto day = model::ParseDate(text);
    return day.ok() ? model::FormatDate(model::AddDays(*day, 1)) : text;
  }

  void Later(const char* kind, const Json& object, const std::string& at, const char* key) {
    if (const std::string day = Text(object, key); !day.empty()) {
      Set(kind, object, at, key, NextDay(day));
    }
  }

  void Rule(const Json& rule, const std::string& at) {
    walks_ = !Array(rule, "walk").empty();
    attributed_ = walks_ && rule.at("walk").back().contains("attributed");
    RemoveKey("reading removed", rule, at, "reading");
    Seed(rule.at("seed"), at + "/seed");
    ForEach(rule, at, "guards", &Maker::Guard);
    ForEach(rule, at, "walk", &Maker::Step);
    Give(rule.at("give"), at + "/give");
  }

  void Seed(const Json& seed, const std::string& at) {
    const Json& lists = Array(seed, "lists");
    RemoveEach("seed list removed", seed, at, "lists");
    if (lists.size() == 1) {
      const std::string other = OtherList(lists[0]);
      Add("seed list swapped", lists[0], other, {{at + "/lists/0", other}});
    }
    Empty("seed widened", seed, at, "severities");
    Empty("seed widened", seed, at, "subject_types");
    Empty("seed widened", seed, at, "grounds");
  }

  std::string OtherList(const std::string& list) const {
    for (const std::string& other : words_.lists) {
      if (other != list) return other;
    }
    return list == "N-court" ? "N-serious" : "N-court";
  }

  void Condition(const Json& condition, const std::string& at, const std::string& kind) {
    if (walks_ && SpeaksOfAParty(condition)) {
      Set(kind + " on", condition, at, "on", Text(condition, "on") == "target" ? "seed" : "target");
    }
    Swap((kind + " direction").c_str(), condition, at, "direction", {{"in", "out"}, {"out", "in"}});
    Number(kind + " years", condition, at, "years");
    RemoveEach((kind + " narrowed").c_str(), condition, at, "lists");
    RemoveEach((kind + " narrowed").c_str(), condition, at, "relations");
    RemoveEach((kind + " narrowed").c_str(), condition, at, "words");
    RemoveEach((kind + " narrowed").c_str(), condition, at, "roles");
    Empty((kind + " roles emptied").c_str(), condition, at, "roles");
  }

  // The other conditions are about the listing, the demand or the rule, so `on` has no meaning
  // there.
  static bool SpeaksOfAParty(const Json& condition) {
    static const std::vector<std::string> kinds = {"has_relation",  "lacks_relation", "on_list",
                                                   "not_on_list",   "attribute",      "type",
                                                   "graded_within", "honoured"};
    return Contains(kinds, Text(condition, "if"));
  }

  void Guard(const Json& guard, const std::string& at) {
    Remove("guard removed", guard, at);
    Condition(guard, at, "guard");
    Swap("guard otherwise", guard, at, "otherwise",
         {{"drop", "undetermined"},
          {"undetermined", "drop"},
          {"suspended", "drop"},
          {"await_confirmation", "drop"}});
  }

  void Step(const Json& step, const std::string& at) {
    Swap("walk direction", step, at, "direction", {{"in", "out"}, {"out", "in"}});
    RemoveEach("walk relation removed", step, at, "relation");
    // Conduct is attributed to persons only, whatever the step says.
    if (!step.contains("attributed")) RemoveKey("walk types emptied", step, at, "where");
    RemoveKey("walk meets_operator removed", step, at, "meets_operator");
    Empty("walk roles emptied", step, at, "attributed");
    // An attributed step walks no edge and a definition holds on the asked day: `at` is not read.
    if (!step.contains("relation")) return;
    Swap("walk at", step, at, "at",
         {{"act", "evaluation"}, {"decision", "evaluation"}, {"evaluation", "act"}});
  }

  // A burden on another party without a basis is shown at T2, whatever the book says.
  bool ShownAtT2(const Json& give) const {
    static const std::vector<std::string> burdens = {"LIST", "REC", "MEAS"};
    return walks_ && Contains(burdens, Text(give, "kind")) && Array(give, "bases").empty() &&
           !give.value("private_addressee", false);
  }

  void Give(const Json& give, const std::string& at) {
    if (!ShownAtT2(give)) Swap("tier", give, at, "tier", {{"T1", "T2"}, {"T2", "T1"}});
    Swap("kind", give, at, "kind",
         {{"LIST", "MEAS"},
          {"REC", "MEAS"},
          {"MEAS", "NOTIFY"},
          {"WATCH", "MEAS"},
          {"NOTIFY", "MEAS"},
          {"EXEC", "MEAS"},
          {"OWN", "MEAS"},
          {"XLIST", "MEAS"}});
    Swap("standing", give, at, "standing",
         {{"listed", "extended"},
          {"extended", "listed"},
          {"supervised", "notified"},
          {"notified", "supervised"},
          {"executor", "notified"},
          {"none", "listed"}});
    Swap("modality", give, at, "modality",
         {{"must", "may"}, {"may", "must"}, {"encouraged", "must"}, {"by_law", "must"}});
    Flip("incentive", give, at, "incentive");
    Flip("private_addressee", give, at, "private_addressee");
    const Json& needs = Array(give, "needs");
    for (size_t i = 0; i < needs.size(); ++i) {
      if (attributed_ && needs[i] == "attribution") continue;
      Remove("needs removed", needs[i], fmt::format("{}/needs/{}", at, i));
    }
    RemoveKey("term removed", give, at, "term");
    RemoveEach("basis removed", give, at, "bases", 0);
    ForEach(give, at, "bases", &Maker::BasisUse);
  }

  void BasisUse(const Json& use, const std::string& at) {
    if (use.is_object()) ForEach(use, at, "needs", &Maker::BasisNeed);
  }

  void BasisNeed(const Json& need, const std::string& at) {
    Remove("basis need removed", need, at);
    Condition(need, at, "basis need");
  }

  void Exception(const Json& exception, const std::string& at) {
    Remove("exception removed", exception, at);
    RemoveEach("exception condition removed", exception, at, "when");
    RemoveEach("exception narrowed", exception, at, "excepts");
    Swap("exception effect", exception, at, "effect", {{"drop", "suspend"}, {"suspend", "drop"}});
  }

  void List(const Json& list, const std::string& at) {
    if (Text(list, "kind") == "grade") return;
    Flip("from_publication", list, at, "from_publication");
    RemoveEach("list subject type removed", list, at, "subject_types");
    if (!list.contains("terms_by_severity")) return RemoveKey("term removed", list, at, "term");
    // `term` is used only for severities that the table does not name, and the table names all.
    for (const auto& [severity, parameter] : list.at("terms_by_severity").items()) {
      if (parameter == Text(list, "term")) continue;  // falls back to the same
      Remove("term by severity removed", parameter,
             fmt::format("{}/terms_by_severity/{}", at, severity));
    }
  }

  void Ground(const Json& ground, const std::string& at) {
    ForEach(ground, at, "ways", &Maker::Way);
  }

  void Way(const Json& way, const std::string& at) {
    Remove("way removed", way, at);
    // A single act is always inside a window that ends with it.
    if (way.value("minimum", 0) > 1) Number("window_months", way, at, "window_months", 1);
    Number("minimum", way, at, "minimum", 1);
    Number("distinct_minimum", way, at, "distinct_minimum", 1);
    NumberText("at_least", way, at, "at_least");
    RemoveEach("counted ground removed", way, at, "grounds");
    RemoveEach("counted procedure removed", way, at, "procedures");
  }

  void Parameter(const Json& parameter, const std::string& at) {
    if (Contains(words_.unread_parameters, Text(parameter, "id"))) return;
    const Json& values = Array(parameter, "values");
    for (size_t i = 0; i < values.size(); ++i) {
      const std::string place = fmt::format("{}/values/{}", at, i);
      NumberText("parameter value", values[i], place, "value");
      Later("parameter date", values[i], place, "from");
      for (const Json& choice : Array(parameter, "choices")) {
        if (choice == Text(values[i], "value")) continue;
        Set("parameter choice", values[i], place, "value", choice);
        break;
      }
    }
  }

  void Timer(const Json& timer, const std::string& at) {
    if (timer.value("amount", 0) != 0) Number("timer amount", timer, at, "amount", 1);
  }

  void Repair(const Json& repair, const std::string& at) {
    Flip("repair within_validity", repair, at, "within_validity");
    const Json& ways = Array(repair, "ways");
    for (size_t i = 0; i < ways.size(); ++i) {
      ForEach(ways[i], fmt::format("{}/ways/{}", at, i), "needs", &Maker::RepairNeed);
    }
    ForEach(repair, at, "needs", &Maker::RepairNeed);
    ForEach(repair, at, "bars", &Maker::RepairNeed);
  }

  void RepairNeed(const Json& need, const std::string& at) {
    Remove("repair need removed", need, at);
    Number("repair months", need, at, "months", 1);
    Number("repair minimum", need, at, "minimum", 1);
    Empty("repair severities emptied", need, at, "severities");
    if (need.contains("same_ground")) Flip("repair same_ground", need, at, "same_ground");
    Later("repair warning_from", need, at, "warning_from");
  }

  // The day on which one status ends and the next begins is one value, written twice.
  void Basis(const Json& basis, const std::string& at) {
    const Json& versions = Array(basis, "versions");
    for (size_t i = 0; i + 1 < versions.size(); ++i) {
      const std::string day = Text(versions[i], "to");
      const std::string next = NextDay(day);
      Add("basis date", day, next,
          {{fmt::format("{}/versions/{}/to", at, i), next},
           {fmt::format("{}/versions/{}/from", at, i + 1), next}});
    }
  }

  void Book(const Json& book) {
    where_ = Text(book, "id");
    Later("book effective", book, "", "effective");
    Later("book ended", book, "", "ended");
    const Json& scope = book.at("scope");
    if (const std::string region = Text(scope, "region"); region.size() == 6) {
      Set("scope region", scope, "/scope", "region", Neighbour(region));
    }
    RemoveEach("scope subject type removed", scope, "/scope", "subject_types");
    for (const char* key : {"adults_only", "excludes_shop_only", "unlicensed_by_place"}) {
      if (scope.contains(key)) Flip("scope switch", scope, "/scope", key);
    }
  }

  // The next code of the same level of GB/T 2260.
  static std::string Neighbour(std::string region) {
    size_t digit = 5;
    if (region.ends_with("00")) digit = 3;
    if (region.ends_with("0000")) digit = 1;
    region[digit] = region[digit] == '9' ? '8' : static_cast<char>(region[digit] + 1);
    return region;
  }

  const std::string& file_;
  const FolderWords& words_;
  std::string where_;
  bool walks_ = false;       // the rule at hand leads to another party
  bool attributed_ = false;  // and its last step is an attribution
  std::vector<Mutation> made_;
};

}  // namespace

std::vector<Mutation> MutationsOf(const std::string& file, const Json& root,
                                  const FolderWords& words) {
  return Maker(file, words).Run(root);
}

Json Apply(const Mutation& mutation, Json root) {
  for (const Edit& edit : mutation.edits) {
    const Json::json_pointer pointer(edit.pointer);
    if (!edit.removes) {
      root[pointer] = edit.value;
      continue;
    }
    Json& parent = root[pointer.parent_pointer()];
    if (parent.is_array()) {
      parent.erase(static_cast<size_t>(std::stoul(pointer.back())));
    } else {
      parent.erase(pointer.back());
    }
  }
  return root;
}

}  // namespace liancheng::mutation
