#include <algorithm>
#include <map>
#include <utility>

#include "engine/model/codes.h"
#include "fmt/format.h"
#include "query/disclosure/disclosure.h"
#include "query/listing/publication.h"

namespace liancheng::query {
namespace {

using Class = model::DisclosedField::Class;

constexpr char kClueWhy[] = "clues (T3) are for investigators and data stewards";
constexpr char kPersonWhy[] =
    "a person's data: purpose and ground or consent are needed (HX-21, HX-33)";

// Counts what is taken out, by what and why, in the order of the first of each.
class Taken {
 public:
  void Add(std::string_view what, std::string_view why, size_t count = 1) {
    if (count == 0) return;
    for (Withheld& one : list_) {
      if (one.what == what && one.why == why) {
        one.count += count;
        return;
      }
    }
    list_.push_back({std::string(what), count, std::string(why)});
  }
  WithheldList Done() { return std::move(list_); }

 private:
  WithheldList list_;
};

bool IsClue(const model::PathEdge& edge) {
  return (model::SetOf(edge.relation) & model::kClueRelations) != 0;
}

bool AnyClue(const std::vector<model::PathEdge>& path) {
  return std::any_of(path.begin(), path.end(), IsClue);
}

template <typename T, typename Keep>
void Filter(std::vector<T>* items, std::string_view what, std::string_view why, Keep keep,
            Taken* taken) {
  const size_t before = items->size();
  std::erase_if(*items, [&keep](const T& item) { return !keep(item); });
  taken->Add(what, why, before - items->size());
}

// Takes natural persons out of what the asker may not query them for.
class PersonView {
 public:
  PersonView(const Asker& asker, const Parties& parties) : asker_(asker), parties_(parties) {}

  bool Hidden(model::EntityId id) const {
    const PartyCard& card = parties_[id];
    return card.type == model::EntityType::kPerson && !MayQueryPerson(asker_, card.key);
  }
  bool Hidden(const model::PathEdge& edge) const { return Hidden(edge.from) || Hidden(edge.to); }
  bool Hidden(const std::vector<model::PathEdge>& path) const {
    return std::any_of(path.begin(), path.end(),
                       [this](const model::PathEdge& edge) { return Hidden(edge); });
  }

 private:
  const Asker& asker_;
  const Parties& parties_;
};

// The least open class that a rulebook gives a field of this kind of party; by consent where none
// does (HX-18).
Class ClassOf(const rules::Plan& plan, std::string_view key, model::EntityType type) {
  std::optional<Class> found;
  for (const model::Rulebook& book : plan.library().books) {
    for (const model::DisclosedField& field : book.fields) {
      const bool of_type =
          std::find(field.subjects.begin(), field.subjects.end(), type) != field.subjects.end();
      if (field.key == key && of_type) {
        found = found ? std::max(*found, field.disclosure) : field.disclosure;
      }
    }
  }
  return found.value_or(Class::kAuthorised);
}

// Findings on which the asker may know more than that they exist.
class FindingView {
 public:
  FindingView(const DisclosureContext& context, const Parties& parties)
      : context_(context), parties_(parties) {}

  bool LiesWithTheUnit(const model::Finding& finding) const {
    return OnTheListOf(RemitOf(finding));
  }

  // Why a finding is withheld; empty when it is shown.
  std::string_view Why(const model::Finding& finding) const {
    const Role role = context_.asker.role;
    if (finding.tier == model::Tier::kT3 && !MaySeeClues(role)) return kClueWhy;
    if (role == Role::kPublic || role == Role::kAuditor || role == Role::kAdministrator) {
      return "consequences are shown to those who carry them out; listings have their public view";
    }
    const Remit remit = RemitOf(finding);
    if (role == Role::kPlatform && !OnTheListOf(remit)) return "it lies with others";
    const bool executor_only =
        std::find(context_.policy.executor_only.begin(), context_.policy.executor_only.end(),
                  finding.provision) != context_.policy.executor_only.end();
    if (executor_only && !MaySeeClues(role) &&
        !(remit == Remit::kNamed || remit == Remit::kGranted)) {
      return "a notice for its executor alone (G39)";
    }
    const PersonView persons(context_.asker, parties_);
    if (persons.Hidden(finding.subject) || persons.Hidden(finding.path)) return kPersonWhy;
    return "";
  }

 private:
  Remit RemitOf(const model::Finding& finding) const {
    const rules::Act* act = context_.workspace.records().FindAct(finding.listing);
    const std::string decider = act == nullptr || act->is_demand ? "" : act->listing.decider;
    return MatchRemit(context_.workspace.plan(), context_.asker.unit,
                      {finding, decider, parties_[finding.subject].key})
        .remit;
  }

