#include <algorithm>

#include "fmt/format.h"
#include "server/cli/text/table.h"
#include "server/cli/text/text.h"

namespace liancheng::cli {
namespace {

constexpr std::string_view kClueOnly =
    "  T3: evidence for people; by itself it carries no measure to anybody\n";

std::string Percent(uint64_t ppm) {
  return model::FormatPercent(static_cast<uint32_t>(std::min<uint64_t>(ppm, UINT32_MAX))) + " %";
}

std::string ShareText(const query::ControlParty& party) {
  if (party.share_max_ppm == party.share_ppm) return Percent(party.share_ppm);
  return Percent(party.share_ppm) + " to " + Percent(party.share_max_ppm);
}

void AddParty(const query::Parties& parties, const query::ControlParty& party, std::string* text) {
  *text += fmt::format("  {}  {}{}\n", PartyLine(parties, party.party), ShareText(party),
                       party.undetermined ? "  undetermined" : "");
  *text += fmt::format("      {:<10} {}\n", "arithmetic", party.arithmetic);
  for (const query::ControlChainShown& chain : party.chains) {
    *text += fmt::format("      {:<10} {}\n", "chain", chain.arithmetic);
    for (const model::PathEdge& edge : chain.edges) {
      *text += fmt::format("      {:<10} {}\n", "", EdgeLine(parties, edge));
    }
  }
  if (party.chains_more > 0) {
    *text += fmt::format("      {:<10} {} further holders (--chains)\n", "", party.chains_more);
  }
  for (const std::string& missing : party.missing) {
    *text += fmt::format("      {:<10} {}\n", "missing", missing);
  }
}

std::string CrowdedText(bool complete, const query::Parties& parties,
                        const std::vector<query::CrowdedParty>& crowded) {
  if (complete) return "";
  std::string text = "  not complete:";
  for (const query::CrowdedParty& one : crowded) {
    text +=
        fmt::format(" {} has {} ties and was not followed;", parties[one.party].key, one.degree);
  }
  if (crowded.empty()) text += " a limit stopped the answer";
  return text + "\n";
}

}  // namespace

std::string Text(const query::ControlAnswer& answer) {
  const bool up = answer.question.direction == query::ControlDirection::kUp;
  const bool more_than = answer.question.method == query::ControlMethod::kMajority;
  std::string text = fmt::format("{} by {}, {} {}\n", up ? "who stands above" : "who stands below",
                                 Name(answer.question.method), more_than ? "more than" : "at least",
                                 Percent(answer.question.threshold_ppm));
  for (const model::EntityId id : answer.subjects) {
    text += fmt::format("  of {}\n", PartyLine(answer.parties, id));
  }
  text += "\n";
  for (const query::ControlParty& party : answer.found) AddParty(answer.parties, party, &text);
  if (answer.found.empty()) text += "  nobody in what is stated here for this day\n";
  if (!answer.complete) text += "  not complete: the walk stopped at its limit of parties\n";
  return text + std::string(kClueOnly);
}

std::string Text(const query::OwnersAnswer& answer) {
  std::string text =
      fmt::format("above {}\n\nsuspected actual controller 疑似实际控制人 ({})\n",
                  PartyLine(answer.parties, answer.subject),
                  answer.largest ? "nobody has a majority: the largest share"
                                 : "majority of more than " + Percent(answer.majority_ppm));
  for (const query::ControlParty& party : answer.controllers) {
    AddParty(answer.parties, party, &text);
  }
  if (answer.controllers.empty()) text += "  nobody in what is stated here for this day\n";
  text += fmt::format("\nbeneficial owners 受益所有人 (at least {} in the end, or control)\n",
                      Percent(answer.beneficial_ppm));
  for (const query::OwnersAnswer::Owner& owner : answer.owners) {
    AddParty(answer.parties, owner.by_share, &text);
    if (owner.by_control) text += fmt::format("      {:<10} by majority\n", "controls");
  }
  if (answer.owners.empty()) text += "  no natural person in what is stated here for this day\n";
  return text + std::string(kClueOnly);
}

std::string Text(const query::GroupsAnswer& answer) {
  constexpr size_t kNamed = 8;
  const bool control = answer.kind == query::GroupKind::kControl;
  std::string text = fmt::format("{} groups found, {} parties in them\n", answer.groups_found,
                                 answer.parties_found);
  Table table({"size", control ? "head" : "", "", "members"});
  for (const query::PartyGroup& group : answer.groups) {
    std::vector<std::string> names;
    for (const model::EntityId id : group.members) {
      if (names.size() == kNamed) break;
      names.push_back(answer.parties[id].key);
    }
    const uint64_t members = group.size - (group.head ? 1 : 0);
    if (names.size() < members) {
      names.push_back(fmt::format("and {} more", members - names.size()));
    }
    table.Add({std::to_string(group.size), group.head ? answer.parties[*group.head].key : "",
               group.head ? answer.parties[*group.head].name : "", Joined(names, " ")});
  }
  if (!table.empty()) text += table.Text(2);
  if (answer.next) text += fmt::format("  more groups: --skip {}\n", *answer.next);
  return text;
}

std::string Text(const query::CommonAnswer& answer) {
  std::string text = "what these have in common\n";
  for (const model::EntityId id : answer.subjects) {
    text += fmt::format("  {}\n", PartyLine(answer.parties, id));
  }
  for (const query::CommonTie& tie : answer.ties) {
    text += fmt::format("\n{}{}\n", PartyLine(answer.parties, tie.party),
                        tie.clue ? fmt::format("  T3, tied to {} in all", tie.shared_by) : "");
    for (const query::CommonTie::Side& side : tie.sides) {
      for (const model::PathEdge& edge : side.evidence) {
        text += fmt::format("    {}\n", EdgeLine(answer.parties, edge));
      }
    }
  }
  if (answer.ties.empty()) text += "\nnothing within these hops\n";
  return text + CrowdedText(answer.complete, answer.parties, answer.crowded);
}

std::string Text(const query::SuccessionAnswer& answer) {
  std::string text =
      fmt::format("who may carry on {} since {}\n", PartyLine(answer.parties, answer.subject),
                  model::FormatDate(answer.since));
  for (const query::Successor& successor : answer.successors) {
    text +=
        fmt::format("  {:.2f}  {}\n", successor.score, PartyLine(answer.parties, successor.party));
    for (const std::string& reason : successor.reasons) text += "        " + reason + "\n";
    for (const model::PathEdge& edge : successor.evidence) {
      text += fmt::format("        {}\n", EdgeLine(answer.parties, edge));
    }
  }
  if (answer.successors.empty()) text += "  nobody in what is stated here\n";
  text += CrowdedText(answer.complete, answer.parties, answer.crowded);
  return text + std::string(kClueOnly);
}

std::string Text(const query::AffiliatedFirmsAnswer& answer) {
  std::string text = fmt::format("affiliated firms 关联企业 of {}\n  by {}\n",
                                 PartyLine(answer.parties, answer.subject), answer.definition);
  for (const query::AffiliatedFirm& firm : answer.firms) {
    text += fmt::format("  {}\n", PartyLine(answer.parties, firm.party));
    for (const model::PathEdge& edge : firm.evidence) {
      text += fmt::format("        {}\n", EdgeLine(answer.parties, edge));
    }
  }
  if (answer.firms.empty()) text += "  none in what is stated here for this day\n";
  return text + std::string(kClueOnly);
}

}  // namespace liancheng::cli
