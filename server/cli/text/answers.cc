#include <algorithm>

#include "fmt/format.h"
#include "server/cli/text/table.h"
#include "server/cli/text/text.h"

namespace liancheng::cli {
namespace {

constexpr size_t kStopsShown = 20;

std::string Incomplete(bool complete, const query::Parties& parties,
                       const std::vector<query::CrowdedParty>& crowded) {
  if (complete) return "";
  std::string text = "  not complete:";
  for (const query::CrowdedParty& one : crowded) {
    text +=
        fmt::format(" {} has {} ties and was not followed;", parties[one.party].key, one.degree);
  }
  if (crowded.empty()) text += " a limit stopped the answer (--hops, --limit, --degree-max)";
  return text + "\n";
}

void AddFinding(const query::Parties& parties, const model::Finding& finding, std::string* text) {
  *text += fmt::format("  {}  {}\n", finding.measure.empty() ? "-" : finding.measure, finding.name);
  const auto line = [text](std::string_view label, const std::string& value) {
    if (!value.empty()) *text += fmt::format("      {:<10} {}\n", label, value);
  };
  line("party", PartyLine(parties, finding.subject));
  line("standing", fmt::format("{} {}, {}, force {} {}, {} {}", Name(finding.standing),
                               ChineseName(finding.standing), Name(finding.tier),
                               Name(finding.force), ChineseName(finding.force),
                               Name(finding.modality), ChineseName(finding.modality)));
  line("period", Span(finding.effect));
  line("because", fmt::format("{}{}", finding.listing,
                              finding.list.empty() ? "" : fmt::format(" on {}", finding.list)));
  for (const model::PathEdge& edge : finding.path) {
    *text += fmt::format("      {:<10} {}\n", "", EdgeLine(parties, edge));
  }
  line("provision",
       finding.provision + (finding.movement.empty() ? "" : " (" + finding.movement + ")"));
  for (size_t i = 0; i < finding.basis.size(); ++i) {
    const model::BasisCited& basis = finding.basis[i];
    *text += fmt::format("      {:<10} {}{} ({})\n", i == 0 ? "basis" : "", basis.name,
                         basis.article, Name(basis.status));
  }
  line("executors", Joined(finding.executors, "、"));
  for (const std::string& missing : finding.missing) line("missing", missing);
  for (const std::string& note : finding.notes) line("note", note);
}

std::string StopsText(const query::Parties& parties, const std::vector<model::Stop>& stops) {
  if (stops.empty()) return "";
  std::string text = "stops\n";
  Table table({"party", "name", "why"});
  for (size_t i = 0; i < stops.size() && i < kStopsShown; ++i) {
    const query::PartyCard& card = parties[stops[i].party];
    table.Add({card.key, card.name, stops[i].why});
  }
  text += table.Text(2);
  if (stops.size() > kStopsShown) {
    text += fmt::format("  ... and {} more (all with --format json)\n", stops.size() - kStopsShown);
  }
  return text;
}

}  // namespace

std::string Joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

std::string Span(model::DateRange range) {
  const std::string from = model::FormatDate(range.from);
  const std::string to = model::FormatDate(range.to);
  if (from.empty() && to.empty()) return "no dates stated";
  return fmt::format("{} to {}", from.empty() ? "..." : from, to.empty() ? "..." : to);
}

std::string PartyLine(const query::Parties& parties, model::EntityId id) {
  const query::PartyCard& card = parties[id];
  return fmt::format("{}  {} ({})", card.key, card.name, ChineseName(card.type));
}

std::string EdgeLine(const query::Parties& parties, const model::PathEdge& edge) {
  std::string line = query::EdgeText(parties, edge);
  if (edge.share) {
    line += edge.share->lo_ppm == edge.share->hi_ppm
                ? fmt::format("  {} %", model::FormatPercent(edge.share->lo_ppm))
                : fmt::format("  {} to {} %", model::FormatPercent(edge.share->lo_ppm),
                              model::FormatPercent(edge.share->hi_ppm));
  }
  line += fmt::format("  [{}]", Span(edge.valid));
  if (!edge.source.empty()) line += fmt::format("  source {}", edge.source);
  return line;
}

std::string Heading(const query::Workspace& workspace) {
  std::string books;
  for (const auto& [id, hash] : workspace.Rulebooks()) books += " " + id;
  return fmt::format("as of {}, known at revision {}, rulebooks{}\n",
                     model::FormatDate(workspace.as_of()), workspace.known_at().value, books);
}

std::string Text(const query::MeasuresAnswer& answer) {
  std::string text = fmt::format("measures on {}\n", PartyLine(answer.parties, answer.subject));
  for (const model::Finding& finding : answer.findings) AddFinding(answer.parties, finding, &text);
  if (answer.findings.empty()) {
    text += "  none found in these rulebooks on this day (this is not a clearance)\n";
  }
  for (const query::MeasureChoice& choice : answer.choices) {
    text += fmt::format("  choice: {} is brought by {}; applied: {} ({})\n", choice.measure,
                        Joined(choice.provisions, ", "),
                        choice.applied.empty() ? "none" : Joined(choice.applied, ", "), choice.why);
  }
  text += Incomplete(answer.complete, answer.parties, answer.crowded);
  return text + StopsText(answer.parties, answer.stops);
}

std::string Text(const query::ReachAnswer& answer) {
  std::string text = fmt::format("reach of {}\n", answer.act);
  Table table({"party", "name", "standing", "measure", "", "tier", "force", "until", "provision"});
  for (const model::Finding& finding : answer.findings) {
    const query::PartyCard& card = answer.parties[finding.subject];
    table.Add({card.key, card.name, std::string(Name(finding.standing)),
               finding.measure.empty() ? "-" : finding.measure, finding.name,
               std::string(Name(finding.tier)), std::string(Name(finding.force)),
               model::FormatDate(finding.effect.to), finding.provision});
  }
  text += table.empty() ? "  reaches nobody on this day\n" : table.Text(2);
  text += Incomplete(answer.complete, answer.parties, answer.crowded);
  return text + StopsText(answer.parties, answer.stops);
}

std::string Text(const query::AffiliatesAnswer& answer) {
  // Groups by kind of tie; kinds are in the order of their nearest party.
  std::vector<std::pair<std::string, Table>> groups;
  for (const query::Affiliate& affiliate : answer.affiliates) {
    const query::PartyCard& card = answer.parties[affiliate.party];
    std::vector<std::string> edges;
    std::vector<std::string> kinds;
    for (const model::PathEdge& edge : affiliate.evidence) {
      edges.push_back(query::EdgeText(answer.parties, edge));
      kinds.emplace_back(ChineseName(edge.relation));
    }
    const std::string kind = Joined(kinds, " · ") + (affiliate.clue ? "  (T3)" : "");
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&kind](const auto& each) { return each.first == kind; });
    if (group == groups.end()) {
      groups.emplace_back(kind, Table({"hops", "party", "name", "type", "", "evidence"}));
      group = groups.end() - 1;
    }
    group->second.Add(
        {std::to_string(affiliate.hops), card.key, card.name, std::string(ChineseName(card.type)),
         affiliate.shared_by > 0
             ? fmt::format("shared by {}, weight {:.2f}", affiliate.shared_by, affiliate.weight)
             : "",
         Joined(edges, "; ")});
  }
  std::string text = fmt::format("tied to {}\n", PartyLine(answer.parties, answer.subject));
  for (const auto& [kind, table] : groups) text += kind + "\n" + table.Text(2);
  if (groups.empty()) text += "  nobody within these hops\n";
  return text + Incomplete(answer.complete, answer.parties, answer.crowded);
}