  const DisclosureContext& context_;
  const Parties& parties_;
};

void FilterFindings(const DisclosureContext& context, const Parties& parties,
                    std::vector<model::Finding>* findings, Taken* taken) {
  const FindingView view(context, parties);
  std::erase_if(*findings, [&](const model::Finding& finding) {
    const std::string_view why = view.Why(finding);
    if (!why.empty()) taken->Add("findings", why);
    return !why.empty();
  });
}

// A stop names who is tied to a party, along clues as well.
void FilterStops(const DisclosureContext& context, const Parties& parties,
                 std::vector<model::Stop>* stops, Taken* taken) {
  const Role role = context.asker.role;
  if (MaySeeClues(role)) return;
  Filter(
      stops, "stops", kClueWhy, [](const model::Stop& stop) { return !AnyClue(stop.path); }, taken);
  if (role != Role::kDepartment) {
    Filter(
        stops, "stops", "ties beyond the consequence", [](const auto&) { return false; }, taken);
    return;
  }
  const PersonView persons(context.asker, parties);
  Filter(
      stops, "stops", kPersonWhy,
      [&persons](const model::Stop& stop) {
        return !persons.Hidden(stop.party) && !persons.Hidden(stop.path);
      },
      taken);
}

// Crowded parties are mostly shared addresses and telephones.
void FilterCrowded(const DisclosureContext& context, std::vector<CrowdedParty>* crowded,
                   Taken* taken) {
  if (MaySeeClues(context.asker.role)) return;
  Filter(
      crowded, "crowded parties", kClueWhy, [](const auto&) { return false; }, taken);
}

class FileView {
 public:
  FileView(const DisclosureContext& context, CreditFile* file) : context_(context), file_(*file) {
    const model::EntityFact& fact = file_.party.fact;
    party_ = {Class::kAuthorised, false, fact.type, fact.region, fact.entity.key};
  }

  WithheldList Run() {
    FilterIdentifiers();
    FilterAttributes();
    FilterRelations(&file_.relations);
    FilterRelations(&file_.other_relations);
    FilterActs();
    const FieldDecision records = Decide(Class::kShared, false);
    DropUnless(records, &file_.penalties, "penalties");
    DropUnless(records, &file_.grades, "grades");
    DropUnless(records, &file_.honours, "honours");
    return taken_.Done();
  }

 private:
  FieldDecision Decide(Class disclosure, bool id_number) const {
    FieldQuestion question = party_;
    question.disclosure = disclosure;
    question.id_number = id_number;
    return DecideField(context_.policy, context_.asker, question);
  }

  template <typename T>
  void DropUnless(const FieldDecision& decision, std::vector<T>* items, std::string_view what) {
    if (decision.showing != Showing::kWithheld) return;
    taken_.Add(what, decision.why, items->size());
    items->clear();
  }

  void FilterIdentifiers() {
    auto& identifiers = file_.party.fact.identifiers;
    std::vector<model::Identifier> shown;
    for (model::Identifier& identifier : identifiers) {
      const bool id_number = identifier.scheme == "id_number";
      const bool person = party_.party_type == model::EntityType::kPerson;
      // The code of a firm is in its licence, which it must show (HJ-8-(二)).
      const Class disclosure = id_number || person ? Class::kShared : Class::kPublic;
      const FieldDecision decision = Decide(disclosure, id_number);
      if (decision.showing == Showing::kWithheld) {
        taken_.Add("identifiers", decision.why);
        continue;
      }
      if (id_number) identifier.value = ShownIdNumber(identifier.value, decision.showing);
      shown.push_back(std::move(identifier));
    }
    identifiers = std::move(shown);
  }

  void FilterAttributes() {
    auto& attributes = file_.party.fact.attributes;
    std::erase_if(attributes, [this](const auto& attribute) {
      const FieldDecision decision =
          Decide(ClassOf(context_.workspace.plan(), attribute.first, party_.party_type), false);
      if (decision.showing != Showing::kWithheld) return false;
      taken_.Add("attributes", decision.why);
      return true;
    });
  }

  void FilterRelations(std::vector<model::PathEdge>* relations) {
    const Role role = context_.asker.role;
    if (!MaySeeClues(role)) {
      Filter(
          relations, "relations", kClueWhy, [](const auto& edge) { return !IsClue(edge); },
          &taken_);
    }
    DropUnless(Decide(Class::kShared, false), relations, "relations");
    const PersonView persons(context_.asker, file_.parties);
    Filter(
        relations, "relations", kPersonWhy,
        [&persons](const model::PathEdge& edge) { return !persons.Hidden(edge); }, &taken_);
  }

  // What is not shared is seen in its public view only, and while that is to be had.
  void FilterActs() {
    const FieldDecision shared = Decide(Class::kShared, false);
    if (shared.showing != Showing::kWithheld) return;
    Filter(
        &file_.acts, "listings", "not published on the day",
        [this](const ActState& state) { return IsPublished(*state.act); }, &taken_);
  }

  // Published on the day of the asking, of a list that has a public view, and not ended: a past day
  // asked about does not bring back what is published no more. A view is also given of what is not
  // published yet.
  bool IsPublished(const rules::Act& act) const {
    const model::Date day = context_.asker.day;
    if (act.is_demand || !act.listing.published_on || day < *act.listing.published_on) return false;
    const auto view = AskListingView(context_.workspace.On(day), act.id, ListingView::kPublication);
    if (!view.ok() || !view->available) return false;
    return std::any_of(view->fields.begin(), view->fields.end(), [](const ViewField& field) {
      return field.field->disclosure == Class::kPublic;
    });
  }

