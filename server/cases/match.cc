#include "server/cases/match.h"

#include <algorithm>

#include "fmt/format.h"

namespace liancheng::cases {
namespace {

using json = wire::Json;

json Because(const json& finding) {
  json because = json::array();
  if (finding.contains("listing")) because.push_back(finding.at("listing"));
  if (!finding.contains("path")) return because;
  for (const json& edge : finding.at("path")) {
    because.push_back(fmt::format("{} -{}-> {}", edge.at("from").get<std::string>(),
                                  edge.at("relation").get<std::string>(),
                                  edge.at("to").get<std::string>()));
  }
  return because;
}

// `missing`, `notes` and `explanation` are sentences: a case gives a word that one of them must
// contain.
bool TextInside(const json& part, const json& whole) {
  return part.is_string() && whole.is_string() &&
         whole.get<std::string>().find(part.get<std::string>()) != std::string::npos;
}

bool ListFits(const json& wanted, const json& list, bool sentences) {
  if (!list.is_array()) return false;
  return std::all_of(wanted.begin(), wanted.end(), [&](const json& part) {
    return std::any_of(list.begin(), list.end(), [&](const json& whole) {
      return part.is_object() ? Fits(part, whole)
                              : part == whole || (sentences && TextInside(part, whole));
    });
  });
}

}  // namespace

bool Fits(const json& partial, const json& whole) {
  if (!whole.is_object()) return false;
  for (const auto& [key, wanted] : partial.items()) {
    const std::string field = key == "cite" ? "provision" : key;
    const json value = key == "because" ? Because(whole)
                                        : (whole.contains(field) ? whole.at(field) : json(nullptr));
    const bool fits =
        wanted.is_array()
            ? ListFits(wanted, value, key == "missing" || key == "notes" || key == "explanation")
            : wanted == value;
    if (!fits) return false;
  }
  return true;
}

std::string CheckItems(const json& ask, const json& items) {
  const json want = ask.value("want", json::array());
  for (const json& partial : want) {
    const bool met = std::any_of(items.begin(), items.end(),
                                 [&](const json& item) { return Fits(partial, item); });
    if (!met) return fmt::format("wanted and not found: {}", partial.dump());
  }
  for (const json& partial : ask.value("not", json::array())) {
    for (const json& item : items) {
      if (Fits(partial, item)) {
        return fmt::format("must not be found, and is: {}", partial.dump());
      }
    }
  }
  if (!ask.value("exactly", false)) return "";
  for (const json& item : items) {
    const bool expected = std::any_of(want.begin(), want.end(),
                                      [&](const json& partial) { return Fits(partial, item); });
    if (!expected) return fmt::format("found beyond what was wanted exactly: {}", item.dump());
  }
  return "";
}

}  // namespace liancheng::cases