std::string Text(const query::PathAnswer& answer) {
  std::string text;
  for (size_t i = 0; i < answer.paths.size(); ++i) {
    text += fmt::format("path {} ({} {})\n", i + 1, answer.paths[i].size(),
                        answer.paths[i].size() == 1 ? "hop" : "hops");
    for (const model::PathEdge& edge : answer.paths[i]) {
      text += "  " + EdgeLine(answer.parties, edge) + "\n";
    }
  }
  if (answer.paths.empty()) text += "no path within these hops\n";
  return text + Incomplete(answer.complete, answer.parties, answer.crowded);
}

std::string Text(const query::SearchAnswer& answer) {
  Table table({"party", "name", "type", "score", "why", "matched"});
  for (const query::SearchMatch& match : answer.matches) {
    const query::PartyCard& card = answer.parties[match.party];
    table.Add({card.key, card.name, std::string(ChineseName(card.type)),
               fmt::format("{:.4f}", match.score), match.why, match.matched});
  }
  std::string text = table.empty() ? "nothing found\n" : table.Text(0);
  if (!answer.complete) text += "not complete: more match; narrow the text or raise --limit\n";
  return text;
}

std::string Text(const query::GroundsAnswer& answer) {
  std::string text =
      fmt::format("what the records of {} add up to\n", PartyLine(answer.parties, answer.subject));
  Table table({"ground", "", "met", "on", "records", "missing"});
  for (const rules::GroundResult& ground : answer.grounds) {
    const std::string met = ground.met == rules::Met::kYes            ? "yes"
                            : ground.met == rules::Met::kUndetermined ? "undetermined"
                                                                      : "no";
    table.Add({ground.ground, ground.name, met,
               ground.met_on ? model::FormatDate(*ground.met_on) : "", Joined(ground.records, " "),
               Joined(ground.missing, "; ")});
  }
  text += table.empty() ? "  no rulebook asked here counts records\n" : table.Text(2);
  return text + "a met ground is a proposal for the deciding department, not a listing\n";
}

std::string Text(const query::VerifyReport& report) {
  std::string text =
      fmt::format("checked {} revisions, {} entities, {} relations, {} records\n", report.revisions,
                  report.entities, report.relations, report.records);
  for (const std::string& problem : report.problems) text += "  damaged: " + problem + "\n";
  return text + (report.problems.empty() ? "sound\n" : "");
}

}  // namespace liancheng::cli