  const DisclosureContext& context_;
  CreditFile& file_;
  FieldQuestion party_;
  Taken taken_;
};

}  // namespace

WithheldList Disclose(const DisclosureContext& context, CreditFile* file) {
  return FileView(context, file).Run();
}

WithheldList Disclose(const DisclosureContext& context, MeasuresAnswer* answer) {
  Taken taken;
  FilterFindings(context, answer->parties, &answer->findings, &taken);
  FilterStops(context, answer->parties, &answer->stops, &taken);
  FilterCrowded(context, &answer->crowded, &taken);
  if (answer->findings.empty()) answer->choices.clear();
  return taken.Done();
}

WithheldList Disclose(const DisclosureContext& context, ReachAnswer* answer) {
  Taken taken;
  FilterFindings(context, answer->parties, &answer->findings, &taken);
  FilterStops(context, answer->parties, &answer->stops, &taken);
  FilterCrowded(context, &answer->crowded, &taken);
  return taken.Done();
}

WithheldList Disclose(const DisclosureContext& context, AffiliatesAnswer* answer) {
  Taken taken;
  const Role role = context.asker.role;
  if (!MaySeeClues(role)) {
    Filter(
        &answer->affiliates, "parties", kClueWhy,
        [](const Affiliate& one) { return !one.clue && !AnyClue(one.evidence); }, &taken);
    FilterCrowded(context, &answer->crowded, &taken);
  }
  if (role != Role::kDepartment && !MaySeeClues(role)) {
    Filter(
        &answer->affiliates, "parties", "ties are shared between bodies only",
        [](const auto&) { return false; }, &taken);
  }
  const PersonView persons(context.asker, answer->parties);
  Filter(
      &answer->affiliates, "parties", kPersonWhy,
      [&persons](const Affiliate& one) {
        return !persons.Hidden(one.party) && !persons.Hidden(one.evidence);
      },
      &taken);
  return taken.Done();
}

WithheldList Disclose(const DisclosureContext& context, PathAnswer* answer) {
  Taken taken;
  const Role role = context.asker.role;
  if (!MaySeeClues(role)) {
    Filter(
        &answer->paths, "paths", kClueWhy, [](const auto& path) { return !AnyClue(path); }, &taken);
    FilterCrowded(context, &answer->crowded, &taken);
  }
  if (role != Role::kDepartment && !MaySeeClues(role)) {
    Filter(
        &answer->paths, "paths", "ties are shared between bodies only",
        [](const auto&) { return false; }, &taken);
  }
  const PersonView persons(context.asker, answer->parties);
  Filter(
      &answer->paths, "paths", kPersonWhy,
      [&persons](const auto& path) { return !persons.Hidden(path); }, &taken);
  return taken.Done();
}

WithheldList Disclose(const DisclosureContext& context, ControlAnswer* answer) {
  Taken taken;
  if (!MaySeeClues(context.asker.role)) {
    Filter(
        &answer->found, "parties", kClueWhy, [](const auto&) { return false; }, &taken);
  }
  return taken.Done();
}

WithheldList Disclose(const DisclosureContext& context, OwnersAnswer* answer) {
  Taken taken;
  if (!MaySeeClues(context.asker.role)) {
    Filter(
        &answer->controllers, "parties", kClueWhy, [](const auto&) { return false; }, &taken);
    Filter(
        &answer->owners, "parties", kClueWhy, [](const auto&) { return false; }, &taken);
  }
  return taken.Done();
}

WithheldList Disclose(const DisclosureContext& context, WorklistAnswer* answer) {
  Taken taken;
  const FindingView view(context, answer->parties);
  std::erase_if(answer->items, [&](const ListedItem& listed) {
    const std::string_view why = view.Why(listed.item.finding);
    if (why.empty()) return false;
    taken.Add("items", why);
    // What is counted is what is shown.
    answer->overdue -= listed.overdue ? 1 : 0;
    answer->unanswered -= IsOwedAnAnswer(listed.item) && !listed.answered ? 1 : 0;
    return true;
  });
  return taken.Done();
}

void KeepOwnPart(const DisclosureContext& context, ImpactChunk* chunk) {
  const FindingView view(context, chunk->parties);
  for (ActImpact& impact : chunk->acts) {
    std::erase_if(impact.findings, [&view](const model::Finding& finding) {
      return !view.LiesWithTheUnit(finding) || !view.Why(finding).empty();
    });
    impact.stops.clear();
    impact.ties = {};
  }
}

WithheldList Disclose(const DisclosureContext& context, FeedAnswer* answer) {
  Taken taken;
  const FindingView view(context, answer->parties);
  std::erase_if(answer->entries, [&](const FeedEntry& entry) {
    const std::string_view why = view.Why(entry.item.finding);
    if (!why.empty()) taken.Add("entries", why);
    return !why.empty();
  });
  return taken.Done();
}

}  // namespace liancheng::query
