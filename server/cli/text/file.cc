#include "datasets/readers/regions/regions.h"
#include "fmt/format.h"
#include "server/cli/text/table.h"
#include "server/cli/text/text.h"
#include "server/wire/answers_json.h"

namespace liancheng::cli {
namespace {

// The code of a region, its name, and whether the standard had it on the day.
std::string RegionText(model::RegionCode region, model::Date as_of) {
  if (region.value == 0) return "";
  std::string text = std::to_string(region.value);
  const std::string name = datasets::FullNameOn(region, as_of);
  if (!name.empty()) text += " " + name;
  const bool gone =
      datasets::RegionOn(region, as_of).existed == datasets::RegionState::Existed::kNo;
  return gone ? text + " (not in GB/T 2260 on this day)" : text;
}

std::string PartyHead(const query::CreditFile& file) {
  const model::EntityFact& fact = file.party.fact;
  std::string text = fmt::format("{}  {}\n", fact.entity.key, fact.name);
  const auto line = [&text](std::string_view label, const std::string& value) {
    if (!value.empty()) text += fmt::format("  {:<12} {}\n", label, value);
  };
  line("type", fmt::format("{} {}", Name(fact.type), ChineseName(fact.type)));
  for (const model::Identifier& identifier : fact.identifiers) {
    line(identifier.scheme, wire::Shown(identifier));
  }
  line("former names", Joined(fact.former_names, "; "));
  line("region", RegionText(fact.region, file.as_of));
  if (fact.life != model::DateRange{}) line("life", Span(fact.life));
  for (const auto& [name, value] : fact.attributes) line(name, value);
  line("source", file.party.provenance.source);
  return text;
}

std::string RelationsText(const query::CreditFile& file, std::string_view title,
                          const std::vector<model::PathEdge>& edges) {
  if (edges.empty()) return "";
  std::string text = fmt::format("{}\n", title);
  Table table({"from", "relation", "to", "name", "share", "period", "source"});
  for (const model::PathEdge& edge : edges) {
    const bool outward = edge.from == file.party.fact.entity.id;
    const query::PartyCard& other = file.parties[outward ? edge.to : edge.from];
    table.Add({file.parties[edge.from].key, std::string(ChineseName(edge.relation)),
               file.parties[edge.to].key, other.name,
               edge.share ? model::FormatPercent(edge.share->lo_ppm) + " %" : "", Span(edge.valid),
               edge.source});
  }
  return text + table.Text(2);
}

// The text for the column of the decision: the day of the proposal in brackets while there is no
// decision.
std::string DecidedText(const rules::Act& act) {
  if (act.is_demand) return model::FormatDate(act.demanded_on);
  const model::ListingFact& listing = act.listing;
  if (model::IsDecided(listing) || !listing.proposed_on) {
    return model::FormatDate(listing.decided_on);
  }
  return fmt::format("(proposed {})", model::FormatDate(*listing.proposed_on));
}

std::string EffectText(const query::ActState& state) {
  return state.effect.Empty() ? "none" : Span(state.effect);
}

std::string StepsText(const rules::Act& act) {
  std::string text;
  for (const rules::Step& step : act.steps) {
    text += fmt::format("  {}: {} {} {} ({})\n", act.id, model::FormatDate(step.on),
                        ChineseName(step.to), Name(step.to),
                        step.actor.empty() ? step.id : fmt::format("{}, {}", step.id, step.actor));
  }
  return text;
}

std::string ActsText(const query::CreditFile& file) {
  if (file.acts.empty()) return "";
  Table table({"id", "list", "ground", "decided", "effect", "state", "decider", "document"});
  for (const query::ActState& state : file.acts) {
    const rules::Act& act = *state.act;
    table.Add({act.id, act.is_demand ? "(demand)" : act.listing.list, act.listing.ground,
               DecidedText(act), EffectText(state), state.state, act.listing.decider,
               act.listing.document});
  }
  std::string text = "listings and demands\n" + table.Text(2);
  for (const query::ActState& state : file.acts) {
    text += StepsText(*state.act);
    for (const std::string& missing : state.missing) {
      text += fmt::format("  {}: {}\n", state.act->id, missing);
    }
  }
  return text;
}

std::string RecordsText(const query::CreditFile& file) {
  std::string text;
  if (!file.penalties.empty()) {
    Table table({"id", "decided", "authority", "procedure", "ground", "act", "amount"});
    for (const model::PenaltyFact& penalty : file.penalties) {
      table.Add({penalty.id, model::FormatDate(penalty.decided_on), penalty.authority,
                 std::string(Name(penalty.procedure)), penalty.ground, penalty.act,
                 penalty.amount ? model::FormatYuan(*penalty.amount) : ""});
    }
    text += "penalties\n" + table.Text(2);
  }
  for (const rules::Grade& grade : file.grades) {
    text += fmt::format("grade {} of {}\n", grade.value, model::FormatDate(grade.decided_on));
  }
  for (const rules::Honour& honour : file.honours) {
    text += fmt::format("honour {} ({})\n", honour.name, Span(honour.during));
  }
  return text;
}

}  // namespace

std::string Text(const query::CreditFile& file) {
  return PartyHead(file) + RelationsText(file, "ties", file.relations) +
         RelationsText(file, "ended or future ties", file.other_relations) + ActsText(file) +
         RecordsText(file);
}

}  // namespace liancheng::cli
