#include "query/answers/precedence.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "fmt/format.h"

namespace liancheng::query {
namespace {

using Findings = std::vector<const model::Finding*>;

// A larger number means a heavier burden on the party.
int Burden(model::Modality modality) {
  switch (modality) {
    case model::Modality::kEncouraged:
      return 0;
    case model::Modality::kMay:
      return 1;
    case model::Modality::kByLaw:
      return 2;
    case model::Modality::kMust:
      return 3;
  }
  return 3;
}

// Documents of smaller regions are more special: county before city before province before nation.
int Generality(const model::Rulebook* book) {
  if (book == nullptr || book->level == "national") return 3;
  if (book->level == "province") return 2;
  return book->level == "city" ? 1 : 0;
}

model::Date DayOf(const model::Rulebook* book) {
  if (book == nullptr) return model::kOpenStart;
  return book->issued.value_or(book->published.value_or(model::kOpenStart));
}

bool ByMandatoryBasis(const model::Finding& finding) {
  return finding.force == model::Force::kEffective && !finding.basis.empty();
}

size_t BooksOf(const Findings& group) {
  std::set<std::string_view> books;
  for (const model::Finding* finding : group) books.insert(finding->rulebook);
  return books.size();
}

std::vector<std::string> ProvisionsOf(const Findings& group) {
  std::vector<std::string> provisions;
  for (const model::Finding* finding : group) provisions.push_back(finding->provision);
  return provisions;
}

// Chooses between two or more documents when none is suspended and none has a basis in force.
void ChooseBetween(const rules::Plan& plan, const Findings& group, MeasureChoice* chosen) {
  MeasureChoice& choice = *chosen;
  const auto rank = [&plan](const model::Finding* finding) {
    const model::Rulebook* book = plan.FindBook(finding->rulebook);
    return std::make_tuple(Burden(finding->modality), finding->effect.to, Generality(book),
                           -static_cast<int64_t>(DayOf(book).days), finding->provision);
  };
  const model::Finding* milder = *std::min_element(
      group.begin(), group.end(), [&rank](auto* a, auto* b) { return rank(a) < rank(b); });
  choice.applied = {milder->provision};
  const auto differs = [&group](auto value) {
    return std::any_of(group.begin(), group.end(),
                       [&](const model::Finding* f) { return value(*f) != value(*group.front()); });
  };
  if (differs([](const model::Finding& f) { return Burden(f.modality); })) {
    choice.why = fmt::format("the milder wording: {} {}", Name(milder->modality),
                             ChineseName(milder->modality));
  } else if (differs([](const model::Finding& f) { return f.effect.to; })) {
    choice.why = "the one that ends first";
  } else if (differs([&plan](const model::Finding& f) {
               return Generality(plan.FindBook(f.rulebook));
             })) {
    choice.why = "equally mild: the more special document";
  } else {
    choice.why = "equally mild and special: the later document";
  }
}

MeasureChoice Choose(const rules::Plan& plan, const Findings& group) {
  MeasureChoice choice;
  choice.measure = group.front()->measure;
  choice.provisions = ProvisionsOf(group);
  Findings standing;
  for (const model::Finding* finding : group) {
    if (finding->force != model::Force::kSuspended) standing.push_back(finding);
    if (ByMandatoryBasis(*finding)) choice.applied.push_back(finding->provision);
  }
  if (!choice.applied.empty()) {
    choice.why = "a basis in force carries it; no choice between documents is left";
  } else if (standing.empty()) {
    choice.why = "every one of them is suspended";
  } else if (BooksOf(standing) == 1) {
    choice.applied = ProvisionsOf(standing);
    choice.why = "the other is suspended";
  } else {
    ChooseBetween(plan, standing, &choice);
  }
  return choice;
}

}  // namespace

std::vector<MeasureChoice> ChooseMilder(const rules::Plan& plan,
                                        const std::vector<model::Finding>& findings) {
  std::map<std::string, Findings> groups;
  for (const model::Finding& finding : findings) {
    const bool burden = !finding.incentive && finding.tier != model::Tier::kT3 &&
                        finding.standing != model::Standing::kExecutor;
    if (burden) groups[finding.measure].push_back(&finding);
  }
  std::vector<MeasureChoice> choices;
  for (const auto& [measure, group] : groups) {
    if (BooksOf(group) > 1) choices.push_back(Choose(plan, group));
  }
  return choices;
}

}  // namespace liancheng::query
